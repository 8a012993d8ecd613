/* What has come of one stream, and how evenly: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/stream-arrivals.h"

#include <math.h>

#define MAX_STEP ((double) GST_SECOND)

void
hearth_stream_arrivals_add (HearthStreamArrivals *self,
                            gsize                 size)
{
  g_return_if_fail (self != NULL);

  self->packets++;
  self->bytes += size;
}

void
hearth_stream_arrivals_time (HearthStreamArrivals *self,
                             GstClockTimeDiff      lateness)
{
  double step;

  g_return_if_fail (self != NULL);

  /* In doubles: a peer's timestamps may be as far apart as they like. */
  step = fabs ((double) lateness - (double) self->lateness);
  if (self->timed && step < MAX_STEP)
    self->jitter += (step - self->jitter) / 16;
  self->timed = TRUE;
  self->lateness = lateness;
}
