/* What a door knows, on the disk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/door-file.h"

#include "base/limits.h"
#include "call/private-file.h"

#define GROUP "door"

static void
on_memory_changed (HearthDoor *door,
                   const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) people = hearth_door_memory_save (hearth_door_get_memory (door));
  g_auto (GStrv) links = hearth_door_links_save (hearth_door_get_links (door));
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_key_file_set_string_list (file, GROUP, "people", (const char *const *) people, g_strv_length (people));
  g_key_file_set_string_list (file, GROUP, "links", (const char *const *) links, g_strv_length (links));
  content = g_key_file_to_data (file, &length, NULL);

  /* Without it the room still lives; only after a new start somebody is asked about again, or a link has come back. */
  if (!hearth_private_file_write (path, content, length, HEARTH_PRIVATE_FILE_REPLACE, &error))
    g_warning ("%s", error->message);
}

static gboolean
load (GBytes              *content,
      HearthDoorFileScope  scope,
      HearthDoor          *door,
      GError             **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) people = NULL;
  g_auto (GStrv) links = NULL;

  if (!g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, error))
    return FALSE;

  people = g_key_file_get_string_list (file, GROUP, "people", NULL, error);
  if (people == NULL)
    return FALSE;
  if (scope == HEARTH_DOOR_FILE_ROOM && (links = g_key_file_get_string_list (file, GROUP, "links", NULL, error)) == NULL)
    return FALSE;

  return hearth_door_load (door, (const char *const *) people, (const char *const *) links, error);
}

static void
free_path (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

gboolean
hearth_door_file_keep (const char           *path,
                       HearthDoorFileScope   scope,
                       HearthDoor           *door,
                       GError              **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) content = NULL;

  g_return_val_if_fail (path != NULL && HEARTH_IS_DOOR (door), FALSE);

  content = hearth_private_file_read (path, HEARTH_LIMIT_DOOR_BYTES, &cause);
  if (content == NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (content != NULL && !load (content, scope, door, error))
    {
      g_prefix_error (error, "%s is damaged: ", path);
      return FALSE;
    }

  if (scope == HEARTH_DOOR_FILE_PERSON)
    hearth_door_memory_forget_room (hearth_door_get_memory (door));
  g_signal_connect_data (door, "memory-changed", G_CALLBACK (on_memory_changed), g_strdup (path), free_path, G_CONNECT_DEFAULT);

  return TRUE;
}
