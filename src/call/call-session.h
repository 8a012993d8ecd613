/* One stay in a room, from "Enter" to the end: makes the room, brings capture and participants together with it, remembers it
 * among the recent rooms, and tells what a person wants to know. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "call/call-media.h"
#include "call/participant-list.h"
#include "call/sharing-private.h"
#include "protocol/invitation.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_SESSION (hearth_call_session_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallSession, hearth_call_session, HEARTH, CALL_SESSION, GObject)

/**
 * hearth_call_session_new:
 * @invitation: (nullable): to visit; %NULL to host a new room
 */
HearthCallSession *hearth_call_session_new             (HearthSettings        *settings,
                                                        HearthRecentRooms     *recent_rooms,
                                                        HearthParticipantList *participants,
                                                        HearthCallMedia       *media,
                                                        HearthSharing         *sharing,
                                                        HearthInvitation      *invitation) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_session_set_local_state: what the others are told of this person's microphone and camera; at any time. */
void               hearth_call_session_set_local_state (HearthCallSession     *self,
                                                        gboolean               microphone_on,
                                                        gboolean               camera_on);

/** hearth_call_session_set_profile: this person is called so from now on. */
void               hearth_call_session_set_profile     (HearthCallSession     *self,
                                                        const char            *name,
                                                        const char            *colour);

/** hearth_call_session_enter: Once. ::state-changed and ::ended tell the rest. */
void               hearth_call_session_enter           (HearthCallSession     *self);

/** hearth_call_session_leave: ::ended (NULL) follows within half a second, perhaps before this returns. Idempotent. */
void               hearth_call_session_leave           (HearthCallSession     *self);

/** hearth_call_session_close: Ends everything at once, told or not; idempotent; no signal afterwards. Dispose calls it. */
void               hearth_call_session_close           (HearthCallSession     *self);

/** hearth_call_session_get_state: Returns: ENTERING, KNOCKING, ACTIVE or RECONNECTING. */
HearthCallState    hearth_call_session_get_state       (HearthCallSession     *self);
const char        *hearth_call_session_get_link        (HearthCallSession     *self);
gboolean           hearth_call_session_is_server_there (HearthCallSession     *self);

/** hearth_call_session_get_room: Returns: (transfer none) (nullable): %NULL until ::room-made. */
HearthRoom        *hearth_call_session_get_room        (HearthCallSession     *self);

/** hearth_call_session_get_active_speaker: Returns: (transfer none) (nullable): see hearth_call_get_active_speaker(). */
HearthParticipant *hearth_call_session_get_active_speaker (HearthCallSession  *self);

/** hearth_call_session_get_host_name: Returns: (transfer none) (nullable): see hearth_call_get_host_name(). */
const char        *hearth_call_session_get_host_name   (HearthCallSession     *self);

/** hearth_call_session_get_started_at: Returns: when this person came in, µs monotonic; 0 before. */
gint64             hearth_call_session_get_started_at  (HearthCallSession     *self);

/** hearth_call_session_get_hosting_stats: see hearth_call_get_hosting_stats(). */
gboolean           hearth_call_session_get_hosting_stats (HearthCallSession   *self,
                                                          HearthHostingStats  *stats);

/* Signals:
 *   ::state-changed ()
 *   ::server-changed ()
 *   ::room-made ()   about to be entered
 *   ::link-changed ()
 *   ::active-speaker-changed ()
 *   ::host-changed ()   hearth_call_session_get_host_name() gives something new
 *   ::notice (HearthCallNotice, const char *detail nullable)   JOINED, LEFT, SERVER_LOST, SERVER_BACK,
 *     PICTURE_TAKEN, SCREEN_TAKEN, DOOR_DAMAGED
 *   ::ended (GError * nullable)   of any layer; NULL where this person left
 */

G_END_DECLS
