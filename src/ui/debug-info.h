/* What somebody who mends a bug wants to know of this computer, as text to copy out of About. Main thread.
 *
 * It is posted where everybody reads: versions and switches only. No name, no address, no link, no server, no device: a test looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/settings.h"

G_BEGIN_DECLS

/**
 * hearth_debug_info_make:
 * @widget: (nullable): in the window, for how it is drawn
 * @settings: (nullable): where a call can be made
 *
 * Returns: (transfer full): lines of "What: value", in English
 */
char *hearth_debug_info_make (GtkWidget      *widget,
                              HearthSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
