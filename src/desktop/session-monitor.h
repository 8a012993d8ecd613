/* Whether the screen is locked, as the desktop's portal says (Inhibit.CreateMonitor). Main thread; owned by the application.
 *
 * GTK's own "screensaver-active" is not used: it only follows a portal inside of a sandbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_SESSION_MONITOR (hearth_session_monitor_get_type ())
G_DECLARE_FINAL_TYPE (HearthSessionMonitor, hearth_session_monitor, HEARTH, SESSION_MONITOR, GObject)

/* Readable property, notified: "locked". */

/** hearth_session_monitor_new: Begins to ask at once; where there is no portal the screen is never locked. */
HearthSessionMonitor *hearth_session_monitor_new       (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean              hearth_session_monitor_is_locked (HearthSessionMonitor *self);

G_END_DECLS
