/* Small files that only this person may read, in hearth/ of the user's data directory: a key, the recent links.
 *
 * Any thread. Blocking; writing waits for the disk where nothing is replaced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** hearth_private_file_get_path: Returns: (transfer full) (type filename): where the file of that @name is, or would be. */
char    *hearth_private_file_get_path (const char  *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_private_file_read:
 * @max_bytes: what it may hold
 *
 * Follows no symbolic link.
 *
 * Returns: (transfer full): its content, or %NULL with G_IO_ERROR_NOT_FOUND, G_IO_ERROR_PERMISSION_DENIED (also: others may read
 * or write it, or it is somebody else's), G_IO_ERROR_NOT_REGULAR_FILE, G_IO_ERROR_MESSAGE_TOO_LARGE, or what reading gave
 */
GBytes  *hearth_private_file_read     (const char  *name,
                                       gsize        max_bytes,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_private_file_write:
 * @replace: %FALSE to fail with G_IO_ERROR_EXISTS where there is one, and to return only when the disk has it
 *
 * The whole content appears at once, readable by this person only (0600), or nothing changes.
 */
gboolean hearth_private_file_write    (const char    *name,
                                       gconstpointer  content,
                                       gsize          length,
                                       gboolean       replace,
                                       GError       **error);

G_END_DECLS
