/* Whom a door knows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-memory.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/profile.h"
#include "protocol/protocol-error.h"

struct _HearthDoorMemory
{
  GPtrArray *entries; /* oldest first */
};

static const char *const words[] = {
  [HEARTH_DOOR_STRANGER] = "",
  [HEARTH_DOOR_REMEMBERED] = "remembered",
  [HEARTH_DOOR_REMOVED] = "removed",
  [HEARTH_DOOR_BLOCKED] = "blocked",
};

static void
entry_free (gpointer data)
{
  HearthDoorEntry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

static HearthDoorEntry *
find (const HearthDoorMemory *self,
      const HearthPublicKey  *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthDoorEntry *entry = g_ptr_array_index (self->entries, i);

      /* Keys are no secret. */
      if (memcmp (&entry->key, key, sizeof *key) == 0)
        return entry;
    }

  return NULL;
}

static HearthDoorEntry *
find_oldest (const HearthDoorMemory *self,
             HearthDoorStanding      standing)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthDoorEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->standing == standing)
        return entry;
    }

  return NULL;
}

/* Whoever is forgotten has to ask again, which is no harm; who is blocked would get in. */
static void
make_room (HearthDoorMemory *self)
{
  HearthDoorEntry *oldest = NULL;

  if (self->entries->len < HEARTH_LIMIT_DOOR_KEYS)
    return;

  for (guint i = HEARTH_DOOR_REMEMBERED; oldest == NULL && i < G_N_ELEMENTS (words); i++)
    oldest = find_oldest (self, (HearthDoorStanding) i);
  g_ptr_array_remove (self->entries, oldest);
}

HearthDoorMemory *
hearth_door_memory_new (void)
{
  HearthDoorMemory *self = g_new0 (HearthDoorMemory, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
hearth_door_memory_free (HearthDoorMemory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_free (self);
}

HearthDoorStanding
hearth_door_memory_get (const HearthDoorMemory *self,
                        const HearthPublicKey  *key)
{
  const HearthDoorEntry *entry;

  g_return_val_if_fail (self != NULL && key != NULL, HEARTH_DOOR_STRANGER);

  entry = find (self, key);

  return entry != NULL ? entry->standing : HEARTH_DOOR_STRANGER;
}

void
hearth_door_memory_set (HearthDoorMemory      *self,
                        const HearthPublicKey *key,
                        HearthDoorStanding     standing,
                        const char            *name,
                        gint64                 now)
{
  HearthDoorEntry *entry;

  g_return_if_fail (self != NULL && key != NULL && name != NULL);
  g_return_if_fail (standing != HEARTH_DOOR_STRANGER);

  entry = g_new0 (HearthDoorEntry, 1);
  entry->key = *key;
  entry->standing = standing;
  entry->name = g_strdup (name);
  entry->since = now;

  g_ptr_array_remove (self->entries, find (self, key));
  make_room (self);
  g_ptr_array_add (self->entries, entry);
}

void
hearth_door_memory_forget (HearthDoorMemory      *self,
                           const HearthPublicKey *key)
{
  g_return_if_fail (self != NULL && key != NULL);

  g_ptr_array_remove (self->entries, find (self, key));
}

const HearthDoorEntry *
hearth_door_memory_peek (const HearthDoorMemory *self,
                         guint                   position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->entries->len ? g_ptr_array_index (self->entries, position) : NULL;
}

void
hearth_door_memory_forget_room (HearthDoorMemory *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->entries->len; i > 0; i--)
    {
      const HearthDoorEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->standing != HEARTH_DOOR_REMEMBERED)
        g_ptr_array_remove_index (self->entries, i - 1);
    }
}

GStrv
hearth_door_memory_save (const HearthDoorMemory *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const HearthDoorEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *key = hearth_public_key_to_text (&entry->key);

      g_strv_builder_take (lines, g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %s", words[entry->standing], key, entry->since,
                                                   entry->name));
    }

  return g_strv_builder_end (lines);
}

static gboolean
load_line (HearthDoorMemory *self,
           const char       *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  g_autofree char *name = NULL;
  HearthPublicKey key;
  guint64 since;

  if (g_strv_length (parts) != 4 || !hearth_public_key_parse (parts[1], &key)
      || !g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT64, &since, NULL))
    return FALSE;

  name = hearth_profile_clean_name (parts[3]);
  for (guint i = HEARTH_DOOR_REMEMBERED; name != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (parts[0], words[i]))
        {
          hearth_door_memory_set (self, &key, (HearthDoorStanding) i, name, (gint64) since);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
hearth_door_memory_load (HearthDoorMemory  *self,
                         const char *const *lines,
                         GError           **error)
{
  g_autoptr (HearthDoorMemory) loaded = hearth_door_memory_new ();

  g_return_val_if_fail (self != NULL && lines != NULL, FALSE);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!load_line (loaded, lines[i]))
        {
          g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Nobody that a door knows: line %u", i + 1);
          return FALSE;
        }
    }

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (loaded->entries);

  return TRUE;
}
