/* What goes over the loopback: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire-tap.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DTLS_RECORD_BYTES 13
#define DTLS_CHANGE_CIPHER_SPEC 20

/* One way of one pair of ports. */
typedef struct
{
  guint media;
  guint unkeyed;
  gboolean changed_cipher;
  gboolean old;
} Flow;

struct _WireTap
{
  int fd;
  GThread *thread;
  _Atomic gboolean stopped;

  GMutex mutex;
  GHashTable *flows; /* source port << 16 | destination port → Flow; guarded */
  GHashTable *to;    /* port → datagrams; guarded */
};

static Flow *
ensure_flow (WireTap *self,
             guint16  from,
             guint16  to)
{
  gpointer key = GUINT_TO_POINTER ((guint) from << 16 | to);
  Flow *flow = g_hash_table_lookup (self->flows, key);

  if (flow == NULL)
    {
      flow = g_new0 (Flow, 1);
      g_hash_table_insert (self->flows, key, flow);
    }

  return flow;
}

/* RFC 6347, 4.1: a datagram holds several records. */
static gboolean
changes_cipher (const guint8 *data,
                gsize         length)
{
  while (length >= DTLS_RECORD_BYTES)
    {
      gsize record = DTLS_RECORD_BYTES + ((gsize) data[11] << 8 | data[12]);

      if (data[0] == DTLS_CHANGE_CIPHER_SPEC)
        return TRUE;
      if (record > length)
        return FALSE;
      data += record;
      length -= record;
    }

  return FALSE;
}

/* RFC 7983 tells DTLS from RTP by the first byte, RFC 5761 RTP from RTCP by the second. */
static void
look (WireTap      *self,
      guint16       from,
      guint16       to,
      const guint8 *data,
      gsize         length)
{
  Flow *flow = ensure_flow (self, from, to);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->to, GUINT_TO_POINTER ((guint) to)));

  g_hash_table_insert (self->to, GUINT_TO_POINTER ((guint) to), GUINT_TO_POINTER (n + 1));
  if (length < 2)
    return;

  if (data[0] >= 20 && data[0] <= 63)
    {
      if (changes_cipher (data, length))
        flow->changed_cipher = TRUE;
    }
  else if (data[0] >= 128 && data[0] <= 191 && !(data[1] >= 192 && data[1] <= 223))
    {
      flow->media++;
      if (!ensure_flow (self, to, from)->changed_cipher)
        flow->unkeyed++;
    }
}

static void
look_at_packet (WireTap      *self,
                const guint8 *packet,
                gsize         length)
{
  struct iphdr ip;
  struct udphdr udp;
  gsize header;

  if (length < sizeof ip)
    return;
  memcpy (&ip, packet, sizeof ip);
  header = ip.ihl * 4u;
  if (ip.version != 4 || ip.protocol != IPPROTO_UDP || length < header + sizeof udp)
    return;
  memcpy (&udp, packet + header, sizeof udp);

  g_mutex_lock (&self->mutex);
  look (self, ntohs (udp.source), ntohs (udp.dest), packet + header + sizeof udp, length - header - sizeof udp);
  g_mutex_unlock (&self->mutex);
}

/* The loopback shows every packet twice, on its way out and in. */
static gpointer
run (gpointer data)
{
  WireTap *self = data;
  struct pollfd readable = { .fd = self->fd, .events = POLLIN };
  guint8 packet[4096];

  while (!self->stopped)
    {
      struct sockaddr_ll from;
      socklen_t from_length = sizeof from;
      ssize_t n;

      if (poll (&readable, 1, 50) <= 0)
        continue;
      n = recvfrom (self->fd, packet, sizeof packet, 0, (struct sockaddr *) &from, &from_length);
      if (n > 0 && from.sll_pkttype != PACKET_OUTGOING)
        look_at_packet (self, packet, (gsize) n);
    }

  return NULL;
}

WireTap *
wire_tap_new (void)
{
  WireTap *self = g_new0 (WireTap, 1);
  struct sockaddr_ll loopback = { .sll_family = AF_PACKET, .sll_protocol = htons (ETH_P_IP) };
  const int buffer = 16 * 1024 * 1024;

  loopback.sll_ifindex = (int) if_nametoindex ("lo");
  self->fd = socket (AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons (ETH_P_IP));
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_cmpint (bind (self->fd, (struct sockaddr *) &loopback, sizeof loopback), ==, 0);
  setsockopt (self->fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  g_mutex_init (&self->mutex);
  self->flows = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->to = g_hash_table_new (NULL, NULL);
  self->thread = g_thread_new ("wire-tap", run, self);

  return self;
}

void
wire_tap_free (WireTap *self)
{
  self->stopped = TRUE;
  g_thread_join (self->thread);
  close (self->fd);
  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->flows);
  g_hash_table_unref (self->to);
  g_free (self);
}

void
wire_tap_begin (WireTap *self)
{
  GHashTableIter iter;
  gpointer flow;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->flows);
  while (g_hash_table_iter_next (&iter, NULL, &flow))
    ((Flow *) flow)->old = TRUE;
  g_mutex_unlock (&self->mutex);
}

WireCount
wire_tap_count (WireTap *self,
                guint16  port)
{
  WireCount count = { 0 };
  GHashTableIter iter;
  gpointer key, value;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->flows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Flow *flow = value;
      guint ports = GPOINTER_TO_UINT (key);

      if (flow->old)
        continue;
      if (ports >> 16 == port)
        count.media_from += flow->media;
      else if ((ports & 0xffff) == port)
        count.media_to += flow->media;
      else
        continue;
      count.unkeyed += flow->unkeyed;
    }
  g_mutex_unlock (&self->mutex);

  return count;
}

guint
wire_tap_count_to (WireTap *self,
                   guint16  port)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->to, GUINT_TO_POINTER ((guint) port)));
  g_mutex_unlock (&self->mutex);

  return n;
}
