/* What a door knows, on the disk: whom it lets in unasked or never, and which links work.
 *
 *   [door] people=remembered KEY NAME;…   links=TICKET EXPIRES WHO;…
 *
 * Only this person can read it. Main thread. Blocking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/door.h"

G_BEGIN_DECLS

/**
 * HearthDoorFileScope:
 * @HEARTH_DOOR_FILE_PERSON: the rooms of a person: each is another one, and whom they remember comes into all of them
 * @HEARTH_DOOR_FILE_ROOM: one room that comes back: its links and whom it blocked too
 */
typedef enum
{
  HEARTH_DOOR_FILE_PERSON,
  HEARTH_DOOR_FILE_ROOM,
} HearthDoorFileScope;

/**
 * hearth_door_file_keep:
 * @path: need not exist yet
 * @door: (transfer none): before its first knock; knows what is in the file afterwards, and writes what it learns as long as it lives
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR, %G_KEY_FILE_ERROR or what hearth_private_file_read() gives, where the file cannot be used:
 * nothing is written over it then. The message says which file.
 */
gboolean hearth_door_file_keep (const char           *path,
                                HearthDoorFileScope   scope,
                                HearthDoor           *door,
                                GError              **error);

G_END_DECLS
