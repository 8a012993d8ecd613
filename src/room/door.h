/* The door of a room that this computer hosts: hears who knocks, proves who they are, and lets in, lets wait or sends away.
 *
 *   KNOCK ─▶ opened with the link's key ─▶ door-decision ─▶ ADMIT, and a HearthGuestLink in the gathering
 *                                              │    └─────▶ DENY
 *                                              └─▶ HearthDoorQueue ─▶ somebody answers ─▶ the same once more
 *
 * What it goes by is HearthDoorMemory (whom it knows) and HearthDoorLinks (which links work); whoever keeps them on a disk loads them
 * before the room is entered and saves them when ::memory-changed.
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
#include "room/door-decision.h"
#include "room/door-links.h"
#include "room/door-memory.h"
#include "room/gathering.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DOOR (hearth_door_get_type ())
G_DECLARE_FINAL_TYPE (HearthDoor, hearth_door, HEARTH, DOOR, GObject)

/**
 * hearth_door_new:
 * @invitation: (transfer none): what a guest must hold; whether it has a ticket does not matter
 * @identity: (transfer none): the host's
 * @config: (transfer none): copied; how guests are connected to
 * @host: (transfer none): its name and colour are told in every WELCOME; outlives the door
 * @gathering: (transfer none): where admitted guests go
 *
 * Open to everybody until it is told otherwise.
 */
HearthDoor       *hearth_door_new          (HearthInvitation             *invitation,
                                            HearthIdentity               *identity,
                                            const HearthConnectionConfig *config,
                                            const HearthMemberState      *host,
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

/** hearth_door_answer: @id: of one who waits; somebody who has gone in the meantime is no error. */
void              hearth_door_answer       (HearthDoor                   *self,
                                            const char                   *id,
                                            HearthKnockAnswer             answer);

/** hearth_door_expel: @guest: (transfer none): is put out; @block: never comes back, otherwise not without somebody being asked. */
void              hearth_door_expel        (HearthDoor                   *self,
                                            HearthGuestLink              *guest,
                                            gboolean                      block);

/** hearth_door_get_link: Returns: (transfer none): the room's own link; a secret. */
const char       *hearth_door_get_link     (HearthDoor                   *self);

/** hearth_door_make_link: Returns: (transfer full): another link beside it, see hearth_door_links_add(). */
char             *hearth_door_make_link    (HearthDoor                   *self,
                                            guint                         seconds,
                                            gboolean                      for_one) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_door_renew_link: The room has a new link of its own, and no other one works; who came by one and waits is sent away. */
void              hearth_door_renew_link   (HearthDoor                   *self);

/** hearth_door_get_memory: Returns: (transfer none): whom it knows. */
HearthDoorMemory *hearth_door_get_memory   (HearthDoor                   *self);

/** hearth_door_get_links: Returns: (transfer none): which links work. */
HearthDoorLinks  *hearth_door_get_links    (HearthDoor                   *self);

/**
 * hearth_door_load:
 * @people: (nullable) (array zero-terminated=1): as hearth_door_memory_save() gave them
 * @links: (nullable) (array zero-terminated=1): as hearth_door_links_save() gave them
 *
 * Before the first knock.
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED
 */
gboolean          hearth_door_load         (HearthDoor                   *self,
                                            const char *const            *people,
                                            const char *const            *links,
                                            GError                      **error);

/* Signals:
 *   ::envelope (HearthEnvelope *)   for the server; lost where there is none
 *   ::turned-away ()   somebody with a good link found the room full
 *   ::memory-changed ()   the memory or the links
 *   ::link-changed ()
 *   ::locked-changed ()
 */

G_END_DECLS
