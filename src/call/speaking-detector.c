/* Whether somebody speaks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/speaking-detector.h"

gboolean
hearth_speaking_detector_update (HearthSpeakingDetector *self,
                                 double                  level,
                                 gint64                  now)
{
  gboolean otherwise = self->speaking ? level < HEARTH_SPEAKING_QUIET_DB : level > HEARTH_SPEAKING_LOUD_DB;
  gint64 patience = self->speaking ? HEARTH_SPEAKING_RELEASE_US : HEARTH_SPEAKING_ATTACK_US;

  if (!otherwise)
    self->since = 0;
  else if (self->since == 0)
    self->since = now;
  else if (now - self->since >= patience)
    {
      self->speaking = !self->speaking;
      self->since = 0;
    }

  return self->speaking;
}
