/* What happens in a hosted room, in one line of the log for each event: who came, who left, whether the server is there.
 *
 * Names are cleaned and therefore one line; no secret, no address, no description is ever said. Main thread; owned by the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/room-host.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ROOM_JOURNAL (hearth_room_journal_get_type ())
G_DECLARE_FINAL_TYPE (HearthRoomJournal, hearth_room_journal, HEARTH, ROOM_JOURNAL, GObject)

/** hearth_room_journal_new: Logs from now on (g_message()), until it or @room is gone. */
HearthRoomJournal *hearth_room_journal_new (HearthRoomHost *room) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
