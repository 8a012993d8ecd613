/* One person in the call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/participant-tile.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/avatar.h"
#include "ui/frame-paintable.h"
#include "ui/tile-geometry.h"

/* The initials take this share of the tile's shorter side, and at most so many pixels. */
#define AVATAR_SHARE 0.45
#define AVATAR_MAX 160

/* What a camera gives, for as long as nobody knows. */
#define USUAL_ASPECT (16.0 / 9.0)

/* A picture fills its tile as long as at least this share of it stays visible; otherwise (an upright phone in a wide tile) the
 * whole picture is shown with bars beside it. */
#define CROP_KEEPS_AT_LEAST 0.55

struct _HearthParticipantTile
{
  GtkWidget parent_instance;

  HearthParticipant *participant;
  GSignalGroup *participant_signals;
  HearthFramePaintable *paintable;
  gboolean pinned;
  gboolean in_view;
  GSignalGroup *surface_signals; /* of the window's surface, while mapped */

  GtkWidget *avatar;
  GtkWidget *picture;
  GtkWidget *caption;
  GtkWidget *muted;
  GtkWidget *speaking;
  GtkLabel *name;
  GtkPopover *menu;
};

enum
{
  PROP_0,
  PROP_PARTICIPANT,
  PROP_PINNED,
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

/* Why somebody whose camera is on is not seen. */
static char *
explain_missing_picture (HearthParticipant *participant)
{
  if (!hearth_participant_get_picture_held (participant))
    return NULL;

  /* Translators: %s is a person's name; a room carries the pictures of the first sixteen only */
  return g_strdup_printf (_("The room carries no more pictures. %s can be heard."), hearth_participant_get_name (participant));
}

static void
update (HearthParticipantTile *self)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *missing_picture = NULL;
  g_autofree char *label = NULL;
  gboolean microphone_on, has_picture, speaking;

  if (self->participant == NULL)
    return;

  name = display_name (self->participant);
  description = hearth_participant_tile_describe (self->participant);
  /* Translators: %s is what a person's picture shows in words, "Anna, microphone off" */
  label = self->pinned ? g_strdup_printf (_("%s, pinned"), description) : g_strdup (description);
  missing_picture = explain_missing_picture (self->participant);
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

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), missing_picture);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* --- How large they are shown ------------------------------------------------------------------------------------------- */

static double
get_aspect (HearthParticipantTile *self)
{
  double aspect = self->paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->paintable)) : 0;

  return aspect > 0 ? aspect : USUAL_ASPECT;
}

/* Whether the picture fills a tile of this size, or is shown as a whole. */
static gboolean
fills (HearthParticipantTile *self,
       int                    width,
       int                    height)
{
  double tile = (double) width / MAX (1, height);
  double picture = get_aspect (self);

  return MIN (tile, picture) / MAX (tile, picture) >= CROP_KEEPS_AT_LEAST;
}

static gboolean
is_seen (HearthParticipantTile *self,
         GdkSurface            *surface)
{
  const GdkToplevelState hidden = GDK_TOPLEVEL_STATE_MINIMIZED | GDK_TOPLEVEL_STATE_SUSPENDED;

  return surface != NULL && self->in_view && (!GDK_IS_TOPLEVEL (surface)
                                              || (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & hidden) == 0);
}

static void
tell_shown (HearthParticipantTile *self)
{
  g_autoptr (GdkSurface) surface = g_signal_group_dup_target (self->surface_signals);
  int tile_width = gtk_widget_get_width (GTK_WIDGET (self));
  int tile_height = gtk_widget_get_height (GTK_WIDGET (self));
  int width = 0, height = 0;
  double scale;

  if (self->participant == NULL)
    return;

  if (is_seen (self, surface))
    {
      hearth_tile_geometry_fit_picture (get_aspect (self), tile_width, tile_height, fills (self, tile_width, tile_height),
                                        &width, &height);
      scale = gdk_surface_get_scale (surface);
      width = (int) ceil (width * scale);
      height = (int) ceil (height * scale);
    }
  hearth_participant_show (self->participant, (guint) width, (guint) height, self->pinned);
}

static void
hearth_participant_tile_map (GtkWidget *widget)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (widget);

  GTK_WIDGET_CLASS (hearth_participant_tile_parent_class)->map (widget);
  g_signal_group_set_target (self->surface_signals, gtk_native_get_surface (gtk_widget_get_native (widget)));
  tell_shown (self);
}

static void
hearth_participant_tile_unmap (GtkWidget *widget)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (widget);

  g_signal_group_set_target (self->surface_signals, NULL);
  tell_shown (self);
  GTK_WIDGET_CLASS (hearth_participant_tile_parent_class)->unmap (widget);
}

