/* What of a guest reaches the room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/moderation.h"

static gboolean
may_switch_on (const HearthModeration *self,
               HearthMedium            medium,
               guint                   rights)
{
  switch (medium)
    {
    case HEARTH_MEDIUM_MICROPHONE:
      return (rights & HEARTH_RIGHT_SPEAK) != 0 && ((rights & HEARTH_RIGHT_UNMUTE) != 0 || self->asked);
    case HEARTH_MEDIUM_CAMERA:
      return (rights & HEARTH_RIGHT_CAMERA) != 0;
    case HEARTH_MEDIUM_SHARING:
    default:
      return (rights & HEARTH_RIGHT_SHARE) != 0;
    }
}

void
hearth_moderation_say (HearthModeration *self,
                       HearthMedium      medium,
                       gboolean          on,
                       guint             rights)
{
  gboolean fresh = on && !self->said[medium];

  g_return_if_fail (medium < HEARTH_N_MEDIA);

  self->said[medium] = !!on;
  if (!on)
    {
      self->on[medium] = FALSE;
    }
  else if (fresh && may_switch_on (self, medium, rights))
    {
      self->on[medium] = TRUE;
      if (medium == HEARTH_MEDIUM_MICROPHONE)
        self->asked = FALSE;
    }
}

void
hearth_moderation_stop (HearthModeration *self,
                        HearthMedium      medium)
{
  g_return_if_fail (medium < HEARTH_N_MEDIA);

  self->on[medium] = FALSE;
  if (medium == HEARTH_MEDIUM_MICROPHONE)
    self->asked = FALSE;
}

void
hearth_moderation_restrict (HearthModeration *self,
                            guint             rights)
{
  if ((rights & HEARTH_RIGHT_SPEAK) == 0)
    hearth_moderation_stop (self, HEARTH_MEDIUM_MICROPHONE);
  if ((rights & HEARTH_RIGHT_CAMERA) == 0)
    hearth_moderation_stop (self, HEARTH_MEDIUM_CAMERA);
  if ((rights & HEARTH_RIGHT_SHARE) == 0)
    hearth_moderation_stop (self, HEARTH_MEDIUM_SHARING);
}

gboolean
hearth_moderation_is_held (const HearthModeration *self,
                           HearthMedium            medium)
{
  g_return_val_if_fail (medium < HEARTH_N_MEDIA, TRUE);

  return self->said[medium] && !self->on[medium];
}

void
hearth_moderation_lower_hand (HearthModeration *self)
{
  self->hand_lowered = MAX (self->hand_lowered, self->hand_raised);
}

gboolean
hearth_moderation_is_hand_raised (const HearthModeration *self)
{
  return self->hand_raised > self->hand_lowered;
}
