/* The two messages of connectivity checks that a load needs (RFC 8489, RFC 8445): binding requests and their answers, IPv4.
 *
 * The driver has handed both sides' credentials over and there is one candidate on each side, so what is checked of a message is
 * only which of the two it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <netinet/in.h>

G_BEGIN_DECLS

#define LOAD_STUN_BYTES 512

/** LoadIce: of one connection. It owns its strings. */
typedef struct
{
  char *local_ufrag;
  char *local_password;
  char *remote_ufrag;
  char *remote_password;
  gboolean controlling;
} LoadIce;

typedef enum
{
  LOAD_STUN_OTHER,
  LOAD_STUN_REQUEST,
  LOAD_STUN_SUCCESS,
} LoadStunType;

LoadStunType load_stun_get_type       (const guint8             *message,
                                       gsize                     length);

/** load_stun_write_request: @message: LOAD_STUN_BYTES of room. Returns: bytes. The controlling side nominates at once. */
gsize        load_stun_write_request  (guint8                   *message,
                                       const LoadIce            *ice);

/** load_stun_write_response: @request: as it came, at least 20 bytes. Returns: bytes. */
gsize        load_stun_write_response (guint8                   *message,
                                       const LoadIce            *ice,
                                       const guint8             *request,
                                       const struct sockaddr_in *from);

G_END_DECLS
