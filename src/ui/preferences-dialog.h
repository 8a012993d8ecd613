/* What a person can choose for good: profile, devices, sound, server. Applies at once. Main thread; owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PREFERENCES_DIALOG (hearth_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthPreferencesDialog, hearth_preferences_dialog, HEARTH, PREFERENCES_DIALOG, AdwPreferencesDialog)

/** hearth_preferences_dialog_new: @call: whose settings and devices. */
AdwDialog *hearth_preferences_dialog_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
