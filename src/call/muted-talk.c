/* Whether somebody talks and forgets that they are muted: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/muted-talk.h"

gboolean
hearth_muted_talk_update (HearthMutedTalk *self,
                          double           level,
                          gboolean         others_speak,
                          gint64           now)
{
  gboolean speaking = hearth_speaking_detector_update (&self->detector, level, now);

  if (!speaking || others_speak)
    {
      self->since = 0;
      return FALSE;
    }
  if (self->since == 0)
    self->since = now;
  if (now - self->since < HEARTH_MUTED_TALK_US || (self->told_at != 0 && now - self->told_at < HEARTH_MUTED_TALK_AGAIN_US))
    return FALSE;

  self->told_at = now;

  return TRUE;
}

void
hearth_muted_talk_pause (HearthMutedTalk *self)
{
  self->detector = (HearthSpeakingDetector) { 0 };
  self->since = 0;
}
