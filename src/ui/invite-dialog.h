/* How others get into the room: the link to send, and the same as a QR code for a telephone; for the host links that work for a time or
 * for one person, and a new one in the place of all. Main thread; owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_INVITE_DIALOG (hearth_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthInviteDialog, hearth_invite_dialog, HEARTH, INVITE_DIALOG, AdwDialog)

/** hearth_invite_dialog_new: @call: in a room, which has a link. */
AdwDialog *hearth_invite_dialog_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
