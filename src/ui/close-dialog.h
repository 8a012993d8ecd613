/* What the window asks before it closes in a call: whoever hosts would take the room from everybody, and can leave it open without a window.
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

/* The responses; any other means to stay. */
#define HEARTH_CLOSE_DIALOG_LEAVE "leave"
#define HEARTH_CLOSE_DIALOG_BACKGROUND "background"

/** hearth_close_dialog_new: @call: somebody is in it. */
AdwAlertDialog *hearth_close_dialog_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
