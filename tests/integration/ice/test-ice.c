/* The room's socket under bare webrtcbins, against libnice and itself: connects in both roles, carries media and data both ways,
 * holds many connections on one port, and stays unmoved when one of them is closed in mid-flow or strangers write to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>

#include "bare-peer.h"
#include "base/main-thread.h"
#include "ice/stun-writer.h"

#define N_MANY 8
#define CONNECT_SECONDS 30

typedef struct
{
  const char *address;
  gboolean host_offers;
  gboolean host_both;
} Case;

typedef struct
{
  BarePeer *a;
  BarePeer *b;
  guint n_packets;
} Wait;

static gboolean
can_talk (gpointer user_data)
{
  Wait *wait = user_data;

  return bare_peer_can_talk (wait->a) && bare_peer_can_talk (wait->b) && wait->a->connected && wait->b->connected;
}

static gboolean
have_talked (gpointer user_data)
{
  Wait *wait = user_data;

  return wait->a->n_messages > 0 && wait->b->n_messages > 0;
}

static gboolean
have_media (gpointer user_data)
{
  Wait *wait = user_data;

  return wait->a->n_packets >= wait->n_packets && wait->b->n_packets >= wait->n_packets;
}

static void
check_pair (BarePeer *a,
            BarePeer *b)
{
  Wait wait = { a, b, 25 };
  gint64 begun_at = g_get_monotonic_time ();

  bare_peer_wait (can_talk, &wait, CONNECT_SECONDS);
  g_test_message ("connected after %.0f ms", (double) (g_get_monotonic_time () - begun_at) / 1000);
  bare_peer_say (a, "hello");
  bare_peer_wait (have_talked, &wait, CONNECT_SECONDS);
  bare_peer_wait (have_media, &wait, CONNECT_SECONDS);
  g_assert_false (a->failed);
  g_assert_false (b->failed);
}

static HearthHostSocket *
socket_new (void)
{
  g_autoptr (GError) error = NULL;
  HearthHostSocket *socket = hearth_host_socket_new (0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hearth_host_socket_get_port (socket), !=, 0);

  return socket;
}

static void
test_connects (gconstpointer data)
{
  const Case *test = data;
  HearthHostSocket *socket = socket_new ();
  HearthHostSocket *second = test->host_both ? socket_new () : NULL;
  HearthHostSocketStats stats;

  {
    g_autoptr (BarePeer) host = bare_peer_new ("host", socket, test->address);
    g_autoptr (BarePeer) guest = bare_peer_new ("guest", second, test->address);

    if (test->host_offers)
      bare_peer_call (host, guest);
    else
      bare_peer_call (guest, host);
    check_pair (host, guest);
    g_assert_true (hearth_host_ice_get_type () == G_OBJECT_TYPE (host->ice));
  }

  hearth_host_socket_get_stats (socket, &stats);
  g_test_message ("received %" G_GUINT64_FORMAT ", sent %" G_GUINT64_FORMAT, stats.received_packets, stats.sent_packets);
  g_assert_cmpuint (stats.received_packets, >=, 25);
  g_assert_cmpuint (stats.sent_packets, >=, 25);
  hearth_host_socket_close (socket);
  g_assert_finalize_object (socket);
  if (second != NULL)
    g_assert_finalize_object (second);
}

/* --- Many ----------------------------------------------------------------------------------------------------------------- */

static void
test_many (void)
{
  HearthHostSocket *socket = socket_new ();
  BarePeer *hosts[N_MANY];
  BarePeer *guests[N_MANY];

  for (guint i = 0; i < N_MANY; i++)
    {
      hosts[i] = bare_peer_new ("host", socket, "127.0.0.1");
      guests[i] = bare_peer_new ("guest", NULL, "127.0.0.1");
      bare_peer_call (hosts[i], guests[i]);
    }
  for (guint i = 0; i < N_MANY; i++)
    check_pair (hosts[i], guests[i]);

  /* One after the other leaves in mid-flow, the host's end first or the guest's; the rest go on. */
  for (guint i = 0; i < N_MANY; i++)
    {
      BarePeer *last = hosts[N_MANY - 1];
      Wait wait = { last, guests[N_MANY - 1], MIN (last->n_packets, guests[N_MANY - 1]->n_packets) + 10 };

      if (i + 1 < N_MANY)
        bare_peer_wait (have_media, &wait, CONNECT_SECONDS);
      gst_element_set_state (i % 2 == 0 ? hosts[i]->pipeline : guests[i]->pipeline, GST_STATE_NULL);
      gst_element_set_state (i % 2 == 0 ? guests[i]->pipeline : hosts[i]->pipeline, GST_STATE_NULL);
      bare_peer_free (hosts[i]);
      bare_peer_free (guests[i]);
    }
  g_assert_finalize_object (socket);
}

