/* Which links to a room open its door: the room's own, for everybody and for good, and others for a time or for the first person who
 * comes in by it. What is not here is dead. A new room's own link has no ticket; renewing gives it another one, and kills all others.
 *
 * At most HEARTH_LIMIT_ROOM_LINKS; then the oldest but the room's own dies. Pure: no network, the caller brings the time. Main thread;
 * owned by HearthDoor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"
#include "protocol/ticket.h"

G_BEGIN_DECLS

typedef struct _HearthDoorLinks HearthDoorLinks;

/** hearth_door_links_new: @room: the room's id. With nothing but the room's own link, without a ticket. */
HearthDoorLinks *hearth_door_links_new         (const char            *room) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_door_links_free        (HearthDoorLinks       *self);

/**
 * hearth_door_links_add:
 * @seconds: how long it works, at most HEARTH_LIMIT_LINK_SECONDS; 0 for good
 * @for_one: only the first person who is let in by it can use it, as often as they like
 * @now: Unix time in seconds, here and below
 *
 * Returns: (transfer none): the new link's ticket, until the next change
 */
const HearthTicket *hearth_door_links_add      (HearthDoorLinks       *self,
                                                guint                  seconds,
                                                gboolean               for_one,
                                                gint64                 now);

/** hearth_door_links_renew: From now on no link works but a new one of the room's own. */
void             hearth_door_links_renew       (HearthDoorLinks       *self);

/** hearth_door_links_get_own: Returns: (transfer none) (nullable): the ticket of the room's own link, until the next change. */
const HearthTicket *hearth_door_links_get_own  (const HearthDoorLinks *self);

/** hearth_door_links_works: @pass: (nullable): as in a HELLO. Returns: whether @key may come by the link that it belongs to. */
gboolean         hearth_door_links_works       (const HearthDoorLinks *self,
                                                const HearthPublicKey *key,
                                                const char            *pass,
                                                gint64                 now);

/** hearth_door_links_use: @key comes in by the link of @pass: where it is for one person, they are that one. Returns: whether that is new. */
gboolean         hearth_door_links_use         (HearthDoorLinks       *self,
                                                const HearthPublicKey *key,
                                                const char            *pass,
                                                gint64                 now);

/** hearth_door_links_save: Returns: (transfer full) (array zero-terminated=1): "TICKET EXPIRES WHO", the room's own first. Secret. */
GStrv            hearth_door_links_save        (const HearthDoorLinks *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_door_links_load:
 * @lines: as hearth_door_links_save() gave them; of more than HEARTH_LIMIT_ROOM_LINKS the last count
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED, and nothing changed, where one of them is nothing like that
 */
gboolean         hearth_door_links_load        (HearthDoorLinks       *self,
                                                const char *const     *lines,
                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthDoorLinks, hearth_door_links_free)

G_END_DECLS
