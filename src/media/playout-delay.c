/* How long after its capture a picture is shown: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/playout-delay.h"

#include <math.h>

#define INITIAL (40.0 * GST_MSECOND)
#define LEAST (10.0 * GST_MSECOND)
#define MOST (500.0 * GST_MSECOND)
#define MARGIN (5.0 * GST_MSECOND)
#define WINDOW (2 * GST_SECOND)
#define ONE_LATE_IN 20
#define TIME_CONSTANT (1.5 * GST_SECOND)

void
hearth_playout_delay_init (HearthPlayoutDelay *self)
{
  g_return_if_fail (self != NULL);

  *self = (HearthPlayoutDelay) {
    .delay = INITIAL,
    .updated_at = GST_CLOCK_TIME_NONE,
  };
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

static gint64
get_percentile (HearthPlayoutDelay *self,
                GstClockTime        now)
{
  gint64 recent[HEARTH_PLAYOUT_DELAY_SAMPLES];
  guint n_recent = 0;

  for (guint i = 0; i < MIN (self->n_samples, HEARTH_PLAYOUT_DELAY_SAMPLES); i++)
    if (now - self->samples[i].at < WINDOW)
      recent[n_recent++] = self->samples[i].lateness;
  qsort (recent, n_recent, sizeof recent[0], compare_descending);

  return recent[n_recent / ONE_LATE_IN];
}

void
hearth_playout_delay_add (HearthPlayoutDelay *self,
                          GstClockTimeDiff    lateness,
                          GstClockTime        now)
{
  double target, passed;
  guint index;

  g_return_if_fail (self != NULL);
  g_return_if_fail (GST_CLOCK_TIME_IS_VALID (now));

  if (GST_CLOCK_TIME_IS_VALID (self->updated_at))
    now = MAX (now, self->updated_at);
  else
    self->updated_at = now;

  index = self->n_samples++ % HEARTH_PLAYOUT_DELAY_SAMPLES;
  self->samples[index].lateness = lateness;
  self->samples[index].at = now;

  target = CLAMP ((double) get_percentile (self, now) + MARGIN, LEAST, MOST);
  passed = (double) (now - self->updated_at);
  self->delay = MAX (target, target + (self->delay - target) * exp (-passed / TIME_CONSTANT));
  self->updated_at = now;
}

GstClockTime
hearth_playout_delay_get (HearthPlayoutDelay *self,
                          GstClockTime        now)
{
  double quiet;

  g_return_val_if_fail (self != NULL, 0);

  if (!GST_CLOCK_TIME_IS_VALID (self->updated_at) || now <= self->updated_at + WINDOW || self->delay <= INITIAL)
    return (GstClockTime) self->delay;

  quiet = (double) (now - self->updated_at - WINDOW);

  return (GstClockTime) (INITIAL + (self->delay - INITIAL) * exp (-quiet / TIME_CONSTANT));
}
