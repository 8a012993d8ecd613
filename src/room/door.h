/* The door of a room that this computer hosts: hears who knocks, proves who they are, and is the one place that decides who comes in.
 *
 *   KNOCK ─▶ opened with the link's key ─▶ decide ─▶ ADMIT, and a HearthGuestLink in the gathering
 *                                             └────▶ DENY
 *
 * Speaks in envelopes: whoever owns it has the server. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/envelope.h"
#include "protocol/identity.h"
#include "protocol/invitation.h"
#include "room/gathering.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DOOR (hearth_door_get_type ())
G_DECLARE_FINAL_TYPE (HearthDoor, hearth_door, HEARTH, DOOR, GObject)

/**
 * hearth_door_new:
 * @invitation: (transfer none): what a guest must hold
 * @identity: (transfer none): the host's
 * @config: (transfer none): copied; how guests are connected to
 * @host: (transfer none): its name and colour are told in every WELCOME; outlives the door
 * @gathering: (transfer none): where admitted guests go
 */
HearthDoor *hearth_door_new          (HearthInvitation             *invitation,
                                      HearthIdentity               *identity,
                                      const HearthConnectionConfig *config,
                                      const HearthMemberState      *host,
                                      HearthGathering              *gathering) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_door_set_capacity: @people: 1 to HEARTH_LIMIT_ROOM_PEOPLE, the host included; who is inside stays inside. */
void        hearth_door_set_capacity (HearthDoor                   *self,
                                      guint                         people);

/** hearth_door_knock: @envelope: (transfer none): a HEARTH_ENVELOPE_KNOCK with sender and payload. */
void        hearth_door_knock        (HearthDoor                   *self,
                                      const HearthEnvelope         *envelope);

/* Signals:
 *   ::envelope (HearthEnvelope *)   for the server; lost where there is none
 *   ::turned-away ()   somebody with a good link found the room full
 */

G_END_DECLS
