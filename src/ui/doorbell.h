/* The doorbell of somebody who looks elsewhere: a notification for everybody who waits at the door, with an answer in it, withdrawn when
 * they are answered or go. The sound is the call controller's, the banner the call page's. Main thread; owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DOORBELL (hearth_doorbell_get_type ())
G_DECLARE_FINAL_TYPE (HearthDoorbell, hearth_doorbell, HEARTH, DOORBELL, GObject)

/**
 * hearth_doorbell_new:
 * @window: (transfer none): outlives the doorbell; while it is looked at there are no notifications
 *
 * Its application gets the action "answer-knock" (ss): who, and "admit" or "deny".
 */
HearthDoorbell *hearth_doorbell_new (GtkWindow  *window,
                                     HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
