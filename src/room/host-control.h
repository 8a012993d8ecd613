/* The conversation with the host over the control channel, as a guest has it: the mirror of HearthGuestControl.
 *
 *   ROSTER ───▶ HearthRoster ───────────────┐                  STATE ◀── this person, the layers of their pictures
 *   SPEAKERS ─▶ HearthMemberMedia ◀── tracks┘                  VIEW ◀─── hearth_host_control_show()
 *   LAYERS ───▶ the pictures' set_wanted()
 *   ROSTER, DOOR, DEED ─▶ HearthStanding                       ACT ◀─── hearth_host_control_act()
 *   SAID, UNSAID ─▶ HearthConversation                         SAY ◀─── HearthConversation
 *   ROSTER, REACTED ─▶ HearthGestures                          STATE, REACT ◀─── HearthGestures
 *   COMPARE ──▶ HearthComparer                                 COMPARE ◀── HearthComparer
 *   SNAPSHOT ─▶ HearthSnapshots                                SNAPSHOT ◀── HearthSnapshots
 *   POINTER ──▶ HearthPointers ─▶ the member                POINTER ◀── HearthPointers
 *   BYE ──────▶ ::bye
 *
 * Main thread; owned by HearthHostLink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "media/layered-source.h"
#include "room/path.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_CONTROL (hearth_host_control_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostControl, hearth_host_control, HEARTH, HOST_CONTROL, GObject)

/** hearth_host_control_new: @path: (transfer none): the downward one, with the channel. */
HearthHostControl *hearth_host_control_new           (HearthPath              *path) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_host_control_restart: The host's program may have begun anew, and counts its versions from the start. */
void               hearth_host_control_restart       (HearthHostControl       *self);

/** hearth_host_control_set_identity: @identity: (transfer none): by which this person is in @room; once, before the first admission. */
void               hearth_host_control_set_identity  (HearthHostControl       *self,
                                                      HearthIdentity          *identity,
                                                      const char              *room);

/** hearth_host_control_set_host_key: @key: who the host has proven to be. */
void               hearth_host_control_set_host_key  (HearthHostControl       *self,
                                                      const HearthPublicKey   *key);

/** hearth_host_control_set_state: @state: (transfer none): who this person is; everything but its layers and its hand. */
void               hearth_host_control_set_state     (HearthHostControl       *self,
                                                      const HearthMemberState *state);

/** hearth_host_control_set_picture: @source: (nullable) (transfer none): whose layers are announced, and told what is wanted. Once. */
void               hearth_host_control_set_picture   (HearthHostControl       *self,
                                                      HearthPictureKind        kind,
                                                      HearthLayeredSource     *source);

/** hearth_host_control_set_track: @source: (nullable) (transfer none): what is received under that name of a track from now on. */
void               hearth_host_control_set_track     (HearthHostControl       *self,
                                                      const char              *track_id,
                                                      HearthRtpSource         *source);

/** hearth_host_control_set_connected: whether the path to the host lives; it carries everybody. */
void               hearth_host_control_set_connected (HearthHostControl       *self,
                                                      gboolean                 connected);

/** hearth_host_control_show: see hearth_room_show(). */
void               hearth_host_control_show          (HearthHostControl       *self,
                                                      const char              *member_id,
                                                      HearthPictureKind        kind,
                                                      guint                    width,
                                                      guint                    height,
                                                      gboolean                 pinned);

/** hearth_host_control_get_members: Returns: (transfer none): a #GListModel of #HearthMember: the others. */
GListModel        *hearth_host_control_get_members   (HearthHostControl       *self);

/** hearth_host_control_get_host_name: Returns: (transfer none) (nullable): see hearth_room_get_host_name(). */
const char        *hearth_host_control_get_host_name (HearthHostControl       *self);

/** hearth_host_control_is_host_slow: Returns: whether the host's connection is slow, as the host says, be somebody there or not. */
gboolean           hearth_host_control_is_host_slow  (HearthHostControl       *self);

/** hearth_host_control_get_active: Returns: (transfer none) (nullable): which of the others spoke most lately. */
HearthMember      *hearth_host_control_get_active    (HearthHostControl       *self);

/** hearth_host_control_act: Asks the host to do that. */
void               hearth_host_control_act           (HearthHostControl       *self,
                                                      const HearthAct         *act);

/** hearth_host_control_get_parts: Returns: what of the room is in this conversation: all but the network. */
HearthRoomParts    hearth_host_control_get_parts     (HearthHostControl       *self);

/** hearth_host_control_close: Everybody goes; no signal afterwards; idempotent. Dispose calls it. */
void               hearth_host_control_close         (HearthHostControl       *self);

/* Signals:
 *   ::active-changed ()
 *   ::host-changed ()   hearth_host_control_get_host_name() gives something new
 *   ::bye (gboolean)   the host ends the room; %TRUE: or only this person's stay
 */

G_END_DECLS
