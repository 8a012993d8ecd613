/* What is done to the sound of which microphone: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/voice-memory.h"

#include <string.h>

#include "base/limits.h"

typedef struct
{
  char *device_id;
  HearthVoiceProcessing processing;
} Entry;

struct _HearthVoiceMemory
{
  GPtrArray *entries; /* of Entry; what was set last first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->device_id);
  g_free (entry);
}

static Entry *
find (const HearthVoiceMemory *self,
      const char              *device_id,
      guint                   *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (!g_str_equal (entry->device_id, device_id))
        continue;
      *position = i;
      return entry;
    }

  return NULL;
}

static gboolean
is_name (const char *device_id)
{
  return *device_id != '\0' && strnlen (device_id, HEARTH_LIMIT_DEVICE_ID_BYTES + 1) <= HEARTH_LIMIT_DEVICE_ID_BYTES
         && g_utf8_validate (device_id, -1, NULL);
}

static void
insert (HearthVoiceMemory     *self,
        int                    position,
        const char            *device_id,
        HearthVoiceProcessing  processing)
{
  Entry *entry = g_new (Entry, 1);

  entry->device_id = g_strdup (device_id);
  entry->processing = processing & HEARTH_VOICE_PROCESSING_MASK;
  g_ptr_array_insert (self->entries, position, entry);
}

HearthVoiceMemory *
hearth_voice_memory_new (GVariant *stored)
{
  HearthVoiceMemory *self = g_new0 (HearthVoiceMemory, 1);
  const char *device_id;
  GVariantIter iter;
  guint32 processing;
  guint position;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (stored == NULL || !g_variant_is_of_type (stored, G_VARIANT_TYPE (HEARTH_VOICE_MEMORY_TYPE)))
    return self;

  g_variant_iter_init (&iter, stored);
  while (self->entries->len < HEARTH_LIMIT_REMEMBERED_DEVICES && g_variant_iter_next (&iter, "(&su)", &device_id, &processing))
    if (is_name (device_id) && find (self, device_id, &position) == NULL)
      insert (self, -1, device_id, (HearthVoiceProcessing) processing);

  return self;
}

void
hearth_voice_memory_free (HearthVoiceMemory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_free (self);
}

GVariant *
hearth_voice_memory_to_variant (const HearthVoiceMemory *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (self != NULL, NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (HEARTH_VOICE_MEMORY_TYPE));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      g_variant_builder_add (&builder, "(su)", entry->device_id, (guint32) entry->processing);
    }

  return g_variant_builder_end (&builder);
}

HearthVoiceProcessing
hearth_voice_memory_get (const HearthVoiceMemory *self,
                         const char              *device_id,
                         HearthVoiceProcessing    unknown)
{
  const Entry *entry;
  guint position;

  g_return_val_if_fail (self != NULL && device_id != NULL, unknown);

  entry = find (self, device_id, &position);

  return entry != NULL ? entry->processing : unknown;
}

gboolean
hearth_voice_memory_set (HearthVoiceMemory     *self,
                         const char            *device_id,
                         HearthVoiceProcessing  processing)
{
  const Entry *entry;
  guint position;

  g_return_val_if_fail (self != NULL && device_id != NULL, FALSE);

  entry = find (self, device_id, &position);
  if (!is_name (device_id) || (entry != NULL && entry->processing == (processing & HEARTH_VOICE_PROCESSING_MASK)))
    return FALSE;

  if (entry != NULL)
    g_ptr_array_remove_index (self->entries, position);
  insert (self, 0, device_id, processing);
  if (self->entries->len > HEARTH_LIMIT_REMEMBERED_DEVICES)
    g_ptr_array_set_size (self->entries, HEARTH_LIMIT_REMEMBERED_DEVICES);

  return TRUE;
}
