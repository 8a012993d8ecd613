/* Capture times come out of reports and arrivals, whatever the network does in between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/capture-clock.h"

#include <math.h>

#define MS G_GINT64_CONSTANT (1000000)
#define SECOND (1000 * MS)

#define VIDEO 1
#define AUDIO 2
#define VIDEO_RATE 90000
#define AUDIO_RATE 48000

/* A sender whose clock is 50 years ahead of ours, as a wall clock is ahead of a monotonic one. */
#define SENDER_AHEAD (50 * 365 * 86400 * SECOND)

static guint64
to_ntp (gint64 sender_time)
{
  return (guint64) (sender_time / SECOND) << 32 | (((guint64) (sender_time % SECOND) << 32) / (guint64) SECOND);
}

static guint32
to_timestamp (gint64  captured,
              guint   rate,
              guint32 offset)
{
  return offset + (guint32) (captured / SECOND * rate + captured % SECOND / 1000 * rate / 1000000);
}

/* Sends for @duration, captured at known times, delayed by what it takes to encode, the path and jitter.
 * Returns: by how much (PTS − capture) varies once settled, ms */
static double
run (HearthCaptureClock *clock,
     gint64              begin,
     gint64              duration,
     gint64              settling,
     gint64              path,
     gint64              jitter,
     double              drift)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  double lowest = G_MAXDOUBLE;
  double highest = -G_MAXDOUBLE;

  for (gint64 captured = begin; captured < begin + duration; captured += 10 * MS)
    {
      gboolean video = captured / (10 * MS) % 3 == 0;
      gint64 sender_time = captured + SENDER_AHEAD + (gint64) ((double) captured * drift);
      guint rate = video ? VIDEO_RATE : AUDIO_RATE;
      gint64 arrival = captured + (video ? 60 : 20) * MS + path + (jitter > 0 ? g_rand_int_range (random, 0, (int) jitter) : 0);
      guint64 pts = hearth_capture_clock_stamp (clock, video ? VIDEO : AUDIO, rate,
                                                to_timestamp (sender_time, rate, video ? 0xfffff000 : 77), (guint64) arrival);

      g_assert_cmpuint (pts, <=, (guint64) arrival);
      if (captured % (100 * MS) < 20 * MS)
        hearth_capture_clock_report (clock, video ? VIDEO : AUDIO, to_ntp (sender_time),
                                     to_timestamp (sender_time, rate, video ? 0xfffff000 : 77));
      if (captured - begin < settling)
        continue;
      lowest = MIN (lowest, (double) ((gint64) pts - captured) / MS);
      highest = MAX (highest, (double) ((gint64) pts - captured) / MS);
    }
  g_test_message ("%.2f to %.2f ms after capture", lowest, highest);
  /* As late as the fastest, which is sound. */
  g_assert_cmpfloat (fabs (lowest - 20 - (double) path / MS), <, 5);

  return highest - lowest;
}

static void
test_before_reports (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();

  hearth_capture_clock_report (clock, VIDEO, to_ntp (SENDER_AHEAD), 0); /* of nobody yet */
  g_assert_cmpuint (hearth_capture_clock_stamp (clock, VIDEO, VIDEO_RATE, 5, 7 * SECOND), ==, 7 * SECOND);
  g_assert_cmpuint (hearth_capture_clock_stamp (clock, VIDEO, VIDEO_RATE, 5 + VIDEO_RATE, 9 * SECOND), ==, 9 * SECOND);
}

/* Sound and picture stay together, and jitter is gone. */
static void
test_jitter (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();

  g_assert_cmpfloat (run (clock, 100 * SECOND, 20 * SECOND, 2 * SECOND, 30 * MS, 25 * MS, 0), <, 2);
}

static void
test_drift (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();

  g_assert_cmpfloat (run (clock, 100 * SECOND, 60 * SECOND, 2 * SECOND, 30 * MS, 10 * MS, 100e-6), <, 3);
}

