/* All rooms of a server, and what the envelopes that sockets send mean for them. Pure: no sockets, the caller brings the time.
 * One thread; owned by the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/room-seat.h"
#include "signalling/signalling-limits.h"

G_BEGIN_DECLS

typedef struct _HearthRoomRegistry HearthRoomRegistry;

/**
 * HearthRegistryVerdict: what to think of a sender
 * @HEARTH_VERDICT_FINE: the envelope was dealt with
 * @HEARTH_VERDICT_MISS: so it was, but it asked for a room that is not there or came with a wrong token: counts against its
 *   address
 * @HEARTH_VERDICT_VIOLATION: no honest program sends that here; nothing has changed, the socket is to be closed
 */
typedef enum
{
  HEARTH_VERDICT_FINE,
  HEARTH_VERDICT_MISS,
  HEARTH_VERDICT_VIOLATION,
} HearthRegistryVerdict;

/** hearth_room_registry_new: @limits: copied. */
HearthRoomRegistry    *hearth_room_registry_new         (const HearthSignallingLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_room_registry_free: ends all rooms first. */
void                   hearth_room_registry_free        (HearthRoomRegistry           *self);

/**
 * hearth_room_registry_handle:
 * @seat: the sender's
 * @envelope: as it came
 *
 * Answers go out through the seats. A room that never was and one that has ended get the same answer in the same time.
 */
HearthRegistryVerdict  hearth_room_registry_handle      (HearthRoomRegistry           *self,
                                                         HearthRoomSeat               *seat,
                                                         const HearthEnvelope         *envelope);

/** hearth_room_registry_lose: the socket behind @seat is gone. Afterwards @seat is in no room. */
void                   hearth_room_registry_lose        (HearthRoomRegistry           *self,
                                                         HearthRoomSeat               *seat,
                                                         gint64                        now);

/** hearth_room_registry_expire: ends the rooms whose host has been away too long. To be called now and then. */
void                   hearth_room_registry_expire      (HearthRoomRegistry           *self,
                                                         gint64                        now);
guint                  hearth_room_registry_get_n_rooms (HearthRoomRegistry           *self);

/** hearth_room_registry_count_guests: @waiting, @inside: (out): in all rooms, each of which is looked at. */
void                   hearth_room_registry_count_guests (HearthRoomRegistry          *self,
                                                          guint                       *waiting,
                                                          guint                       *inside);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthRoomRegistry, hearth_room_registry_free)

G_END_DECLS
