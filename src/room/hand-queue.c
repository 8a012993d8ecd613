/* Raised hands in their order: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/hand-queue.h"

void
hearth_hand_queue_init (HearthHandQueue *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

void
hearth_hand_queue_clear (HearthHandQueue *self)
{
  g_clear_pointer (&self->ids, g_ptr_array_unref);
}

gboolean
hearth_hand_queue_set (HearthHandQueue *self,
                       const char      *id,
                       gboolean         raised)
{
  guint place;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  place = hearth_hand_queue_get_place (self, id);
  if (raised == (place != 0))
    return FALSE;

  if (raised)
    g_ptr_array_add (self->ids, g_strdup (id));
  else
    g_ptr_array_remove_index (self->ids, place - 1);

  return TRUE;
}

guint
hearth_hand_queue_get_place (const HearthHandQueue *self,
                             const char            *id)
{
  guint index;

  g_return_val_if_fail (self != NULL && id != NULL, 0);

  return g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &index) ? index + 1 : 0;
}
