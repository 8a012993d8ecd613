/* Sentences that pass: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/toast-queue.h"

static void
on_dismissed (AdwToast  *toast,
              GPtrArray *toasts)
{
  g_ptr_array_remove (toasts, toast);
}

void
hearth_toast_queue_init (HearthToastQueue *self)
{
  self->toasts = g_ptr_array_new_with_free_func (g_object_unref);
}

void
hearth_toast_queue_clear (HearthToastQueue *self)
{
  if (self->toasts == NULL)
    return;

  for (guint i = 0; i < self->toasts->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->toasts, i), on_dismissed, self->toasts);
  g_clear_pointer (&self->toasts, g_ptr_array_unref);
}

AdwToast *
hearth_toast_queue_make (HearthToastQueue *self,
                         const char       *sentence)
{
  AdwToast *toast;

  g_return_val_if_fail (self->toasts != NULL && sentence != NULL, NULL);

  for (guint i = 0; i < self->toasts->len; i++)
    if (g_str_equal (adw_toast_get_title (g_ptr_array_index (self->toasts, i)), sentence))
      return NULL;

  /* The first is being read. */
  if (self->toasts->len >= HEARTH_TOAST_QUEUE_MAX)
    adw_toast_dismiss (g_ptr_array_index (self->toasts, 1));

  toast = adw_toast_new (sentence);
  /* People and devices have names that somebody else wrote. */
  adw_toast_set_use_markup (toast, FALSE);
  g_signal_connect (toast, "dismissed", G_CALLBACK (on_dismissed), self->toasts);
  g_ptr_array_add (self->toasts, g_object_ref (toast));

  return toast;
}

void
hearth_toast_queue_withdraw (HearthToastQueue *self,
                             const char       *sentence)
{
  g_return_if_fail (self->toasts != NULL && sentence != NULL);

  for (guint i = 0; i < self->toasts->len; i++)
    if (g_str_equal (adw_toast_get_title (g_ptr_array_index (self->toasts, i)), sentence))
      {
        adw_toast_dismiss (g_ptr_array_index (self->toasts, i));
        return;
      }
}
