/* Whom a room lets in unasked, or never: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/verdicts-dialog.h"

#include "ui/verdict-row.h"

struct _HearthVerdictsDialog
{
  AdwDialog parent_instance;

  HearthCall *call;

  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (HearthVerdictsDialog, hearth_verdicts_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return hearth_verdict_row_new (HEARTH_VERDICTS_DIALOG (user_data)->call, HEARTH_VERDICT (item));
}

static void
on_items_changed (GListModel           *verdicts,
                  guint                 position,
                  guint                 n_removed,
                  guint                 n_added,
                  HearthVerdictsDialog *self)
{
  guint n = g_list_model_get_n_items (verdicts);
  GtkListBoxRow *next = n > 0 ? gtk_list_box_get_row_at_index (self->list, (int) MIN (position, n - 1)) : NULL;

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "people" : "nobody");

  /* The button that was pressed is gone with its row. */
  if (n_removed > 0 && next != NULL)
    gtk_widget_child_focus (GTK_WIDGET (next), GTK_DIR_TAB_FORWARD);
  else if (n_removed > 0)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
hearth_verdicts_dialog_dispose (GObject *object)
{
  HearthVerdictsDialog *self = HEARTH_VERDICTS_DIALOG (object);

  /* The rows are made with this dialog. */
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_VERDICTS_DIALOG);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_verdicts_dialog_parent_class)->dispose (object);
}

static void
hearth_verdicts_dialog_class_init (HearthVerdictsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_verdicts_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/verdicts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthVerdictsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthVerdictsDialog, list);
}

static void
hearth_verdicts_dialog_init (HearthVerdictsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_verdicts_dialog_new (HearthCall *call)
{
  HearthVerdictsDialog *self;
  GListModel *verdicts;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_VERDICTS_DIALOG, NULL);
  self->call = g_object_ref (call);
  verdicts = hearth_call_get_verdicts (call);
  gtk_list_box_bind_model (self->list, verdicts, create_row, self, NULL);
  g_signal_connect_object (verdicts, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_DEFAULT);
  on_items_changed (verdicts, 0, 0, 0, self);

  return ADW_DIALOG (self);
}
