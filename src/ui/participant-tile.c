/* One person in the call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/participant-tile.h"

#include "ui/avatar.h"
#include "ui/name-line.h"
#include "ui/picture-view.h"
#include "ui/reaction-view.h"
#include "ui/sentences.h"
#include "ui/trust-sentences.h"
#include "ui/widget-state.h"

/* The initials take this share of the tile's shorter side, and at most so many pixels. */
#define AVATAR_SHARE 0.45
#define AVATAR_MAX 160

struct _HearthParticipantTile
{
  GtkWidget parent_instance;

  HearthParticipant *participant;    /* nullable */
  HearthPicture *share;              /* nullable: their camera is shown */
  GSignalGroup *participant_signals;
  GSignalGroup *picture_signals;
  GSignalGroup *acquaintance_signals;
  gboolean pinned;

  GtkWidget *avatar;
  HearthPictureView *view;
  HearthReactionView *reactions;
  HearthNameLine *name_line;
  GtkPopover *menu;
  GMenuModel *self_menu; /* for this person */
  GMenuModel *tile_menu; /* for others, and for what they share */
};

enum
{
  PROP_0,
  PROP_PINNED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthParticipantTile, hearth_participant_tile, GTK_TYPE_WIDGET)

static HearthPicture *
get_picture (HearthParticipantTile *self)
{
  return self->share != NULL ? self->share : hearth_participant_get_camera (self->participant);
}

/* What else there is to be said of them, in the order of what matters. */
static void
update_hint (HearthParticipantTile *self)
{
  HearthAcquaintance *acquaintance = hearth_participant_get_acquaintance (self->participant);
  const char *key = hearth_acquaintance_get_key (acquaintance);
  g_autofree char *badge = key != NULL ? hearth_sentence_for_badge (key) : NULL;
  g_autofree char *doubt = hearth_sentence_for_doubt (hearth_acquaintance_get_trust (acquaintance),
                                                      hearth_participant_get_name (self->participant));
  g_autofree char *hint = hearth_sentence_for_tile (self->participant);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), doubt != NULL ? doubt : hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, badge != NULL ? badge : "", -1);
}

static void
update (HearthParticipantTile *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *label = NULL;
  gboolean sharing = self->share != NULL;
  gboolean has_frame;

  if (self->participant == NULL)
    return;

  has_frame = hearth_picture_has_frame (get_picture (self));
  gtk_widget_action_set_enabled (widget, "tile.snapshot", has_frame);
  hearth_name_line_update (self->name_line, self->participant, sharing, self->pinned);
  gtk_widget_set_visible (self->avatar, !has_frame);
  g_object_set (self->avatar,
                "name", hearth_participant_get_name (self->participant),
                "colour", hearth_participant_get_colour (self->participant),
                NULL);
  hearth_widget_state_set_class (widget, "speaking", !sharing && hearth_participant_get_microphone_on (self->participant)
                                                     && hearth_participant_get_speaking (self->participant));
  hearth_widget_state_set_class (widget, "away", !hearth_participant_get_connected (self->participant));
  hearth_widget_state_set_class (widget, "with-picture", has_frame);

  update_hint (self);
  label = hearth_name_line_describe (self->participant, sharing, self->pinned);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* --- Pin and menu ----------------------------------------------------------------------------------------------------- */

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
  if (self->participant == NULL)
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
on_who (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (widget);

  if (self->participant != NULL)
    gtk_widget_activate_action (widget, "who.is", "s", hearth_participant_get_id (self->participant));
}

static void
on_snapshot (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  HearthParticipantTile *self = HEARTH_PARTICIPANT_TILE (widget);

  if (self->participant != NULL)
    gtk_widget_activate_action (widget, self->share != NULL ? "who.screen" : "who.picture", "s",
                                hearth_participant_get_id (self->participant));
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
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *name_line = GTK_WIDGET (self->name_line);
  int line_width, line_height;

  gtk_widget_size_allocate (GTK_WIDGET (self->view), &(GtkAllocation) { 0, 0, width, height }, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->reactions), &(GtkAllocation) { 0, 0, width, height }, -1);
  gtk_widget_size_allocate (self->avatar,
                            &(GtkAllocation) { (width - avatar) / 2, (height - avatar) / 2, avatar, avatar }, -1);

  /* Always in the same corner. */
  line_width = hearth_name_line_fit (self->name_line, width);
  gtk_widget_measure (name_line, GTK_ORIENTATION_VERTICAL, line_width, NULL, &line_height, NULL, NULL);
  gtk_widget_size_allocate (name_line,
                            &(GtkAllocation) { rtl ? width - line_width : 0, height - line_height, line_width, line_height }, -1);
  gtk_popover_present (self->menu);
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

  hearth_participant_tile_set_participant (self, NULL);
  g_clear_object (&self->share);
  g_clear_object (&self->participant_signals);
  g_clear_object (&self->picture_signals);
  g_clear_object (&self->acquaintance_signals);
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

  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "tile.pinned", "pinned");
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, on_menu_popup);
  gtk_widget_class_install_action (widget_class, "tile.who", NULL, on_who);
  gtk_widget_class_install_action (widget_class, "tile.snapshot", NULL, on_snapshot);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "tile.pinned", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "tile.pinned", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);

  g_type_ensure (HEARTH_TYPE_AVATAR);
  g_type_ensure (HEARTH_TYPE_NAME_LINE);
  g_type_ensure (HEARTH_TYPE_PICTURE_VIEW);
  g_type_ensure (HEARTH_TYPE_REACTION_VIEW);
  gtk_widget_class_set_css_name (widget_class, "participant-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/participant-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, view);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, reactions);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, name_line);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, menu);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, self_menu);
  gtk_widget_class_bind_template_child (widget_class, HearthParticipantTile, tile_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_long_pressed);
}

