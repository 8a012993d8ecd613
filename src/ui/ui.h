/* Makes the user interface's resources (templates, style, icons) known. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_UI_RESOURCE_PATH "/org/hearthcall/Hearth"

/** hearth_ui_init: before the first widget is made; idempotent. A static library's own constructor would be left out by the linker. */
void hearth_ui_init (void);

G_END_DECLS
