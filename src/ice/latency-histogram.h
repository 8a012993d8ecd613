/* How long packets were held: a histogram whose buckets grow by an eighth, from 1 µs to 8 s. One thread adds, any may read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_LATENCY_HISTOGRAM_BUCKETS 192

typedef struct
{
  _Atomic guint64 counts[HEARTH_LATENCY_HISTOGRAM_BUCKETS];
} HearthLatencyHistogram;

/** hearth_latency_histogram_add: @latency: ns; below 0 counts as 0 */
void   hearth_latency_histogram_add      (HearthLatencyHistogram *self,
                                          gint64                  latency);

/**
 * hearth_latency_histogram_quantile: @quantile: from 0 to 1. Returns: ms, the upper end of its bucket; 0 where nothing was added
 */
double hearth_latency_histogram_quantile (HearthLatencyHistogram *self,
                                          double                  quantile);

G_END_DECLS
