/* One peer sends more than the room's one thread should work on: what is too much is dropped before anybody looks into it, and
 * the others' packets come through. The peers are sessions on bare sockets, and where webrtcbin would be packets are counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "ice/host-socket-private.h"

#define CONNECT_US (20 * G_USEC_PER_SEC)
#define PACKET_BYTES 100

/* What a socket's buffer takes at a time without losing any. */
#define BURST 100

static const char host_password[] = "the password of the host's end";
static const char guest_password[] = "the password of the guest's end";

typedef struct
{
  HearthHostSocket *socket;
  HearthHostIceSource *source;
  GstPad *sink;
  HearthIceEndpoint *endpoint;
  _Atomic guint n_pushed; /* into what would be webrtcbin */
  GMutex busy;            /* held, it takes long */

  GSocket *guest;
  HearthIceSession *session;
  HearthSocketAddress guest_address;
  HearthSocketAddress host_address;
} Peer;

static GstFlowReturn
on_packet (GstPad    *pad,
           GstObject *parent,
           GstBuffer *buffer)
{
  Peer *self = gst_pad_get_element_private (pad);

  self->n_pushed++;
  gst_buffer_unref (buffer);
  g_mutex_lock (&self->busy);
  g_mutex_unlock (&self->busy);

  return GST_FLOW_OK;
}

static void
introduce (HearthIceSession          *session,
           const char                *names[2],
           const char                *passwords[2],
           const HearthSocketAddress *here,
           const HearthSocketAddress *there)
{
  HearthCheckList *checks = hearth_ice_session_get_check_list (session);
  gint64 now = g_get_monotonic_time ();
  HearthIceCandidate candidate;

  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, here, here, 1);
  hearth_check_list_add_local (checks, &candidate);
  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, there, there, 1);
  g_assert_true (hearth_check_list_add_remote (checks, &candidate));
  g_assert_true (hearth_ice_session_set_local_credentials (session, now, names[0], passwords[0]));
  g_assert_true (hearth_ice_session_set_remote_credentials (session, now, names[1], passwords[1]));
}

static void
bind_guest (Peer *self)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->guest = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (self->guest, any, FALSE, NULL));
  g_socket_set_blocking (self->guest, FALSE);
  bound = g_socket_get_local_address (self->guest, NULL);
  g_assert_true (hearth_socket_address_parse (&self->guest_address, "127.0.0.1",
                                              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound))));
  g_assert_true (hearth_socket_address_parse (&self->host_address, "127.0.0.1", hearth_host_socket_get_port (self->socket)));
}

static Peer *
peer_new (HearthHostSocket *socket,
          const char       *name)
{
  Peer *self = g_new0 (Peer, 1);
  g_autofree char *host_name = g_strconcat ("host-of-", name, NULL);
  g_autoptr (GstPad) source_pad = NULL;
  HearthIceSession *session;

  self->socket = g_object_ref (socket);
  g_mutex_init (&self->busy);
  self->source = g_object_ref_sink (g_object_new (HEARTH_TYPE_HOST_ICE_SOURCE, NULL));
  self->sink = g_object_ref_sink (gst_pad_new ("sink", GST_PAD_SINK));
  gst_pad_set_element_private (self->sink, self);
  gst_pad_set_chain_function (self->sink, on_packet);
  gst_pad_set_active (self->sink, TRUE);
  source_pad = gst_element_get_static_pad (GST_ELEMENT (self->source), "src");
  g_assert_cmpint (gst_pad_link (source_pad, self->sink), ==, GST_PAD_LINK_OK);
  gst_element_set_state (GST_ELEMENT (self->source), GST_STATE_PLAYING);
  hearth_host_ice_source_shorten (self->source);

  bind_guest (self);
  self->endpoint = hearth_host_socket_add (socket, self->source, NULL);
  session = hearth_host_socket_lock (socket, self->endpoint);
  introduce (session, (const char *[]){ host_name, name }, (const char *[]){ host_password, guest_password }, &self->host_address,
             &self->guest_address);
  hearth_host_socket_unlock (socket, self->endpoint);
  self->session = hearth_ice_session_new (1, 1);
  hearth_check_list_set_controlling (hearth_ice_session_get_check_list (self->session), TRUE);
  introduce (self->session, (const char *[]){ name, host_name }, (const char *[]){ guest_password, host_password },
             &self->guest_address, &self->host_address);

  return self;
}

