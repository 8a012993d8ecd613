/* Two minutes of figures, from counters and times that are handed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/traffic-history.h"

#define SECOND G_USEC_PER_SEC

static HearthTrafficCounters
count (guint64 epoch,
       guint64 bytes,
       guint64 known,
       guint64 lost,
       guint64 frames)
{
  return (HearthTrafficCounters) {
    .epoch = epoch, .bytes = bytes, .known = known, .lost = lost, .frames = frames,
    .round_trip_ms = 31, .jitter_ms = 2.5, .width = 640, .height = 360,
  };
}

static void
test_rates (void)
{
  HearthTrafficMeter meter = { 0 };
  HearthTrafficCounters counters = count (1, 1000000, 500, 100, 70);
  HearthTrafficSample sample = hearth_traffic_meter_update (&meter, &counters, 5 * SECOND);

  /* What was before nobody knows when. */
  g_assert_cmpfloat (sample.bitrate, ==, HEARTH_TRAFFIC_UNKNOWN);
  g_assert_cmpfloat (sample.loss, ==, HEARTH_TRAFFIC_UNKNOWN);
  g_assert_cmpfloat (sample.frame_rate, ==, HEARTH_TRAFFIC_UNKNOWN);
  g_assert_cmpfloat (sample.round_trip_ms, ==, 31);
  g_assert_cmpint (sample.width, ==, 640);

  /* A timer may be late: the rates are those of the time that has really passed. */
  counters = count (1, 1150000, 700, 110, 100);
  sample = hearth_traffic_meter_update (&meter, &counters, 5 * SECOND + 5 * SECOND / 4);
  g_assert_cmpfloat_with_epsilon (sample.bitrate, 150000 * 8 / 1.25, 0.01);
  g_assert_cmpfloat_with_epsilon (sample.loss, 0.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (sample.frame_rate, 24, 1e-9);
  g_assert_cmpfloat (sample.jitter_ms, ==, 2.5);

  /* Silence. */
  sample = hearth_traffic_meter_update (&meter, &counters, 8 * SECOND);
  g_assert_cmpfloat (sample.bitrate, ==, 0);
  g_assert_cmpfloat (sample.loss, ==, HEARTH_TRAFFIC_UNKNOWN);
}

/* Another connection, counters that fall, losses that are taken back, and two looks at once. */
static void
test_restarts (void)
{
  HearthTrafficMeter meter = { 0 };
  HearthTrafficCounters counters = count (1, 1000000, 500, 100, 70);
  HearthTrafficSample sample;

  hearth_traffic_meter_update (&meter, &counters, SECOND);
  counters = count (2, 2000000, 1000, 200, 100);
  sample = hearth_traffic_meter_update (&meter, &counters, 2 * SECOND);
  g_assert_cmpfloat (sample.bitrate, ==, HEARTH_TRAFFIC_UNKNOWN);
  counters = count (2, 100, 1000, 200, 100);
  sample = hearth_traffic_meter_update (&meter, &counters, 3 * SECOND);
  g_assert_cmpfloat (sample.bitrate, ==, HEARTH_TRAFFIC_UNKNOWN);
  counters = count (2, 1100, 1100, 190, 100);
  sample = hearth_traffic_meter_update (&meter, &counters, 4 * SECOND);
  g_assert_cmpfloat_with_epsilon (sample.bitrate, 8000, 0.01);
  g_assert_cmpfloat (sample.loss, ==, 0);
  sample = hearth_traffic_meter_update (&meter, &counters, 4 * SECOND);
  g_assert_cmpfloat (sample.bitrate, ==, HEARTH_TRAFFIC_UNKNOWN);
  counters = count (2, 2100, 1101, 400, 100);
  sample = hearth_traffic_meter_update (&meter, &counters, 5 * SECOND);
  g_assert_cmpfloat (sample.loss, ==, 1);
}

static void
push (HearthTrafficHistory *history,
      double                bitrate)
{
  HearthTrafficSample sample = HEARTH_TRAFFIC_NOTHING;

  sample.bitrate = bitrate;
  hearth_traffic_history_push (history, &sample);
}

static void
test_window (void)
{
  HearthTrafficHistory history = { 0 };

  g_assert_cmpfloat (hearth_traffic_history_get_last (&history).bitrate, ==, HEARTH_TRAFFIC_UNKNOWN);
  g_assert_cmpfloat (hearth_traffic_history_get_peak (&history), ==, HEARTH_TRAFFIC_UNKNOWN);
  g_assert_cmpfloat (hearth_traffic_history_get_mean (&history), ==, HEARTH_TRAFFIC_UNKNOWN);

  push (&history, HEARTH_TRAFFIC_UNKNOWN);
  push (&history, 9000);
  push (&history, 3000);
  g_assert_cmpuint (history.length, ==, 3);
  g_assert_cmpfloat (hearth_traffic_history_get_last (&history).bitrate, ==, 3000);
  g_assert_cmpfloat (hearth_traffic_history_get (&history, 1)->bitrate, ==, 9000);
  g_assert_cmpfloat (hearth_traffic_history_get_peak (&history), ==, 9000);
  g_assert_cmpfloat (hearth_traffic_history_get_mean (&history), ==, 6000);

  /* The peak has gone two minutes later. */
  for (guint i = 0; i < HEARTH_TRAFFIC_SECONDS; i++)
    push (&history, i);
  g_assert_cmpuint (history.length, ==, HEARTH_TRAFFIC_SECONDS);
  g_assert_cmpfloat (hearth_traffic_history_get (&history, HEARTH_TRAFFIC_SECONDS - 1)->bitrate, ==, 0);
  g_assert_cmpfloat (hearth_traffic_history_get_last (&history).bitrate, ==, HEARTH_TRAFFIC_SECONDS - 1);
  g_assert_cmpfloat (hearth_traffic_history_get_peak (&history), ==, HEARTH_TRAFFIC_SECONDS - 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/traffic-history/rates", test_rates);
  g_test_add_func ("/traffic-history/restarts", test_restarts);
  g_test_add_func ("/traffic-history/window", test_window);

  return g_test_run ();
}
