/* A still of somebody's picture, or of the screen that they share, saved as PNG where this person says. It is the picture that is seen at
 * the moment of the click, as large as it came; whoever is on it is told when it is saved. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "ui/call-page.h"
#include "ui/window.h"

G_BEGIN_DECLS

/**
 * hearth_snapshot_take:
 * @window: where the question stands, and what comes of it is said
 * @participant: whose picture
 *
 * Nothing is saved any more once the call is over, or whoever is on it has left: nobody could be told.
 */
void hearth_snapshot_take (HearthWindow      *window,
                           HearthCall        *call,
                           HearthParticipant *participant,
                           HearthPictureKind  kind);

/** hearth_snapshot_take_large: of whoever is large on @page; says so where nobody is. */
void hearth_snapshot_take_large (HearthWindow   *window,
                                 HearthCall     *call,
                                 HearthCallPage *page);

G_END_DECLS
