/* The descriptors behind the one port: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/udp-socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <unistd.h>

/* What may wait in the kernel each way: a key frame from everybody at once. Without privileges the system's limit holds. */
#define KERNEL_QUEUE_BYTES (4 * 1024 * 1024)

/* A port that is free for IPv4 may be taken for IPv6: then another one is tried, when it is for us to choose. */
#define PORT_ATTEMPTS 16

static void
set_option (int fd,
            int level,
            int option,
            int value)
{
  /* None of them is needed for packets to flow. */
  if (setsockopt (fd, level, option, &value, sizeof value) < 0)
    g_debug ("Socket option %d/%d: %s", level, option, g_strerror (errno));
}

static int
open_family (int       family,
             guint16  *port,
             GError  **error)
{
  int fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const HearthSocketAddress any = { .family = (guint16) family, .port = *port };
  struct sockaddr_storage native;
  socklen_t length = hearth_socket_address_to_native (&any, &native);
  HearthSocketAddress bound;

  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return -1;
    }

  if (family == AF_INET6)
    {
      set_option (fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
      set_option (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    }
  else
    set_option (fd, IPPROTO_IP, IP_PKTINFO, 1);
  set_option (fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);
  set_option (fd, SOL_SOCKET, SO_RCVBUF, KERNEL_QUEUE_BYTES);
  set_option (fd, SOL_SOCKET, SO_SNDBUF, KERNEL_QUEUE_BYTES);

  if (bind (fd, (struct sockaddr *) &native, length) < 0
      || (length = sizeof native, getsockname (fd, (struct sockaddr *) &native, &length)) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "UDP port %u: %s", *port, g_strerror (errno));
      close (fd);
      return -1;
    }
  hearth_socket_address_from_native (&bound, &native, length);
  *port = bound.port;

  return fd;
}

/* Both or whatever there is; %FALSE where the second family refuses the port of the first. */
static gboolean
open_both (HearthUdpSocket  *self,
           guint16           port,
           GError          **error)
{
  g_autoptr (GError) ipv6_error = NULL;

  self->port = port;
  self->ipv4 = open_family (AF_INET, &self->port, error);
  if (self->ipv4 < 0 && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return FALSE;

  self->ipv6 = open_family (AF_INET6, &self->port, &ipv6_error);
  if (self->ipv6 >= 0)
    {
      g_clear_error (error);
      return TRUE;
    }
  if (self->ipv4 >= 0 && !g_error_matches (ipv6_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      g_debug ("No IPv6: %s", ipv6_error->message);
      return TRUE;
    }
  hearth_udp_socket_close (self);
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&ipv6_error));

  return FALSE;
}

gboolean
hearth_udp_socket_open (HearthUdpSocket  *self,
                        guint16           port,
                        GError          **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  self->ipv4 = self->ipv6 = -1;
  for (guint attempt = 0; attempt < PORT_ATTEMPTS; attempt++)
    {
      g_clear_error (&local_error);
      if (open_both (self, port, &local_error))
        return TRUE;
      if (port != 0 || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

void
hearth_udp_socket_close (HearthUdpSocket *self)
{
  g_return_if_fail (self != NULL);

  if (self->ipv4 >= 0)
    close (self->ipv4);
  if (self->ipv6 >= 0)
    close (self->ipv6);
  self->ipv4 = self->ipv6 = -1;
}

int
hearth_udp_socket_get_fd (const HearthUdpSocket *self,
                          guint16                family)
{
  return family == AF_INET ? self->ipv4 : self->ipv6;
}

static void
add_control (struct msghdr *message,
             int            level,
             int            type,
             gconstpointer  data,
             gsize          length)
{
  struct cmsghdr *header = (struct cmsghdr *) ((guint8 *) message->msg_control + message->msg_controllen);

  header->cmsg_level = level;
  header->cmsg_type = type;
  header->cmsg_len = CMSG_LEN (length);
  memcpy (CMSG_DATA (header), data, length);
  message->msg_controllen += CMSG_SPACE (length);
}

void
hearth_udp_socket_address_message (struct msghdr           *message,
                                   struct sockaddr_storage *name,
                                   guint8                  *control,
                                   const HearthPath        *path,
                                   gsize                    segment_size)
{
  message->msg_name = name;
  message->msg_namelen = hearth_socket_address_to_native (&path->remote, name);
  message->msg_control = control;
  message->msg_controllen = 0;
  message->msg_flags = 0;

  if (path->local.family == AF_INET)
    {
      struct in_pktinfo info = { 0 };

      memcpy (&info.ipi_spec_dst, path->local.bytes, sizeof info.ipi_spec_dst);
      add_control (message, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    }
  else if (path->local.family == AF_INET6)
    {
      struct in6_pktinfo info = { 0 };

      memcpy (&info.ipi6_addr, path->local.bytes, sizeof info.ipi6_addr);
      add_control (message, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
  if (segment_size > 0)
    {
      guint16 size = (guint16) segment_size;

      add_control (message, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size);
    }
  if (message->msg_controllen == 0)
    message->msg_control = NULL;
}

gboolean
hearth_udp_socket_send (const HearthUdpSocket *self,
                        const HearthPath      *path,
                        gconstpointer          data,
                        gsize                  length)
{
  _Alignas (struct cmsghdr) guint8 control[HEARTH_UDP_CONTROL_BYTES];
  struct sockaddr_storage name;
  struct iovec vector = { (gpointer) data, length };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };

  hearth_udp_socket_address_message (&message, &name, control, path, 0);

  return sendmsg (hearth_udp_socket_get_fd (self, path->remote.family), &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

gboolean
hearth_udp_socket_send_buffer (const HearthUdpSocket *self,
                               const HearthPath      *path,
                               GstBuffer             *buffer)
{
  GstMapInfo map;
  gboolean sent = FALSE;

  if (gst_buffer_map (buffer, &map, GST_MAP_READ))
    {
      sent = hearth_udp_socket_send (self, path, map.data, map.size);
      gst_buffer_unmap (buffer, &map);
    }
  gst_buffer_unref (buffer);

  return sent;
}
