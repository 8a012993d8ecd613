/* What passes between the people of a hosted room besides sound and pictures, and what the host's own person has of each: who may order what,
 * codes that are compared, what is written, hands and reactions, stills, pointers.
 *
 *   guests ─ HearthGuestControl ─▶ a relay of each kind ─▶ the other guests
 *                                         └─▶ HearthRoomParts: the host's own person
 *
 * Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/door.h"
#include "room/gathering.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RELAYS (hearth_relays_get_type ())
G_DECLARE_FINAL_TYPE (HearthRelays, hearth_relays, HEARTH, RELAYS, GObject)

/**
 * hearth_relays_new:
 * @identity: the host's own
 * @room: its id, which codes that are compared are about
 */
HearthRelays    *hearth_relays_new       (HearthGathering *gathering,
                                          HearthDoor      *door,
                                          HearthIdentity  *identity,
                                          const char      *room) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_relays_get_parts: Returns: what the host's own person has of it, all but the network; (transfer none), for as long as this lives. */
HearthRoomParts  hearth_relays_get_parts (HearthRelays    *self);

/** hearth_relays_act: The host's own person asks for something to be done to others. */
void             hearth_relays_act       (HearthRelays    *self,
                                          const HearthAct *what);

/** hearth_relays_close: Nothing is passed on any more; what a caller may still ask for stays. Idempotent; dispose calls it. */
void             hearth_relays_close     (HearthRelays    *self);

G_END_DECLS
