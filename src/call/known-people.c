/* Whom this person has met before: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/known-people.h"

#include "base/limits.h"
#include "protocol/identity.h"
#include "protocol/profile.h"
#include "protocol/protocol-error.h"

typedef struct
{
  char *key;
  char *name;
  char *folded; /* the name as it is compared */
  gboolean verified;
  gboolean fresh; /* nobody had met that key before this call */
} Entry;

struct _HearthKnownPeople
{
  GPtrArray *entries; /* met longest ago first; of one key all are verified or none */
  guint n_new;        /* in this call */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->name);
  g_free (entry->folded);
  g_free (entry);
}

static Entry *
get (const HearthKnownPeople *self,
     guint                    position)
{
  return g_ptr_array_index (self->entries, position);
}

/* @folded, @key: (nullable): NULL for any */
static gboolean
find (const HearthKnownPeople *self,
      const char              *folded,
      const char              *key,
      guint                   *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get (self, i);

      if ((folded == NULL || g_str_equal (entry->folded, folded)) && (key == NULL || g_str_equal (entry->key, key)))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_verified (const HearthKnownPeople *self,
             const char              *key)
{
  guint position;

  return find (self, NULL, key, &position) && get (self, position)->verified;
}

/* Whoever calls themselves something else all the time pushes out nobody but themselves. */
static void
limit_names (HearthKnownPeople *self,
             const char        *key)
{
  guint n = 0, oldest = 0;

  for (guint i = self->entries->len; i > 0; i--)
    {
      if (!g_str_equal (get (self, i - 1)->key, key))
        continue;
      n++;
      oldest = i - 1;
    }
  if (n > HEARTH_LIMIT_KNOWN_NAMES)
    g_ptr_array_remove_index (self->entries, oldest);
}

static void
limit_people (HearthKnownPeople *self)
{
  if (self->entries->len <= HEARTH_LIMIT_KNOWN_PEOPLE)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (!get (self, i)->verified)
        {
          g_ptr_array_remove_index (self->entries, i);
          return;
        }
    }
  g_ptr_array_remove_index (self->entries, 0);
}

/* Met just now. */
static void
put (HearthKnownPeople *self,
     const char        *name,
     const char        *key,
     gboolean           verified,
     gboolean           fresh)
{
  Entry *entry = g_new0 (Entry, 1);
  guint position;

  entry->key = g_strdup (key);
  entry->name = g_strdup (name);
  entry->folded = hearth_profile_fold_name (name);
  entry->verified = verified || is_verified (self, key);
  entry->fresh = fresh;
  if (find (self, entry->folded, key, &position))
    g_ptr_array_remove_index (self->entries, position);
  g_ptr_array_add (self->entries, entry);
  limit_names (self, key);
  limit_people (self);
}

HearthKnownPeople *
hearth_known_people_new (void)
{
  HearthKnownPeople *self = g_new0 (HearthKnownPeople, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
hearth_known_people_free (HearthKnownPeople *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
hearth_known_people_begin (HearthKnownPeople *self)
{
  g_return_if_fail (self != NULL);

  self->n_new = 0;
  for (guint i = 0; i < self->entries->len; i++)
    get (self, i)->fresh = FALSE;
}

HearthTrust
hearth_known_people_judge (const HearthKnownPeople *self,
                           const char              *name,
                           const char              *key)
{
  g_autofree char *folded = NULL;
  gboolean name_known;
  guint position;

  g_return_val_if_fail (self != NULL && name != NULL, HEARTH_TRUST_UNKNOWN);

  folded = hearth_profile_fold_name (name);
  name_known = find (self, folded, NULL, &position);
  if (key == NULL)
    return name_known ? HEARTH_TRUST_UNPROVEN : HEARTH_TRUST_UNKNOWN;

  /* Whoever is known, be it verified, is not somebody else because they take that name. */
  if (name_known && !find (self, folded, key, &position))
    return HEARTH_TRUST_CHANGED;
  if (!find (self, NULL, key, &position))
    return HEARTH_TRUST_NEW;
  if (get (self, position)->verified)
    return HEARTH_TRUST_VERIFIED;

  return get (self, position)->fresh ? HEARTH_TRUST_NEW : HEARTH_TRUST_MET;
}

gboolean
hearth_known_people_meet (HearthKnownPeople *self,
                          const char        *name,
                          const char        *key)
{
  g_autofree char *folded = NULL;
  HearthTrust trust;
  guint position;

  g_return_val_if_fail (self != NULL && name != NULL && key != NULL, FALSE);

  trust = hearth_known_people_judge (self, name, key);
  if (trust == HEARTH_TRUST_CHANGED)
    return FALSE;

  folded = hearth_profile_fold_name (name);
  if (!find (self, folded, key, &position))
    {
      if (self->n_new >= HEARTH_LIMIT_NEW_PEOPLE)
        return FALSE;
      self->n_new++;
    }
  else if (position + 1 == self->entries->len)
    {
      return FALSE;
    }
  put (self, name, key, FALSE, trust == HEARTH_TRUST_NEW);

  return TRUE;
}

void
hearth_known_people_accept (HearthKnownPeople *self,
                            const char        *name,
                            const char        *key)
{
  g_return_if_fail (self != NULL && name != NULL && key != NULL);

  put (self, name, key, FALSE, FALSE);
}

void
hearth_known_people_verify (HearthKnownPeople *self,
                            const char        *name,
                            const char        *key)
{
  g_return_if_fail (self != NULL && name != NULL && key != NULL);

  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (get (self, i)->key, key))
      get (self, i)->verified = TRUE;
  put (self, name, key, TRUE, FALSE);
}

gboolean
hearth_known_people_forget (HearthKnownPeople *self,
                            const char        *key)
{
  gboolean known = FALSE;
  guint position;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  while (find (self, NULL, key, &position))
    {
      g_ptr_array_remove_index (self->entries, position);
      known = TRUE;
    }

  return known;
}

GStrv
hearth_known_people_get_names (const HearthKnownPeople *self,
                               const char              *key)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (get (self, i)->key, key))
      g_strv_builder_add (names, get (self, i)->name);

  return g_strv_builder_end (names);
}

GStrv
hearth_known_people_save (const HearthKnownPeople *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get (self, i);

      g_strv_builder_take (lines, g_strdup_printf ("%s %s %s", entry->verified ? "verified" : "met", entry->key, entry->name));
    }

  return g_strv_builder_end (lines);
}

static gboolean
load_line (HearthKnownPeople *self,
           const char        *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);
  g_autofree char *name = NULL;
  HearthPublicKey key;
  gboolean verified;

  if (g_strv_length (parts) != 3 || !hearth_public_key_parse (parts[1], &key))
    return FALSE;

  name = hearth_profile_clean_name (parts[2]);
  verified = g_str_equal (parts[0], "verified");
  if (name == NULL || (!verified && !g_str_equal (parts[0], "met")))
    return FALSE;

  if (verified)
    hearth_known_people_verify (self, name, parts[1]);
  else
    hearth_known_people_accept (self, name, parts[1]);
  return TRUE;
}

gboolean
hearth_known_people_load (HearthKnownPeople  *self,
                          const char *const  *lines,
                          GError            **error)
{
  g_autoptr (HearthKnownPeople) loaded = hearth_known_people_new ();

  g_return_val_if_fail (self != NULL && lines != NULL, FALSE);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!load_line (loaded, lines[i]))
        {
          g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED,
                       "Nobody whom anybody has met: line %u", i + 1);
          return FALSE;
        }
    }

  g_ptr_array_unref (self->entries);
  self->entries = g_ptr_array_ref (loaded->entries);

  return TRUE;
}
