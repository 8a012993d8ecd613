/* What Hearth is, by whom, and under which licence. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/settings.h"

G_BEGIN_DECLS

AdwDialog *hearth_about_dialog_new (GtkWidget      *parent,
                                    HearthSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
