/* Under which address other computers on the network reach this one: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/local-address.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

/* Addresses for documentation (RFC 5737, RFC 3849): the routing table is asked about them, nobody is ever spoken to. */
#define SOMEWHERE_IPV4 "192.0.2.1"
#define SOMEWHERE_IPV6 "2001:db8::1"
#define DISCARD_PORT 9

static gboolean
is_reachable_from_outside (GInetAddress *address)
{
  return !g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_link_local (address)
         && !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address);
}

/* Returns: (nullable): as it stands in a link, where others can reach it */
static char *
to_link_form (GInetAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (address);

  if (!is_reachable_from_outside (address))
    return NULL;

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? g_strdup_printf ("[%s]", text) : g_steal_pointer (&text);
}

/* Connecting a datagram socket sends nothing and makes the kernel choose the source address. */
static char *
find_by_route (const char *somewhere)
{
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string (somewhere, DISCARD_PORT);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) local = NULL;

  socket = g_socket_new (g_socket_address_get_family (remote), G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  if (socket == NULL || !g_socket_connect (socket, remote, NULL, NULL))
    return NULL;
  local = g_socket_get_local_address (socket, NULL);
  if (local == NULL)
    return NULL;

  return to_link_form (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)));
}

static char *
find_by_interface (GSocketFamily family)
{
  struct ifaddrs *interfaces = NULL;
  char *found = NULL;

  if (getifaddrs (&interfaces) != 0)
    return NULL;

  for (const struct ifaddrs *interface = interfaces; interface != NULL && found == NULL; interface = interface->ifa_next)
    {
      g_autoptr (GSocketAddress) address = NULL;

      if (interface->ifa_addr == NULL || !(interface->ifa_flags & IFF_UP) || interface->ifa_addr->sa_family != (int) family)
        continue;

      address = g_socket_address_new_from_native (interface->ifa_addr, sizeof (struct sockaddr_storage));
      if (G_IS_INET_SOCKET_ADDRESS (address))
        found = to_link_form (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
    }
  freeifaddrs (interfaces);

  return found;
}

char *
hearth_local_address_find (void)
{
  char *found = find_by_route (SOMEWHERE_IPV4);

  if (found == NULL)
    found = find_by_interface (G_SOCKET_FAMILY_IPV4);
  if (found == NULL)
    found = find_by_route (SOMEWHERE_IPV6);
  if (found == NULL)
    found = find_by_interface (G_SOCKET_FAMILY_IPV6);

  return found != NULL ? found : g_strdup ("127.0.0.1");
}
