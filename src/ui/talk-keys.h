/* Space, held in a window, as the key of push to talk: only where no widget wants it, and released with the window's focus. Main thread;
 * owned by the window.
 *
 *   capture ─▶ held: repeated presses reach nobody; the release ends it wherever the focus has gone
 *   bubble ──▶ not held: what nobody in the window has used begins it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/push-to-talk.h"

G_BEGIN_DECLS

/** hearth_talk_keys_add: to @window; its event controllers own everything else. */
void hearth_talk_keys_add (GtkWindow        *window,
                           HearthPushToTalk *push_to_talk);

G_END_DECLS
