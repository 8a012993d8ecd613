/* A listening TCP socket: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#include "signalling/address.h"
#include "signalling/signalling-error.h"

/* Connections that wait for accept(); the kernel has a limit of its own (net.core.somaxconn). */
#define BACKLOG 512

static void
set_option (int fd,
            int level,
            int name,
            int value)
{
  if (setsockopt (fd, level, name, &value, sizeof value) != 0)
    g_debug ("Socket option %d/%d is not to be had: %s", level, name, g_strerror (errno));
}

/* Returns: a descriptor, or -1 with errno set */
static int
try_to_listen (const struct sockaddr *address,
               socklen_t              length,
               gboolean               both_families)
{
  int fd = socket (address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return -1;

  set_option (fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address->sa_family == AF_INET6)
    set_option (fd, IPPROTO_IPV6, IPV6_V6ONLY, !both_families);

  if (bind (fd, address, length) != 0 || listen (fd, BACKLOG) != 0)
    {
      int saved = errno;

      close (fd);
      errno = saved;
      return -1;
    }

  return fd;
}

static guint16
get_bound_port (int fd)
{
  struct sockaddr_storage address = { 0 };
  socklen_t length = sizeof address;

  if (getsockname (fd, (struct sockaddr *) &address, &length) != 0)
    return 0;

  if (address.ss_family == AF_INET6)
    return ntohs (((struct sockaddr_in6 *) &address)->sin6_port);

  return ntohs (((struct sockaddr_in *) &address)->sin_port);
}

int
hearth_signalling_listen (const char  *address,
                          guint16      port,
                          guint16     *bound_port,
                          GError     **error)
{
  struct sockaddr_storage parsed;
  socklen_t length;
  int fd;

  g_return_val_if_fail (bound_port != NULL, -1);

  if (!hearth_address_parse (address != NULL ? address : "::", port, &parsed, &length))
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_ADDRESS,
                   "“%s” is not a numeric network address", address);
      return -1;
    }

  fd = try_to_listen ((struct sockaddr *) &parsed, length, address == NULL);
  if (fd < 0 && address == NULL && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL))
    {
      hearth_address_parse ("0.0.0.0", port, &parsed, &length);
      fd = try_to_listen ((struct sockaddr *) &parsed, length, FALSE);
    }

  if (fd < 0)
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_ADDRESS,
                   "Cannot listen on %s, port %u: %s", address != NULL ? address : "any address", port, g_strerror (errno));
      return -1;
    }

  *bound_port = get_bound_port (fd);
  return fd;
}

int
hearth_signalling_take_listener (int       fd,
                                 guint16  *bound_port,
                                 GError  **error)
{
  int listens = 0;
  socklen_t length = sizeof listens;
  int flags = fcntl (fd, F_GETFL);

  g_return_val_if_fail (bound_port != NULL, -1);

  if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 || !listens || get_bound_port (fd) == 0
      || fcntl (fd, F_SETFL, flags | O_NONBLOCK) != 0 || fcntl (fd, F_SETFD, FD_CLOEXEC) != 0)
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_ADDRESS,
                   "Descriptor %d is not a listening TCP socket", fd);
      return -1;
    }

  *bound_port = get_bound_port (fd);
  return fd;
}

HearthAccept
hearth_signalling_accept (int                      listener,
                          int                     *socket,
                          struct sockaddr_storage *address)
{
  g_return_val_if_fail (socket != NULL, HEARTH_ACCEPT_NONE);
  g_return_val_if_fail (address != NULL, HEARTH_ACCEPT_NONE);

  for (;;)
    {
      socklen_t length = sizeof *address;
      int fd = accept4 (listener, (struct sockaddr *) address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);

      if (fd >= 0)
        {
          set_option (fd, IPPROTO_TCP, TCP_NODELAY, 1);
          *socket = fd;
          return HEARTH_ACCEPT_SOCKET;
        }

      switch (errno)
        {
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
          return HEARTH_ACCEPT_EXHAUSTED;
        case EINTR:
        case ECONNABORTED:
          continue;
        default:
          /* Network errors of the connection that would have come (accept(2)) are nobody's concern. */
          return HEARTH_ACCEPT_NONE;
        }
    }
}
