/* When a link counts as slow, second by second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/strain-meter.h"

typedef struct
{
  HearthStrainMeter meter;
  HearthLinkStats stats;
  gint64 now;
} Link;

static void
set_up (Link          *link,
        gconstpointer  data)
{
  *link = (Link) { .now = 7 * G_USEC_PER_SEC, .stats = { .sent.epoch = 1, .received.epoch = 1 } };
  hearth_strain_meter_update (&link->meter, &link->stats, link->now);
}

static void
tear_down (Link          *link,
           gconstpointer  data)
{
}

/* Lets @seconds pass in which of 100 packets each way so many are lost. Returns: whether it is slow at the end. */
static gboolean
pass (Link  *link,
      guint  seconds,
      guint  lost_out,
      guint  lost_in)
{
  gboolean slow = link->meter.slow;

  for (guint i = 0; i < seconds; i++)
    {
      link->now += G_USEC_PER_SEC;
      link->stats.sent.known += 100;
      link->stats.sent.lost += lost_out;
      link->stats.received.known += 100;
      link->stats.received.lost += lost_in;
      slow = hearth_strain_meter_update (&link->meter, &link->stats, link->now);
    }

  return slow;
}

/* A moment of loss, as every wireless network has it, is nothing to talk about. */
static void
test_loss (Link          *link,
           gconstpointer  data)
{
  g_assert_false (pass (link, 60, 0, 1));
  g_assert_false (pass (link, 3, 0, 50));
  g_assert_false (pass (link, 10, 0, 0));
  g_assert_false (pass (link, 3, 20, 0));
  g_assert_true (pass (link, 1, 20, 0));
}

/* In bursts as well; and better only after ten good seconds in a row. */
static void
test_hysteresis (Link          *link,
                 gconstpointer  data)
{
  guint changes = 0;
  gboolean slow = FALSE;

  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (pass (link, 1, 0, 30));
      g_assert_false (pass (link, 1, 0, 0));
    }
  g_assert_true (pass (link, 1, 0, 30));
  g_assert_true (pass (link, 9, 0, 0));
  g_assert_true (pass (link, 1, 0, 5)); /* neither good nor bad */
  g_assert_true (pass (link, 9, 0, 0));
  g_assert_false (pass (link, 1, 0, 0));

  /* At the limit for ten minutes: said once. */
  for (guint i = 0; i < 600; i++)
    {
      gboolean was = slow;

      slow = pass (link, 1, 0, i % 2 == 0 ? 9 : 7);
      changes += was != slow;
    }
  g_assert_cmpuint (changes, ==, 1);
}

static void
test_delay (Link          *link,
            gconstpointer  data)
{
  link->stats.sent.queueing_ms = 300;
  g_assert_false (pass (link, 3, 0, 0));
  g_assert_true (pass (link, 1, 0, 0));
  link->stats.sent.queueing_ms = 200;
  g_assert_true (pass (link, 30, 0, 0));
  link->stats.sent.queueing_ms = 20;
  g_assert_false (pass (link, 10, 0, 0));

  link->stats.sent.round_trip_ms = 800;
  g_assert_true (pass (link, 4, 0, 0));
  link->stats.sent.round_trip_ms = 300;
  g_assert_false (pass (link, 10, 0, 0));
}

/* Too few packets to say anything, a connection that replaces another, losses that are taken back, looks that come too often. */
static void
test_counters (Link          *link,
               gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      link->now += G_USEC_PER_SEC;
      link->stats.sent.known += 5;
      link->stats.sent.lost += 5;
      g_assert_false (hearth_strain_meter_update (&link->meter, &link->stats, link->now));
    }
  for (guint i = 0; i < 20; i++)
    {
      link->now += G_USEC_PER_SEC;
      link->stats.sent = (HearthWayStats) { .epoch = 2 + i, .known = 1000, .lost = 900 };
      g_assert_false (hearth_strain_meter_update (&link->meter, &link->stats, link->now));
    }
  link->stats.sent.lost = 0;
  g_assert_false (pass (link, 1, 0, 0));
  for (guint i = 0; i < 100; i++)
    {
      link->now += G_USEC_PER_SEC / 100;
      link->stats.sent.known += 100;
      link->stats.sent.lost += 100;
      g_assert_false (hearth_strain_meter_update (&link->meter, &link->stats, link->now));
    }
}

static void
test_whose (void)
{
  g_assert_false (hearth_strain_is_hosts (FALSE, 0, 0));
  g_assert_false (hearth_strain_is_hosts (FALSE, 1, 1));
  g_assert_false (hearth_strain_is_hosts (FALSE, 1, 2));
  g_assert_true (hearth_strain_is_hosts (FALSE, 2, 2));
  g_assert_true (hearth_strain_is_hosts (FALSE, 2, 3));
  g_assert_false (hearth_strain_is_hosts (FALSE, 2, 4));
  g_assert_false (hearth_strain_is_hosts (FALSE, 0, 15));
}

/* Once it is the host's it stays so until clearly fewer are slow; the last guest's link is never the host's alone. */
static void
test_whose_stays (void)
{
  g_assert_true (hearth_strain_is_hosts (TRUE, 1, 2));
  g_assert_true (hearth_strain_is_hosts (TRUE, 1, 3));
  g_assert_false (hearth_strain_is_hosts (TRUE, 1, 4));
  g_assert_true (hearth_strain_is_hosts (TRUE, 2, 4));
  g_assert_true (hearth_strain_is_hosts (TRUE, 5, 15));
  g_assert_false (hearth_strain_is_hosts (TRUE, 4, 15));
  g_assert_false (hearth_strain_is_hosts (TRUE, 0, 2));
  g_assert_false (hearth_strain_is_hosts (TRUE, 1, 1));
  g_assert_false (hearth_strain_is_hosts (TRUE, 0, 0));

  /* Two of four, one of which goes and comes, or recovers and does not. */
  for (guint n_slow = 2, i = 0; i < 10; i++, n_slow = 5 - n_slow)
    {
      g_assert_false (hearth_strain_is_hosts (FALSE, n_slow - 1, 4));
      g_assert_true (hearth_strain_is_hosts (TRUE, n_slow, 4));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/strain-meter/" path, Link, NULL, set_up, func, tear_down)
  ADD ("loss", test_loss);
  ADD ("hysteresis", test_hysteresis);
  ADD ("delay", test_delay);
  ADD ("counters", test_counters);
#undef ADD
  g_test_add_func ("/strain-meter/whose", test_whose);
  g_test_add_func ("/strain-meter/whose-stays", test_whose_stays);

  return g_test_run ();
}
