/* What went one way between two computers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/traffic-history.h"

#define BITS_PER_BYTE 8

/* Counted over less than this, a second's figures are noise. */
#define SHORTEST_US (G_USEC_PER_SEC / 10)

static gboolean
began_anew (const HearthTrafficCounters *before,
            const HearthTrafficCounters *now)
{
  return before->epoch != now->epoch || now->bytes < before->bytes || now->known < before->known || now->frames < before->frames;
}

HearthTrafficSample
hearth_traffic_meter_update (HearthTrafficMeter          *self,
                             const HearthTrafficCounters *counters,
                             gint64                       now)
{
  HearthTrafficSample sample = HEARTH_TRAFFIC_NOTHING;
  const HearthTrafficCounters *before = &self->before;
  double seconds = (double) (now - self->at) / G_USEC_PER_SEC;

  g_return_val_if_fail (self != NULL && counters != NULL, sample);

  sample.round_trip_ms = counters->round_trip_ms;
  sample.jitter_ms = counters->jitter_ms;
  sample.width = counters->width;
  sample.height = counters->height;
  if (self->at != 0 && now - self->at >= SHORTEST_US && !began_anew (before, counters))
    {
      guint64 known = counters->known - before->known;
      /* Late ones are taken back. */
      guint64 lost = counters->lost > before->lost ? counters->lost - before->lost : 0;

      sample.bitrate = (double) (counters->bytes - before->bytes) * BITS_PER_BYTE / seconds;
      sample.frame_rate = (double) (counters->frames - before->frames) / seconds;
      if (known > 0)
        sample.loss = (double) MIN (lost, known) / (double) known;
    }
  self->before = *counters;
  self->at = now;

  return sample;
}

void
hearth_traffic_history_push (HearthTrafficHistory      *self,
                             const HearthTrafficSample *sample)
{
  g_return_if_fail (self != NULL && sample != NULL);

  self->samples[self->next] = *sample;
  self->next = (self->next + 1) % HEARTH_TRAFFIC_SECONDS;
  self->length = MIN (self->length + 1, HEARTH_TRAFFIC_SECONDS);
}

const HearthTrafficSample *
hearth_traffic_history_get (const HearthTrafficHistory *self,
                            guint                       age)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (age < self->length, NULL);

  return &self->samples[(self->next + HEARTH_TRAFFIC_SECONDS - 1 - age) % HEARTH_TRAFFIC_SECONDS];
}

HearthTrafficSample
hearth_traffic_history_get_last (const HearthTrafficHistory *self)
{
  g_return_val_if_fail (self != NULL, HEARTH_TRAFFIC_NOTHING);

  return self->length > 0 ? *hearth_traffic_history_get (self, 0) : HEARTH_TRAFFIC_NOTHING;
}

double
hearth_traffic_history_get_peak (const HearthTrafficHistory *self)
{
  double peak = HEARTH_TRAFFIC_UNKNOWN;

  g_return_val_if_fail (self != NULL, peak);

  for (guint age = 0; age < self->length; age++)
    peak = MAX (peak, hearth_traffic_history_get (self, age)->bitrate);

  return peak;
}

double
hearth_traffic_history_get_mean (const HearthTrafficHistory *self)
{
  double sum = 0;
  guint n = 0;

  g_return_val_if_fail (self != NULL, HEARTH_TRAFFIC_UNKNOWN);

  for (guint age = 0; age < self->length; age++)
    {
      double bitrate = hearth_traffic_history_get (self, age)->bitrate;

      if (bitrate < 0)
        continue;
      sum += bitrate;
      n++;
    }

  return n > 0 ? sum / n : HEARTH_TRAFFIC_UNKNOWN;
}
