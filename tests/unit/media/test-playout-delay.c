/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/playout-delay.h"

#define MS (GST_MSECOND)

static void
assert_ms (HearthPlayoutDelay *delay,
           double              ms)
{
  g_assert_cmpfloat_with_epsilon ((double) hearth_playout_delay_get (delay, delay->updated_at) / MS, ms, 0.5);
}

/* Thirty pictures a second, all so late. Returns: the time after them. */
static GstClockTime
run (HearthPlayoutDelay *delay,
     GstClockTime        now,
     int                 lateness_ms,
     guint               seconds)
{
  for (guint i = 0; i < 30 * seconds; i++)
    {
      hearth_playout_delay_add (delay, lateness_ms * (GstClockTimeDiff) MS, now);
      now += GST_SECOND / 30;
    }

  return now;
}

static void
test_start (void)
{
  HearthPlayoutDelay delay;

  hearth_playout_delay_init (&delay);
  assert_ms (&delay, 40);
  hearth_playout_delay_add (&delay, 0, 0);
  assert_ms (&delay, 40);
}

static void
test_settle (void)
{
  HearthPlayoutDelay delay;
  GstClockTime now;

  hearth_playout_delay_init (&delay);
  now = run (&delay, GST_SECOND, 8, 2);
  assert_ms (&delay, 13 + (40 - 13) * 0.27); /* e^(−2/1.5), a little less for the last picture */
  now = run (&delay, now, 8, 8);
  assert_ms (&delay, 13);
  run (&delay, now, 0, 10);
  assert_ms (&delay, 10); /* never less */
}

static void
test_grow (void)
{
  HearthPlayoutDelay delay;
  GstClockTime now;

  hearth_playout_delay_init (&delay);
  now = run (&delay, GST_SECOND, 8, 10);

  /* One in twenty may be late. */
  hearth_playout_delay_add (&delay, 300 * (GstClockTimeDiff) MS, now);
  hearth_playout_delay_add (&delay, 300 * (GstClockTimeDiff) MS, now);
  assert_ms (&delay, 13);

  /* More than that is not chance: at once, kept while the window remembers, and back. */
  for (int i = 0; i < 4; i++)
    hearth_playout_delay_add (&delay, 120 * (GstClockTimeDiff) MS, now);
  assert_ms (&delay, 125);
  now = run (&delay, now, 8, 1);
  assert_ms (&delay, 125);
  now = run (&delay, now, 8, 2);
  g_assert_cmpuint (hearth_playout_delay_get (&delay, now), <, 100 * MS);
  g_assert_cmpuint (hearth_playout_delay_get (&delay, now), >, 30 * MS);
  run (&delay, now, 8, 8);
  assert_ms (&delay, 13);
}

/* The first pictures are too few to say which are late by chance. */
static void
test_few (void)
{
  HearthPlayoutDelay delay;

  hearth_playout_delay_init (&delay);
  hearth_playout_delay_add (&delay, 5 * (GstClockTimeDiff) MS, GST_SECOND);
  hearth_playout_delay_add (&delay, 80 * (GstClockTimeDiff) MS, GST_SECOND);
  assert_ms (&delay, 85);
}

static void
test_bounds (void)
{
  HearthPlayoutDelay delay;

  hearth_playout_delay_init (&delay);
  hearth_playout_delay_add (&delay, G_MAXINT64, GST_SECOND);
  assert_ms (&delay, 500);
  hearth_playout_delay_init (&delay);
  hearth_playout_delay_add (&delay, G_MININT64, GST_SECOND);
  hearth_playout_delay_add (&delay, G_MININT64, 3600 * GST_SECOND);
  assert_ms (&delay, 10);
}

/* After an hour without pictures what was before does not count; time that goes backwards stands still. */
static void
test_gap (void)
{
  HearthPlayoutDelay delay;

  hearth_playout_delay_init (&delay);
  hearth_playout_delay_add (&delay, 200 * (GstClockTimeDiff) MS, GST_SECOND);
  hearth_playout_delay_add (&delay, 20 * (GstClockTimeDiff) MS, 0);
  assert_ms (&delay, 205);
  hearth_playout_delay_add (&delay, 20 * (GstClockTimeDiff) MS, 3600 * GST_SECOND);
  assert_ms (&delay, 25);
}

/* What was learnt from a disturbance does not outlive it by more than a few seconds, also where nothing comes that shows its end. */
static void
test_quiet (void)
{
  HearthPlayoutDelay delay;
  GstClockTime last;

  hearth_playout_delay_init (&delay);
  last = run (&delay, GST_SECOND, 300, 2) - GST_SECOND / 30;
  assert_ms (&delay, 305);
  g_assert_cmpuint (hearth_playout_delay_get (&delay, 0), ==, hearth_playout_delay_get (&delay, last));
  g_assert_cmpuint (hearth_playout_delay_get (&delay, last + 2 * GST_SECOND), ==, hearth_playout_delay_get (&delay, last));
  g_assert_cmpfloat_with_epsilon ((double) hearth_playout_delay_get (&delay, last + 3500 * MS) / MS, 40 + 265 / G_E, 0.5);
  g_assert_cmpfloat_with_epsilon ((double) hearth_playout_delay_get (&delay, last + 60 * GST_SECOND) / MS, 40, 0.5);

  /* A small one is as good after a minute as before. */
  hearth_playout_delay_init (&delay);
  last = run (&delay, GST_SECOND, 8, 10);
  g_assert_cmpfloat_with_epsilon ((double) hearth_playout_delay_get (&delay, last + 60 * GST_SECOND) / MS, 13, 0.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/playout-delay/start", test_start);
  g_test_add_func ("/playout-delay/settle", test_settle);
  g_test_add_func ("/playout-delay/grow", test_grow);
  g_test_add_func ("/playout-delay/few", test_few);
  g_test_add_func ("/playout-delay/bounds", test_bounds);
  g_test_add_func ("/playout-delay/gap", test_gap);
  g_test_add_func ("/playout-delay/quiet", test_quiet);

  return g_test_run ();
}
