/* Who is who, as actions of a window: "who.is", "who.network" and "who.compare", each with the id of a participant; and a dialog
 * where somebody asks this person to compare a code. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

/** hearth_who_actions_add: @window: (transfer none): outlived by nothing of it. */
void hearth_who_actions_add (GtkWidget  *window,
                             HearthCall *call);

G_END_DECLS
