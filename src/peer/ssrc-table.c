/* Whom we expect RTP from: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/ssrc-table.h"

typedef struct
{
  guint8 payload;
  GObject *track;
} Entry;

struct _HearthSsrcTable
{
  GMutex mutex; /* guards the first */
  GHashTable *entries;
  GHashTable *next;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->track);
  g_free (entry);
}

static void
table_clear (gpointer data)
{
  HearthSsrcTable *self = data;

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->next, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
}

HearthSsrcTable *
hearth_ssrc_table_new (void)
{
  HearthSsrcTable *self = g_atomic_rc_box_new0 (HearthSsrcTable);

  g_mutex_init (&self->mutex);
  hearth_ssrc_table_begin (self);
  hearth_ssrc_table_commit (self);

  return self;
}

HearthSsrcTable *
hearth_ssrc_table_ref (HearthSsrcTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_ssrc_table_unref (HearthSsrcTable *self)
{
  g_atomic_rc_box_release_full (self, table_clear);
}

void
hearth_ssrc_table_begin (HearthSsrcTable *self)
{
  g_clear_pointer (&self->next, g_hash_table_unref);
  self->next = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
}

void
hearth_ssrc_table_add (HearthSsrcTable *self,
                       guint32          ssrc,
                       guint8           payload,
                       GObject         *track)
{
  Entry *entry = g_new0 (Entry, 1);

  g_return_if_fail (ssrc != 0 && self->next != NULL);

  entry->payload = payload;
  g_set_object (&entry->track, track);
  g_hash_table_insert (self->next, GUINT_TO_POINTER (ssrc), entry);
}

void
hearth_ssrc_table_commit (HearthSsrcTable *self)
{
  g_autoptr (GHashTable) replaced = NULL;

  g_return_if_fail (self->next != NULL);

  /* The tracks of the replaced list are let go outside the lock. */
  g_mutex_lock (&self->mutex);
  replaced = g_steal_pointer (&self->entries);
  self->entries = g_steal_pointer (&self->next);
  g_mutex_unlock (&self->mutex);
}

gboolean
hearth_ssrc_table_admits (HearthSsrcTable *self,
                          guint32          ssrc,
                          guint8           payload)
{
  const Entry *entry;
  gboolean admitted;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (ssrc));
  admitted = entry != NULL && entry->payload == payload;
  g_mutex_unlock (&self->mutex);

  return admitted;
}

gboolean
hearth_ssrc_table_has (HearthSsrcTable *self,
                       guint32          ssrc)
{
  gboolean has;

  g_mutex_lock (&self->mutex);
  has = g_hash_table_contains (self->entries, GUINT_TO_POINTER (ssrc));
  g_mutex_unlock (&self->mutex);

  return has;
}

GObject *
hearth_ssrc_table_find (HearthSsrcTable *self,
                        guint32          ssrc)
{
  const Entry *entry;
  GObject *track = NULL;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (ssrc));
  if (entry != NULL && entry->track != NULL)
    track = g_object_ref (entry->track);
  g_mutex_unlock (&self->mutex);

  return track;
}
