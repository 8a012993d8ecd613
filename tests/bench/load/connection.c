/* One connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "data-channel.h"
#include "secure-channel.h"

#define BATCH 64

/* Room for some tenths of a second of a large room, where the system lets us. */
#define RECEIVE_BUFFER_BYTES (8 * 1024 * 1024)

/* What SRTP adds at most. */
#define TRAILER_BYTES 32

#define CHECK_NS (20 * G_GINT64_CONSTANT (1000000))
#define KEEPALIVE_NS (2500 * G_GINT64_CONSTANT (1000000))

struct _LoadConnection
{
  guint id;
  int descriptor;
  guint16 port;
  gboolean started;
  gboolean valid; /* a check was answered */
  gint64 checked_at;
  LoadIce ice;
  gboolean dtls_client;
  LoadSecureChannel *channel;
  LoadDataChannel *data;
  gboolean up;

  struct
  {
    LoadReceived received;
    gpointer user_data;
  } receivers[2]; /* of RTP and of RTCP */

  guint n_queued;
  guint8 queued[BATCH][LOAD_PACKET_BYTES];
  gsize queued_lengths[BATCH];
  LoadConnectionCounters counters;
};

static void
set_option (int descriptor,
            int option,
            int value)
{
  (void) setsockopt (descriptor, SOL_SOCKET, option, &value, sizeof value);
}

