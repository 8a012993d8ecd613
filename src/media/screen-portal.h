/* The ScreenCast portal: how a person chooses a screen or window of theirs to share, in a dialog of their desktop's. There is no other
 * way to one, in a sandbox or outside. One object is one share: asked for, open, closed. Main thread.
 *
 * The pointer comes beside the picture where the portal offers that; otherwise the compositor draws it into the picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_SCREEN_PORTAL (hearth_screen_portal_get_type ())
G_DECLARE_FINAL_TYPE (HearthScreenPortal, hearth_screen_portal, HEARTH, SCREEN_PORTAL, GObject)

HearthScreenPortal *hearth_screen_portal_new         (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_portal_ask_async:
 * @restore_token: (nullable): of an earlier share of this process: the same is shared again, and nobody is asked
 *
 * Once.
 */
void                hearth_screen_portal_ask_async   (HearthScreenPortal   *self,
                                                      const char           *restore_token,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);

/**
 * hearth_screen_portal_ask_finish:
 *
 * Returns: %TRUE where there is something to capture; %FALSE with HEARTH_MEDIA_ERROR_REFUSED where the person or a policy said no,
 *   HEARTH_MEDIA_ERROR_NO_PORTAL where there is no such portal, _DEVICE where it gives nothing, or G_IO_ERROR_CANCELLED
 */
gboolean            hearth_screen_portal_ask_finish  (HearthScreenPortal   *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/**
 * hearth_screen_portal_open_remote:
 * @serial: (out): what to look for in it; 0 where the portal does not say (before its version 6, and GNOME's still)
 * @node_id: (out): the same by an id, which could be given to another node once this one is gone
 *
 * Waits for the portal's answer, a few milliseconds: it does not ask anybody.
 *
 * Returns: a socket to a PipeWire that holds only this, which nobody else uses, or -1 with HEARTH_MEDIA_ERROR_DEVICE
 */
int                 hearth_screen_portal_open_remote (HearthScreenPortal   *self,
                                                      guint64              *serial,
                                                      guint32              *node_id,
                                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_screen_portal_get_restore_token: Returns: (transfer full) (nullable): to share the same once more. */
char               *hearth_screen_portal_get_restore_token (HearthScreenPortal *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_screen_portal_close: The desktop's own sign of it goes; idempotent, no signal afterwards. Dispose calls it. */
void                hearth_screen_portal_close       (HearthScreenPortal   *self);

/* Signal ::closed (): the desktop ended it, where the person told it to, or a window that was shared has gone */

G_END_DECLS
