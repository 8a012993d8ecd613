/* How loud a stream of samples is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/level-meter.h"

#include <math.h>

#define BLOCK_SAMPLES (48000 / 20)
#define STALE_AFTER (150 * G_TIME_SPAN_MILLISECOND)

void
hearth_level_meter_feed (HearthLevelMeter *self,
                         const gint16     *samples,
                         gsize             n_samples,
                         gint64            now)
{
  self->fed_at = now;

  for (gsize i = 0; i < n_samples; i++)
    {
      if (self->counts[0] == BLOCK_SAMPLES)
        {
          self->sums[1] = self->sums[0];
          self->counts[1] = self->counts[0];
          self->sums[0] = 0;
          self->counts[0] = 0;
        }
      self->sums[0] += (double) samples[i] * samples[i];
      self->counts[0]++;
    }
}

double
hearth_level_meter_read (const HearthLevelMeter *self,
                         gint64                  now)
{
  gsize count = self->counts[0] + self->counts[1];
  double mean;

  if (count == 0 || now - self->fed_at > STALE_AFTER)
    return HEARTH_LEVEL_SILENCE;

  mean = (self->sums[0] + self->sums[1]) / (double) count / (32768.0 * 32768.0);

  return MAX (HEARTH_LEVEL_SILENCE, 10 * log10 (MAX (mean, 1e-12)));
}

double
hearth_level_measure (const gint16 *samples,
                      gsize         n_samples)
{
  double sum = 0;

  for (gsize i = 0; i < n_samples; i++)
    sum += (double) samples[i] * samples[i];
  if (sum == 0)
    return -127;

  return MAX (-127, 10 * log10 (sum / (double) n_samples / (32768.0 * 32768.0)));
}
