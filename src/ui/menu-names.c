/* Items of menus, named for screen readers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/menu-names.h"

/* GTK's widget for an item is its own business: it has no header. Where it is another one some day, nothing is done here. */
#define ITEM "GtkModelButton"

static void
name_items (GtkWidget *widget)
{
  g_autofree char *text = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_items (child);

  if (!g_str_equal (G_OBJECT_TYPE_NAME (widget), ITEM))
    return;

  g_object_get (widget, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return;
  /* A relation counts before a property. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Menus are made where GTK likes, and made again whenever their model changes; each has all its items when it is shown. */
static gboolean
on_any_map (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               user_data)
{
  GtkWidget *widget = GTK_WIDGET (g_value_get_object (values));

  if (GTK_IS_POPOVER_MENU (widget))
    name_items (widget);

  return G_SOURCE_CONTINUE;
}

void
hearth_menu_names_give (void)
{
  static gulong hook;

  if (hook != 0)
    return;

  /* Signals are there with their class. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  hook = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_any_map, NULL, NULL);
}
