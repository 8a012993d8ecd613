/* Small files that only this person may read: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/private-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

char *
hearth_private_file_get_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "hearth", name, NULL);
}

/* @what: begins a sentence about @path. Returns FALSE, with errno in words. */
static gboolean
fail (const char  *what,
      const char  *path,
      GError     **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s %s: %s", what, path, g_strerror (code));
  return FALSE;
}

/* Whether what is open is what we would have written. */
static gboolean
check (int           fd,
       const char   *path,
       gsize         max_bytes,
       gsize        *size,
       GError      **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail ("Cannot look at", path, error);

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is not a regular file", path);
      return FALSE;
    }
  if (status.st_uid != geteuid () || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "%s may be read by others than its owner; its mode should be 0600", path);
      return FALSE;
    }
  if (status.st_size < 0 || (guint64) status.st_size > max_bytes)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "%s is larger than it can be", path);
      return FALSE;
    }

  *size = (gsize) status.st_size;
  return TRUE;
}

GBytes *
hearth_private_file_read (const char  *path,
                          gsize        max_bytes,
                          GError     **error)
{
  g_autofree guint8 *content = NULL;
  g_autofd int fd = -1;
  gsize size;
  gsize length = 0;

  /* O_NONBLOCK: a FIFO in its place would keep us waiting for a writer. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0)
    {
      fail ("Cannot open", path, error);
      return NULL;
    }
  if (!check (fd, path, max_bytes, &size, error))
    return NULL;

  content = g_malloc (size + 1);
  while (length < size)
    {
      gssize n = read (fd, content + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail ("Cannot read", path, error);
          return NULL;
        }
      if (n == 0)
        break;
      length += (gsize) n;
    }

  return g_bytes_new_take (g_steal_pointer (&content), length);
}

static gboolean
write_all (int           fd,
           const char   *content,
           gsize         length)
{
  while (length > 0)
    {
      gssize n = write (fd, content, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      content += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Gives the finished file its name: first what it holds, then that it is there. */
static gboolean
publish (int                     fd,
         const char             *temporary,
         const char             *path,
         const char             *folder,
         HearthPrivateFileFlags  flags)
{
  g_autofd int folder_fd = -1;

  if (fsync (fd) != 0
      || ((flags & HEARTH_PRIVATE_FILE_REPLACE) != 0 ? g_rename (temporary, path) != 0 : link (temporary, path) != 0))
    return FALSE;

  /* It has its name, whatever the folder's disk says of that. */
  folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd < 0 || fsync (folder_fd) != 0)
    g_debug ("%s: the disk may not have it yet: %s", path, g_strerror (errno));

  return TRUE;
}

gboolean
hearth_private_file_write (const char              *path,
                           gconstpointer            content,
                           gsize                    length,
                           HearthPrivateFileFlags   flags,
                           GError                 **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  g_autofd int fd = -1;
  gboolean ok;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail ("Cannot make the folder", folder, error);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail ("Cannot write", path, error);

  ok = write_all (fd, content, length) && publish (fd, temporary, path, folder, flags);
  if (!ok)
    fail ("Cannot write", path, error);
  g_unlink (temporary); /* where it was renamed, it is not there any more */

  return ok;
}

char *
hearth_private_file_set_aside (const char  *path,
                               GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  /* More than these nobody has looked at for a long time. */
  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *aside = i == 1 ? g_strconcat (path, ".damaged", NULL) : g_strdup_printf ("%s.damaged-%u", path, i);

      if (renameat2 (AT_FDCWD, path, AT_FDCWD, aside, RENAME_NOREPLACE) == 0)
        return g_steal_pointer (&aside);
      if (errno != EEXIST)
        break;
    }

  fail ("Cannot set aside", path, error);
  return NULL;
}
