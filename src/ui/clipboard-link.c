/* What stands on the clipboard: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/clipboard-link.h"

#include "call/call-error.h"
#include "call/link-check.h"

/* Without a window manager (and where something else keeps the keyboard) no window ever becomes active. */
#define PATIENCE_MS 3000

typedef struct
{
  gulong active_id;
  guint patience_id;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_assert (wait->active_id == 0 && wait->patience_id == 0);
  g_free (wait);
}

static void
on_text_read (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GError *error = NULL;

  if (text == NULL)
    g_task_return_new_error_literal (task, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_LINK, "No text on the clipboard");
  else if (!hearth_link_check (text, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (g_strstrip (text)), g_free);
}

/* Takes the reference that the wait held. */
static void
read_now (GTask *task)
{
  GtkWindow *window = GTK_WINDOW (g_task_get_source_object (task));
  Wait *wait = g_task_get_task_data (task);

  g_clear_signal_handler (&wait->active_id, window);
  g_clear_handle_id (&wait->patience_id, g_source_remove);

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), g_task_get_cancellable (task), on_text_read, task);
}

static void
on_active_changed (GtkWindow  *window,
                   GParamSpec *pspec,
                   gpointer    user_data)
{
  if (gtk_window_is_active (window))
    read_now (G_TASK (user_data));
}

static void
on_patience_ended (gpointer user_data)
{
  GTask *task = G_TASK (user_data);

  ((Wait *) g_task_get_task_data (task))->patience_id = 0;
  read_now (task);
}

void
hearth_clipboard_link_read_async (GtkWindow           *window,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;
  Wait *wait;

  g_return_if_fail (GTK_IS_WINDOW (window));

  task = g_task_new (window, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_clipboard_link_read_async);
  wait = g_new0 (Wait, 1);
  g_task_set_task_data (task, wait, wait_free);

  if (gtk_window_is_active (window))
    {
      read_now (task);
      return;
    }
  wait->active_id = g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active_changed), task);
  wait->patience_id = g_timeout_add_once (PATIENCE_MS, on_patience_ended, task);
}

char *
hearth_clipboard_link_read_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_clipboard_link_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
