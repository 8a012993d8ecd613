/* The room that this person is in, less its media: who waits at the door, for as long as the controller lives, with a bell that rings
 * when somebody comes, at most every ten seconds; how this person stands there, and what is done. Main thread; owned by the call
 * controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/speaker.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_DOOR (hearth_call_door_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallDoor, hearth_call_door, HEARTH, CALL_DOOR, GObject)

HearthCallDoor *hearth_call_door_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_call_door_follow:
 * @room: (nullable) (transfer none): whose door; %NULL for none (any more)
 * @speaker: (nullable) (transfer none): where the bell rings
 */
void            hearth_call_door_follow     (HearthCallDoor *self,
                                             HearthRoom     *room,
                                             HearthSpeaker  *speaker);

/** hearth_call_door_get_knocks: Returns: (transfer none): a #GListModel of #HearthKnock, the same for the whole life. */
GListModel     *hearth_call_door_get_knocks (HearthCallDoor *self);

/** hearth_call_door_get_verdicts: Returns: (transfer none): a #GListModel of #HearthVerdict, likewise. */
GListModel     *hearth_call_door_get_verdicts (HearthCallDoor *self);

/** hearth_call_door_get_room: Returns: (transfer none) (nullable): the one that is followed. */
HearthRoom     *hearth_call_door_get_room   (HearthCallDoor *self);

/** hearth_call_door_get_standing: Returns: (transfer none) (nullable): in the room that is followed. */
HearthStanding *hearth_call_door_get_standing (HearthCallDoor *self);

/* Signals: ::locked-changed (), ::standing-changed (), ::held (guint), ::deed (HearthDeed *): see HearthStanding */

G_END_DECLS
