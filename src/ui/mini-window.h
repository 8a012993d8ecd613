/* The call in a small window while the large one is minimized, hidden or on another workspace: who speaks, the microphone, and the way
 * back and out. Main thread; owned by the window that it stands for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MINI_WINDOW (hearth_mini_window_get_type ())
G_DECLARE_FINAL_TYPE (HearthMiniWindow, hearth_mini_window, HEARTH, MINI_WINDOW, AdwWindow)

/**
 * hearth_mini_window_new:
 * @window: the large one; not owned, and must outlive it
 * @actions: those of the call, ui/call-actions.h
 *
 * Presents itself while it is needed, unless the setting "mini-window" is off; once closed, it stays away until @window was seen again.
 */
HearthMiniWindow *hearth_mini_window_new (GtkWindow    *window,
                                          HearthCall   *call,
                                          GActionGroup *actions) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_mini_window_dismiss: the person put the large window away on purpose: not before it was seen again. */
void       hearth_mini_window_dismiss (HearthMiniWindow *self);

G_END_DECLS
