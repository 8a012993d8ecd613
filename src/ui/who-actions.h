/* What concerns one person, as actions of a window: "who.is", "who.network", "who.compare", "who.picture" and "who.screen" (a still of
 * their picture or of the screen that they share is saved), each with the id of a participant; and a dialog where somebody asks this
 * person to compare a code. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "ui/window.h"

G_BEGIN_DECLS

/** hearth_who_actions_add: @window: (transfer none): outlived by nothing of it. */
void hearth_who_actions_add (HearthWindow *window,
                             HearthCall   *call);

G_END_DECLS
