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
 * @turn_servers: (nullable): %NULL-terminated "turn://user:password@host:port" with user and password percent-encoded
 * @relay_only: never show this computer's addresses
 */
typedef struct
{
  char *stun_server;
  GStrv turn_servers;
  gboolean relay_only;
} HearthConnectionConfig;

HearthConnectionConfig *hearth_connection_config_copy (const HearthConnectionConfig *self);
void                    hearth_connection_config_free (HearthConnectionConfig       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthConnectionConfig, hearth_connection_config_free)

G_END_DECLS
