/* A turn: what was caused waits for its end, for its time, or for what was put off; all of it is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/gst.h>

#include "ice/io-thread.h"
#include "ice/send-turn.h"

typedef struct
{
  HearthUdpSocket from;
  HearthSendTurn turn;
  GSocket *to;
  HearthPath path;
  HearthSendSlot slot;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_udp_socket_open (&fixture->from, 0, &error));
  g_assert_no_error (error);
  hearth_send_turn_init (&fixture->turn, &fixture->from);
  fixture->to = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (fixture->to, any, FALSE, &error));
  bound = g_socket_get_local_address (fixture->to, &error);
  g_assert_true (hearth_socket_address_parse (&fixture->path.remote, "127.0.0.1",
                                              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound))));
  g_assert_true (hearth_socket_address_parse (&fixture->path.local, "127.0.0.1", fixture->from.port));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->to);
  hearth_send_turn_clear (&fixture->turn);
  hearth_udp_socket_close (&fixture->from);
}

static void
add (Fixture *fixture)
{
  hearth_send_batch_add (fixture->turn.batch, &fixture->slot, &fixture->path, gst_buffer_new_allocate (NULL, 100, NULL));
}

static guint64
count_sent (Fixture *fixture)
{
  HearthHostSocketStats stats = { .sent_packets = 0 };

  hearth_send_turn_add_stats (&fixture->turn, &stats);
  g_assert_cmpuint (stats.dropped, ==, 0);

  return stats.sent_packets;
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  gint64 arrival = hearth_io_thread_get_time ();
  HearthHostSocketStats stats = { .sent_packets = 5, .sent_calls = 5 };

  hearth_send_turn_begin (&fixture->turn);
  fixture->turn.due = G_MAXINT64;
  for (guint i = 0; i < 3; i++)
    {
      add (fixture);
      hearth_send_turn_note (&fixture->turn, arrival, i);
    }
  g_assert_cmpuint (hearth_send_turn_get_waiting (&fixture->turn), ==, 3);
  g_assert_cmpuint (count_sent (fixture), ==, 0);

  hearth_send_turn_end (&fixture->turn);
  g_assert_cmpuint (hearth_send_turn_get_waiting (&fixture->turn), ==, 0);

  /* Added to what is there, and held for some time. */
  hearth_send_turn_add_stats (&fixture->turn, &stats);
  g_assert_cmpuint (stats.sent_packets, ==, 8);
  g_assert_cmpuint (stats.sent_calls, >, 5);
  g_assert_cmpfloat (stats.added_p50_ms, >, 0);
}

static void
test_due (Fixture       *fixture,
          gconstpointer  data)
{
  hearth_send_turn_begin (&fixture->turn);
  fixture->turn.due = 0;

  /* What causes nothing sends nothing, however late it is. */
  add (fixture);
  hearth_send_turn_note (&fixture->turn, 0, 1);
  g_assert_cmpuint (count_sent (fixture), ==, 0);

  add (fixture);
  hearth_send_turn_note (&fixture->turn, hearth_io_thread_get_time (), 1);
  g_assert_cmpuint (count_sent (fixture), ==, 2);
  g_assert_cmpint (fixture->turn.due, >, 0);
}

/* However many are noted: there is room for a batch of them. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_send_turn_begin (&fixture->turn);
  for (guint i = 0; i < 3 * HEARTH_PACKET_RECEIVER_BATCH; i++)
    {
      guint waiting = hearth_send_turn_get_waiting (&fixture->turn);

      fixture->turn.due = G_MAXINT64;
      add (fixture);
      hearth_send_turn_note (&fixture->turn, hearth_io_thread_get_time (), waiting);
    }
  g_assert_cmpuint (count_sent (fixture), ==, 3 * HEARTH_PACKET_RECEIVER_BATCH);
}

static void
on_put_off (gpointer data)
{
  add (data);
}

static gpointer
run_io_thread (gpointer data)
{
  Fixture *fixture = data;

  hearth_io_thread_begin ();
  hearth_send_turn_begin (&fixture->turn);
  fixture->turn.due = G_MAXINT64;
  g_assert_true (hearth_io_thread_defer (on_put_off, fixture));
  hearth_send_turn_note (&fixture->turn, hearth_io_thread_get_time (), 0);
  g_assert_cmpuint (fixture->turn.n_waiting, ==, 1);
  hearth_send_turn_end (&fixture->turn);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
  hearth_io_thread_end ();

  return NULL;
}

/* What is put off is done, and leaves, within the same turn. */
static void
test_put_off (Fixture       *fixture,
              gconstpointer  data)
{
  g_thread_join (g_thread_new ("io", run_io_thread, fixture));
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/send-turn/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/send-turn/due", Fixture, NULL, set_up, test_due, tear_down);
  g_test_add ("/send-turn/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/send-turn/put-off", Fixture, NULL, set_up, test_put_off, tear_down);

  return g_test_run ();
}
