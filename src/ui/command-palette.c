/* The command palette: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/command-palette.h"

#include <glib/gi18n.h>

#include "ui/command-row.h"

struct _HearthCommandPalette
{
  AdwDialog parent_instance;

  GtkWidget *window;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (HearthCommandPalette, hearth_command_palette, ADW_TYPE_DIALOG)

/* The next one that is seen, from @row on and including it. */
static GtkListBoxRow *
find_visible (GtkWidget *row,
              gboolean   forward)
{
  while (row != NULL && !gtk_widget_get_child_visible (row))
    row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);

  return row != NULL ? GTK_LIST_BOX_ROW (row) : NULL;
}

static guint
count_visible (HearthCommandPalette *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_child_visible (row);

  return n;
}

static void
scroll_to (HearthCommandPalette *self,
           GtkListBoxRow        *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* The keyboard stays in the entry, so the entry says which row is meant. */
static void
choose (HearthCommandPalette *self,
        GtkListBoxRow        *row)
{
  gtk_list_box_select_row (self->list, row);
  if (row == NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      return;
    }

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  scroll_to (self, row);
}

static void
announce (HearthCommandPalette *self,
          const char           *sentence)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
step (HearthCommandPalette *self,
      gboolean              forward)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->list));
  GtkListBoxRow *next;
  g_autofree char *description = NULL;

  if (row == NULL)
    return;
  row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  next = find_visible (row, forward);
  if (next == NULL)
    return;

  choose (self, next);
  description = hearth_command_row_describe (HEARTH_COMMAND_ROW (next));
  announce (self, description);
}

static void
activate_row (HearthCommandPalette *self,
              GtkListBoxRow        *row)
{
  g_autoptr (GtkWidget) window = g_object_ref (self->window);
  const char *action = hearth_command_row_get_command (HEARTH_COMMAND_ROW (row))->action;

  /* First away, so that a dialog which the command opens lies over the window and gets the keyboard. */
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, action, NULL);
}

static void
on_row_activated (HearthCommandPalette *self,
                  GtkListBoxRow        *row)
{
  activate_row (self, row);
}

static void
on_entry_activated (HearthCommandPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    activate_row (self, row);
}

static void
on_stop_search (HearthCommandPalette *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_search_changed (HearthCommandPalette *self)
{
  GtkListBoxRow *first;
  g_autofree char *description = NULL;
  g_autofree char *count = NULL;
  g_autofree char *sentence = NULL;
  guint n;

  gtk_list_box_invalidate_filter (self->list);
  first = find_visible (gtk_widget_get_first_child (GTK_WIDGET (self->list)), TRUE);
  n = count_visible (self);
  choose (self, first);
  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "found" : "nothing");

  if (first == NULL)
    {
      announce (self, _("No Commands Found"));
      return;
    }
  description = hearth_command_row_describe (HEARTH_COMMAND_ROW (first));
  count = g_strdup_printf (ngettext ("%u command", "%u commands", n), n);
  /* Translators: what a screen reader says while one types: how many were found, then the first of them: “3 commands: Leave” */
  sentence = g_strdup_printf (_("%s: %s"), count, description);
  announce (self, sentence);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                HearthCommandPalette  *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;

  step (self, key == GDK_KEY_Down);

  return GDK_EVENT_STOP;
}

static gboolean
filter (GtkListBoxRow *row,
        gpointer       user_data)
{
  HearthCommandPalette *self = HEARTH_COMMAND_PALETTE (user_data);

  return hearth_command_row_matches (HEARTH_COMMAND_ROW (row), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* Whether a command can be done is known once the rows are in the window. */
static void
on_map (HearthCommandPalette *self)
{
  on_search_changed (self);
}

static void
hearth_command_palette_dispose (GObject *object)
{
  HearthCommandPalette *self = HEARTH_COMMAND_PALETTE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_COMMAND_PALETTE);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (hearth_command_palette_parent_class)->dispose (object);
}

static void
hearth_command_palette_class_init (HearthCommandPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_command_palette_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/command-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCommandPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, HearthCommandPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthCommandPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, HearthCommandPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
hearth_command_palette_init (HearthCommandPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  const HearthCommand *commands;
  guint n_commands;

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  commands = hearth_commands_get (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    /* Here one is already. */
    if (!g_str_equal (commands[i].action, "win.commands"))
      gtk_list_box_append (self->list, hearth_command_row_new (&commands[i]));
  gtk_list_box_set_filter_func (self->list, filter, self, NULL);
}

AdwDialog *
hearth_command_palette_new (GtkWidget *window)
{
  HearthCommandPalette *self;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);

  self = g_object_new (HEARTH_TYPE_COMMAND_PALETTE, NULL);
  g_set_weak_pointer (&self->window, window);

  return ADW_DIALOG (self);
}
