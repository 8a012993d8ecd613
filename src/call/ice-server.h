/* Addresses of STUN and TURN servers as people write them, and as webrtcbin wants them. Any thread.
 *
 * Both forms are understood: "stun:host:port" (RFC 7064, 7065) and "stun://host:port". A TURN address holds a password: it is
 * never logged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_ice_server_parse_stun:
 * @text: "stun:host[:port]" or "stun://host[:port]"
 *
 * Returns: (transfer full) (nullable): "stun://host:port", or %NULL where it is no such address
 */
char *hearth_ice_server_parse_stun (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_ice_server_parse_turn:
 * @text: "turn:" or "turns:" (over TLS), perhaps "//", "user:password@host[:port]", perhaps "?transport=udp" or "?transport=tcp";
 * user and password percent-encoded
 *
 * Returns: (transfer full) (nullable): "turn://user:password@host:port?transport=udp" (or turns, or tcp), or %NULL where it is no
 * such address
 */
char *hearth_ice_server_parse_turn (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
