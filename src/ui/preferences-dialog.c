/* What a person can choose for good: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/preferences-dialog.h"

#include <glib/gi18n.h>

#include "base/limits.h"
#include "ui/colour-chooser.h"
#include "ui/device-row.h"
#include "ui/name-row.h"
#include "ui/widget-state.h"

struct _HearthPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  HearthSettings *settings;

  HearthNameRow *name;
  HearthColourChooser *colour;
  HearthDeviceRow *camera;
  HearthDeviceRow *microphone;
  HearthDeviceRow *speaker;
  GtkWidget *high_definition;
  GtkWidget *join_with_camera;
  GtkWidget *join_with_microphone;
  AdwSpinRow *room_capacity;
  GtkWidget *ask_to_enter;
  GtkWidget *mini_window;
  GtkWidget *chat_sound;
  GtkWidget *muted_reminder;
  GtkWidget *push_to_talk;
  GtkWidget *push_to_talk_anywhere;
  GtkWidget *server;
  GtkWidget *stun_server;
  GtkWidget *turn_servers;
};

G_DEFINE_FINAL_TYPE (HearthPreferencesDialog, hearth_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
on_server_applied (HearthPreferencesDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->server));

  hearth_widget_state_set_valid (self->server, hearth_settings_set_server (self->settings, text));
}

static void
on_stun_applied (HearthPreferencesDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->stun_server));

  hearth_widget_state_set_valid (self->stun_server, hearth_settings_set_stun_server (self->settings, text));
}

/* Several are separated by spaces. */
static void
on_turn_applied (HearthPreferencesDialog *self)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->turn_servers)), " ,;\t", -1);
  g_autoptr (GStrvBuilder) servers = g_strv_builder_new ();
  g_auto (GStrv) value = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (servers, words[i]);
  value = g_strv_builder_end (servers);

  hearth_widget_state_set_valid (self->turn_servers, hearth_settings_set_turn_servers (self->settings, (const char *const *) value));
}

/* While one types nothing is wrong yet. */
static void
on_entry_changed (HearthPreferencesDialog *self,
                  GtkWidget               *row)
{
  hearth_widget_state_set_valid (row, TRUE);
}

static void
bind_switch (HearthPreferencesDialog *self,
             GtkWidget               *row,
             const char              *property)
{
  g_object_bind_property (self->settings, property, row, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* Which key it is, once the desktop has said so. */
static void
on_trigger_changed (HearthPreferencesDialog *self,
                    GParamSpec              *pspec,
                    HearthPushToTalk        *push_to_talk)
{
  g_autofree char *trigger = NULL;

  g_object_get (push_to_talk, "desktop-trigger", &trigger, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->push_to_talk_anywhere),
                               trigger != NULL ? trigger : _("With a key of the whole desktop, which asks you for one"));
}

/* Nobody is offered what their desktop cannot do. */
static void
bind_talking (HearthPreferencesDialog *self,
              HearthPushToTalk        *push_to_talk)
{
  bind_switch (self, self->muted_reminder, "muted-reminder");
  bind_switch (self, self->push_to_talk, "push-to-talk");
  bind_switch (self, self->push_to_talk_anywhere, "push-to-talk-anywhere");
  g_object_bind_property (push_to_talk, "desktop-possible", self->push_to_talk_anywhere, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->push_to_talk, "active", self->push_to_talk_anywhere, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (push_to_talk, "notify::desktop-trigger", G_CALLBACK (on_trigger_changed), self, G_CONNECT_SWAPPED);
  on_trigger_changed (self, NULL, push_to_talk);
}

static void
bind_capacity (HearthPreferencesDialog *self)
{
  adw_spin_row_set_range (self->room_capacity, HEARTH_SETTINGS_CAPACITY_MIN, HEARTH_LIMIT_ROOM_PEOPLE);
  gtk_adjustment_set_step_increment (adw_spin_row_get_adjustment (self->room_capacity), 1);
  g_object_bind_property (self->settings, "room-capacity", self->room_capacity, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
show_network (HearthPreferencesDialog *self)
{
  g_autofree char *stun_server = NULL;
  g_autofree char *turn_text = NULL;
  g_auto (GStrv) turn_servers = NULL;

  g_object_get (self->settings, "stun-server", &stun_server, "turn-servers", &turn_servers, NULL);
  turn_text = turn_servers != NULL ? g_strjoinv (" ", turn_servers) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->server), hearth_settings_get_server (self->settings));
  gtk_editable_set_text (GTK_EDITABLE (self->stun_server), stun_server != NULL ? stun_server : "");
  gtk_editable_set_text (GTK_EDITABLE (self->turn_servers), turn_text);
}

static void
hearth_preferences_dialog_dispose (GObject *object)
{
  HearthPreferencesDialog *self = HEARTH_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_preferences_dialog_parent_class)->dispose (object);
}

static void
hearth_preferences_dialog_class_init (HearthPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_preferences_dialog_dispose;

  g_type_ensure (HEARTH_TYPE_COLOUR_CHOOSER);
  g_type_ensure (HEARTH_TYPE_DEVICE_ROW);
  g_type_ensure (HEARTH_TYPE_NAME_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, colour);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, camera);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, microphone);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, speaker);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, high_definition);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, join_with_camera);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, join_with_microphone);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, room_capacity);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, mini_window);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, ask_to_enter);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, chat_sound);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, muted_reminder);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, push_to_talk);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, push_to_talk_anywhere);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, server);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, stun_server);
  gtk_widget_class_bind_template_child (widget_class, HearthPreferencesDialog, turn_servers);
  gtk_widget_class_bind_template_callback (widget_class, on_server_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stun_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_turn_applied);
}

static void
hearth_preferences_dialog_init (HearthPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_preferences_dialog_new (HearthCall *call)
{
  HearthPreferencesDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_PREFERENCES_DIALOG, NULL);
  self->settings = g_object_ref (hearth_call_get_settings (call));

  hearth_name_row_bind (self->name, self->settings);
  hearth_colour_chooser_bind (self->colour, self->settings);
  hearth_device_row_bind (self->camera, call, HEARTH_DEVICE_CAMERA);
  hearth_device_row_bind (self->microphone, call, HEARTH_DEVICE_MICROPHONE);
  hearth_device_row_bind (self->speaker, call, HEARTH_DEVICE_SPEAKER);
  bind_switch (self, self->high_definition, "high-definition");
  bind_switch (self, self->join_with_camera, "join-with-camera");
  bind_switch (self, self->join_with_microphone, "join-with-microphone");
  bind_capacity (self);
  bind_switch (self, self->mini_window, "mini-window");
  bind_switch (self, self->ask_to_enter, "ask-to-enter");
  bind_switch (self, self->chat_sound, "chat-sound");
  bind_talking (self, hearth_call_get_push_to_talk (call));
  show_network (self);

  return ADW_DIALOG (self);
}
