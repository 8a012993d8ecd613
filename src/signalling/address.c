/* What of a network address counts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

void
hearth_address_init (HearthAddress         *self,
                     const struct sockaddr *address)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  memset (self, 0, sizeof *self);

  if (address->sa_family == AF_INET)
    {
      const struct sockaddr_in *in = (const struct sockaddr_in *) (gconstpointer) address;

      self->family = 4;
      memcpy (self->bytes, &in->sin_addr, 4);
    }
  else if (address->sa_family == AF_INET6)
    {
      const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) (gconstpointer) address;

      if (IN6_IS_ADDR_V4MAPPED (&in6->sin6_addr))
        {
          self->family = 4;
          memcpy (self->bytes, in6->sin6_addr.s6_addr + 12, 4);
        }
      else
        {
          self->family = 6;
          memcpy (self->bytes, in6->sin6_addr.s6_addr, 8);
        }
    }
}

gboolean
hearth_address_is_known (const HearthAddress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->family != 0;
}

guint
hearth_address_hash (gconstpointer self)
{
  const HearthAddress *address = self;
  guint hash = address->family;

  for (gsize i = 0; i < sizeof address->bytes; i++)
    hash = hash * 31 + address->bytes[i];

  return hash;
}

gboolean
hearth_address_equal (gconstpointer self,
                      gconstpointer other)
{
  const HearthAddress *a = self;
  const HearthAddress *b = other;

  return a->family == b->family && memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

gboolean
hearth_address_parse (const char              *text,
                      guint16                  port,
                      struct sockaddr_storage *address,
                      socklen_t               *length)
{
  struct sockaddr_in *in = (struct sockaddr_in *) (gpointer) address;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) (gpointer) address;
  socklen_t size;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  memset (address, 0, sizeof *address);
  if (inet_pton (AF_INET, text, &in->sin_addr) == 1)
    {
      in->sin_family = AF_INET;
      in->sin_port = htons (port);
      size = sizeof *in;
    }
  else if (inet_pton (AF_INET6, text, &in6->sin6_addr) == 1)
    {
      in6->sin6_family = AF_INET6;
      in6->sin6_port = htons (port);
      size = sizeof *in6;
    }
  else
    {
      return FALSE;
    }

  if (length != NULL)
    *length = size;

  return TRUE;
}
