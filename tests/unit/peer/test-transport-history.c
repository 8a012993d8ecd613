/* A sender and a receiver that report to each other by feedback: every packet's fate is known, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-arrivals.h"
#include "peer/transport-history.h"

#include <math.h>

#define MS G_TIME_SPAN_MILLISECOND

/* Bytes of what arrive() lets come. */
#define SIZE 1200

/* Another computer's clock. */
#define RECEIVER_AHEAD (G_GINT64_CONSTANT (77777777777))

typedef struct
{
  HearthTransportHistory *history;
  HearthTransportArrivals *arrivals;
  guint n_feedbacks;
  gsize feedback_bytes;
} Path;

static void
set_up (Path          *path,
        gconstpointer  data)
{
  path->history = hearth_transport_history_new ();
  path->arrivals = hearth_transport_arrivals_new ();
}

static void
tear_down (Path          *path,
           gconstpointer  data)
{
  hearth_transport_history_free (path->history);
  hearth_transport_arrivals_free (path->arrivals);
}

static void
arrive (Path    *path,
        guint16  number,
        gint64   now)
{
  g_autoptr (GBytes) feedback = NULL;
  g_autoptr (GArray) reports = NULL;

  if (!hearth_transport_arrivals_note (path->arrivals, number, SIZE, now + RECEIVER_AHEAD))
    return;
  feedback = hearth_transport_arrivals_take (path->arrivals, 1, 2, now + RECEIVER_AHEAD);
  g_assert_nonnull (feedback);
  path->n_feedbacks++;
  path->feedback_bytes += g_bytes_get_size (feedback);
  reports = hearth_transport_feedback_parse (g_bytes_get_data (feedback, NULL), g_bytes_get_size (feedback));
  g_assert_nonnull (reports);
  hearth_transport_history_report (path->history, (HearthTransportReport *) (gpointer) reports->data, reports->len,
                                   now + 10 * MS);
}

static HearthTransportStats
get_stats (Path *path)
{
  HearthTransportStats stats;

  hearth_transport_history_get_stats (path->history, &stats);

  return stats;
}

static void
assert_arrived (Path    *path,
                guint64  packets,
                guint64  lost)
{
  HearthArrivalStats stats;

  hearth_transport_arrivals_get_stats (path->arrivals, &stats);
  g_assert_cmpuint (stats.packets, ==, packets);
  g_assert_cmpuint (stats.bytes, ==, packets * SIZE);
  g_assert_cmpuint (stats.lost, ==, lost);
}

