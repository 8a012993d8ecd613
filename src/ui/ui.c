/* The user interface's resources: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ui.h"

#include "hearth-ui-resources.h"
#include "ui/menu-names.h"

void
hearth_ui_init (void)
{
  /* The object file that holds the resource registers it when the program is loaded. Naming it here makes the linker keep it. */
  hearth_ui_get_resource ();
  hearth_menu_names_give ();
}
