/* Recent rooms in the desktop's overview: org.gnome.Shell.SearchProvider2 (https://developer.gnome.org/documentation/tutorials/search-provider.html).
 *
 * What goes over D-Bus are ids, titles and icons. An id is a hash of the room's link, which holds 128 secret bits: nobody can guess a
 * link by it, and to open a room by it one must be asked here. Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/recent-rooms.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ROOM_SEARCH (hearth_room_search_get_type ())
G_DECLARE_FINAL_TYPE (HearthRoomSearch, hearth_room_search, HEARTH, ROOM_SEARCH, GObject)

/* Signals:
 *   ::activated (const char *link)   this room was chosen
 *   ::opened ()                      all of them are to be seen
 */

/** hearth_room_search_new: Answers nothing until hearth_room_search_set_rooms(). */
HearthRoomSearch *hearth_room_search_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_room_search_set_rooms: @rooms: (nullable): what to search. */
void              hearth_room_search_set_rooms (HearthRoomSearch  *self,
                                                HearthRecentRooms *rooms);

/** hearth_room_search_export: Answers on @connection at @path until hearth_room_search_unexport() or the end of the object. */
gboolean          hearth_room_search_export    (HearthRoomSearch  *self,
                                                GDBusConnection   *connection,
                                                const char        *path,
                                                GError           **error);
void              hearth_room_search_unexport  (HearthRoomSearch  *self);

G_END_DECLS
