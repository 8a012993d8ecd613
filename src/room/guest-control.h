/* The conversation with one guest over the control channel, as the host has it.
 *
 *   STATE ──▶ HearthModeration ──▶ the member, the layers of their pictures    ROSTER, SPEAKERS ◀── the gathering
 *   VIEW ───▶ ::view                                                           LAYERS ◀── the pictures' set_wanted()
 *   ACT ────▶ ::act
 *   SAY ────▶ ::say                                                           SAID, UNSAID ◀── HearthChatRelay
 *   REACT ──▶ ::react                                                         REACTED ◀── HearthGestureRelay
 *   COMPARE ▶ ::compare                                                       COMPARE ◀── HearthCompareRelay
 *   SNAPSHOT ▶ ::snapshot                                                     SNAPSHOT ◀── HearthSnapshotRelay
 *   POINTER ▶ ::pointer                                                       POINTER ◀── HearthPointerRelay
 *   BYE ────▶ ::bye
 *
 * Every message is a snapshot, so only the latest counts: what comes is worked on at most ten times a second, what goes is told where
 * it has changed, and once more on a fresh channel. Main thread; owned by HearthGuestLink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/member.h"
#include "room/moderation.h"
#include "room/path.h"
#include "room/remote-video.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GUEST_CONTROL (hearth_guest_control_get_type ())
G_DECLARE_FINAL_TYPE (HearthGuestControl, hearth_guest_control, HEARTH, GUEST_CONTROL, GObject)

/**
 * hearth_guest_control_new:
 * @path: (transfer none): the downward one, with the channel
 * @member: (transfer none): who is kept as the guest says they are
 * @camera, @share: (transfer none): whose layers the guest announces, and is told to send
 */
HearthGuestControl *hearth_guest_control_new          (HearthPath                 *path,
                                                       HearthMember               *member,
                                                       HearthRemoteVideo          *camera,
                                                       HearthRemoteVideo          *share) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_guest_control_restart: The guest's program may have begun anew, and counts its versions from the start. */
void                hearth_guest_control_restart      (HearthGuestControl         *self);

/** hearth_guest_control_set_speakers: @message: (transfer none): a HEARTH_CONTROL_SPEAKERS; told where it says something new. */
void                hearth_guest_control_set_speakers (HearthGuestControl         *self,
                                                       HearthControlMessage       *message);

/** hearth_guest_control_rename: They came back under that name; counts where they may choose it. */
void                hearth_guest_control_rename       (HearthGuestControl         *self,
                                                       const char                 *name,
                                                       const char                 *colour);

/** hearth_guest_control_set_standing: @switches: (type HearthSwitches): what speakers may do. They have that role from now on. */
void                hearth_guest_control_set_standing (HearthGuestControl         *self,
                                                       HearthRole                  role,
                                                       guint                       switches);

/** hearth_guest_control_stop: Nobody gets @medium of theirs, until they have switched it off and on again and may do so. */
void                hearth_guest_control_stop         (HearthGuestControl         *self,
                                                       HearthMedium                medium);

/** hearth_guest_control_allow_unmute: They may switch their microphone on, once. */
void                hearth_guest_control_allow_unmute (HearthGuestControl         *self);

/** hearth_guest_control_get_held: Returns: bit n for HearthMedium n: they say it is on, and nobody gets it. */
guint               hearth_guest_control_get_held     (HearthGuestControl         *self);

/** hearth_guest_control_is_share_paused: Returns: whether they say so, if it is worked on or not: what comes after that goes by it already. */
gboolean            hearth_guest_control_is_share_paused (HearthGuestControl      *self);

/** hearth_guest_control_lower_hand: until they raise it once more. */
void                hearth_guest_control_lower_hand   (HearthGuestControl         *self);

/** hearth_guest_control_get_hand_lowered: Returns: up to which time it was lowered, as they are told. */
guint64             hearth_guest_control_get_hand_lowered (HearthGuestControl     *self);

/** hearth_guest_control_is_hand_raised: Returns: whether they raise a hand, and nobody has lowered it. */
gboolean            hearth_guest_control_is_hand_raised (HearthGuestControl       *self);

/** hearth_guest_control_close: No signal afterwards; idempotent. Dispose calls it. */
void                hearth_guest_control_close        (HearthGuestControl         *self);

/* Signals:
 *   ::opened ()   the channel is open, for the first time or anew: a roster is wanted
 *   ::told ()   after that: the guest has been told all that the room is at the moment
 *   ::view (HearthControlMessage *)   a HEARTH_CONTROL_VIEW
 *   ::act (HearthControlMessage *)   a HEARTH_CONTROL_ACT: what they would like to do; whether they may is not decided here
 *   ::compare (HearthControlMessage *)   a HEARTH_CONTROL_COMPARE: for somebody else, or for the host's own person
 *   ::say (HearthControlMessage *)   a HEARTH_CONTROL_SAY: what they write; neither how much nor whether they may is decided here
 *   ::snapshot (HearthControlMessage *)   a HEARTH_CONTROL_SNAPSHOT: they have saved a picture of somebody
 *   ::react (HearthControlMessage *)   a HEARTH_CONTROL_REACT: what they show; how often is not decided here
 *   ::pointer (HearthControlMessage *)   a HEARTH_CONTROL_POINTER: where theirs is; neither how often nor whether anybody sees it is decided here
 *   ::hand-changed ()   they raise a hand or do not any more
 *   ::held-changed ()   or hearth_guest_control_get_hand_lowered()
 *   ::bye ()
 */

G_END_DECLS
