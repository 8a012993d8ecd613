/* The rooms this person was in, newest first, at most ten: a GListModel of HearthRecentRoom (properties "link", "title"
 * (the host's name), "hosted" (by this person), "when" (gint64 Unix seconds)). Kept in a 0600 file, because links are keys.
 * Main thread.
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

HearthRecentRooms *hearth_recent_rooms_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_recent_rooms_add    (HearthRecentRooms *self,
                                               const char        *link,
                                               const char        *title,
                                               gboolean           hosted);
void               hearth_recent_rooms_remove (HearthRecentRooms *self,
                                               const char        *link);

G_END_DECLS
