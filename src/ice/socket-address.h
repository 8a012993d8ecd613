/* The address of a UDP socket as a plain value: small, comparable, good as a key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/* What an address takes as text, with the final zero. */
#define HEARTH_SOCKET_ADDRESS_TEXT_BYTES 46

/* Bytes past an IPv4 address are zero, so that equal addresses have equal bytes. */
typedef struct
{
  guint16 family; /* AF_INET, AF_INET6; AF_UNSPEC: none */
  guint16 port;
  guint8 bytes[16]; /* in network order */
} HearthSocketAddress;

/* A way that packets take. Both ends are of one family. */
typedef struct
{
  HearthSocketAddress local;
  HearthSocketAddress remote;
} HearthPath;

/**
 * hearth_socket_address_parse:
 * @text: an IPv4 or IPv6 address in numbers, without a zone
 *
 * Returns: %FALSE where @text is anything else; @self is then undefined
 */
gboolean  hearth_socket_address_parse       (HearthSocketAddress           *self,
                                             const char                    *text,
                                             guint16                        port);

/**
 * hearth_socket_address_from_native:
 *
 * Returns: %FALSE where @native is neither IPv4 nor IPv6 or too short; @self is then undefined
 */
gboolean  hearth_socket_address_from_native (HearthSocketAddress           *self,
                                             const struct sockaddr_storage *native,
                                             gsize                          length);

/** hearth_socket_address_to_native: Returns: how much of @native is used */
socklen_t hearth_socket_address_to_native   (const HearthSocketAddress     *self,
                                             struct sockaddr_storage       *native);

/** hearth_socket_address_format: Writes the address without the port into @text, which has %HEARTH_SOCKET_ADDRESS_TEXT_BYTES. */
void      hearth_socket_address_format      (const HearthSocketAddress     *self,
                                             char                          *text);

/**
 * hearth_socket_address_is_usable:
 *
 * Whether somebody may be there: a port, and neither any, multicast, broadcast nor IPv6 link-local (which means nothing without
 * an interface).
 */
gboolean  hearth_socket_address_is_usable   (const HearthSocketAddress     *self);

gboolean  hearth_socket_address_equal       (gconstpointer                  a,
                                             gconstpointer                  b);
guint     hearth_socket_address_hash        (gconstpointer                  key);

static inline gboolean
hearth_path_equal (const HearthPath *a,
                   const HearthPath *b)
{
  return hearth_socket_address_equal (&a->local, &b->local) && hearth_socket_address_equal (&a->remote, &b->remote);
}

G_END_DECLS