/* A packet that comes twice counts once. */
static void
test_twice (Path          *path,
            gconstpointer  data)
{
  static const guint16 numbers[] = { 65534, 65534, 65535, 1, 1, 0, 0, 3, 65534, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    (void) hearth_transport_arrivals_note (path->arrivals, numbers[i], SIZE, i * MS);
  assert_arrived (path, 5, 1);
}

static void
test_all_come (Path          *path,
               gconstpointer  data)
{
  HearthTransportStats stats;

  /* More than the numbers there are. */
  for (guint i = 0; i < 150000; i++)
    arrive (path, hearth_transport_history_add (path->history, SIZE, i * MS), i * MS + 20 * MS);
  stats = get_stats (path);
  g_assert_cmpuint (stats.sent_packets, ==, 150000);
  g_assert_cmpuint (stats.sent_bytes, ==, G_GUINT64_CONSTANT (150000) * SIZE);
  g_assert_cmpuint (stats.received_packets, >=, 150000 - 100);
  g_assert_cmpuint (stats.received_bytes, ==, stats.received_packets * SIZE);
  g_assert_cmpuint (stats.lost_packets, ==, 0);
  g_assert_cmpfloat (fabs (stats.round_trip_ms - 30), <, 0.5);
  g_assert_cmpfloat (stats.queueing_ms, <, 0.5);
  g_assert_cmpuint (path->n_feedbacks, >=, 1400);
  g_assert_cmpuint (path->n_feedbacks, <=, 1600);
  /* A byte a packet, and little else. */
  g_assert_cmpuint (path->feedback_bytes, <, 150000 + 30 * path->n_feedbacks);
}

static void
test_loss (Path          *path,
           gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  HearthTransportStats stats;
  guint n_lost = 0;

  for (guint i = 0; i < 100000; i++)
    {
      guint16 number = hearth_transport_history_add (path->history, 1000, i * MS);

      if (i < 99000 && g_rand_int_range (random, 0, 10) == 0)
        n_lost++;
      else
        arrive (path, number, i * MS + 20 * MS);
    }
  stats = get_stats (path);
  g_assert_cmpuint (stats.lost_packets, ==, n_lost);
  g_assert_cmpuint (stats.received_packets + stats.lost_packets, >=, 100000 - 100);
  assert_arrived (path, 100000 - n_lost, n_lost);
}

/* An outage longer than what one feedback holds: nobody reports what was lost, and it is counted nevertheless. */
static void
test_outage (Path          *path,
             gconstpointer  data)
{
  HearthTransportStats stats;

  for (guint i = 0; i < 5000; i++)
    {
      guint16 number = hearth_transport_history_add (path->history, 1000, i * MS);

      if (i < 1000 || i >= 3000)
        arrive (path, number, i * MS + 20 * MS);
    }
  stats = get_stats (path);
  g_assert_cmpuint (stats.lost_packets, >=, 2000);
  /* What had come in the 100 ms before was not reported yet. */
  g_assert_cmpuint (stats.lost_packets, <=, 2100);
  /* The receiver cannot tell it from a sender who began anew. */
  assert_arrived (path, 3000, 0);
}

/* Packets that overtake each other are first taken for lost, and then not. */
static void
test_disorder (Path          *path,
               gconstpointer  data)
{
  HearthTransportStats stats;

  for (guint i = 0; i < 6000; i += 3)
    {
      guint16 first = hearth_transport_history_add (path->history, 1000, i * MS);
      guint16 second = hearth_transport_history_add (path->history, 1000, i * MS);
      guint16 third = hearth_transport_history_add (path->history, 1000, i * MS);

      arrive (path, third, i * MS + 20 * MS);
      arrive (path, first, i * MS + 21 * MS);
      arrive (path, second, i * MS + 21 * MS);
    }
  stats = get_stats (path);
  g_assert_cmpuint (stats.lost_packets, <=, 2);
  g_assert_cmpuint (stats.received_packets, >=, 5850);
  assert_arrived (path, 6000, 0);
}

/* A queue on the way grows by a millisecond with every packet. */
static void
test_queue (Path          *path,
            gconstpointer  data)
{
  for (guint i = 0; i < 1000; i++)
    arrive (path, hearth_transport_history_add (path->history, 1200, i * MS), i * MS + 20 * MS);
  g_assert_cmpfloat (get_stats (path).queueing_ms, <, 0.5);
  for (guint i = 1000; i < 1200; i++)
    arrive (path, hearth_transport_history_add (path->history, 1200, i * MS), i * MS + 20 * MS + (i - 1000) * MS);
  g_assert_cmpfloat (get_stats (path).queueing_ms, >, 100);
  for (guint i = 1200; i < 2200; i++)
    arrive (path, hearth_transport_history_add (path->history, 1200, i * 2 * MS), i * 2 * MS + 20 * MS);
  g_assert_cmpfloat (get_stats (path).queueing_ms, <, 1);
}

/* Reports of what was never sent, twice, and with times of all kinds. */
static void
test_liar (Path          *path,
           gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (29);
  HearthTransportStats stats;

  for (guint i = 0; i < 20000; i++)
    {
      HearthTransportReport report = { (guint16) g_rand_int (random), (gint64) (g_rand_int (random) % 1000000) * 1000000 - 1 };

      if (i % 3 == 0)
        hearth_transport_history_add (path->history, 1000, i * MS);
      hearth_transport_history_report (path->history, &report, 1, i * MS);
      hearth_transport_history_report (path->history, &report, 1, i * MS);
    }
  stats = get_stats (path);
  g_assert_cmpuint (stats.received_packets + stats.lost_packets, <=, stats.sent_packets);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/transport-history/" path, Path, NULL, set_up, func, tear_down)
  ADD ("all-come", test_all_come);
  ADD ("twice", test_twice);
  ADD ("loss", test_loss);
  ADD ("outage", test_outage);
  ADD ("disorder", test_disorder);
  ADD ("queue", test_queue);
  ADD ("liar", test_liar);
#undef ADD

  return g_test_run ();
}
