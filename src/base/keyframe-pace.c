/* How often a key frame of one picture may be asked for: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/keyframe-pace.h"

#include "base/limits.h"

#define GAP_US (HEARTH_LIMIT_KEYFRAME_GAP_MS * G_TIME_SPAN_MILLISECOND)
#define INTERVAL_US (HEARTH_LIMIT_KEYFRAME_INTERVAL_MS * G_TIME_SPAN_MILLISECOND)

/* How far those of one burst may be ahead of the average. */
#define SLACK_US ((HEARTH_LIMIT_KEYFRAME_BURST - 1) * INTERVAL_US)

gint64
hearth_keyframe_pace_get_next (const HearthKeyframePace *self)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  if (self->last == 0)
    return 0;

  return MAX (self->last + GAP_US, self->owed - SLACK_US);
}

/* The leaky bucket as a meter (ITU-T I.371, the virtual scheduling algorithm). */
void
hearth_keyframe_pace_note (HearthKeyframePace *self,
                           gint64              now)
{
  g_return_if_fail (self != NULL);

  self->last = now;
  self->owed = MAX (self->owed, now) + INTERVAL_US;
}
