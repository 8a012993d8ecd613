/* Reactions that float up over somebody's picture and fade; a few at a time, and nothing where nobody sees them. Who does not want movement
 * sees them stand for two seconds. Draws by itself; takes no clicks. Main thread; owned by a tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "base/reaction.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_REACTION_VIEW (hearth_reaction_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthReactionView, hearth_reaction_view, HEARTH, REACTION_VIEW, GtkWidget)

/** hearth_reaction_view_add: One more, where the view is seen; the oldest makes room for it. */
void  hearth_reaction_view_add     (HearthReactionView *self,
                                    HearthReaction      reaction);

/** hearth_reaction_view_count: Returns: how many are seen now, at most HEARTH_LIMIT_REACTIONS_SHOWN. */
guint hearth_reaction_view_count   (HearthReactionView *self);

G_END_DECLS
