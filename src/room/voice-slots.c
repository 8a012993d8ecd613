/* Whose voice is on which line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/voice-slots.h"

static gboolean
contains (GPtrArray  *ids,
          const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static gboolean
has_line (HearthVoiceSlots *self,
          const char       *id)
{
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    {
      if (g_strcmp0 (self->ids[i], id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
give_line (HearthVoiceSlots *self,
           const char       *id)
{
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    {
      if (self->ids[i] != NULL)
        continue;

      self->ids[i] = g_strdup (id);
      self->n = MAX (self->n, i + 1);
      return TRUE;
    }

  return FALSE;
}

gboolean
hearth_voice_slots_assign (HearthVoiceSlots *self,
                           GPtrArray        *heard,
                           const char       *receiver)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    {
      if (self->ids[i] == NULL || contains (heard, self->ids[i]))
        continue;

      g_clear_pointer (&self->ids[i], g_free);
      changed = TRUE;
    }

  for (guint i = 0; i < heard->len; i++)
    {
      const char *id = g_ptr_array_index (heard, i);

      if (g_strcmp0 (id, receiver) != 0 && !has_line (self, id))
        changed |= give_line (self, id);
    }

  return changed;
}

void
hearth_voice_slots_clear (HearthVoiceSlots *self)
{
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    g_clear_pointer (&self->ids[i], g_free);
}
