/* One person in the call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/participant-tile.h"

#include <glib/gi18n.h>

#include "ui/avatar.h"
#include "ui/frame-paintable.h"

/* The initials take this share of the tile's shorter side, and at most so many pixels. */
#define AVATAR_SHARE 0.45
#define AVATAR_MAX 160

/* A picture fills its tile as long as at least this share of it stays visible; otherwise (an upright phone in a wide tile) the
 * whole picture is shown with bars beside it. */
#define CROP_KEEPS_AT_LEAST 0.55

struct _HearthParticipantTile
{
  GtkWidget parent_instance;

  HearthParticipant *participant;
  GSignalGroup *participant_signals;
  HearthFramePaintable *paintable;

  GtkWidget *avatar;
  GtkWidget *picture;
  GtkWidget *caption;
  GtkWidget *muted;
  GtkWidget *speaking;
  GtkLabel *name;
};

enum
{
  PROP_0,
  PROP_PARTICIPANT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthParticipantTile, hearth_participant_tile, GTK_TYPE_WIDGET)

static char *
display_name (HearthParticipant *participant)
{
  const char *name = hearth_participant_get_name (participant);

  if (hearth_participant_is_self (participant))
    /* Translators: the person at this computer, in a list of people; %s is their name */
    return g_strdup_printf (_("%s (you)"), name);

  return g_strdup (name);
}

static void
set_css_class (HearthParticipantTile *self,
               const char            *css_class,
               gboolean               set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
update (HearthParticipantTile *self)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  gboolean microphone_on, has_picture, speaking;

  if (self->participant == NULL)
    return;

  name = display_name (self->participant);
  description = hearth_participant_tile_describe (self->participant);
  microphone_on = hearth_participant_get_microphone_on (self->participant);
  speaking = microphone_on && hearth_participant_get_speaking (self->participant);
  g_object_get (self->participant, "has-picture", &has_picture, NULL);

  gtk_label_set_label (self->name, name);
  gtk_widget_set_visible (self->muted, !microphone_on);
  gtk_widget_set_visible (self->speaking, speaking);
  gtk_widget_set_visible (self->picture, has_picture);
  gtk_widget_set_visible (self->avatar, !has_picture);
  g_object_set (self->avatar,
                "name", hearth_participant_get_name (self->participant),
                "colour", hearth_participant_get_colour (self->participant),
                NULL);
  set_css_class (self, "speaking", speaking);
  set_css_class (self, "away", !hearth_participant_get_connected (self->participant));
  set_css_class (self, "with-picture", has_picture);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static void
on_scale_factor_changed (HearthParticipantTile *self)
{
  if (self->paintable != NULL)
    hearth_frame_paintable_set_scale_factor (self->paintable, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

static void
set_participant (HearthParticipantTile *self,
                 HearthParticipant     *participant)
{
  if (!g_set_object (&self->participant, participant))
    return;

  g_signal_group_set_target (self->participant_signals, participant);
  g_clear_object (&self->paintable);
  if (participant != NULL)
    {
      self->paintable = hearth_frame_paintable_new (hearth_participant_get_mailbox (participant),
                                                    hearth_participant_is_self (participant));
      on_scale_factor_changed (self);
      g_signal_connect_object (self->paintable, "invalidate-size", G_CALLBACK (gtk_widget_queue_allocate), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->paintable));
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARTICIPANT]);
}

/* How the picture goes into a tile of this size. */
static GtkContentFit
choose_fit (HearthParticipantTile *self,
            int                    width,
            int                    height)
{
  double tile = (double) width / MAX (1, height);
  double picture = self->paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->paintable)) : 0;

  if (picture <= 0)
    return GTK_CONTENT_FIT_COVER;

  return MIN (tile, picture) / MAX (tile, picture) >= CROP_KEEPS_AT_LEAST ? GTK_CONTENT_FIT_COVER : GTK_CONTENT_FIT_CONTAIN;
}

static void
hearth_participant_tile_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

