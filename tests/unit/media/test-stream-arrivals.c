/* How evenly packets come, with times that are handed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/stream-arrivals.h"

#define MS ((GstClockTimeDiff) GST_MSECOND)

static void
test_counts (void)
{
  HearthStreamArrivals arrivals = { 0 };

  for (guint i = 0; i < 1000; i++)
    hearth_stream_arrivals_add (&arrivals, i % 2 == 0 ? 1200 : 80);
  g_assert_cmpuint (arrivals.packets, ==, 1000);
  g_assert_cmpuint (arrivals.bytes, ==, 500 * 1280);
}

/* However late they are, what comes at an even pace has no jitter; what is alternately early and late by 10 ms has 10. */
static void
test_jitter (void)
{
  HearthStreamArrivals arrivals = { 0 };

  for (guint i = 0; i < 200; i++)
    hearth_stream_arrivals_time (&arrivals, 300 * MS);
  g_assert_cmpfloat (arrivals.jitter, ==, 0);

  for (guint i = 0; i < 200; i++)
    hearth_stream_arrivals_time (&arrivals, (i % 2 == 0 ? 295 : 305) * MS);
  g_assert_cmpfloat_with_epsilon (arrivals.jitter / GST_MSECOND, 10, 0.1);
}

/* A camera that was off, and a peer whose timestamps are nonsense. */
static void
test_pauses (void)
{
  HearthStreamArrivals arrivals = { 0 };

  hearth_stream_arrivals_time (&arrivals, 5 * MS);
  hearth_stream_arrivals_time (&arrivals, 5005 * MS);
  hearth_stream_arrivals_time (&arrivals, G_MAXINT64);
  hearth_stream_arrivals_time (&arrivals, G_MININT64);
  g_assert_cmpfloat (arrivals.jitter, ==, 0);

  hearth_stream_arrivals_time (&arrivals, G_MININT64 + 16 * MS);
  g_assert_cmpfloat_with_epsilon (arrivals.jitter / GST_MSECOND, 1, 0.01);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-arrivals/counts", test_counts);
  g_test_add_func ("/stream-arrivals/jitter", test_jitter);
  g_test_add_func ("/stream-arrivals/pauses", test_pauses);

  return g_test_run ();
}
