/* The user interface's resources: templates and style. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_UI_RESOURCE_PATH "/org/hearthcall/Hearth"

/** hearth_ui_init: every program with these widgets calls it before it makes the first one; idempotent. */
void hearth_ui_init (void);

G_END_DECLS
