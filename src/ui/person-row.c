/* One person in the list of who is here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/person-row.h"

#include <glib/gi18n.h>

#include "ui/avatar.h"
#include "ui/participant-tile.h"

struct _HearthPersonRow
{
  AdwActionRow parent_instance;

  HearthParticipant *participant;

  GtkWidget *avatar;
  GtkImage *microphone;
  GtkImage *camera;
};

G_DEFINE_FINAL_TYPE (HearthPersonRow, hearth_person_row, ADW_TYPE_ACTION_ROW)

static const char *
part_in_room (HearthParticipant *participant)
{
  if (!hearth_participant_get_connected (participant))
    return _("Reconnecting…");
  if (hearth_participant_is_host (participant))
    return hearth_participant_is_self (participant) ? _("You, hosting this room") : _("Hosts this room");
  if (hearth_participant_is_self (participant))
    return _("You");

  return "";
}

static void
update (HearthPersonRow *self)
{
  HearthParticipant *participant = self->participant;
  g_autofree char *description = hearth_participant_tile_describe (participant);
  gboolean microphone_on = hearth_participant_get_microphone_on (participant);
  gboolean camera_on = hearth_participant_get_camera_on (participant);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hearth_participant_get_name (participant));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), part_in_room (participant));
  g_object_set (self->avatar,
                "name", hearth_participant_get_name (participant),
                "colour", hearth_participant_get_colour (participant),
                NULL);

  gtk_image_set_from_icon_name (self->microphone,
                                microphone_on ? "audio-input-microphone-symbolic" : "microphone-disabled-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->microphone), microphone_on ? _("Microphone on") : _("Microphone off"));
  gtk_image_set_from_icon_name (self->camera, camera_on ? "camera-video-symbolic" : "hearth-camera-disabled-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->camera), camera_on ? _("Camera on") : _("Camera off"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static void
hearth_person_row_dispose (GObject *object)
{
  HearthPersonRow *self = HEARTH_PERSON_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PERSON_ROW);
  g_clear_object (&self->participant);

  G_OBJECT_CLASS (hearth_person_row_parent_class)->dispose (object);
}

static void
hearth_person_row_class_init (HearthPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_person_row_dispose;

  g_type_ensure (HEARTH_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, microphone);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, camera);
}

static void
hearth_person_row_init (HearthPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hearth_person_row_new (HearthParticipant *participant)
{
  static const char *const shown[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::camera-on", "notify::connected",
  };
  HearthPersonRow *self;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (HEARTH_TYPE_PERSON_ROW, NULL);
  self->participant = g_object_ref (participant);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (participant, shown[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
