/* A room this person was in, to enter again or to forget. Main thread; owned by the home page's list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/recent-rooms.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RECENT_ROOM_ROW (hearth_recent_room_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthRecentRoomRow, hearth_recent_room_row, HEARTH, RECENT_ROOM_ROW, AdwActionRow)

/** hearth_recent_room_row_new: @rooms: the list to remove @room from when the person wants that. */
GtkWidget        *hearth_recent_room_row_new      (HearthRecentRoom    *room,
                                                   HearthRecentRooms   *rooms) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_recent_room_row_get_room: Returns: (transfer none) */
HearthRecentRoom *hearth_recent_room_row_get_room (HearthRecentRoomRow *self);

G_END_DECLS
