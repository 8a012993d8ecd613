/* When to answer requests for a key frame: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/keyframe-requests.h"

void
hearth_keyframe_requests_add (HearthKeyframeRequests *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->wanted, TRUE);
}

gboolean
hearth_keyframe_requests_take (HearthKeyframeRequests *self,
                               gint64                  now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (now < hearth_keyframe_pace_get_next (&self->pace))
    return FALSE;
  if (!g_atomic_int_compare_and_exchange (&self->wanted, TRUE, FALSE))
    return FALSE;

  hearth_keyframe_pace_note (&self->pace, now);
  return TRUE;
}

void
hearth_keyframe_requests_forget (HearthKeyframeRequests *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->wanted, FALSE);
}