/* Another path: the time line follows, slowly. */
static void
test_path_changes (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();

  run (clock, 100 * SECOND, 10 * SECOND, 2 * SECOND, 30 * MS, 5 * MS, 0);
  /* Two seconds until the faster one is forgotten, three for 30 ms. */
  g_assert_cmpfloat (run (clock, 110 * SECOND, 10 * SECOND, 6 * SECOND, 60 * MS, 5 * MS, 0), <, 2);
  g_assert_cmpfloat (run (clock, 120 * SECOND, 10 * SECOND, 6 * SECOND, 30 * MS, 5 * MS, 0), <, 2);
}

/* The sender's wall clock is set. */
static void
test_step (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();
  gint64 now = 100 * SECOND;

  for (guint i = 0; i < 400; i++, now += 20 * MS)
    {
      gint64 ahead = i < 200 ? 0 : -3600 * SECOND;
      guint32 timestamp = to_timestamp (now - 20 * MS, AUDIO_RATE, 0);
      guint64 pts = hearth_capture_clock_stamp (clock, AUDIO, AUDIO_RATE, timestamp, (guint64) now);

      hearth_capture_clock_report (clock, AUDIO, to_ntp (SENDER_AHEAD + now + ahead), to_timestamp (now, AUDIO_RATE, 0));
      g_assert_cmpint (now - (gint64) pts, >=, 0);
      g_assert_cmpint (now - (gint64) pts, <=, 21 * MS);
    }
}

/* A layer that has just begun has the time line of the others before the first report on it. */
static void
test_layer_begins (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();
  gint64 captured = 200 * SECOND;
  guint64 pts;

  for (gint64 at = captured - 2 * SECOND; at < captured; at += 33 * MS)
    {
      hearth_capture_clock_stamp (clock, VIDEO, VIDEO_RATE, to_timestamp (at, VIDEO_RATE, 9), (guint64) (at + 40 * MS));
      hearth_capture_clock_report (clock, VIDEO, to_ntp (SENDER_AHEAD + at), to_timestamp (at, VIDEO_RATE, 9));
    }
  pts = hearth_capture_clock_stamp (clock, VIDEO + 10, VIDEO_RATE, to_timestamp (captured, VIDEO_RATE, 9),
                                    (guint64) (captured + 90 * MS));
  g_assert_cmpint (ABS ((gint64) pts - (captured + 40 * MS)), <, MS);

  /* Somebody else's picture is not taken for one. */
  pts = hearth_capture_clock_stamp (clock, VIDEO + 11, VIDEO_RATE, to_timestamp (captured, VIDEO_RATE, 0x70000000),
                                    (guint64) (captured + 90 * MS));
  g_assert_cmpuint (pts, ==, (guint64) (captured + 90 * MS));
}

/* Reports of a liar: never later than now, never absurdly old, and no arithmetic overflows (UBSan looks). */
static void
test_nonsense (void)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < 100000; i++)
    {
      guint64 now = (guint64) (300 * SECOND + i * MS);
      guint32 ssrc = g_rand_int (random) % 80;
      guint64 pts = hearth_capture_clock_stamp (clock, ssrc, i % 2 == 0 ? VIDEO_RATE : AUDIO_RATE, g_rand_int (random), now);

      g_assert_cmpuint (pts, <=, now);
      g_assert_cmpuint (pts, >=, now - 2 * SECOND);
      hearth_capture_clock_report (clock, ssrc, (guint64) g_rand_int (random) << 32 | g_rand_int (random), g_rand_int (random));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/capture-clock/before-reports", test_before_reports);
  g_test_add_func ("/capture-clock/jitter", test_jitter);
  g_test_add_func ("/capture-clock/drift", test_drift);
  g_test_add_func ("/capture-clock/path-changes", test_path_changes);
  g_test_add_func ("/capture-clock/step", test_step);
  g_test_add_func ("/capture-clock/layer-begins", test_layer_begins);
  g_test_add_func ("/capture-clock/nonsense", test_nonsense);

  return g_test_run ();
}
