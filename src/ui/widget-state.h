/* What a state of a widget looks like, and what a screen reader is told of it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hearth_widget_state_set_class: @css_class is there, or not. */
void hearth_widget_state_set_class (GtkWidget  *widget,
                                    const char *css_class,
                                    gboolean    set);

/** hearth_widget_state_set_valid: of a place to write in: whether what stands there can be used. */
void hearth_widget_state_set_valid (GtkWidget  *entry,
                                    gboolean    valid);

G_END_DECLS
