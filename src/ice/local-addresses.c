/* The addresses of this computer: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/local-addresses.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

static gboolean
contains (const GArray              *addresses,
          const HearthSocketAddress *address)
{
  for (guint i = 0; i < addresses->len; i++)
    if (hearth_socket_address_equal (&g_array_index (addresses, HearthSocketAddress, i), address))
      return TRUE;

  return FALSE;
}

static void
collect (GArray               *addresses,
         const struct ifaddrs *interfaces,
         int                   family,
         guint16               port,
         gboolean              loopback)
{
  gsize length = family == AF_INET ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6);

  for (const struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next)
    {
      HearthSocketAddress address;

      if (i->ifa_addr == NULL || i->ifa_addr->sa_family != family
          || !(i->ifa_flags & IFF_UP) || !(i->ifa_flags & IFF_LOOPBACK) != !loopback
          || !hearth_socket_address_from_native (&address, (const struct sockaddr_storage *) i->ifa_addr, length))
        continue;
      address.port = port;
      if (hearth_socket_address_is_usable (&address) && !contains (addresses, &address))
        g_array_append_val (addresses, address);
    }
}

static GArray *
interleave (const GArray *first,
            const GArray *second)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (HearthSocketAddress));

  for (guint i = 0; i < MAX (first->len, second->len) && both->len < HEARTH_LOCAL_ADDRESSES_MAX; i++)
    {
      if (i < first->len)
        g_array_append_val (both, g_array_index (first, HearthSocketAddress, i));
      if (i < second->len)
        g_array_append_val (both, g_array_index (second, HearthSocketAddress, i));
    }

  return both;
}

GArray *
hearth_local_addresses_get (guint16 port)
{
  g_autoptr (GArray) ipv6 = g_array_new (FALSE, FALSE, sizeof (HearthSocketAddress));
  g_autoptr (GArray) ipv4 = g_array_new (FALSE, FALSE, sizeof (HearthSocketAddress));
  struct ifaddrs *interfaces = NULL;

  if (getifaddrs (&interfaces) < 0)
    {
      g_debug ("The interfaces cannot be listed: %s", g_strerror (errno));
      return interleave (ipv6, ipv4);
    }

  for (gboolean loopback = FALSE; loopback <= TRUE && ipv6->len + ipv4->len == 0; loopback++)
    {
      collect (ipv6, interfaces, AF_INET6, port, loopback);
      collect (ipv4, interfaces, AF_INET, port, loopback);
    }
  freeifaddrs (interfaces);

  return interleave (ipv6, ipv4);
}
