/* How many RTP packets never came: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/loss-counter.h"

#define MAX_GAP 1000

void
hearth_loss_counter_add (HearthLossCounter *self,
                         guint16            sequence)
{
  gint16 ahead;

  g_return_if_fail (self != NULL);

  ahead = (gint16) (sequence - self->expected);
  if (self->started && ahead < 0 && ahead >= -MAX_GAP)
    {
      if (self->lost > 0)
        self->lost--;
      return;
    }

  if (self->started && ahead <= MAX_GAP && ahead > 0)
    self->lost += (guint64) ahead;
  self->started = TRUE;
  self->expected = sequence + 1;
}

void
hearth_loss_counter_restart (HearthLossCounter *self)
{
  g_return_if_fail (self != NULL);

  self->started = FALSE;
}
