/* What stands on the clipboard, once a window may look: a compositor shows it only to the window with the keyboard, and one that was just
 * presented does not have it yet. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hearth_clipboard_link_read_async: @window: presented; waited for until it is active, three seconds at most. */
void  hearth_clipboard_link_read_async  (GtkWindow           *window,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/**
 * hearth_clipboard_link_read_finish:
 *
 * Returns: (transfer full) (nullable): a link to a room (call/link-check.h); %NULL with HEARTH_CALL_ERROR_LINK or
 *   HEARTH_CALL_ERROR_LINK_VERSION where there is none
 */
char *hearth_clipboard_link_read_finish (GAsyncResult        *result,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