static void
hearth_participant_tile_init (HearthParticipantTile *self)
{
  static const char *const shown[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::camera-on", "notify::connected", "notify::picture-held",
    "notify::speaking", "notify::hand", "notify::muted-here", "notify::reception",
  };

  gtk_widget_init_template (GTK_WIDGET (self));

  self->participant_signals = g_signal_group_new (HEARTH_TYPE_PARTICIPANT);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_group_connect_swapped (self->participant_signals, shown[i], G_CALLBACK (update), self);
  self->acquaintance_signals = g_signal_group_new (HEARTH_TYPE_ACQUAINTANCE);
  g_signal_group_connect_swapped (self->acquaintance_signals, "changed", G_CALLBACK (update), self);
  self->picture_signals = g_signal_group_new (HEARTH_TYPE_PICTURE);
  g_signal_group_connect_swapped (self->picture_signals, "notify::has-frame", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->picture_signals, "notify::paused", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->picture_signals, "notify::heard", G_CALLBACK (update), self);
}

GtkWidget *
hearth_participant_tile_new (HearthParticipant *participant)
{
  HearthParticipantTile *self = g_object_new (HEARTH_TYPE_PARTICIPANT_TILE, NULL);

  hearth_participant_tile_set_participant (self, participant);

  return GTK_WIDGET (self);
}

GtkWidget *
hearth_participant_tile_new_share (HearthParticipant *participant,
                                   HearthPicture     *share)
{
  HearthParticipantTile *self;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);
  g_return_val_if_fail (HEARTH_IS_PICTURE (share), NULL);

  self = g_object_new (HEARTH_TYPE_PARTICIPANT_TILE, NULL);
  self->share = g_object_ref (share);
  gtk_widget_add_css_class (GTK_WIDGET (self), "share");
  hearth_participant_tile_set_participant (self, participant);

  return GTK_WIDGET (self);
}

void
hearth_participant_tile_set_participant (HearthParticipantTile *self,
                                         HearthParticipant     *participant)
{
  HearthPicture *picture;

  g_return_if_fail (HEARTH_IS_PARTICIPANT_TILE (self));
  g_return_if_fail (participant == NULL || HEARTH_IS_PARTICIPANT (participant));

  if (self->participant == participant)
    return;

  g_set_object (&self->participant, participant);
  picture = participant != NULL ? get_picture (self) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.pinned", can_be_pinned (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "menu.popup", participant != NULL);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), can_be_pinned (self) ? self->tile_menu : self->self_menu);
  g_signal_group_set_target (self->participant_signals, participant);
  g_signal_group_set_target (self->acquaintance_signals,
                             participant != NULL ? hearth_participant_get_acquaintance (participant) : NULL);
  g_signal_group_set_target (self->picture_signals, picture);
  /* Nobody else sees them mirrored. */
  hearth_picture_view_set_picture (self->view, picture,
                                   participant != NULL && self->share == NULL && hearth_participant_is_self (participant),
                                   self->share != NULL);
  update (self);
}

HearthParticipant *
hearth_participant_tile_get_participant (HearthParticipantTile *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_TILE (self), NULL);

  return self->participant;
}

HearthPicture *
hearth_participant_tile_get_share (HearthParticipantTile *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_TILE (self), NULL);

  return self->share;
}

double
hearth_participant_tile_get_own_aspect (HearthParticipantTile *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_TILE (self), 0);

  return self->share != NULL ? hearth_picture_view_get_aspect (self->view) : 0;
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
  hearth_picture_view_set_pinned (self->view, pinned);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

void
hearth_participant_tile_set_in_view (HearthParticipantTile *self,
                                     gboolean               in_view)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_TILE (self));

  hearth_picture_view_set_in_view (self->view, in_view);
}

void
hearth_participant_tile_react (HearthParticipantTile *self,
                               HearthReaction         reaction)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_TILE (self));

  hearth_reaction_view_add (self->reactions, reaction);
}
