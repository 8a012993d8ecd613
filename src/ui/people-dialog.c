/* Who is here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/people-dialog.h"

#include "ui/person-row.h"

struct _HearthPeopleDialog
{
  AdwDialog parent_instance;

  GtkListBox *people;
};

G_DEFINE_FINAL_TYPE (HearthPeopleDialog, hearth_people_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return hearth_person_row_new (HEARTH_PARTICIPANT (item));
}

static void
hearth_people_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_PEOPLE_DIALOG);

  G_OBJECT_CLASS (hearth_people_dialog_parent_class)->dispose (object);
}

static void
hearth_people_dialog_class_init (HearthPeopleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_people_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/people-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, people);
}

static void
hearth_people_dialog_init (HearthPeopleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_people_dialog_new (HearthCall *call)
{
  HearthPeopleDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_PEOPLE_DIALOG, NULL);
  gtk_list_box_bind_model (self->people, hearth_call_get_participants (call), create_row, NULL, NULL);

  return ADW_DIALOG (self);
}
