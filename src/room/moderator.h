/* Order in a room that this computer hosts: hears what somebody would like to do to others, goes by the role of the key that asks, does
 * it or does not, and tells everybody what was done.
 *
 *   a guest's ACT (its connection is its key) ─▶ role of that key ─▶ hearth_rights_may_act() ─▶ guest-control, door ─▶ DEED to all
 *   this person's own ─────────────────────────▶ HEARTH_ROLE_HOST ─▶
 *
 * Roles are remembered by key in the door's book for as long as the room lives, so that nobody comes back as something else. Co-hosts are told who is at the
 * door. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/door.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MODERATOR (hearth_moderator_get_type ())
G_DECLARE_FINAL_TYPE (HearthModerator, hearth_moderator, HEARTH, MODERATOR, GObject)

/**
 * hearth_moderator_new:
 * @gathering: (transfer none): nobody is inside yet
 * @door: (transfer none): of the same room
 */
HearthModerator *hearth_moderator_new   (HearthGathering         *gathering,
                                         HearthDoor              *door) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_moderator_act:
 * @actor: (nullable) (transfer none): who asks for it; %NULL for the host's own person
 *
 * Returns: whether it was done: @actor may do that, and there is somebody to do it to
 */
gboolean         hearth_moderator_act   (HearthModerator         *self,
                                         HearthGuestLink         *actor,
                                         const HearthAct         *act);

/** hearth_moderator_close: No signal afterwards; idempotent. Dispose calls it. */
void             hearth_moderator_close (HearthModerator         *self);

/* Signal ::deed (HearthControlMessage *)   a HEARTH_CONTROL_DEED: what was done, as everybody is told */

G_END_DECLS