static void
hearth_participant_tile_size_allocate (GtkWidget *widget,
                                       int        width,
                                       int        height,
                                       int        baseline)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (widget);
  int avatar = MIN ((int) (MIN (width, height) * AVATAR_SHARE), AVATAR_MAX);
  int caption_width, caption_minimum, caption_height;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), choose_fit (self, width, height));
  gtk_widget_size_allocate (self->picture, &(GtkAllocation) { 0, 0, width, height }, -1);
  gtk_widget_size_allocate (self->avatar,
                            &(GtkAllocation) { (width - avatar) / 2, (height - avatar) / 2, avatar, avatar }, -1);

  gtk_widget_measure (self->caption, GTK_ORIENTATION_HORIZONTAL, -1, &caption_minimum, &caption_width, NULL, NULL);
  caption_width = MAX (caption_minimum, MIN (caption_width, width));
  gtk_widget_measure (self->caption, GTK_ORIENTATION_VERTICAL, caption_width, NULL, &caption_height, NULL, NULL);
  gtk_widget_size_allocate (self->caption,
                            &(GtkAllocation) { rtl ? width - caption_width : 0, height - caption_height,
                                               caption_width, caption_height }, -1);
}

static void
hearth_participant_tile_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (object);

  switch (prop_id)
    {
    case PROP_PARTICIPANT:
      g_value_set_object (value, self->participant);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_participant_tile_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (object);

  switch (prop_id)
    {
    case PROP_PARTICIPANT:
      set_participant (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_participant_tile_dispose (GObject *object)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (object);

  g_clear_object (&self->participant_signals);
  g_clear_object (&self->participant);
  g_clear_object (&self->paintable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PARTICIPANT_TILE);

  G_OBJECT_CLASS (hearth_participant_tile_parent_class)->dispose (object);
}

static void
hearth_participant_tile_class_init (HearthParticipantTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hearth_participant_tile_get_property;
  object_class->set_property = hearth_participant_tile_set_property;
  object_class->dispose = hearth_participant_tile_dispose;
  widget_class->measure = hearth_participant_tile_measure;
  widget_class->size_allocate = hearth_participant_tile_size_allocate;

  properties[PROP_PARTICIPANT] = g_param_spec_object ("participant", NULL, NULL, HEARTH_TYPE_PARTICIPANT,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEARTH_TYPE_AVATAR);
  gtk_widget_class_set_css_name (widget_class, "participant-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/participant-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, picture);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, caption);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, muted);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, speaking);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, name);
}

static void
hearth_participant_tile_init (HearthParticipantTile *self)
{
  static const char *const shown[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::connected", "notify::has-picture", "notify::speaking",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_factor_changed), NULL);

  self->participant_signals = g_signal_group_new (HEARTH_TYPE_PARTICIPANT);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_group_connect_swapped (self->participant_signals, shown[i], G_CALLBACK (update), self);
}

GtkWidget *
hearth_participant_tile_new (HearthParticipant *participant)
{
  return g_object_new (HEARTH_TYPE_PARTICIPANT_TILE, "participant", participant, NULL);
}

char *
hearth_participant_tile_describe (HearthParticipant *participant)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *name = NULL;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  name = display_name (participant);
  g_ptr_array_add (parts, name);
  if (hearth_participant_is_host (participant))
    g_ptr_array_add (parts, _("host"));
  if (!hearth_participant_get_connected (participant))
    g_ptr_array_add (parts, _("reconnecting"));
  if (!hearth_participant_get_microphone_on (participant))
    g_ptr_array_add (parts, _("microphone off"));
  if (!hearth_participant_get_camera_on (participant))
    g_ptr_array_add (parts, _("camera off"));
  if (hearth_participant_get_microphone_on (participant) && hearth_participant_get_speaking (participant))
    g_ptr_array_add (parts, _("speaking"));
  g_ptr_array_add (parts, NULL);

  /* Translators: what stands between the parts of "Anna, microphone off, speaking" */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}
