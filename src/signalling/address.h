/* What of a network address counts as "the same one". A value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/** HearthAddress: an IPv4 address (also a mapped one), or the first half of an IPv6 one, since every home has a /64. */
typedef struct
{
  guint8 bytes[8];
  guint8 family; /* 4, 6, or 0 while it is not known: who comes through a trusted proxy */
} HearthAddress;

/** hearth_address_init: @address: as accept() gives it. */
void     hearth_address_init     (HearthAddress           *self,
                                  const struct sockaddr   *address);
gboolean hearth_address_is_known (const HearthAddress     *self);

/** hearth_address_hash / hearth_address_equal: for GHashTable. */
guint    hearth_address_hash     (gconstpointer            self);
gboolean hearth_address_equal    (gconstpointer            self,
                                  gconstpointer            other);

/**
 * hearth_address_parse:
 * @text: numeric, IPv4 or IPv6
 * @port: goes with it
 * @address: (out caller-allocates): for a socket
 * @length: (out) (optional): of what is used of @address
 *
 * Returns: %FALSE where @text is nothing like that
 */
gboolean hearth_address_parse    (const char              *text,
                                  guint16                  port,
                                  struct sockaddr_storage *address,
                                  socklen_t               *length);

G_END_DECLS
