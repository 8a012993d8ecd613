/* Small files that only this person may read: a key, the recent links, what hearth-host remembers.
 *
 * Any thread. Blocking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HearthPrivateFileFlags:
 * @HEARTH_PRIVATE_FILE_NEW: where one is there already it is %G_IO_ERROR_EXISTS
 * @HEARTH_PRIVATE_FILE_REPLACE: instead of one that is there
 */
typedef enum
{
  HEARTH_PRIVATE_FILE_NEW = 0,
  HEARTH_PRIVATE_FILE_REPLACE = 1 << 0,
} HearthPrivateFileFlags;

/** hearth_private_file_get_path: Returns: (transfer full) (type filename): @name in hearth/ of the user's data directory. */
char    *hearth_private_file_get_path (const char              *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_private_file_read:
 * @max_bytes: what it may hold
 *
 * Follows no symbolic link.
 *
 * Returns: (transfer full): its content, or %NULL with G_IO_ERROR_NOT_FOUND, G_IO_ERROR_PERMISSION_DENIED (also: others may read
 * or write it, or it is somebody else's), G_IO_ERROR_NOT_REGULAR_FILE, G_IO_ERROR_MESSAGE_TOO_LARGE, or what reading gave
 */
GBytes  *hearth_private_file_read     (const char              *path,
                                       gsize                    max_bytes,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_private_file_write:
 *
 * The whole content appears at once, readable by this person only (0600), or nothing changes. Makes the folder (0700). The disk has it
 * afterwards, be there a power cut: what is kept here is little, seldom written, and nowhere else.
 */
gboolean hearth_private_file_write    (const char              *path,
                                       gconstpointer            content,
                                       gsize                    length,
                                       HearthPrivateFileFlags   flags,
                                       GError                 **error);

/**
 * hearth_private_file_set_aside:
 *
 * Gives a file that cannot be used another name beside its own, "….damaged", "….damaged-2" and so on, over no other file.
 *
 * Returns: (transfer full) (type filename): where it is now, or %NULL with an error of %G_IO_ERROR
 */
char    *hearth_private_file_set_aside (const char             *path,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
