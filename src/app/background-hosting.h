/* A room that stays open while the window is hidden: tells the desktop so, shows a notification to come back by or to close the room with, and
 * ends the program with the call. Main thread; owned by the application.
 *
 *   window hidden in a call ──▶ permission asked, status line, notification ──▶ window shown again: all of it taken back
 *                                                                          └──▶ call over: window destroyed, and with it the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"
#include "desktop/background-portal.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_BACKGROUND_HOSTING (hearth_background_hosting_get_type ())
G_DECLARE_FINAL_TYPE (HearthBackgroundHosting, hearth_background_hosting, HEARTH, BACKGROUND_HOSTING, GObject)

/* Readable property, notified: "active": the window is hidden and the room open. */

/**
 * hearth_background_hosting_new:
 * @window: (transfer none): outlives this object; its application gets the action "close-room"
 */
HearthBackgroundHosting *hearth_background_hosting_new       (GtkWindow               *window,
                                                              HearthCall              *call) G_GNUC_WARN_UNUSED_RESULT;

gboolean                 hearth_background_hosting_is_active (HearthBackgroundHosting *self);

G_END_DECLS
