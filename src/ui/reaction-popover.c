/* The few reactions to choose from: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/reaction-popover.h"

#include <glib/gi18n.h>

#include "ui/sign-sentences.h"

struct _HearthReactionPopover
{
  GtkPopover parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthReactionPopover, hearth_reaction_popover, GTK_TYPE_POPOVER)

static GtkWidget *
create_button (HearthReactionPopover *self,
               HearthReaction         reaction)
{
  const HearthReactionLook *look = hearth_reaction_get_look (reaction);
  GtkWidget *button = gtk_button_new_with_label (look->emoji);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "reaction");
  gtk_widget_set_tooltip_text (button, _(look->name));
  /* A relation, which the label has made, counts before a property. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(look->name), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), look->action);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), self);

  return button;
}

static void
hearth_reaction_popover_class_init (HearthReactionPopoverClass *klass)
{
}

static void
hearth_reaction_popover_init (HearthReactionPopover *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    gtk_box_append (GTK_BOX (row), create_button (self, (HearthReaction) i));
  gtk_popover_set_child (GTK_POPOVER (self), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reactions"), -1);
}
