/* Gaps are found, asked for again in time and not for ever; nothing is let through twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/gap-detector.h"

#define MS G_TIME_SPAN_MILLISECOND

/* Returns: the one number that is to be asked for now, −1 for none */
static int
collect_one (HearthGapDetector *detector,
             gint64             now)
{
  guint16 seqnums[HEARTH_LIMIT_MISSING_PACKETS];
  guint n = hearth_gap_detector_collect (detector, now, seqnums);

  g_assert_cmpuint (n, <=, 1);

  return n == 1 ? seqnums[0] : -1;
}

static void
test_in_order (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();

  /* Twice around. */
  for (guint i = 0; i < 2 * (G_MAXUINT16 + 1); i++)
    {
      g_assert_true (hearth_gap_detector_take (detector, (guint16) (65000 + i), i * MS));
      g_assert_cmpint (collect_one (detector, i * MS), ==, -1);
    }
  g_assert_false (hearth_gap_detector_take (detector, (guint16) (65000 - 1), 0));
}

static void
test_overtaken (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();

  g_assert_true (hearth_gap_detector_take (detector, 65535, 0));
  g_assert_true (hearth_gap_detector_take (detector, 1, MS));
  g_assert_cmpint (collect_one (detector, MS), ==, -1);
  g_assert_true (hearth_gap_detector_take (detector, 0, 2 * MS));
  g_assert_true (hearth_gap_detector_take (detector, 2, 3 * MS));
  g_assert_cmpint (collect_one (detector, 100 * MS), ==, -1);
}

static void
test_lost (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();
  guint n_asked = 0;

  hearth_gap_detector_take (detector, 10, 0);
  hearth_gap_detector_take (detector, 12, MS);
  hearth_gap_detector_take (detector, 13, MS);
  g_assert_cmpint (collect_one (detector, MS), ==, 11);
  g_assert_cmpint (collect_one (detector, 2 * MS), ==, -1);

  /* It does not come: a few times more, spaced, and then never. */
  for (gint64 now = 2 * MS; now < 5000 * MS; now += MS)
    n_asked += collect_one (detector, now) == 11;
  g_assert_cmpuint (n_asked, ==, 3);

  /* It is still welcome, once. */
  g_assert_true (hearth_gap_detector_take (detector, 11, 5000 * MS));
  g_assert_false (hearth_gap_detector_take (detector, 11, 5001 * MS));
}

/* Without a later packet time alone proves it. */
static void
test_last_of_burst (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();

  hearth_gap_detector_take (detector, 10, 0);
  hearth_gap_detector_take (detector, 12, MS);
  g_assert_cmpint (collect_one (detector, 5 * MS), ==, -1);
  g_assert_cmpint (collect_one (detector, 11 * MS), ==, 11);
}

/* The second attempt waits for as long as the path takes. */
static void
test_round_trip (void)
{
  const gint64 round_trips[] = { 20 * MS, 150 * MS };

  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();
      gint64 now = 0;
      guint16 seqnum = 0;

      for (guint j = 0; j < 20; j++)
        {
          hearth_gap_detector_take (detector, seqnum, now);
          hearth_gap_detector_take (detector, (guint16) (seqnum + 2), now);
          hearth_gap_detector_take (detector, (guint16) (seqnum + 3), now);
          g_assert_cmpint (collect_one (detector, now), ==, seqnum + 1);
          now += round_trips[i];
          hearth_gap_detector_take (detector, (guint16) (seqnum + 1), now);
          seqnum += 4;
        }
      hearth_gap_detector_take (detector, (guint16) (seqnum + 1), now);
      hearth_gap_detector_take (detector, (guint16) (seqnum + 2), now);
      g_assert_cmpint (collect_one (detector, now), ==, seqnum);
      g_assert_cmpint (collect_one (detector, now + round_trips[i]), ==, -1);
      g_assert_cmpint (collect_one (detector, now + 2 * round_trips[i]), ==, seqnum);
    }
}

/* A whole stretch is lost: no more is asked for than may be remembered, and the newest. */
static void
test_burst (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();
  guint16 seqnums[HEARTH_LIMIT_MISSING_PACKETS];
  guint n;

  hearth_gap_detector_take (detector, 65000, 0);
  hearth_gap_detector_take (detector, (guint16) (65000 + 900), MS);
  n = hearth_gap_detector_collect (detector, 20 * MS, seqnums);
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_MISSING_PACKETS);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (seqnums[i], ==, (guint16) (65000 + 900 - n + i));
      g_assert_true (hearth_gap_detector_take (detector, seqnums[i], 40 * MS));
      g_assert_false (hearth_gap_detector_take (detector, seqnums[i], 40 * MS));
    }
  g_assert_cmpint (collect_one (detector, 1000 * MS), ==, -1);
}

static void
test_jump (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();

  hearth_gap_detector_take (detector, 100, 0);
  /* A stray one is nothing; two that follow each other are the stream. */
  g_assert_false (hearth_gap_detector_take (detector, 30000, MS));
  g_assert_true (hearth_gap_detector_take (detector, 101, MS));
  g_assert_false (hearth_gap_detector_take (detector, 30001, MS));
  g_assert_true (hearth_gap_detector_take (detector, 30002, MS));
  g_assert_false (hearth_gap_detector_take (detector, 102, MS));
  g_assert_cmpint (collect_one (detector, 1000 * MS), ==, -1);
}

/* Whatever comes: each number at most once in a window, and never more asked for than there is room. */
static void
test_anything (void)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint16 seqnums[HEARTH_LIMIT_MISSING_PACKETS];

  for (guint i = 0; i < 200000; i++)
    {
      guint16 seqnum = (guint16) (i / 2 + (guint) g_rand_int_range (random, 0, i % 1000 == 0 ? 65536 : 50));

      if (hearth_gap_detector_take (detector, seqnum, i * MS))
        g_assert_false (hearth_gap_detector_take (detector, seqnum, i * MS));
      g_assert_cmpuint (hearth_gap_detector_collect (detector, i * MS, seqnums), <=, HEARTH_LIMIT_MISSING_PACKETS);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gap-detector/in-order", test_in_order);
  g_test_add_func ("/gap-detector/overtaken", test_overtaken);
  g_test_add_func ("/gap-detector/lost", test_lost);
  g_test_add_func ("/gap-detector/last-of-burst", test_last_of_burst);
  g_test_add_func ("/gap-detector/round-trip", test_round_trip);
  g_test_add_func ("/gap-detector/burst", test_burst);
  g_test_add_func ("/gap-detector/jump", test_jump);
  g_test_add_func ("/gap-detector/anything", test_anything);

  return g_test_run ();
}
