/* Who may do what in a room: the one table. The host goes by it for everything that anybody asks for; a window only so that it offers
 * nothing that would be refused. Pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/role.h"

G_BEGIN_DECLS

/**
 * hearth_rights_may_act:
 * @actor: the role of who does it
 * @act: what; its target's id does not matter
 * @target: the role of who it is done to; ignored where it is done to nobody in particular
 *
 * Nobody may do anything to themselves here, which the caller sees to.
 */
gboolean hearth_rights_may_act     (HearthRole       actor,
                                    const HearthAct *act,
                                    HearthRole       target);

/** hearth_rights_has_target: Returns: whether @kind is done to a member. */
gboolean hearth_rights_has_target  (HearthActKind    kind);

/**
 * HearthRights: what somebody may do by themselves
 * @HEARTH_RIGHT_SPEAK: be heard at all
 * @HEARTH_RIGHT_UNMUTE: switch their microphone on without being asked to
 * @HEARTH_RIGHT_CAMERA: be seen
 * @HEARTH_RIGHT_SHARE: show their screen
 * @HEARTH_RIGHT_RENAME: call themselves something else
 * @HEARTH_RIGHT_CHAT: write to the others
 */
typedef enum
{
  HEARTH_RIGHT_SPEAK = 1 << 0,
  HEARTH_RIGHT_UNMUTE = 1 << 1,
  HEARTH_RIGHT_CAMERA = 1 << 2,
  HEARTH_RIGHT_SHARE = 1 << 3,
  HEARTH_RIGHT_RENAME = 1 << 4,
  HEARTH_RIGHT_CHAT = 1 << 5,
} HearthRights;

/** hearth_rights_get: @switches: HearthSwitches that are on. Returns: HearthRights of somebody in that role. */
guint    hearth_rights_get         (HearthRole       role,
                                    guint            switches);

G_END_DECLS
