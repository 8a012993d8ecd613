/* Makes the user interface's resources known: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ui.h"

#include "hearth-ui-resources.h"

void
hearth_ui_init (void)
{
  g_resources_register (hearth_ui_get_resource ());
}
