/* What every connection of this process is made with: a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthConnectionConfig:
 * @stun_server: (nullable): "stun://host:port"
 * @turn_servers: (nullable): %NULL-terminated "turn://user:password@host:port" with user and password percent-encoded;
 *   "?transport=tcp" at the end for TURN over TCP. Not "turns://": libnice would speak it in the clear
 * @relay_only: never show this computer's addresses
 *
 * A zeroed one is a good one for a local network.
 */
typedef struct
{
  char *stun_server;
  GStrv turn_servers;
  gboolean relay_only;
} HearthConnectionConfig;

HearthConnectionConfig *hearth_connection_config_copy (const HearthConnectionConfig *self) G_GNUC_WARN_UNUSED_RESULT;
void                    hearth_connection_config_free (HearthConnectionConfig       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthConnectionConfig, hearth_connection_config_free)

G_END_DECLS
