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
#define WINDOW GST_SECOND
#define TIME_CONSTANT (1.5 * GST_SECOND)

void
hearth_playout_delay_init (HearthPlayoutDelay *self)
{
  g_return_if_fail (self != NULL);

  *self = (HearthPlayoutDelay) {
    .delay = INITIAL,
    .updated_at = GST_CLOCK_TIME_NONE,
    .worst = { G_MININT64, G_MININT64 },
  };
}

void
hearth_playout_delay_add (HearthPlayoutDelay *self,
                          GstClockTimeDiff    lateness,
                          GstClockTime        now)
{
  double target, passed;

  g_return_if_fail (self != NULL);
  g_return_if_fail (GST_CLOCK_TIME_IS_VALID (now));

  if (!GST_CLOCK_TIME_IS_VALID (self->updated_at))
    self->updated_at = self->began_at = now;
  now = MAX (now, self->updated_at);

  if (now - self->began_at >= WINDOW)
    {
      self->worst[1] = now - self->began_at < 2 * WINDOW ? self->worst[0] : G_MININT64;
      self->worst[0] = G_MININT64;
      self->began_at = now;
    }
  self->worst[0] = MAX (self->worst[0], lateness);

  target = CLAMP ((double) MAX (self->worst[0], self->worst[1]) + MARGIN, LEAST, MOST);
  passed = (double) (now - self->updated_at);
  self->delay = MAX (target, target + (self->delay - target) * exp (-passed / TIME_CONSTANT));
  self->updated_at = now;
}

GstClockTime
hearth_playout_delay_get (HearthPlayoutDelay *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (GstClockTime) self->delay;
}
