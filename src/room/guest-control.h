/* The conversation with one guest over the control channel, as the host has it.
 *
 *   STATE ──▶ the member, the layers of their picture         ROSTER, SPEAKERS ◀── the gathering
 *   VIEW ───▶ ::view                                          LAYERS ◀── the picture's set_wanted()
 *   BYE ────▶ ::bye
 *
 * Every message is a snapshot, so only the latest counts: what comes is worked on at most ten times a second, what goes is told where
 * it has changed, and once more on a fresh channel. Main thread; owned by HearthGuestLink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/member.h"
#include "room/path.h"
#include "room/remote-video.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GUEST_CONTROL (hearth_guest_control_get_type ())
G_DECLARE_FINAL_TYPE (HearthGuestControl, hearth_guest_control, HEARTH, GUEST_CONTROL, GObject)

/**
 * hearth_guest_control_new:
 * @path: (transfer none): the downward one, with the channel
 * @member: (transfer none): who is kept as the guest says they are
 * @video: (transfer none): whose layers the guest announces, and is told to send
 */
HearthGuestControl *hearth_guest_control_new          (HearthPath                 *path,
                                                       HearthMember               *member,
                                                       HearthRemoteVideo          *video) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_guest_control_restart: The guest's program may have begun anew, and counts its versions from the start. */
void                hearth_guest_control_restart      (HearthGuestControl         *self);

/** hearth_guest_control_set_speakers: @message: (transfer none): a HEARTH_CONTROL_SPEAKERS; told where it says something new. */
void                hearth_guest_control_set_speakers (HearthGuestControl         *self,
                                                       HearthControlMessage       *message);

/** hearth_guest_control_close: No signal afterwards; idempotent. Dispose calls it. */
void                hearth_guest_control_close        (HearthGuestControl         *self);

/* Signals:
 *   ::opened ()   the channel is open, for the first time or anew: a roster is wanted
 *   ::view (HearthControlMessage *)   a HEARTH_CONTROL_VIEW
 *   ::bye ()
 */

G_END_DECLS
