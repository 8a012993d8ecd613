/* Menus that hold more than a low window shows are scrolled, not cut off: on a phone that is held sideways there is nothing beyond the window.
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hearth_menu_height_follow:
 * @menu: not shown yet
 * @scroller: what it consists of, with its largest height set
 *
 * Whenever @menu is shown, it is no higher than what its window has beside the bar that it hangs on.
 */
void hearth_menu_height_follow (GtkPopover        *menu,
                                GtkScrolledWindow *scroller);

G_END_DECLS
