/* What a door knows, on the disk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/door-file.h"

#include "base/limits.h"
#include "call/private-file.h"

/* Where and what is kept, for as long as the book lives. */
typedef struct
{
  char *path;
  HearthDoorScope scope;
} Keeping;

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
on_changed (HearthDoorBook *book,
            const Keeping  *keeping)
{
  g_autofree char *content = hearth_door_book_save (book, keeping->scope, get_time ());
  g_autoptr (GError) error = NULL;

  /* Without it the room still lives; only after a new start somebody is asked about again, or a link has come back. */
  if (!hearth_private_file_write (keeping->path, content, strlen (content), HEARTH_PRIVATE_FILE_REPLACE, &error))
    g_warning ("%s", error->message);
}

static void
free_keeping (gpointer  data,
              GClosure *closure)
{
  Keeping *keeping = data;

  g_free (keeping->path);
  g_free (keeping);
}

static gboolean
load (GBytes           *content,
      HearthDoorScope   scope,
      HearthDoorBook   *book,
      GError          **error)
{
  gsize length;
  const char *text = g_bytes_get_data (content, &length);

  return hearth_door_book_load (book, text != NULL ? text : "", length, scope, get_time (), error);
}

gboolean
hearth_door_file_keep (const char           *path,
                       HearthDoorScope       scope,
                       HearthDoorBook       *book,
                       GError              **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) content = NULL;
  Keeping *keeping;

  g_return_val_if_fail (path != NULL && HEARTH_IS_DOOR_BOOK (book), FALSE);

  content = hearth_private_file_read (path, HEARTH_LIMIT_DOOR_BYTES, &cause);
  if (content == NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (content != NULL && !load (content, scope, book, error))
    {
      g_prefix_error (error, "%s is damaged: ", path);
      return FALSE;
    }

  keeping = g_new0 (Keeping, 1);
  keeping->path = g_strdup (path);
  keeping->scope = scope;
  g_signal_connect_data (book, "changed", G_CALLBACK (on_changed), keeping, free_keeping, G_CONNECT_DEFAULT);

  return TRUE;
}

char *
hearth_door_file_keep_anew (const char      *path,
                            HearthDoorScope  scope,
                            HearthDoorBook  *book)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (hearth_door_file_keep (path, scope, book, &cause))
    return NULL;

  g_debug ("The door begins anew: %s", cause->message);
  aside = hearth_private_file_set_aside (path, &error);
  if (aside == NULL || !hearth_door_file_keep (path, scope, book, &error))
    g_debug ("The door remembers nobody: %s", error->message);

  /* What cannot be moved stays where it is, and nothing is written over it. */
  return aside != NULL ? g_steal_pointer (&aside) : g_strdup (path);
}
