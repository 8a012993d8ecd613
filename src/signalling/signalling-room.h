/* One room on the server: its host, who waits at the door, who is inside, and the token that brings a lost host back. Pure: no
 * sockets, no clock. One thread; owned by the registry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/deadline-queue.h"
#include "signalling/room-seat.h"

G_BEGIN_DECLS

/** hearth_signalling_room_new: @name: the room's id; nobody is in it yet. */
HearthSignallingRoom *hearth_signalling_room_new          (const char            *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_signalling_room_free: nobody may be in it any more (hearth_signalling_room_end()). */
void                  hearth_signalling_room_free         (HearthSignallingRoom  *self);
const char           *hearth_signalling_room_get_name     (HearthSignallingRoom  *self);

/** hearth_signalling_room_get_deadline: Returns: (transfer none): runs while the host is away; the registry's. */
HearthDeadline       *hearth_signalling_room_get_deadline (HearthSignallingRoom  *self);

guint                 hearth_signalling_room_get_n_waiting (HearthSignallingRoom *self);
guint                 hearth_signalling_room_get_n_inside  (HearthSignallingRoom *self);

/** hearth_signalling_room_check_token: Returns: whether @token (nullable) is the one of the last OPENED; constant time. */
gboolean              hearth_signalling_room_check_token  (HearthSignallingRoom  *self,
                                                           const char            *token);

/**
 * hearth_signalling_room_take_host:
 * @seat: in no room
 *
 * The host comes, or comes back: gets OPENED with a fresh token, then what it may have missed (who left lately, and every knock
 * that it has not answered). A socket that was the host's until now is replaced.
 */
void                  hearth_signalling_room_take_host    (HearthSignallingRoom  *self,
                                                           HearthRoomSeat        *seat);

/** hearth_signalling_room_lose_host: the host's socket is gone; the guests are told. */
void                  hearth_signalling_room_lose_host    (HearthSignallingRoom  *self);

/**
 * hearth_signalling_room_knock:
 * @seat: in no room
 * @payload: sealed
 *
 * Returns: HEARTH_DENY_NONE and @seat waits, or HEARTH_DENY_FULL where there is no place inside or at the door
 */
HearthDenyReason      hearth_signalling_room_knock        (HearthSignallingRoom  *self,
                                                           HearthRoomSeat        *seat,
                                                           const char            *payload);

/** hearth_signalling_room_remove_guest: the guest went by itself or lost its socket; the host is told. */
void                  hearth_signalling_room_remove_guest (HearthSignallingRoom  *self,
                                                           HearthRoomSeat        *seat);

/**
 * hearth_signalling_room_from_host:
 * @envelope: ADMIT, DENY, RELAY or LEAVE with a recipient
 *
 * Somebody who has gone in the meantime is no error.
 *
 * Returns: %FALSE where no honest host says that
 */
gboolean              hearth_signalling_room_from_host    (HearthSignallingRoom  *self,
                                                           const HearthEnvelope  *envelope);

/** hearth_signalling_room_from_guest: @envelope: RELAY; Returns: %FALSE where no honest guest says that. */
gboolean              hearth_signalling_room_from_guest   (HearthSignallingRoom  *self,
                                                           HearthRoomSeat        *seat,
                                                           const HearthEnvelope  *envelope);

/** hearth_signalling_room_end: tells every guest, and empties all seats. */
void                  hearth_signalling_room_end          (HearthSignallingRoom  *self);

G_END_DECLS
