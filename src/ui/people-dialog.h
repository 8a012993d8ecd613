/* Who is here and who is at the door, as lists that keep up with the call; for the host what the door does. Main thread; owned by the window that presents it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PEOPLE_DIALOG (hearth_people_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthPeopleDialog, hearth_people_dialog, HEARTH, PEOPLE_DIALOG, AdwDialog)

AdwDialog *hearth_people_dialog_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
