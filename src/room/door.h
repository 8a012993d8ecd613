/* The door of a room that this computer hosts: hears who knocks, proves who they are, and lets in, lets wait or sends away.
 *
 *   KNOCK ─▶ opened with the link's key ─▶ door-decision ─▶ ADMIT, and a HearthGuestLink in the gathering
 *                                              │    └─────▶ DENY
 *                                              └─▶ HearthDoorQueue ─▶ somebody answers ─▶ the same once more
 *
 * What it goes by stands in its HearthDoorBook: whom it knows, and which links work.
 *
 * Speaks in envelopes: whoever owns it has the server. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/knock.h"
#include "protocol/envelope.h"
#include "protocol/identity.h"
#include "protocol/invitation.h"
#include "room/door-book.h"
#include "room/door-decision.h"
#include "room/gathering.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DOOR (hearth_door_get_type ())
G_DECLARE_FINAL_TYPE (HearthDoor, hearth_door, HEARTH, DOOR, GObject)

/**
 * hearth_door_new:
 * @invitation: (transfer none): what a guest must hold; whether it has a ticket does not matter
 * @identity: (transfer none): the host's
 * @config: (transfer none): copied; how guests are connected to
 * @gathering: (transfer none): where admitted guests go; its host's name and colour are told in every WELCOME
 *
 * Open to everybody until it is told otherwise.
 */
HearthDoor       *hearth_door_new          (HearthInvitation             *invitation,
                                            HearthIdentity               *identity,
                                            const HearthConnectionConfig *config,
                                            HearthGathering              *gathering) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_door_set_capacity: @people: 1 to HEARTH_LIMIT_ROOM_PEOPLE, the host included; who is inside stays inside. */
void              hearth_door_set_capacity (HearthDoor                   *self,
                                            guint                         people);

/** hearth_door_set_policy: for who knocks from now on. */
void              hearth_door_set_policy   (HearthDoor                   *self,
                                            HearthDoorPolicy              policy);

/** hearth_door_set_locked: nobody new may knock; who waits already can be answered, and who is inside comes back. */
void              hearth_door_set_locked   (HearthDoor                   *self,
                                            gboolean                      locked);
gboolean          hearth_door_is_locked    (HearthDoor                   *self);

/** hearth_door_knock: @envelope: (transfer none): a HEARTH_ENVELOPE_KNOCK with sender and payload. */
void              hearth_door_knock        (HearthDoor                   *self,
                                            const HearthEnvelope         *envelope);

/** hearth_door_leave: Whoever waits under that address has gone. */
void              hearth_door_leave        (HearthDoor                   *self,
                                            const char                   *address);

/** hearth_door_reopen: The server is there again; it says once more who waits, and whoever it does not name has gone. */
void              hearth_door_reopen       (HearthDoor                   *self);

/** hearth_door_get_knocks: Returns: (transfer none): a #GListModel of #HearthKnock: who waits for an answer. */
GListModel       *hearth_door_get_knocks   (HearthDoor                   *self);

/**
 * hearth_door_answer:
 * @id: of one who waits; somebody who has gone in the meantime is no error
 * @by_host: otherwise a co-host says so
 *
 * Returns: whether it came about: a yes lets nobody in where the room has filled or their link has died
 */
gboolean          hearth_door_answer       (HearthDoor                   *self,
                                            const char                   *id,
                                            HearthKnockAnswer             answer,
                                            gboolean                      by_host);

/**
 * hearth_door_expel:
 * @guest: (transfer none): is put out, and a co-host no more
 * @block: never comes back, otherwise not without somebody being asked
 * @by_host: otherwise a co-host says so
 */
void              hearth_door_expel        (HearthDoor                   *self,
                                            HearthGuestLink              *guest,
                                            gboolean                      block,
                                            gboolean                      by_host);

/** hearth_door_renew_link: The room has a new link of its own, and no other one works; who came by one and waits is sent away. */
void              hearth_door_renew_link   (HearthDoor                   *self);

/** hearth_door_get_book: Returns: (transfer none): what it knows; may be loaded before the first knock. */
HearthDoorBook   *hearth_door_get_book     (HearthDoor                   *self);

/* Signals:
 *   ::envelope (HearthEnvelope *)   for the server; lost where there is none
 *   ::turned-away ()   somebody with a good link found the room full
 *   ::locked-changed ()
 */

G_END_DECLS
