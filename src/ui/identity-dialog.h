/* Who somebody in the call is: their badge, what is known of them, and what this person can do about it. Main thread; owned by
 * the window that presents it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_IDENTITY_DIALOG (hearth_identity_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthIdentityDialog, hearth_identity_dialog, HEARTH, IDENTITY_DIALOG, AdwDialog)

AdwDialog *hearth_identity_dialog_new (HearthCall        *call,
                                       HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
