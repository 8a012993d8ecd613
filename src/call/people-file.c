/* Whom this person has met, on the disk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/people-file.h"

#include "base/limits.h"
#include "call/private-file.h"

#define GROUP "people"

struct _HearthPeopleFile
{
  char *path;
  gboolean damaged;
  GMutex lock;      /* of what follows */
  GThread *thread;  /* nullable: what is written last, or was */
  gboolean writing;
  char *content;    /* nullable: what is to be written next */
};

HearthPeopleFile *
hearth_people_file_new (const char *path)
{
  HearthPeopleFile *self = g_new0 (HearthPeopleFile, 1);

  self->path = g_strdup (path);
  g_mutex_init (&self->lock);

  return self;
}

static void
join (HearthPeopleFile *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
hearth_people_file_free (HearthPeopleFile *self)
{
  g_return_if_fail (self != NULL);

  join (self);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}

static gboolean
load (GBytes             *content,
      HearthKnownPeople  *people,
      GError            **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) lines = NULL;

  if (!g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, error))
    return FALSE;
  lines = g_key_file_get_string_list (file, GROUP, "met", NULL, error);

  return lines != NULL && hearth_known_people_load (people, (const char *const *) lines, error);
}

gboolean
hearth_people_file_load (HearthPeopleFile   *self,
                         HearthKnownPeople  *people,
                         GError            **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) content = NULL;

  g_return_val_if_fail (self != NULL && people != NULL, FALSE);

  content = hearth_private_file_read (self->path, HEARTH_LIMIT_KNOWN_PEOPLE_BYTES, &cause);
  if (content == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  self->damaged = TRUE;
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (!load (content, people, error))
    {
      g_prefix_error (error, "%s is damaged: ", self->path);
      return FALSE;
    }

  self->damaged = FALSE;
  return TRUE;
}

char *
hearth_people_file_load_anew (HearthPeopleFile  *self,
                              HearthKnownPeople *people)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (hearth_people_file_load (self, people, &cause))
    return NULL;

  g_debug ("Nobody is known: %s", cause->message);
  aside = hearth_private_file_set_aside (self->path, &error);
  if (aside == NULL)
    {
      g_debug ("Nobody will be: %s", error->message);
      return g_strdup (self->path);
    }

  self->damaged = FALSE;
  return g_steal_pointer (&aside);
}

static char *
take_content (HearthPeopleFile *self)
{
  char *content;

  g_mutex_lock (&self->lock);
  content = g_steal_pointer (&self->content);
  self->writing = content != NULL;
  g_mutex_unlock (&self->lock);

  return content;
}

static gpointer
write_in_thread (gpointer data)
{
  HearthPeopleFile *self = data;
  char *taken;

  while ((taken = take_content (self)) != NULL)
    {
      g_autofree char *content = taken;
      g_autoptr (GError) error = NULL;

      /* Without it people are new again next time. */
      if (!hearth_private_file_write (self->path, content, strlen (content), HEARTH_PRIVATE_FILE_REPLACE, &error))
        g_debug ("Who was met is not kept: %s", error->message);
    }

  return NULL;
}

void
hearth_people_file_save (HearthPeopleFile        *self,
                         const HearthKnownPeople *people)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) lines = NULL;
  gboolean writing;

  g_return_if_fail (self != NULL && people != NULL);

  if (self->damaged)
    return;

  lines = hearth_known_people_save (people);
  g_key_file_set_string_list (file, GROUP, "met", (const char *const *) lines, g_strv_length (lines));

  g_mutex_lock (&self->lock);
  g_free (self->content);
  self->content = g_key_file_to_data (file, NULL, NULL);
  writing = self->writing;
  self->writing = TRUE;
  g_mutex_unlock (&self->lock);

  if (writing)
    return;
  join (self); /* it has nothing left to do */
  self->thread = g_thread_new ("people-file", write_in_thread, self);
}
