/* Whose word counts on who comes: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/trusted-proxy.h"

#include <netinet/in.h>
#include <string.h>

/* An IPv6 address with a scope and a port, in brackets. */
#define MAX_ENTRY_CHARACTERS 96

/* Returns: whether there are any */
static gboolean
get_bytes (const struct sockaddr *address,
           guint8                 bytes[16])
{
  const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  switch (address->sa_family)
    {
    case AF_INET:
      memcpy (bytes, mapped, sizeof mapped);
      memcpy (bytes + sizeof mapped, &((const struct sockaddr_in *) (gconstpointer) address)->sin_addr, 4);
      return TRUE;
    case AF_INET6:
      memcpy (bytes, &((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr, 16);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Some proxies write the port as well: "192.0.2.1:1234", "[2001:db8::1]:1234". */
static void
strip_port (char *entry)
{
  char *end = strchr (entry, ']');

  if (*entry == '[' && end != NULL)
    {
      *end = '\0';
      memmove (entry, entry + 1, (gsize) (end - entry));
    }
  else if (strchr (entry, '.') != NULL && strchr (entry, ':') == strrchr (entry, ':'))
    {
      entry[strcspn (entry, ":")] = '\0';
    }
}

gboolean
hearth_trusted_proxy_init (HearthTrustedProxy *self,
                           const char         *address)
{
  struct sockaddr_storage parsed;

  g_return_val_if_fail (self != NULL, FALSE);

  memset (self, 0, sizeof *self);
  if (address == NULL)
    return TRUE;
  if (!hearth_address_parse (address, 0, &parsed, NULL))
    return FALSE;

  self->is_set = get_bytes ((const struct sockaddr *) &parsed, self->bytes);
  return self->is_set;
}

gboolean
hearth_trusted_proxy_is (const HearthTrustedProxy *self,
                         const struct sockaddr    *address)
{
  guint8 bytes[16];

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  return self->is_set && get_bytes (address, bytes) && memcmp (bytes, self->bytes, sizeof bytes) == 0;
}

gboolean
hearth_trusted_proxy_read (const char    *forwarded_for,
                           HearthAddress *address)
{
  struct sockaddr_storage parsed;
  char entry[MAX_ENTRY_CHARACTERS + 1];
  const char *last;

  g_return_val_if_fail (forwarded_for != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  last = strrchr (forwarded_for, ',');
  last = last != NULL ? last + 1 : forwarded_for;
  if (strlen (last) > MAX_ENTRY_CHARACTERS)
    return FALSE;

  g_strlcpy (entry, last, sizeof entry);
  g_strstrip (entry);
  strip_port (entry);
  if (!hearth_address_parse (entry, 0, &parsed, NULL))
    return FALSE;

  hearth_address_init (address, (const struct sockaddr *) &parsed);
  return TRUE;
}
