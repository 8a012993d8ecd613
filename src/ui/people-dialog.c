/* Who is here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/people-dialog.h"

#include <glib/gi18n.h>

#include "ui/verdicts-dialog.h"
#include "ui/knock-row.h"
#include "ui/person-row.h"
#include "ui/sentences.h"

struct _HearthPeopleDialog
{
  AdwDialog parent_instance;

  HearthCall *call;

  AdwPreferencesGroup *waiting;
  GtkListBox *people;
  GtkLabel *host;
  GtkWidget *order;
  AdwSwitchRow *may_unmute;
  AdwSwitchRow *may_share;
  AdwSwitchRow *may_chat;
  AdwSwitchRow *may_rename;
  gboolean updating; /* the rows follow the host's word, and nobody has touched them */
  GtkWidget *door;
  GtkWidget *ask;
  GtkWidget *verdicts;
  AdwSwitchRow *locked;
};

G_DEFINE_FINAL_TYPE (HearthPeopleDialog, hearth_people_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return hearth_person_row_new (HEARTH_PEOPLE_DIALOG (user_data)->call, HEARTH_PARTICIPANT (item));
}

/* Who can see and hear everybody, be it that nobody sits there and they are in no row. */
static void
on_host_changed (HearthPeopleDialog *self)
{
  const char *host = hearth_call_get_host_name (self->call);
  g_autofree char *name = hearth_sentence_isolate (host != NULL ? host : "");
  g_autofree char *text = NULL;

  if (hearth_call_is_hosting (self->call))
    text = g_strdup (_("You host this room. Only your computer can see and hear it."));
  else if (host != NULL)
    /* Translators: %s is the name of the person who hosts the room */
    text = g_strdup_printf (_("Hosted by %s. Only the host’s computer can see and hear the room."), name);

  gtk_label_set_label (self->host, text != NULL ? text : "");
}

static GtkWidget *
create_knock_row (gpointer item,
                  gpointer user_data)
{
  return hearth_knock_row_new (HEARTH_PEOPLE_DIALOG (user_data)->call, HEARTH_KNOCK (item));
}

static void
on_knocks_changed (HearthPeopleDialog *self)
{
  gboolean anybody = g_list_model_get_n_items (hearth_call_get_knocks (self->call)) > 0;

  /* The row that the keyboard was in is about to go, and no other takes its place. */
  if (!anybody && gtk_widget_get_focus_child (GTK_WIDGET (self->waiting)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), anybody);
}

static void
on_locked_notify (HearthPeopleDialog *self)
{
  adw_switch_row_set_active (self->locked, hearth_call_is_locked (self->call));
}

static void
on_mute_all (HearthPeopleDialog *self)
{
  const HearthAct act = { .kind = HEARTH_ACT_MUTE_ALL };

  hearth_call_act (self->call, &act);
}

/* What the host says of this person decides what is offered. */
static void
on_standing_changed (HearthPeopleDialog *self)
{
  const HearthAct act = { .kind = HEARTH_ACT_SET_SWITCHES };
  gboolean may = hearth_call_may_act (self->call, &act, NULL);
  guint switches = hearth_call_get_switches (self->call);

  gtk_widget_set_visible (self->order, may);
  gtk_widget_set_visible (self->door, may);
  self->updating = TRUE;
  adw_switch_row_set_active (self->may_unmute, (switches & HEARTH_SWITCH_UNMUTE) != 0);
  adw_switch_row_set_active (self->may_share, (switches & HEARTH_SWITCH_SHARE) != 0);
  adw_switch_row_set_active (self->may_chat, (switches & HEARTH_SWITCH_CHAT) != 0);
  adw_switch_row_set_active (self->may_rename, (switches & HEARTH_SWITCH_RENAME) != 0);
  self->updating = FALSE;
}

static void
on_switched (HearthPeopleDialog *self)
{
  HearthAct act = { .kind = HEARTH_ACT_SET_SWITCHES };

  if (adw_switch_row_get_active (self->may_unmute))
    act.switches |= HEARTH_SWITCH_UNMUTE;
  if (adw_switch_row_get_active (self->may_share))
    act.switches |= HEARTH_SWITCH_SHARE;
  if (adw_switch_row_get_active (self->may_chat))
    act.switches |= HEARTH_SWITCH_CHAT;
  if (adw_switch_row_get_active (self->may_rename))
    act.switches |= HEARTH_SWITCH_RENAME;
  if (!self->updating)
    hearth_call_act (self->call, &act);
}

static void
on_verdicts (HearthPeopleDialog *self)
{
  adw_dialog_present (hearth_verdicts_dialog_new (self->call), GTK_WIDGET (self));
}

static void
on_lock_switched (HearthPeopleDialog *self)
{
  hearth_call_set_locked (self->call, adw_switch_row_get_active (self->locked));
}

static void
hearth_people_dialog_dispose (GObject *object)
{
  HearthPeopleDialog *self = HEARTH_PEOPLE_DIALOG (object);

  /* The rows are made with this dialog. */
  if (self->people != NULL)
    gtk_list_box_bind_model (self->people, NULL, NULL, NULL, NULL);
  if (self->waiting != NULL)
    adw_preferences_group_bind_model (self->waiting, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PEOPLE_DIALOG);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_people_dialog_parent_class)->dispose (object);
}

static void
hearth_people_dialog_class_init (HearthPeopleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_people_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/people-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, people);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, host);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, door);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, order);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, may_unmute);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, may_share);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, may_chat);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, may_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_all);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, ask);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, verdicts);
  gtk_widget_class_bind_template_callback (widget_class, on_verdicts);
  gtk_widget_class_bind_template_child (widget_class, HearthPeopleDialog, locked);
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
  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::host-name", G_CALLBACK (on_host_changed), self, G_CONNECT_SWAPPED);
  on_host_changed (self);
  gtk_list_box_bind_model (self->people, hearth_call_get_participants (call), create_row, self, NULL);
  /* Before the rows follow. */
  g_signal_connect_object (hearth_call_get_knocks (call), "items-changed", G_CALLBACK (on_knocks_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_bind_model (self->waiting, hearth_call_get_knocks (call), create_knock_row, self, NULL);
  on_knocks_changed (self);

  gtk_widget_set_visible (self->ask, hearth_call_is_hosting (call));
  gtk_widget_set_visible (self->verdicts, hearth_call_is_hosting (call));
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_SWAPPED);
  on_standing_changed (self);
  g_signal_connect_object (self->may_unmute, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_share, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_chat, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_rename, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_object_bind_property (hearth_call_get_settings (call), "ask-to-enter", self->ask, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (call, "notify::locked", G_CALLBACK (on_locked_notify), self, G_CONNECT_SWAPPED);
  on_locked_notify (self);
  g_signal_connect_object (self->locked, "notify::active", G_CALLBACK (on_lock_switched), self, G_CONNECT_SWAPPED);

  return ADW_DIALOG (self);
}
