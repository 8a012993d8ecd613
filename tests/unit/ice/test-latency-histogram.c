/* The histogram's quantiles are within an eighth of the truth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/latency-histogram.h"

static void
test_quantiles (void)
{
  HearthLatencyHistogram histogram = { 0 };

  g_assert_cmpfloat (hearth_latency_histogram_quantile (&histogram, 0.5), ==, 0);
  for (gint64 us = 1; us <= 10000; us++)
    hearth_latency_histogram_add (&histogram, us * 1000);
  g_assert_cmpfloat_with_epsilon (hearth_latency_histogram_quantile (&histogram, 0.5), 5.0, 5.0 / 8);
  g_assert_cmpfloat_with_epsilon (hearth_latency_histogram_quantile (&histogram, 0.95), 9.5, 9.5 / 8);
  g_assert_cmpfloat_with_epsilon (hearth_latency_histogram_quantile (&histogram, 0.01), 0.1, 0.1 / 8);
}

static void
test_extremes (void)
{
  HearthLatencyHistogram histogram = { 0 };

  hearth_latency_histogram_add (&histogram, -5);
  g_assert_cmpfloat (hearth_latency_histogram_quantile (&histogram, 1), <, 0.01);
  hearth_latency_histogram_add (&histogram, G_MAXINT64);
  g_assert_cmpfloat (hearth_latency_histogram_quantile (&histogram, 1), >, 8000);
  g_assert_cmpfloat (hearth_latency_histogram_quantile (&histogram, 0.5), <, 0.01);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/latency-histogram/quantiles", test_quantiles);
  g_test_add_func ("/latency-histogram/extremes", test_extremes);

  return g_test_run ();
}
