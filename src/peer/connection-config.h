/* What a connection is made with: a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ice/host-socket.h */
typedef struct _HearthHostSocket HearthHostSocket;

/**
 * HearthConnectionConfig:
 * @stun_server: (nullable): "stun://host:port"
 * @turn_servers: (nullable): %NULL-terminated "turn://user:password@host:port" with user and password percent-encoded;
 *   "?transport=tcp" at the end for TURN over TCP. Not "turns://": libnice would speak it in the clear
 * @relay_only: never show this computer's addresses
 * @socket: (nullable): the one UDP port of the room that this computer hosts; the connection then goes through it, and the TURN
 *   servers are not for it. %NULL for a port of its own, with libnice
 * @public_addresses: (nullable): %NULL-terminated IP addresses of a router that passes @socket's port on under the same number;
 *   the peer is told of them beside what @stun_server finds
 * @forwarding: what a receiving connection hands out is to be forwarded and not played here: packets as they arrive, each once,
 *   with their capture time in this computer's clock, before any jitterbuffer. A sending connection ignores it
 *
 * A zeroed one is a good one for a local network.
 */
typedef struct
{
  char *stun_server;
  GStrv turn_servers;
  gboolean relay_only;
  HearthHostSocket *socket;
  GStrv public_addresses;
  gboolean forwarding;
} HearthConnectionConfig;

/** hearth_connection_config_copy: The copy holds a reference to the socket of its own. */
HearthConnectionConfig *hearth_connection_config_copy (const HearthConnectionConfig *self) G_GNUC_WARN_UNUSED_RESULT;
void                    hearth_connection_config_free (HearthConnectionConfig       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthConnectionConfig, hearth_connection_config_free)

G_END_DECLS
