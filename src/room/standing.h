/* How this person stands in the room: their role, what speakers may do by themselves, who is at the door where they may answer, and what
 * somebody did to others. As the host says, which this computer may be.
 *
 * Main thread; owned by the room, which alone changes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/role.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_STANDING (hearth_standing_get_type ())
G_DECLARE_FINAL_TYPE (HearthStanding, hearth_standing, HEARTH, STANDING, GObject)

/** hearth_standing_new: A guest, of whom the host has said nothing yet. */
HearthStanding *hearth_standing_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_standing_new_host:
 * @id: the host's own member id
 * @knocks: (transfer none): a #GListModel of #HearthKnock
 */
HearthStanding *hearth_standing_new_host     (const char                 *id,
                                              GListModel                 *knocks) G_GNUC_WARN_UNUSED_RESULT;

HearthRole      hearth_standing_get_role     (HearthStanding             *self);

/** hearth_standing_get_switches: Returns: (type HearthSwitches): what speakers may do by themselves. */
guint           hearth_standing_get_switches (HearthStanding             *self);

/**
 * hearth_standing_get_rights:
 *
 * Returns: (type HearthRights): what this person may do by themselves now; to unmute also once after they were asked to
 */
guint           hearth_standing_get_rights   (HearthStanding             *self);

/** hearth_standing_may_invite: Returns: whether the link by which this person came is for others as well. */
gboolean        hearth_standing_may_invite   (HearthStanding             *self);

/** hearth_standing_get_knocks: Returns: (transfer none): a #GListModel of #HearthKnock: who waits; empty for who may not let them in. */
GListModel     *hearth_standing_get_knocks   (HearthStanding             *self);

/** hearth_standing_is_locked: whether nobody new may knock, as far as this person is told. */
gboolean        hearth_standing_is_locked    (HearthStanding             *self);

/* For the room. */

/** hearth_standing_set_switches / _set_locked: on the host's own computer. */
void            hearth_standing_set_switches (HearthStanding             *self,
                                              guint                       switches);
void            hearth_standing_set_locked   (HearthStanding             *self,
                                              gboolean                    locked);

/** hearth_standing_spend_unmute: This person has switched their microphone on: that they were asked to counts no more. */
void            hearth_standing_spend_unmute (HearthStanding             *self);

/** hearth_standing_apply_roster / _apply_door: what the host says, newer than what it said before. */
void            hearth_standing_apply_roster (HearthStanding             *self,
                                              const HearthControlMessage *message);
void            hearth_standing_apply_door   (HearthStanding             *self,
                                              const HearthControlMessage *message);

/** hearth_standing_report: @message: a HEARTH_CONTROL_DEED. */
void            hearth_standing_report       (HearthStanding             *self,
                                              const HearthControlMessage *message);

/* Signals:
 *   ::changed ()   role, switches, rights, or whose link it is
 *   ::locked-changed ()
 *   ::held (guint)   bit n for HearthMedium n: this person says that it is on, and the host lets nobody have it: switch it off
 *   ::deed (HearthDeed *)
 */

G_END_DECLS
