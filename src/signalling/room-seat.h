/* One socket's place in a room, as the rooms see it: they know neither the socket nor the server. A value embedded in whatever
 * stands behind the socket; one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/envelope.h"
#include "signalling/address.h"

G_BEGIN_DECLS

typedef struct _HearthSignallingRoom HearthSignallingRoom;
typedef struct _HearthRoomSeat HearthRoomSeat;

/**
 * HearthSeatKind:
 * @HEARTH_SEAT_NONE: in no room
 * @HEARTH_SEAT_HOST: the room is its own
 * @HEARTH_SEAT_WAITING: knocked, the host has not answered
 * @HEARTH_SEAT_INSIDE: admitted
 */
typedef enum
{
  HEARTH_SEAT_NONE,
  HEARTH_SEAT_HOST,
  HEARTH_SEAT_WAITING,
  HEARTH_SEAT_INSIDE,
} HearthSeatKind;

/**
 * HearthRoomSeatFuncs: what a room asks of a socket. None of them may free the seat or call back into the rooms.
 * @send: deliver @envelope
 * @unseated: the seat is in no room any more
 * @refused: the host does not let this guest in, and why; before @send and @unseated
 * @replaced: the host has come back on another socket, this one is to be closed; follows @unseated
 */
typedef struct
{
  void (*send)     (HearthRoomSeat       *seat,
                    const HearthEnvelope *envelope);
  void (*unseated) (HearthRoomSeat       *seat);
  void (*refused)  (HearthRoomSeat       *seat,
                    HearthDenyReason      reason);
  void (*replaced) (HearthRoomSeat       *seat);
} HearthRoomSeatFuncs;

struct _HearthRoomSeat
{
  const HearthRoomSeatFuncs *funcs;
  HearthAddress address; /* of the socket */
  HearthSeatKind kind;
  HearthSignallingRoom *room; /* NULL with HEARTH_SEAT_NONE */
  char *id;                   /* a guest's, minted by the server */
  char *knock;                /* a waiting guest's sealed knock: kept until the host has answered it */
  gboolean announced;         /* a guest's: the host may know of it */
};

G_END_DECLS
