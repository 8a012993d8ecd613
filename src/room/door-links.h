/* Which links to a room open its door: the room's own, for everybody and for good, and others for a time or for the first person who
 * comes in by it, who may become a co-host by it. What is not here is dead. A new room's own link has no ticket; renewing gives it another one, and kills all others.
 *
 * At most HEARTH_LIMIT_ROOM_LINKS; then the oldest but the room's own dies. Pure: no network, the caller brings the time. Main thread;
 * owned by HearthDoorBook.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"
#include "protocol/ticket.h"

G_BEGIN_DECLS

typedef struct _HearthDoorLinks HearthDoorLinks;

/**
 * HearthLinkUse: whom a link is for
 * @HEARTH_LINK_FOR_EVERYBODY: whoever has it
 * @HEARTH_LINK_FOR_ONE: the first person who is let in by it, as often as they like
 * @HEARTH_LINK_FOR_CO_HOST: the same, and they are a co-host
 */
typedef enum
{
  HEARTH_LINK_FOR_EVERYBODY,
  HEARTH_LINK_FOR_ONE,
  HEARTH_LINK_FOR_CO_HOST,
} HearthLinkUse;

/** hearth_door_links_new: @room: the room's id. With nothing but the room's own link, without a ticket. */
HearthDoorLinks *hearth_door_links_new         (const char            *room) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_door_links_free        (HearthDoorLinks       *self);

/**
 * hearth_door_links_add:
 * @seconds: how long it works, at most HEARTH_LIMIT_LINK_SECONDS; 0 for good
 * @now: Unix time in seconds, here and below
 *
 * Returns: (transfer none): the new link's ticket, until the next change
 */
const HearthTicket *hearth_door_links_add      (HearthDoorLinks       *self,
                                                guint                  seconds,
                                                HearthLinkUse          use,
                                                gint64                 now);

/** hearth_door_links_renew: From now on no link works but a new one of the room's own. */
void             hearth_door_links_renew       (HearthDoorLinks       *self);

/** hearth_door_links_get_own: Returns: (transfer none) (nullable): the ticket of the room's own link, until the next change. */
const HearthTicket *hearth_door_links_get_own  (const HearthDoorLinks *self);

/** hearth_door_links_get_for_co_host: Returns: (transfer none) (nullable): the ticket of a link by which nobody came yet, likewise. */
const HearthTicket *hearth_door_links_get_for_co_host (const HearthDoorLinks *self);

/** hearth_door_links_forget_for_co_host: Links by which nobody became a co-host yet do not work any more. */
void             hearth_door_links_forget_for_co_host (HearthDoorLinks *self);

/** hearth_door_links_forget_dead: Nothing is kept of links whose time is over. */
void             hearth_door_links_forget_dead (HearthDoorLinks       *self,
                                                gint64                 now);

/**
 * hearth_door_links_works:
 * @pass: (nullable): as in a HELLO
 * @use: (out) (optional): whom the link is for; FOR_ONE where it is somebody's already
 *
 * Returns: whether @key may come by the link that @pass belongs to
 */
gboolean         hearth_door_links_works       (const HearthDoorLinks *self,
                                                const HearthPublicKey *key,
                                                const char            *pass,
                                                gint64                 now,
                                                HearthLinkUse         *use);

/** hearth_door_links_is_for_all: Returns: whether the link of @pass is for everybody and for good; to be passed on. */
gboolean         hearth_door_links_is_for_all  (const HearthDoorLinks *self,
                                                const HearthPublicKey *key,
                                                const char            *pass);

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
