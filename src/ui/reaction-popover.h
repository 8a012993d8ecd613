/* The few reactions to choose from, in one row: a click shows one to everybody. Main thread; owned by a menu button.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_REACTION_POPOVER (hearth_reaction_popover_get_type ())
G_DECLARE_FINAL_TYPE (HearthReactionPopover, hearth_reaction_popover, HEARTH, REACTION_POPOVER, GtkPopover)

G_END_DECLS