static void
on_scale_factor_changed (HearthParticipantTile *self)
{
  if (self->paintable != NULL)
    hearth_frame_paintable_set_scale_factor (self->paintable, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  tell_shown (self);
}

/* --- Pin ---------------------------------------------------------------------------------------------------------------- */

static gboolean
can_be_pinned (HearthParticipantTile *self)
{
  return self->participant != NULL && !hearth_participant_is_self (self->participant);
}

static void
open_menu (HearthParticipantTile *self,
           double                 x,
           double                 y)
{
  if (!can_be_pinned (self))
    return;

  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
on_menu_popup (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  open_menu (HEARTH_PARTICIPANT_TILE (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
}

static void
on_pressed (HearthParticipantTile *self,
            int                    n_press,
            double                 x,
            double                 y)
{
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "tile.pinned", NULL);
}

static void
on_menu_pressed (HearthParticipantTile *self,
                 int                    n_press,
                 double                 x,
                 double                 y)
{
  open_menu (self, x, y);
}

static void
on_long_pressed (HearthParticipantTile *self,
                 double                 x,
                 double                 y)
{
  open_menu (self, x, y);
}


static void
set_participant (HearthParticipantTile *self,
                 HearthParticipant     *participant)
{
  if (self->participant == participant)
    return;

  if (self->participant != NULL)
    hearth_participant_show (self->participant, 0, 0, FALSE);
  g_set_object (&self->participant, participant);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.pinned", can_be_pinned (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "menu.popup", can_be_pinned (self));
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

  gtk_picture_set_content_fit (GTK_PICTURE (self->picture),
                               fills (self, width, height) ? GTK_CONTENT_FIT_COVER : GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_size_allocate (self->picture, &(GtkAllocation) { 0, 0, width, height }, -1);
  gtk_widget_size_allocate (self->avatar,
                            &(GtkAllocation) { (width - avatar) / 2, (height - avatar) / 2, avatar, avatar }, -1);

  gtk_widget_measure (self->caption, GTK_ORIENTATION_HORIZONTAL, -1, &caption_minimum, &caption_width, NULL, NULL);
  caption_width = MAX (caption_minimum, MIN (caption_width, width));
  gtk_widget_measure (self->caption, GTK_ORIENTATION_VERTICAL, caption_width, NULL, &caption_height, NULL, NULL);
  gtk_widget_size_allocate (self->caption,
                            &(GtkAllocation) { rtl ? width - caption_width : 0, height - caption_height,
                                               caption_width, caption_height }, -1);
  gtk_popover_present (self->menu);
  tell_shown (self);
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
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
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
    case PROP_PINNED:
      hearth_participant_tile_set_pinned (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_participant_tile_dispose (GObject *object)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (object);

  set_participant (self, NULL);
  g_clear_object (&self->participant_signals);
  g_clear_object (&self->surface_signals);
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
  widget_class->map = hearth_participant_tile_map;
  widget_class->unmap = hearth_participant_tile_unmap;

  properties[PROP_PARTICIPANT] = g_param_spec_object ("participant", NULL, NULL, HEARTH_TYPE_PARTICIPANT,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "tile.pinned", "pinned");
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, on_menu_popup);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "tile.pinned", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "tile.pinned", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);

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
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_long_pressed);
}

static void
hearth_participant_tile_init (HearthParticipantTile *self)
{
  static const char *const shown[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::camera-on", "notify::connected", "notify::has-picture",
    "notify::picture-held", "notify::speaking",
  };

  self->in_view = TRUE;
  self->surface_signals = g_signal_group_new (GDK_TYPE_SURFACE);
  g_signal_group_connect_swapped (self->surface_signals, "notify::state", G_CALLBACK (tell_shown), self);
  g_signal_group_connect_swapped (self->surface_signals, "notify::scale", G_CALLBACK (tell_shown), self);

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

HearthParticipant *
hearth_participant_tile_get_participant (HearthParticipantTile *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_TILE (self), NULL);

  return self->participant;
}

gboolean
hearth_participant_tile_is_pinned (HearthParticipantTile *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_TILE (self), FALSE);

  return self->pinned;
}

void
hearth_participant_tile_set_pinned (HearthParticipantTile *self,
                                    gboolean               pinned)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_TILE (self));

  pinned = pinned && can_be_pinned (self);
  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  update (self);
  tell_shown (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

void
hearth_participant_tile_set_in_view (HearthParticipantTile *self,
                                     gboolean               in_view)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_TILE (self));

  if (self->in_view == in_view)
    return;

  self->in_view = in_view;
  tell_shown (self);
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
  if (hearth_participant_get_picture_held (participant))
    g_ptr_array_add (parts, _("picture not sent"));
  if (hearth_participant_get_microphone_on (participant) && hearth_participant_get_speaking (participant))
    g_ptr_array_add (parts, _("speaking"));
  g_ptr_array_add (parts, NULL);

  /* Translators: what stands between the parts of "Anna, microphone off, speaking" */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}