LoadConnection *
load_connection_new (guint       id,
                     const char *address)
{
  LoadConnection *self = g_new0 (LoadConnection, 1);
  struct sockaddr_in local = { .sin_family = AF_INET };
  socklen_t length = sizeof local;

  self->id = id;
  self->data = load_data_channel_new ();
  self->descriptor = socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  inet_pton (AF_INET, address, &local.sin_addr);
  if (self->descriptor < 0 || bind (self->descriptor, (struct sockaddr *) &local, sizeof local) != 0)
    g_error ("No socket on %s: %s", address, g_strerror (errno));
  getsockname (self->descriptor, (struct sockaddr *) &local, &length);
  self->port = ntohs (local.sin_port);

  set_option (self->descriptor, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
  set_option (self->descriptor, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
  set_option (self->descriptor, SO_TIMESTAMPNS, TRUE);
  set_option (self->descriptor, SO_RXQ_OVFL, TRUE);

  return self;
}

void
load_connection_free (LoadConnection *self)
{
  g_clear_pointer (&self->channel, load_secure_channel_free);
  load_data_channel_free (self->data);
  g_free (self->ice.local_ufrag);
  g_free (self->ice.local_password);
  g_free (self->ice.remote_ufrag);
  g_free (self->ice.remote_password);
  close (self->descriptor);
  g_free (self);
}

guint
load_connection_get_id (LoadConnection *self)
{
  return self->id;
}

int
load_connection_get_descriptor (LoadConnection *self)
{
  return self->descriptor;
}

guint16
load_connection_get_port (LoadConnection *self)
{
  return self->port;
}

gboolean
load_connection_is_up (LoadConnection *self)
{
  return self->up;
}

const LoadConnectionCounters *
load_connection_get_counters (LoadConnection *self)
{
  return &self->counters;
}

void
load_connection_set_received (LoadConnection *self,
                              gboolean        rtcp,
                              LoadReceived    received,
                              gpointer        user_data)
{
  self->receivers[rtcp].received = received;
  self->receivers[rtcp].user_data = user_data;
}

/* --- Out ------------------------------------------------------------------------------------------------------------------ */

static void
send_plain (LoadConnection *self,
            const guint8   *datagram,
            gsize           length)
{
  if (send (self->descriptor, datagram, length, 0) < 0)
    self->counters.not_sent++;
}

static void
check (LoadConnection *self,
       gint64          now)
{
  guint8 request[LOAD_STUN_BYTES];

  self->checked_at = now;
  send_plain (self, request, load_stun_write_request (request, &self->ice));
}

void
load_connection_flush (LoadConnection *self)
{
  struct mmsghdr messages[BATCH] = { 0 };
  struct iovec parts[BATCH];
  guint sent = 0;

  for (guint i = 0; i < self->n_queued; i++)
    {
      parts[i] = (struct iovec){ self->queued[i], self->queued_lengths[i] };
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
  while (sent < self->n_queued)
    {
      int n = sendmmsg (self->descriptor, messages + sent, self->n_queued - sent, 0);

      if (n <= 0)
        {
          self->counters.not_sent += self->n_queued - sent;
          break;
        }
      sent += (guint) n;
    }
  self->n_queued = 0;
}

void
load_connection_queue (LoadConnection *self,
                       gboolean        rtcp,
                       const guint8   *packet,
                       gsize           length)
{
  guint8 *slot;

  g_assert (length + TRAILER_BYTES <= LOAD_PACKET_BYTES);
  if (!self->up)
    return;
  if (self->n_queued == BATCH)
    load_connection_flush (self);

  slot = self->queued[self->n_queued];
  memcpy (slot, packet, length);
  if (load_secure_channel_protect (self->channel, rtcp, slot, &length))
    self->queued_lengths[self->n_queued++] = length;
  else
    self->counters.not_sent++;
}

/* --- Coming up ------------------------------------------------------------------------------------------------------------ */

static void
send_dtls (LoadConnection *self)
{
  guint8 datagram[LOAD_PACKET_BYTES];
  gsize length;

  while ((length = load_secure_channel_take (self->channel, datagram, sizeof datagram)) > 0)
    send_plain (self, datagram, length);
  if (!self->up && load_secure_channel_get_profile (self->channel) != NULL)
    {
      self->up = TRUE;
      printf ("up %u %" G_GINT64_FORMAT " %s\n", self->id, load_now (), load_secure_channel_get_profile (self->channel));
    }
}

void
load_connection_start (LoadConnection *self,
                       const LoadIce  *ice,
                       gboolean        dtls_client,
                       const char     *address,
                       guint16         port)
{
  struct sockaddr_in remote = { .sin_family = AF_INET, .sin_port = htons (port) };

  inet_pton (AF_INET, address, &remote.sin_addr);
  if (connect (self->descriptor, (struct sockaddr *) &remote, sizeof remote) != 0)
    g_error ("%s cannot be reached: %s", address, g_strerror (errno));
  self->ice = *ice;
  self->dtls_client = dtls_client;
  self->channel = load_secure_channel_new (dtls_client);
  self->started = TRUE;
  check (self, load_now ());
}

void
load_connection_tick (LoadConnection *self,
                      gint64          now)
{
  if (!self->started)
    return;

  if (now - self->checked_at >= (self->valid ? KEEPALIVE_NS : CHECK_NS))
    check (self, now);
  if (self->valid && !self->up)
    {
      load_secure_channel_step (self->channel);
      send_dtls (self);
    }
}

/* --- Data ----------------------------------------------------------------------------------------------------------------- */

static void
send_data (LoadConnection *self)
{
  GBytes *packet;

  while ((packet = load_data_channel_take (self->data)) != NULL)
    {
      load_secure_channel_write (self->channel, g_bytes_get_data (packet, NULL), g_bytes_get_size (packet));
      g_bytes_unref (packet);
    }
  send_dtls (self);
}

static void
receive_dtls (LoadConnection *self,
              const guint8   *datagram,
              gsize           length)
{
  guint8 packet[4096];

  load_secure_channel_receive (self->channel, datagram, length);
  while ((length = load_secure_channel_read (self->channel, packet, sizeof packet)) > 0)
    load_data_channel_receive (self->data, packet, length);
  send_data (self);
}

void
load_connection_tell (LoadConnection *self,
                      const char     *text)
{
  load_data_channel_tell (self->data, text);
  if (self->up)
    send_data (self);
}

/* --- In ------------------------------------------------------------------------------------------------------------------- */

static void
receive_stun (LoadConnection           *self,
              const guint8             *message,
              gsize                     length,
              const struct sockaddr_in *from)
{
  guint8 response[LOAD_STUN_BYTES];

  switch (load_stun_get_type (message, length))
    {
    case LOAD_STUN_REQUEST:
      send_plain (self, response, load_stun_write_response (response, &self->ice, message, from));
      break;
    case LOAD_STUN_SUCCESS:
      self->valid = TRUE;
      break;
    case LOAD_STUN_OTHER:
    default:
      break;
    }
}

static void
receive_media (LoadConnection *self,
               guint8         *packet,
               gsize           length,
               gint64          arrived)
{
  /* RFC 5761 section 4 */
  gboolean rtcp = (packet[1] & 0x7f) >= 64 && (packet[1] & 0x7f) < 96;

  if (!self->up || length < 8)
    return;
  if (!load_secure_channel_unprotect (self->channel, rtcp, packet, &length))
    self->counters.unreadable++;
  else if (self->receivers[rtcp].received != NULL)
    self->receivers[rtcp].received (self->receivers[rtcp].user_data, packet, length, arrived);
}

/* RFC 7983 section 7 */
static void
receive (LoadConnection           *self,
         guint8                   *datagram,
         gsize                     length,
         const struct sockaddr_in *from,
         gint64                    arrived)
{
  if (!self->started || length < 2)
    return;

  if (datagram[0] < 4)
    receive_stun (self, datagram, length, from);
  else if (datagram[0] >= 20 && datagram[0] < 64)
    receive_dtls (self, datagram, length);
  else if (datagram[0] >= 128 && datagram[0] < 192)
    receive_media (self, datagram, length, arrived);
}

/* When it arrived, and how many had found no room before it. */
static gint64
read_ancillary (LoadConnection *self,
                struct msghdr  *header)
{
  gint64 arrived = 0;

  for (struct cmsghdr *part = CMSG_FIRSTHDR (header); part != NULL; part = CMSG_NXTHDR (header, part))
    {
      if (part->cmsg_level != SOL_SOCKET)
        continue;
      if (part->cmsg_type == SCM_TIMESTAMPNS)
        {
          struct timespec stamp;

          memcpy (&stamp, CMSG_DATA (part), sizeof stamp);
          arrived = stamp.tv_sec * G_GINT64_CONSTANT (1000000000) + stamp.tv_nsec;
        }
      else if (part->cmsg_type == SO_RXQ_OVFL)
        {
          guint32 overflown;

          memcpy (&overflown, CMSG_DATA (part), sizeof overflown);
          self->counters.overflown = overflown;
        }
    }

  return arrived;
}

void
load_connection_read (LoadConnection *self)
{
  static guint8 datagrams[BATCH][2048];
  static struct sockaddr_in from[BATCH];
  static guint8 ancillary[BATCH][128];
  struct mmsghdr messages[BATCH];
  struct iovec parts[BATCH];
  int n;

  do
    {
      for (guint i = 0; i < BATCH; i++)
        {
          parts[i] = (struct iovec){ datagrams[i], sizeof datagrams[i] };
          messages[i].msg_hdr = (struct msghdr){
            .msg_name = &from[i], .msg_namelen = sizeof from[i], .msg_iov = &parts[i], .msg_iovlen = 1,
            .msg_control = ancillary[i], .msg_controllen = sizeof ancillary[i],
          };
        }
      n = recvmmsg (self->descriptor, messages, BATCH, MSG_DONTWAIT, NULL);
      for (int i = 0; i < n; i++)
        receive (self, datagrams[i], messages[i].msg_len, &from[i], read_ancillary (self, &messages[i].msg_hdr));
    }
  while (n == BATCH);
}
