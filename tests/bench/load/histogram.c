/* A histogram with logarithmic steps: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "histogram.h"

#include <math.h>

void
load_histogram_add (LoadHistogram *self,
                    double         microseconds)
{
  double step = microseconds > 1 ? log2 (microseconds) * 16 : 0;

  self->counts[MIN ((guint) step, G_N_ELEMENTS (self->counts) - 1)]++;
  self->n++;
}

double
load_histogram_percentile (const LoadHistogram *self,
                           double               share)
{
  guint64 wanted = (guint64) ceil (share * (double) self->n);
  guint64 passed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->counts); i++)
    {
      passed += self->counts[i];
      if (wanted > 0 && passed >= wanted)
        return exp2 ((i + 0.5) / 16) / 1000;
    }

  return 0;
}
