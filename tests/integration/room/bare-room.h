/* A room that is hosted here, without a server: a door and the gathering behind it. Guests knock and come in, and never connect.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/host-socket.h"
#include "room/door.h"

G_BEGIN_DECLS

typedef struct
{
  HearthIdentity *identity;
  HearthInvitation *invitation;
  HearthMemberState *host; /* Alice */
  HearthGathering *gathering;
  HearthDoor *door;
  HearthHostSocket *socket;
} BareRoom;

void             bare_room_set_up            (BareRoom         *self);

/** bare_room_tear_down: Puts everybody out, and checks that everything is finalized. */
void             bare_room_tear_down         (BareRoom         *self);

/**
 * bare_room_knock_by:
 * @invitation: what they hold: the room's own, or one with a ticket
 * @address: where the server has them, and what they call themselves
 */
void             bare_room_knock_by          (BareRoom         *self,
                                              HearthInvitation *invitation,
                                              HearthIdentity   *identity,
                                              const char       *address);

/** bare_room_knock: By the room's own link. Returns: (transfer none) (nullable): who is inside from there now. */
HearthGuestLink *bare_room_knock             (BareRoom         *self,
                                              HearthIdentity   *identity,
                                              const char       *address);

/** bare_room_knock_as_stranger: The same, with a new key. */
HearthGuestLink *bare_room_knock_as_stranger (BareRoom         *self,
                                              const char       *address);

G_END_DECLS