static void
peer_free (Peer *self)
{
  hearth_host_socket_remove (self->socket, self->endpoint);
  hearth_ice_endpoint_unref (self->endpoint);
  gst_element_set_state (GST_ELEMENT (self->source), GST_STATE_NULL);
  gst_pad_set_active (self->sink, FALSE);
  g_clear_object (&self->sink);
  g_clear_object (&self->source);
  hearth_ice_session_free (self->session);
  g_clear_object (&self->guest);
  g_clear_object (&self->socket);
  g_mutex_clear (&self->busy);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

static void
send_to_host (Peer         *self,
              const guint8 *data,
              gsize         length)
{
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string ("127.0.0.1", self->host_address.port);

  g_socket_send_to (self->guest, to, (const char *) data, length, NULL, NULL);
}

/* What the guest's agent has to say and to hear. */
static void
run_guest (Peer *self)
{
  HearthPath path = { self->guest_address, self->host_address };
  gint64 now = g_get_monotonic_time ();
  HearthStunWriter packet;
  guint8 data[HEARTH_LIMIT_RTP_BYTES];
  gssize length;

  while (hearth_ice_session_next (self->session, now, &path, &packet))
    send_to_host (self, packet.data, packet.length);
  while ((length = g_socket_receive (self->guest, (char *) data, sizeof data, NULL, NULL)) > 0)
    {
      HearthStunMessage message;

      if (!hearth_stun_message_parse (&message, data, (gsize) length))
        continue;
      hearth_ice_session_handle (self->session, now, &path, &message, &packet);
      if (packet.length > 0)
        send_to_host (self, packet.data, packet.length);
    }
}

static HearthIceState
get_state_of_host (Peer *self)
{
  HearthIceState state = hearth_ice_session_get_state (hearth_host_socket_lock (self->socket, self->endpoint));

  hearth_host_socket_unlock (self->socket, self->endpoint);

  return state;
}

static void
connect_guest (Peer *self)
{
  gint64 begun_at = g_get_monotonic_time ();

  while (get_state_of_host (self) != HEARTH_ICE_CONNECTED
         || hearth_ice_session_get_state (self->session) != HEARTH_ICE_CONNECTED)
    {
      g_assert_cmpint (g_get_monotonic_time () - begun_at, <, CONNECT_US);
      run_guest (self);
      g_socket_condition_timed_wait (self->guest, G_IO_IN, 5000, NULL, NULL);
    }
}

/* Sends @n packets of media and waits until the thread has seen them. */
static void
send_and_wait (Peer  *self,
               guint  n)
{
  static const guint8 media[PACKET_BYTES] = { 0x80 };
  HearthHostSocketStats before, now;
  gint64 begun_at = g_get_monotonic_time ();

  hearth_host_socket_get_stats (self->socket, &before);
  for (guint i = 0; i < n; i++)
    send_to_host (self, media, sizeof media);
  do
    {
      hearth_host_socket_get_stats (self->socket, &now);
      g_assert_cmpint (g_get_monotonic_time () - begun_at, <, CONNECT_US);
      g_thread_yield ();
    }
  while (now.received_packets < before.received_packets + n);
}

static void
wait_pushed (Peer  *self,
             guint  n)
{
  gint64 begun_at = g_get_monotonic_time ();

  while (self->n_pushed < n)
    {
      g_assert_cmpint (g_get_monotonic_time () - begun_at, <, CONNECT_US);
      g_thread_yield ();
    }
}

static void
test_flood (void)
{
  g_autoptr (GError) error = NULL;
  HearthHostSocket *socket = hearth_host_socket_new (0, &error);

  g_assert_no_error (error);
  {
    g_autoptr (Peer) rogue = peer_new (socket, "rogue");
    g_autoptr (Peer) anna = peer_new (socket, "anna");
    HearthHostSocketStats stats;
    gint64 begun_at;
    guint n_sent = 0, n_of_anna = 0, n_most;

    connect_guest (rogue);
    connect_guest (anna);
    begun_at = g_get_monotonic_time ();
    for (; n_sent < 3 * HEARTH_LIMIT_ICE_PACKETS; n_sent += BURST)
      {
        send_and_wait (rogue, BURST);
        send_and_wait (anna, 1);
        n_of_anna++;
      }
    n_most = HEARTH_LIMIT_ICE_PACKETS + (guint) ((g_get_monotonic_time () - begun_at) * HEARTH_LIMIT_ICE_PACKETS_PER_SECOND
                                                 / G_USEC_PER_SEC);
    wait_pushed (anna, n_of_anna);
    hearth_host_socket_get_stats (socket, &stats);
    g_test_message ("%u of %u packets passed, in %.2f s; %u of %u of the other's", rogue->n_pushed, n_sent,
                    (double) (g_get_monotonic_time () - begun_at) / G_USEC_PER_SEC, anna->n_pushed, n_of_anna);
    g_assert_cmpuint (anna->n_pushed, ==, n_of_anna);
    g_assert_cmpuint (rogue->n_pushed, <=, n_most);
    if (n_most < n_sent)
      g_assert_cmpuint (stats.excess, >, 0);
    g_assert_cmpuint (stats.excess, <=, stats.dropped);
  }
  g_assert_finalize_object (socket);
}

/* A computer that was busy for a while goes on with what comes now, and not with what came then. RTCP is not forgotten. */
static void
test_stall (void)
{
  static const guint8 media[PACKET_BYTES] = { 0x80 };
  static const guint8 report[PACKET_BYTES] = { 0x80, 200 };
  g_autoptr (GError) error = NULL;
  HearthHostSocket *socket = hearth_host_socket_new (0, &error);

  g_assert_no_error (error);
  {
    g_autoptr (Peer) anna = peer_new (socket, "anna");
    HearthHostSocketStats stats;

    connect_guest (anna);
    g_mutex_lock (&anna->busy);
    send_to_host (anna, media, sizeof media);
    wait_pushed (anna, 1);
    for (guint i = 0; i < 20; i++)
      send_to_host (anna, media, sizeof media);
    send_to_host (anna, report, sizeof report);
    /* Time itself is what this is about. */
    g_usleep ((HEARTH_LIMIT_ICE_PACKET_AGE_MS + 50) * 1000);
    g_mutex_unlock (&anna->busy);

    send_and_wait (anna, 5);
    wait_pushed (anna, 1 + 1 + 5);
    hearth_host_socket_get_stats (socket, &stats);
    g_assert_cmpuint (stats.excess, ==, 20);
    g_assert_cmpuint (anna->n_pushed, ==, 1 + 1 + 5);
  }
  g_assert_finalize_object (socket);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/ice/flood", test_flood);
  g_test_add_func ("/ice/stall", test_stall);

  return g_test_run ();
}
