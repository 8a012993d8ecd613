/* The one window: home, lobby and call, one after the other as the call's state says. Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_WINDOW (hearth_window_get_type ())
G_DECLARE_FINAL_TYPE (HearthWindow, hearth_window, HEARTH, WINDOW, AdwApplicationWindow)

GtkWidget *hearth_window_new         (GtkApplication *application,
                                      HearthCall     *call) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_window_open_link:
 * @link: as the desktop handed it over; anything at all
 *
 * Opens the lobby of that room, asks first where this would end a call, and says so where it is not a link. Never switches
 * anything on and never joins: that is for the person to do.
 */
void       hearth_window_open_link   (HearthWindow   *self,
                                      const char     *link);

/** hearth_window_create_room: opens the lobby of a new room, asks first where this would end a call. */
void       hearth_window_create_room (HearthWindow   *self);

/** hearth_window_say: shown for a moment, and announced. */
void       hearth_window_say         (HearthWindow   *self,
                                      const char     *sentence);

/** hearth_window_join_clipboard: like hearth_window_open_link() with the link on the clipboard, once the window may read it. */
void       hearth_window_join_clipboard (HearthWindow *self);

G_END_DECLS
