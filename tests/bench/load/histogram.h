/* How long things took: 16 steps to an octave, so that a percentile is right within 5 %. A value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOAD_HISTOGRAM_OCTAVES 24

typedef struct
{
  guint64 counts[LOAD_HISTOGRAM_OCTAVES * 16];
  guint64 n;
} LoadHistogram;

/** load_histogram_add: @microseconds: at most 16 s; more counts as that. */
void   load_histogram_add        (LoadHistogram       *self,
                                  double               microseconds);

/** load_histogram_percentile: Returns: milliseconds; 0 where nothing was added. */
double load_histogram_percentile (const LoadHistogram *self,
                                  double               share);

G_END_DECLS