/* --- Strangers ------------------------------------------------------------------------------------------------------------ */

static void
send_garbage (GSocket        *from,
              GSocketAddress *to)
{
  guint8 bytes[1400];
  HearthStunWriter stun;
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "stranger";

  for (guint i = 0; i < 500; i++)
    {
      gsize length = (gsize) g_test_rand_int_range (1, sizeof bytes);

      for (gsize b = 0; b < length; b++)
        bytes[b] = (guint8) g_test_rand_int ();
      g_socket_send_to (from, to, (const char *) bytes, length, NULL, NULL);
    }

  hearth_stun_writer_begin (&stun, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_end (&stun, NULL);
  g_socket_send_to (from, to, (const char *) stun.data, stun.length, NULL, NULL);
  hearth_stun_writer_begin (&stun, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_add (&stun, HEARTH_STUN_USERNAME, "nobody:noone", 12);
  hearth_stun_writer_end (&stun, "a password of twenty-two");
  g_socket_send_to (from, to, (const char *) stun.data, stun.length, NULL, NULL);
}

static void
test_strangers (void)
{
  HearthHostSocket *socket = socket_new ();
  g_autoptr (GSocket) stranger = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string ("127.0.0.1", hearth_host_socket_get_port (socket));
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  HearthHostSocketStats stats;

  g_assert_true (g_socket_bind (stranger, any, FALSE, NULL));
  {
    g_autoptr (BarePeer) host = bare_peer_new ("host", socket, "127.0.0.1");
    g_autoptr (BarePeer) guest = bare_peer_new ("guest", NULL, "127.0.0.1");
    Wait wait = { host, guest };

    bare_peer_call (host, guest);
    check_pair (host, guest);
    send_garbage (stranger, to);
    wait.n_packets = MAX (host->n_packets, guest->n_packets) + 25;
    bare_peer_wait (have_media, &wait, CONNECT_SECONDS);
    g_assert_false (host->failed);
  }

  hearth_host_socket_get_stats (socket, &stats);
  g_assert_cmpuint (stats.dropped, >=, 502);
  /* Not one of them was answered. */
  g_assert_false (g_socket_condition_check (stranger, G_IO_IN) & G_IO_IN);
  g_assert_finalize_object (socket);
}

static gboolean
has_failed (gpointer user_data)
{
  BarePeer *peer = user_data;

  return peer->failed;
}

/* RFC 7675: thirty seconds of silence. */
static void
test_consent (void)
{
  HearthHostSocket *socket = socket_new ();

  {
    g_autoptr (BarePeer) host = bare_peer_new ("host", socket, "127.0.0.1");
    g_autoptr (BarePeer) guest = bare_peer_new ("guest", NULL, "127.0.0.1");
    gint64 gone_at;

    bare_peer_call (host, guest);
    check_pair (host, guest);
    g_signal_handlers_disconnect_by_data (guest->webrtc, guest);
    gst_element_set_state (guest->pipeline, GST_STATE_NULL);
    gone_at = g_get_monotonic_time ();
    bare_peer_wait (has_failed, host, 40);
    g_assert_cmpint (g_get_monotonic_time () - gone_at, >, 20 * G_TIME_SPAN_SECOND);
  }
  g_assert_finalize_object (socket);
}

/* --- A STUN server ------------------------------------------------------------------------------------------------------- */

/* Says what a NAT in between would make of every address: another port. */
static gboolean
on_question (GSocket      *server,
             GIOCondition  condition,
             gpointer      user_data)
{
  guint *n_questions = user_data;
  g_autoptr (GSocketAddress) from = NULL;
  guint8 data[1500];
  gssize length = g_socket_receive_from (server, &from, (char *) data, sizeof data, NULL, NULL);
  HearthStunMessage question;
  HearthStunWriter answer;
  HearthSocketAddress mapped;

  g_assert_true (hearth_stun_message_parse (&question, data, (gsize) length));
  g_assert_cmpuint (question.type, ==, HEARTH_STUN_BINDING_REQUEST);
  g_assert_true (hearth_socket_address_parse (&mapped, "127.0.0.1",
                                              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (from)) ^ 1));
  hearth_stun_writer_begin (&answer, HEARTH_STUN_BINDING_SUCCESS, question.transaction);
  hearth_stun_writer_add_mapped (&answer, &mapped);
  hearth_stun_writer_end (&answer, NULL);
  /* The first one gets lost. */
  if ((*n_questions)++ > 0)
    g_socket_send_to (server, from, (const char *) answer.data, answer.length, NULL, NULL);

  return G_SOURCE_CONTINUE;
}

static gboolean
have_gathered (gpointer user_data)
{
  Wait *wait = user_data;

  return wait->a->gathered && wait->b->gathered;
}

static void
test_reflexive (void)
{
  HearthHostSocket *socket = socket_new ();
  g_autoptr (GSocket) server = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSource) source = NULL;
  g_autofree char *uri = NULL;
  guint n_questions = 0;

  g_assert_true (g_socket_bind (server, any, FALSE, NULL));
  bound = g_socket_get_local_address (server, NULL);
  uri = g_strdup_printf ("stun://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  source = g_socket_create_source (server, G_IO_IN, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_question), &n_questions, NULL);
  g_source_attach (source, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BarePeer) host = bare_peer_new ("host", socket, "127.0.0.1");
      g_autoptr (BarePeer) guest = bare_peer_new ("guest", NULL, "127.0.0.1");
      Wait wait = { host, guest };
      g_autofree char *got = NULL;

      g_object_set (host->webrtc, "stun-server", uri, NULL);
      g_object_get (host->webrtc, "stun-server", &got, NULL);
      g_assert_cmpstr (got, ==, uri);
      bare_peer_call (host, guest);
      check_pair (host, guest);
      bare_peer_wait (have_gathered, &wait, CONNECT_SECONDS);
      g_assert_true (host->has_reflexive);
      /* The whole room asks once. */
      g_assert_cmpuint (n_questions, ==, 2);
    }

  /* Nobody answers, nobody has that name: gathering ends all the same. */
  g_source_destroy (source);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const servers[] = { "stun://127.0.0.1:9", "stun://nobody.invalid:1", "nonsense" };
      g_autoptr (BarePeer) host = bare_peer_new ("host", socket, "127.0.0.1");
      g_autoptr (BarePeer) guest = bare_peer_new ("guest", NULL, "127.0.0.1");
      Wait wait = { host, guest };

      g_object_set (host->webrtc, "stun-server", servers[i], NULL);
      bare_peer_call (host, guest);
      bare_peer_wait (have_gathered, &wait, CONNECT_SECONDS);
      g_assert_false (host->has_reflexive);
    }
  bare_peer_run (10);
  g_assert_finalize_object (socket);
}

