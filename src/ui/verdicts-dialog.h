/* Whom the room that this person hosts lets in unasked, or never; and to end that. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VERDICTS_DIALOG (hearth_verdicts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthVerdictsDialog, hearth_verdicts_dialog, HEARTH, VERDICTS_DIALOG, AdwDialog)

AdwDialog *hearth_verdicts_dialog_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
