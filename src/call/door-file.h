/* What a door knows, on the disk.
 *
 *   [door] people=remembered KEY SINCE NAME;…
 *          and of a room that comes back: co-hosts-said=blocked KEY SINCE NAME;… roles=co-host KEY;… links=TICKET EXPIRES WHO;…
 *
 * Only this person can read it. Main thread. Blocking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/door-book.h"

G_BEGIN_DECLS

/**
 * hearth_door_file_keep:
 * @path: need not exist yet
 * @book: (transfer none): new; knows what is in the file afterwards, and is written whenever it has changed, as long as it lives
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR, %G_KEY_FILE_ERROR or what hearth_private_file_read() gives, where the file cannot be used:
 * nothing is written over it then. The message says which file.
 */
gboolean hearth_door_file_keep (const char           *path,
                                HearthDoorScope       scope,
                                HearthDoorBook       *book,
                                GError              **error);

/**
 * hearth_door_file_keep_anew:
 *
 * The same for a person who is not to be stopped by it: what cannot be used is set aside, and a new file begins. Not for what a
 * room is kept shut with.
 *
 * Returns: (transfer full) (type filename) (nullable): where what could not be used is kept now; %NULL where nothing was wrong
 */
char    *hearth_door_file_keep_anew (const char          *path,
                                     HearthDoorScope      scope,
                                     HearthDoorBook      *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
