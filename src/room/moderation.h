/* What of a guest reaches the room: what they say of their microphone, camera, screen and hand, less what was taken from them. The host goes by
 * this for what it forwards, whatever the guest's program does.
 *
 *   says off ─────────────▶ off
 *   says on, said off ────▶ on, where they have the right          so what was stopped comes back only after they have said that it is
 *   says on, said on ─────▶ as it was                              off and then, by their own hand, on again
 *   stopped ──────────────▶ off, and held while they go on saying that it is on
 *
 * A plain value. Pure; owned by HearthGuestControl.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/rights.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_MEDIUM_MICROPHONE,
  HEARTH_MEDIUM_CAMERA,
  HEARTH_MEDIUM_SHARING,
} HearthMedium;

#define HEARTH_N_MEDIA (HEARTH_MEDIUM_SHARING + 1)

/**
 * HearthModeration:
 * @said: what they say is on
 * @on: what the others get
 * @asked: to unmute: the right for once
 * @hand_raised: for which time they say that they raise their hand; 0: they do not
 * @hand_lowered: up to which time somebody has lowered it
 *
 * All zero is somebody who has not said anything yet.
 */
typedef struct
{
  HearthRole role;
  gboolean said[HEARTH_N_MEDIA];
  gboolean on[HEARTH_N_MEDIA];
  gboolean asked;
  guint64 hand_raised;
  guint64 hand_lowered;
} HearthModeration;

/** hearth_moderation_say: They say that @medium is on or off; @rights: as hearth_rights_get() gives them. */
void     hearth_moderation_say      (HearthModeration *self,
                                     HearthMedium      medium,
                                     gboolean          on,
                                     guint             rights);

/** hearth_moderation_stop: Somebody takes @medium from them. */
void     hearth_moderation_stop     (HearthModeration *self,
                                     HearthMedium      medium);

/** hearth_moderation_restrict: They have other rights now: what they may not show ends. A microphone that is on stays on, unless they may not speak. */
void     hearth_moderation_restrict (HearthModeration *self,
                                     guint             rights);

/** hearth_moderation_is_held: whether they say that @medium is on, and nobody gets it. */
gboolean hearth_moderation_is_held  (const HearthModeration *self,
                                     HearthMedium            medium);

/** hearth_moderation_lower_hand: It is down until they raise it once more; whoever may be here may. */
void     hearth_moderation_lower_hand     (HearthModeration       *self);
gboolean hearth_moderation_is_hand_raised (const HearthModeration *self);

G_END_DECLS
