/* Items of menus, named for screen readers: GTK 4.24 ties each to a label that has no name for them, so that a menu would be read as
 * a row of nothing. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hearth_menu_names_give: From now on the items of every menu of this process have their words for a name. Idempotent. */
void hearth_menu_names_give (void);

G_END_DECLS
