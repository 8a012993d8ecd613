/* Whoever locks the screen goes away from it: the camera and what is shared pause until it is unlocked. Sound goes on, as in a phone call.
 *
 * They come back only in the same call, and only where nobody switched them off meanwhile. Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "desktop/session-monitor.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_LOCK_PAUSE (hearth_lock_pause_get_type ())
G_DECLARE_FINAL_TYPE (HearthLockPause, hearth_lock_pause, HEARTH, LOCK_PAUSE, GObject)

/** hearth_lock_pause_new: Pauses while it lives. */
HearthLockPause *hearth_lock_pause_new (HearthCall           *call,
                                        HearthSessionMonitor *monitor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
