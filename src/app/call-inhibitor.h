/* Keeps the computer awake and the screen unlocked while in a call: somebody who only listens touches nothing for an hour. Main thread;
 * owned by the application.
 *
 * Without a window (hosting in the background) only the computer stays awake: nobody looks at the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_INHIBITOR (hearth_call_inhibitor_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallInhibitor, hearth_call_inhibitor, HEARTH, CALL_INHIBITOR, GObject)

/** hearth_call_inhibitor_new: @application: (transfer none): outlives the inhibitor. */
HearthCallInhibitor *hearth_call_inhibitor_new      (GtkApplication      *application,
                                                     HearthCall          *call) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_inhibitor_set_seen: whether there is a window to look at; there is at first. */
void                 hearth_call_inhibitor_set_seen (HearthCallInhibitor *self,
                                                     gboolean             seen);

G_END_DECLS
