/* The address of a UDP socket: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/socket-address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

G_STATIC_ASSERT (sizeof (HearthSocketAddress) == 20);

gboolean
hearth_socket_address_parse (HearthSocketAddress *self,
                             const char          *text,
                             guint16              port)
{
  g_return_val_if_fail (text != NULL, FALSE);

  memset (self, 0, sizeof *self);
  self->port = port;
  self->family = AF_INET;
  if (inet_pton (AF_INET, text, self->bytes) == 1)
    return TRUE;

  self->family = AF_INET6;
  return inet_pton (AF_INET6, text, self->bytes) == 1;
}

gboolean
hearth_socket_address_from_native (HearthSocketAddress           *self,
                                   const struct sockaddr_storage *native,
                                   gsize                          length)
{
  memset (self, 0, sizeof *self);
  if (length >= sizeof (struct sockaddr_in) && native->ss_family == AF_INET)
    {
      const struct sockaddr_in *in = (const struct sockaddr_in *) native;

      self->port = ntohs (in->sin_port);
      memcpy (self->bytes, &in->sin_addr, sizeof in->sin_addr);
    }
  else if (length >= sizeof (struct sockaddr_in6) && native->ss_family == AF_INET6)
    {
      const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) native;

      self->port = ntohs (in6->sin6_port);
      memcpy (self->bytes, &in6->sin6_addr, sizeof in6->sin6_addr);
    }
  else
    return FALSE;
  self->family = native->ss_family;

  return TRUE;
}

socklen_t
hearth_socket_address_to_native (const HearthSocketAddress *self,
                                 struct sockaddr_storage   *native)
{
  if (self->family == AF_INET)
    {
      struct sockaddr_in *in = (struct sockaddr_in *) native;

      *in = (struct sockaddr_in) { .sin_family = AF_INET, .sin_port = htons (self->port) };
      memcpy (&in->sin_addr, self->bytes, sizeof in->sin_addr);
      return sizeof *in;
    }
  else
    {
      struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) native;

      *in6 = (struct sockaddr_in6) { .sin6_family = AF_INET6, .sin6_port = htons (self->port) };
      memcpy (&in6->sin6_addr, self->bytes, sizeof in6->sin6_addr);
      return sizeof *in6;
    }
}

void
hearth_socket_address_format (const HearthSocketAddress *self,
                              char                      *text)
{
  if (inet_ntop (self->family, self->bytes, text, HEARTH_SOCKET_ADDRESS_TEXT_BYTES) == NULL)
    text[0] = '\0';
}

gboolean
hearth_socket_address_is_usable (const HearthSocketAddress *self)
{
  static const guint8 any[16];
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

  if (self->port == 0)
    return FALSE;

  switch (self->family)
    {
    case AF_INET:
      /* 0.0.0.0/8, and all from 224.0.0.0: multicast, reserved, broadcast. */
      return self->bytes[0] != 0 && self->bytes[0] < 224;
    case AF_INET6:
      return memcmp (self->bytes, any, sizeof any) != 0
             && memcmp (self->bytes, mapped, sizeof mapped) != 0
             && self->bytes[0] != 0xff
             && !(self->bytes[0] == 0xfe && (self->bytes[1] & 0xc0) == 0x80);
    default:
      return FALSE;
    }
}

gboolean
hearth_socket_address_equal (gconstpointer a,
                             gconstpointer b)
{
  return memcmp (a, b, sizeof (HearthSocketAddress)) == 0;
}

guint
hearth_socket_address_hash (gconstpointer key)
{
  guint32 words[5];
  guint hash = 0;

  memcpy (words, key, sizeof words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    hash = (hash ^ words[i]) * 0x9e3779b1u;

  return hash ^ (hash >> 15);
}
