/* All that a door knows: whom the host lets in unasked or never, what co-hosts said of people, who is a co-host or a listener, and which
 * links work. What is to outlive the program is written and read as text (call/door-file).
 *
 *   what the host said, for good ────────────────┐
 *   what co-hosts said, as long as the room ─────┴─▶ the stricter counts
 *
 * The caller brings the time: Unix time in seconds. Main thread; owned by HearthDoor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/role.h"
#include "protocol/invitation.h"
#include "room/door-links.h"
#include "room/door-memory.h"

G_BEGIN_DECLS

/**
 * HearthDoorScope: what is kept
 * @HEARTH_DOOR_SCOPE_PERSON: the rooms of a person: each is another one, and whom they remember comes into all of them
 * @HEARTH_DOOR_SCOPE_ROOM: one room that comes back: everything
 */
typedef enum
{
  HEARTH_DOOR_SCOPE_PERSON,
  HEARTH_DOOR_SCOPE_ROOM,
} HearthDoorScope;

#define HEARTH_TYPE_DOOR_BOOK (hearth_door_book_get_type ())
G_DECLARE_FINAL_TYPE (HearthDoorBook, hearth_door_book, HEARTH, DOOR_BOOK, GObject)

/** hearth_door_book_new: @invitation: (transfer none): to the room. Nobody is known, and one link works, without a ticket. */
HearthDoorBook    *hearth_door_book_new          (HearthInvitation      *invitation) G_GNUC_WARN_UNUSED_RESULT;

/* --- People --- */

/** hearth_door_book_get_standing: Returns: the stricter of what the host and what co-hosts said. */
HearthDoorStanding hearth_door_book_get_standing (HearthDoorBook        *self,
                                                  const HearthPublicKey *key);

/**
 * hearth_door_book_judge:
 * @standing: anything but STRANGER
 * @name: as they call themselves
 * @by_host: otherwise by a co-host, whose word takes nothing back that the host said
 *
 * The host's REMEMBERED ends what co-hosts said.
 */
void               hearth_door_book_judge        (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  HearthDoorStanding     standing,
                                                  const char            *name,
                                                  gboolean               by_host,
                                                  gint64                 now);

/** hearth_door_book_pardon: They were let in again, who were put out: nobody is asked the next time, as far as that is for @by_host to say. */
void               hearth_door_book_pardon       (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  gboolean               by_host);

/** hearth_door_book_forget: The host's word: @key is a stranger again for all. */
void               hearth_door_book_forget       (HearthDoorBook        *self,
                                                  const HearthPublicKey *key);

/** hearth_door_book_get_people: Returns: (transfer none): a #GListModel of #HearthVerdict: who is remembered or blocked. */
GListModel        *hearth_door_book_get_people   (HearthDoorBook        *self);

/* --- Roles --- */

HearthRole         hearth_door_book_get_role     (HearthDoorBook        *self,
                                                  const HearthPublicKey *key);
void               hearth_door_book_set_role     (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  HearthRole             role);

/** hearth_door_book_has_co_hosts: Returns: whether anybody is one, be they here or not. */
gboolean           hearth_door_book_has_co_hosts (HearthDoorBook        *self);

/** hearth_door_book_forget_co_hosts: Nobody is one any more, nor becomes one by a link that was made for that. */
void               hearth_door_book_forget_co_hosts (HearthDoorBook     *self);

/* --- Links --- */

/**
 * hearth_door_book_is_invited:
 * @pass: (nullable): as in a HELLO
 * @co_host: (out): whether they are a co-host, or become one by coming in by that link
 *
 * Returns: whether @key may come by the link of @pass
 */
gboolean           hearth_door_book_is_invited   (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  const char            *pass,
                                                  gint64                 now,
                                                  gboolean              *co_host);

/** hearth_door_book_may_invite: Returns: whether the link of @pass, by which they came, is for others as well, see hearth_door_links_is_for_all(). */
gboolean           hearth_door_book_may_invite   (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  const char            *pass);

/** hearth_door_book_enter: They come in by it: a link for one person is theirs from now on, and so is the role that it gives. */
void               hearth_door_book_enter        (HearthDoorBook        *self,
                                                  const HearthPublicKey *key,
                                                  const char            *pass,
                                                  gint64                 now);

/** hearth_door_book_get_link: Returns: (transfer none): the room's own link; a secret, like below. */
const char        *hearth_door_book_get_link     (HearthDoorBook        *self);

/** hearth_door_book_make_link: Returns: (transfer full): another link beside it, see hearth_door_links_add(). */
char              *hearth_door_book_make_link    (HearthDoorBook        *self,
                                                  guint                  seconds,
                                                  HearthLinkUse          use,
                                                  gint64                 now) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_door_book_dup_co_host_link: Returns: (transfer full) (nullable): one by which somebody can still become a co-host. */
char              *hearth_door_book_dup_co_host_link (HearthDoorBook    *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_door_book_renew_links: From now on no link works but a new one of the room's own; for who waits, see hearth_door_renew_link(). */
void               hearth_door_book_renew_links  (HearthDoorBook        *self);

/* --- On the disk --- */

/** hearth_door_book_save: Returns: (transfer full): what is to be kept, less what is dead. Secret. */
char              *hearth_door_book_save         (HearthDoorBook        *self,
                                                  HearthDoorScope        scope,
                                                  gint64                 now) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_door_book_load:
 * @text: as hearth_door_book_save() gave it
 *
 * Before anything else is written into it; ::changed follows.
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED or %G_KEY_FILE_ERROR, and nothing changed
 */
gboolean           hearth_door_book_load         (HearthDoorBook        *self,
                                                  const char            *text,
                                                  gsize                  length,
                                                  HearthDoorScope        scope,
                                                  gint64                 now,
                                                  GError               **error);

/* Signals: ::changed (), ::link-changed () */

G_END_DECLS
