/* What a state of a widget looks like: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widget-state.h"

void
hearth_widget_state_set_class (GtkWidget  *widget,
                               const char *css_class,
                               gboolean    set)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && css_class != NULL);

  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
hearth_widget_state_set_valid (GtkWidget *entry,
                               gboolean   valid)
{
  hearth_widget_state_set_class (entry, "error", !valid);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}
