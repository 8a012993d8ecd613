/* The address of a signalling server: "https://host[:port]", or "http://host[:port]" without TLS. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_server_address_parse:
 * @text: scheme, "://", a name, an IPv4 address or an IPv6 address in brackets, and perhaps a port; nothing else: no user, no
 * path, no percent signs, no zone
 *
 * Returns: (transfer full): the same in the one way we write it (lower case, without the scheme's own port), or %NULL with
 * HEARTH_PROTOCOL_ERROR_MALFORMED
 */
char *hearth_server_address_parse     (const char  *text,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_server_address_parse_host:
 * @text: "host" or "host:port" as above, without a scheme
 * @host: (out) (transfer full): in lower case; an IPv6 address in brackets, shortened
 * @port: (out): 0 where there is none
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED
 */
gboolean hearth_server_address_parse_host (const char  *text,
                                           char       **host,
                                           guint16     *port,
                                           GError     **error);

G_END_DECLS
