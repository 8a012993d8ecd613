/* A room that this computer visits: knocks, receives everybody from the host, sends its own sound and picture to the host.
 *
 * Main thread; owned by the call controller. Implements HearthRoom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection-config.h"
#include "protocol/identity.h"
#include "protocol/invitation.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ROOM_GUEST (hearth_room_guest_get_type ())
G_DECLARE_FINAL_TYPE (HearthRoomGuest, hearth_room_guest, HEARTH, ROOM_GUEST, GObject)

/**
 * hearth_room_guest_new:
 * @invitation: (transfer none): names server, room and host
 * @identity: (transfer none): who visits; the same key coming back gets its seat back
 * @config: (transfer none): copied; how connections are made
 * @name: this person's name, cleaned already
 * @colour: one of hearth_profile_get_colours()
 */
HearthRoomGuest *hearth_room_guest_new (HearthInvitation             *invitation,
                                        HearthIdentity               *identity,
                                        const HearthConnectionConfig *config,
                                        const char                   *name,
                                        const char                   *colour) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