static void
test_port_taken (void)
{
  HearthHostSocket *socket = socket_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_host_socket_new (hearth_host_socket_get_port (socket), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  hearth_host_socket_close (socket);
  hearth_host_socket_close (socket);
  g_assert_finalize_object (socket);
}

int
main (int    argc,
      char **argv)
{
  static const Case offers = { "127.0.0.1", TRUE };
  static const Case answers = { "127.0.0.1", FALSE };
  static const Case offers_ipv6 = { "::1", TRUE };
  static const Case answers_ipv6 = { "::1", FALSE };
  static const Case any = { NULL, TRUE };
  static const Case itself = { "127.0.0.1", TRUE, TRUE };

  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/ice/port-taken", test_port_taken);
  g_test_add_data_func ("/ice/offers", &offers, test_connects);
  g_test_add_data_func ("/ice/answers", &answers, test_connects);
  g_test_add_data_func ("/ice/offers-ipv6", &offers_ipv6, test_connects);
  g_test_add_data_func ("/ice/answers-ipv6", &answers_ipv6, test_connects);
  g_test_add_data_func ("/ice/all-addresses", &any, test_connects);
  g_test_add_data_func ("/ice/itself", &itself, test_connects);
  g_test_add_func ("/ice/many", test_many);
  g_test_add_func ("/ice/strangers", test_strangers);
  g_test_add_func ("/ice/reflexive", test_reflexive);
  g_test_add_func ("/ice/consent", test_consent);

  return g_test_run ();
}
