/* One command in the palette: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/command-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HearthCommandRow
{
  GtkListBoxRow parent_instance;

  const HearthCommand *command;
  GtkWidget *probe; /* never seen: its sensitivity is whether the action exists here and is enabled */
};

G_DEFINE_FINAL_TYPE (HearthCommandRow, hearth_command_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_sensitive_changed (HearthCommandRow *self)
{
  gtk_list_box_row_changed (GTK_LIST_BOX_ROW (self));
}

static GtkWidget *
create_keys (const char *accelerator)
{
  GtkWidget *keys = adw_shortcut_label_new (accelerator);

  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  /* Part of the row's own name. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (keys), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);

  return keys;
}

static void
hearth_command_row_class_init (HearthCommandRowClass *klass)
{
}

static void
hearth_command_row_init (HearthCommandRow *self)
{
}

GtkWidget *
hearth_command_row_new (const HearthCommand *command)
{
  HearthCommandRow *self;
  GtkWidget *box, *title;
  g_autofree char *description = NULL;

  g_return_val_if_fail (command != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_COMMAND_ROW, NULL);
  self->command = command;

  title = gtk_label_new (_(command->title));
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  /* One German word beside three keys, in large text, is wider than a phone. */
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);

  self->probe = gtk_button_new ();
  gtk_widget_set_visible (self->probe, FALSE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->probe), command->action);
  g_signal_connect_object (self->probe, "notify::sensitive", G_CALLBACK (on_sensitive_changed), self, G_CONNECT_SWAPPED);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (box, "command");
  gtk_box_append (GTK_BOX (box), title);
  if (command->accelerator != NULL)
    gtk_box_append (GTK_BOX (box), create_keys (command->accelerator));
  gtk_box_append (GTK_BOX (box), self->probe);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  description = hearth_command_row_describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);

  return GTK_WIDGET (self);
}

const HearthCommand *
hearth_command_row_get_command (HearthCommandRow *self)
{
  g_return_val_if_fail (HEARTH_IS_COMMAND_ROW (self), NULL);

  return self->command;
}

char *
hearth_command_row_describe (HearthCommandRow *self)
{
  g_autofree char *keys = NULL;
  GdkModifierType modifiers;
  guint key;

  g_return_val_if_fail (HEARTH_IS_COMMAND_ROW (self), NULL);

  if (self->command->accelerator == NULL || !gtk_accelerator_parse (self->command->accelerator, &key, &modifiers))
    return g_strdup (_(self->command->title));

  keys = gtk_accelerator_get_label (key, modifiers);
  /* Translators: a command and its keys, for a screen reader: “Invite People, Ctrl+I” */
  return g_strdup_printf (_("%s, %s"), _(self->command->title), keys);
}

gboolean
hearth_command_row_matches (HearthCommandRow *self,
                            const char       *words)
{
  g_return_val_if_fail (HEARTH_IS_COMMAND_ROW (self), FALSE);
  g_return_val_if_fail (words != NULL, FALSE);

  return gtk_widget_get_sensitive (self->probe) && (*words == '\0' || g_str_match_string (words, _(self->command->title), TRUE));
}
