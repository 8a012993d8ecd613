/* How long packets were held: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/latency-histogram.h"

#include <stdatomic.h>

/* Buckets per doubling. */
#define STEPS 8

/* Bucket b holds [2^(b / 8) · (8 + b % 8) / 8, …) µs. */
static guint
bucket_of (guint64 us)
{
  guint power;

  if (us < 1)
    return 0;
  power = g_bit_storage ((gulong) us) - 1;

  return MIN (power * STEPS + (guint) (((us << 3) >> power) & (STEPS - 1)), HEARTH_LATENCY_HISTOGRAM_BUCKETS - 1);
}

static double
upper_end (guint bucket)
{
  guint64 power = G_GUINT64_CONSTANT (1) << (bucket / STEPS);

  return (double) power * (STEPS + bucket % STEPS + 1) / STEPS;
}

void
hearth_latency_histogram_add (HearthLatencyHistogram *self,
                              gint64                  latency)
{
  g_return_if_fail (self != NULL);

  atomic_fetch_add_explicit (&self->counts[bucket_of (latency > 0 ? (guint64) latency / 1000 : 0)], 1, memory_order_relaxed);
}

double
hearth_latency_histogram_quantile (HearthLatencyHistogram *self,
                                   double                  quantile)
{
  guint64 counts[HEARTH_LATENCY_HISTOGRAM_BUCKETS];
  guint64 total = 0;
  guint64 seen = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < HEARTH_LATENCY_HISTOGRAM_BUCKETS; i++)
    {
      counts[i] = atomic_load_explicit (&self->counts[i], memory_order_relaxed);
      total += counts[i];
    }
  for (guint i = 0; i < HEARTH_LATENCY_HISTOGRAM_BUCKETS; i++)
    {
      seen += counts[i];
      if (total > 0 && (double) seen >= quantile * (double) total)
        return upper_end (i) / 1000;
    }

  return 0;
}
