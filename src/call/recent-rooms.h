/* The rooms this person was in, newest first, at most ten: a GListModel of HearthRecentRoom, which does not change. Kept in a 0600
 * file, because links are keys. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_RECENT_ROOM (hearth_recent_room_get_type ())
G_DECLARE_FINAL_TYPE (HearthRecentRoom, hearth_recent_room, HEARTH, RECENT_ROOM, GObject)

#define HEARTH_TYPE_RECENT_ROOMS (hearth_recent_rooms_get_type ())
G_DECLARE_FINAL_TYPE (HearthRecentRooms, hearth_recent_rooms, HEARTH, RECENT_ROOMS, GObject)

const char        *hearth_recent_room_get_link   (HearthRecentRoom  *self);

/** hearth_recent_room_get_title: Returns: the host's name. */
const char        *hearth_recent_room_get_title  (HearthRecentRoom  *self);

/** hearth_recent_room_is_hosted: Returns: whether this person is the host. */
gboolean           hearth_recent_room_is_hosted  (HearthRecentRoom  *self);

/** hearth_recent_room_get_when: Returns: when this person last entered, Unix time in seconds. */
gint64             hearth_recent_room_get_when   (HearthRecentRoom  *self);

/**
 * hearth_recent_rooms_new:
 *
 * Reads hearth/recent-rooms in the user's data directory. What is not there or cannot be understood is left out: the list is a
 * convenience, and it never stands in the way of a call.
 *
 * Returns: (transfer full): the list
 */
HearthRecentRooms *hearth_recent_rooms_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_recent_rooms_add:
 * @link: as in protocol/invitation.h; any other text is ignored
 * @title: whose room it is; cleaned
 * @hosted: whether this person hosts it
 *
 * Puts the room in front, as entered now, also where it is in the list already (whatever form of link it had). The eleventh
 * falls out. Written at once, atomically, without waiting for the disk.
 */
void               hearth_recent_rooms_add       (HearthRecentRooms *self,
                                                  const char        *link,
                                                  const char        *title,
                                                  gboolean           hosted);

/** hearth_recent_rooms_remove: Forgets the room of @link, if it is in the list. */
void               hearth_recent_rooms_remove    (HearthRecentRooms *self,
                                                  const char        *link);

G_END_DECLS
