/* Packets on their way in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/packet-receiver.h"

#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "ice/io-thread.h"

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

/* A program that was stopped for so long finds nobody any more; what claims to have waited longer says that the clock was set. */
#define LONGEST_WAIT_NS (60 * NS_PER_SECOND)

struct _HearthPacketReceiver
{
  guint8 data[HEARTH_PACKET_RECEIVER_BATCH][HEARTH_LIMIT_RTP_BYTES];
  struct sockaddr_storage names[HEARTH_PACKET_RECEIVER_BATCH];
  _Alignas (struct cmsghdr) guint8 controls[HEARTH_PACKET_RECEIVER_BATCH][HEARTH_UDP_CONTROL_BYTES];
  struct iovec vectors[HEARTH_PACKET_RECEIVER_BATCH];
  struct mmsghdr messages[HEARTH_PACKET_RECEIVER_BATCH];
  HearthPacket packets[HEARTH_PACKET_RECEIVER_BATCH];
};

/* RTCP is welcome however late. */
gboolean
hearth_packet_is_stale (const HearthPacket *self,
                        gint64              now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->length < 2 || hearth_rtp_payload_is_rtcp (self->data[1]))
    return FALSE;

  return now - self->arrival > HEARTH_LIMIT_ICE_PACKET_AGE_MS * G_GINT64_CONSTANT (1000000);
}

HearthPacketReceiver *
hearth_packet_receiver_new (void)
{
  HearthPacketReceiver *self = g_new0 (HearthPacketReceiver, 1);

  for (guint i = 0; i < HEARTH_PACKET_RECEIVER_BATCH; i++)
    {
      self->vectors[i] = (struct iovec) { self->data[i], sizeof self->data[i] };
      self->messages[i].msg_hdr.msg_iov = &self->vectors[i];
      self->messages[i].msg_hdr.msg_iovlen = 1;
      self->messages[i].msg_hdr.msg_name = &self->names[i];
      self->messages[i].msg_hdr.msg_control = self->controls[i];
    }

  return self;
}

void
hearth_packet_receiver_free (HearthPacketReceiver *self)
{
  g_free (self);
}

static gint64
get_wall_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);

  return now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

static void
read_control (HearthPacket   *packet,
              struct msghdr  *message,
              guint16         port,
              gint64          now,
              gint64          wall_now)
{
  packet->arrival = now;
  packet->path.local = (HearthSocketAddress) { .port = port };
  for (struct cmsghdr *header = CMSG_FIRSTHDR (message); header != NULL; header = CMSG_NXTHDR (message, header))
    {
      if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_TIMESTAMPNS)
        {
          struct timespec at;
          gint64 age;

          memcpy (&at, CMSG_DATA (header), sizeof at);
          age = wall_now - (at.tv_sec * NS_PER_SECOND + at.tv_nsec);
          if (age > 0 && age < LONGEST_WAIT_NS)
            packet->arrival = now - age;
        }
      else if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO)
        {
          struct in_pktinfo info;

          memcpy (&info, CMSG_DATA (header), sizeof info);
          packet->path.local.family = AF_INET;
          memcpy (packet->path.local.bytes, &info.ipi_addr, sizeof info.ipi_addr);
        }
      else if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO)
        {
          struct in6_pktinfo info;

          memcpy (&info, CMSG_DATA (header), sizeof info);
          packet->path.local.family = AF_INET6;
          memcpy (packet->path.local.bytes, &info.ipi6_addr, sizeof info.ipi6_addr);
        }
    }
}

guint
hearth_packet_receiver_read (HearthPacketReceiver  *self,
                             int                    fd,
                             guint16                port,
                             const HearthPacket   **packets)
{
  gint64 now, wall_now;
  guint n_packets = 0;
  int n;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (packets != NULL, 0);

  for (guint i = 0; i < HEARTH_PACKET_RECEIVER_BATCH; i++)
    {
      self->messages[i].msg_hdr.msg_namelen = sizeof self->names[i];
      self->messages[i].msg_hdr.msg_controllen = sizeof self->controls[i];
    }
  n = recvmmsg (fd, self->messages, HEARTH_PACKET_RECEIVER_BATCH, MSG_DONTWAIT, NULL);

  now = hearth_io_thread_get_time ();
  wall_now = get_wall_time ();
  for (int i = 0; i < n; i++)
    {
      struct msghdr *message = &self->messages[i].msg_hdr;
      HearthPacket *packet = &self->packets[n_packets];

      if (message->msg_flags & MSG_TRUNC
          || !hearth_socket_address_from_native (&packet->path.remote, message->msg_name, message->msg_namelen))
        continue;
      packet->data = self->data[i];
      packet->length = self->messages[i].msg_len;
      read_control (packet, message, port, now, wall_now);
      n_packets++;
    }
  *packets = self->packets;

  return n_packets;
}
