/* Everybody in the call: see the header. Where a tile goes is decided in tile-layout.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-board.h"

#include "ui/participant-tile.h"
#include "ui/tile-layout.h"
#include "ui/widget-state.h"

/* One of the participants; each tile is our child. */
typedef struct
{
  HearthParticipant *participant;
  GtkWidget *tile;
  GtkWidget *share; /* (nullable): what they share */
} Seat;

struct _HearthTileBoard
{
  GtkWidget parent_instance;

  GListModel *participants;
  GPtrArray *seats; /* (element-type Seat) as in participants */
  GtkWidget *more;  /* how many have no place */

  gboolean speaker_view;
  gboolean self_view;
  HearthParticipant *active_speaker; /* nullable */
  GtkAdjustment *vadjustment;        /* nullable */
  GtkWidget *pinned;                 /* nullable: a tile */
  GtkWidget *presented;              /* nullable: the share that was begun last */
  GtkWidget *large;                  /* a tile; NULL in the grid */
  GtkWidget *corner;                 /* nullable: this person's tile, where it floats */
};

enum
{
  PROP_0,
  PROP_SPEAKER_VIEW,
  PROP_SELF_VIEW,
  PROP_ACTIVE_SPEAKER,
  PROP_VADJUSTMENT,
  PROP_PINNED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthTileBoard, hearth_tile_board, GTK_TYPE_WIDGET)

/* --- Who is large ------------------------------------------------------------------------------------------------------- */

static Seat *
get_seat (HearthTileBoard *self,
          guint            position)
{
  return g_ptr_array_index (self->seats, position);
}

static Seat *
find_seat (HearthTileBoard   *self,
           HearthParticipant *participant)
{
  for (guint i = 0; i < self->seats->len; i++)
    if (get_seat (self, i)->participant == participant)
      return get_seat (self, i);

  return NULL;
}

/* This person is the first in the list. */
static GtkWidget *
get_own_tile (HearthTileBoard *self)
{
  return self->seats->len > 0 && hearth_participant_is_self (get_seat (self, 0)->participant) ? get_seat (self, 0)->tile : NULL;
}

/* What somebody shares comes before whoever speaks, and a pin before both. Whoever was large stays so until somebody else speaks. */
static GtkWidget *
choose_large (HearthTileBoard *self)
{
  Seat *speaker = self->active_speaker != NULL ? find_seat (self, self->active_speaker) : NULL;

  if (self->pinned != NULL)
    return self->pinned;
  if (self->presented != NULL)
    return self->presented;
  if (!self->speaker_view || self->seats->len == 0)
    return NULL;
  if (speaker != NULL)
    return speaker->tile;
  if (self->large != NULL && self->large != get_own_tile (self)
      && hearth_participant_tile_get_share (HEARTH_PARTICIPANT_TILE (self->large)) == NULL)
    return self->large;

  return get_seat (self, self->seats->len > 1 ? 1 : 0)->tile;
}

/* With one other person there is one large picture, and this person's floats in its corner. */
static gboolean
floats (HearthTileBoard *self)
{
  guint n_tiles = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n_tiles += get_seat (self, i)->share != NULL ? 2 : 1;

  return self->self_view && n_tiles == 2 && get_own_tile (self) != NULL;
}

/* The tiles beside @large and @corner, in the list's order; each share stands before who shares it. */
static GPtrArray *
collect_row (HearthTileBoard *self)
{
  /* An empty window would look broken. */
  GtkWidget *hidden = !self->self_view && self->seats->len > 1 ? get_own_tile (self) : NULL;
  GPtrArray *row = g_ptr_array_new ();

  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = get_seat (self, i);

      if (seat->share != NULL && seat->share != self->large)
        g_ptr_array_add (row, seat->share);
      if (seat->tile != hidden && seat->tile != self->large && seat->tile != self->corner)
        g_ptr_array_add (row, seat->tile);
    }

  return row;
}

static void
set_corner (HearthTileBoard *self,
            GtkWidget       *tile)
{
  GtkWidget *own = get_own_tile (self);

  self->corner = tile;
  if (own == NULL)
    return;

  /* Above the others, for the eye and for the pointer; otherwise where the list has it, for the keyboard. */
  if (tile != NULL && gtk_widget_get_next_sibling (own) != NULL)
    gtk_widget_insert_before (own, GTK_WIDGET (self), NULL);
  else if (tile == NULL)
    gtk_widget_insert_after (own, GTK_WIDGET (self), NULL);
}

static void
update_layout (HearthTileBoard *self)
{
  HearthTileLayout *layout = HEARTH_TILE_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  Seat *speaker = self->active_speaker != NULL ? find_seat (self, self->active_speaker) : NULL;

  self->large = choose_large (self);
  set_corner (self, floats (self) ? get_own_tile (self) : NULL);

  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = get_seat (self, i);

      hearth_widget_state_set_class (seat->tile, "in-strip",
                                     seat->tile == self->corner || (self->large != NULL && seat->tile != self->large));
      hearth_widget_state_set_class (seat->tile, "in-corner", seat->tile == self->corner);
      if (seat->share != NULL)
        hearth_widget_state_set_class (seat->share, "in-strip", self->large != NULL && seat->share != self->large);
    }

  hearth_tile_layout_arrange (layout, self->large, self->corner, collect_row (self), speaker != NULL ? speaker->tile : NULL);
}

static void
on_pinned_changed (GtkWidget  *tile,
                   GParamSpec *pspec,
                   gpointer    user_data)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (user_data);
  GtkWidget *before = self->pinned;

  if (hearth_participant_tile_is_pinned (HEARTH_PARTICIPANT_TILE (tile)))
    {
      self->pinned = tile;
      if (before != NULL)
        hearth_participant_tile_set_pinned (HEARTH_PARTICIPANT_TILE (before), FALSE);
    }
  else if (tile == self->pinned)
    {
      self->pinned = NULL;
    }

  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

/* Who is pinned, not what somebody shares. */
static HearthParticipant *
get_pinned (HearthTileBoard *self)
{
  HearthParticipantTile *tile = self->pinned != NULL ? HEARTH_PARTICIPANT_TILE (self->pinned) : NULL;

  return tile != NULL && hearth_participant_tile_get_share (tile) == NULL ? hearth_participant_tile_get_participant (tile) : NULL;
}

static void
set_pinned (HearthTileBoard   *self,
            HearthParticipant *participant)
{
  Seat *seat = participant != NULL ? find_seat (self, participant) : NULL;

  if (participant == get_pinned (self))
    return;

  if (seat != NULL)
    hearth_participant_tile_set_pinned (HEARTH_PARTICIPANT_TILE (seat->tile), TRUE);
  else if (self->pinned != NULL)
    hearth_participant_tile_set_pinned (HEARTH_PARTICIPANT_TILE (self->pinned), FALSE);
}

/* --- Who is there ------------------------------------------------------------------------------------------------------- */

/* @before: (nullable): the child that it follows */
static void
add_tile (HearthTileBoard *self,
          GtkWidget       *tile,
          GtkWidget       *before)
{
  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_insert_after (tile, GTK_WIDGET (self), before);
  g_signal_connect_object (tile, "notify::pinned", G_CALLBACK (on_pinned_changed), self, G_CONNECT_DEFAULT);
}

static void
remove_tile (HearthTileBoard *self,
             GtkWidget       *tile)
{
  if (tile == NULL)
    return;

  g_signal_handlers_disconnect_by_func (tile, on_pinned_changed, self);
  if (self->pinned == tile)
    {
      self->pinned = NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
    }
  if (self->large == tile)
    self->large = NULL;
  if (self->corner == tile)
    self->corner = NULL;
  if (self->presented == tile)
    self->presented = NULL;
  gtk_widget_unparent (tile);
}

/* Of several the one that was begun last is presented; when it ends, the last in the list. */
static void
choose_presented (HearthTileBoard *self)
{
  for (guint i = 1; self->presented == NULL && i <= self->seats->len; i++)
    {
      Seat *seat = get_seat (self, self->seats->len - i);

      if (seat->share != NULL && !hearth_participant_is_self (seat->participant))
        self->presented = seat->share;
    }
}

static void
update_share (HearthTileBoard *self,
              Seat            *seat)
{
  HearthPicture *share = hearth_participant_get_share (seat->participant);

  if (seat->share != NULL && hearth_participant_tile_get_share (HEARTH_PARTICIPANT_TILE (seat->share)) == share)
    return;

  remove_tile (self, g_steal_pointer (&seat->share));
  if (share != NULL)
    {
      seat->share = hearth_participant_tile_new_share (seat->participant, share);
      add_tile (self, seat->share, gtk_widget_get_prev_sibling (seat->tile));
      /* What this person shares is before their eyes already. */
      if (!hearth_participant_is_self (seat->participant))
        self->presented = seat->share;
    }
  choose_presented (self);
}

static void
on_share_changed (HearthTileBoard   *self,
                  GParamSpec        *pspec,
                  HearthParticipant *participant)
{
  update_share (self, find_seat (self, participant));
  update_layout (self);
}

static void
insert_seat (HearthTileBoard   *self,
             HearthParticipant *participant,
             guint              position)
{
  Seat *seat = g_new0 (Seat, 1);

  seat->participant = g_object_ref (participant);
  seat->tile = hearth_participant_tile_new (participant);
  add_tile (self, seat->tile, position > 0 ? get_seat (self, position - 1)->tile : NULL);
  g_ptr_array_insert (self->seats, (int) position, seat);
  g_signal_connect_object (participant, "notify::share", G_CALLBACK (on_share_changed), self, G_CONNECT_SWAPPED);
  update_share (self, seat);
}

static void
remove_seat (HearthTileBoard *self,
             guint            position)
{
  Seat *seat = g_ptr_array_steal_index (self->seats, position);

  g_signal_handlers_disconnect_by_func (seat->participant, on_share_changed, self);
  remove_tile (self, seat->share);
  remove_tile (self, seat->tile);
  g_object_unref (seat->participant);
  g_free (seat);
}

static void
on_items_changed (GListModel *participants,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (user_data);

  for (guint i = 0; i < removed; i++)
    remove_seat (self, position);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      insert_seat (self, participant, i);
    }

  choose_presented (self);
  update_layout (self);
}

/* --- Who is in view ----------------------------------------------------------------------------------------------------- */

/* Who is scrolled away is not seen. The board is all that its viewport holds, so they count pixels alike. */
static void
update_in_view (HearthTileBoard *self)
{
  double top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double bottom = self->vadjustment != NULL ? top + gtk_adjustment_get_page_size (self->vadjustment) : G_MAXDOUBLE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      if (HEARTH_IS_PARTICIPANT_TILE (child) && gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
        hearth_participant_tile_set_in_view (HEARTH_PARTICIPANT_TILE (child),
                                             bounds.origin.y < bottom && bounds.origin.y + bounds.size.height > top);
    }
}

/* --- Keyboard ----------------------------------------------------------------------------------------------------------- */

/* Tab goes past all the tiles at once, the arrows from tile to tile. */
static gboolean
hearth_tile_board_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  HearthTileBoard *self = HEARTH_TILE_BOARD (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);

  if (tab && inside == NULL && self->large != NULL && gtk_widget_grab_focus (self->large))
    return TRUE;
  if (tab && inside != NULL && inside != self->more)
    return direction == GTK_DIR_TAB_FORWARD && gtk_widget_get_mapped (self->more) && gtk_widget_grab_focus (self->more);

  return GTK_WIDGET_CLASS (hearth_tile_board_parent_class)->focus (widget, direction);
}

/* --- Object ------------------------------------------------------------------------------------------------------------- */

static void
set_vadjustment (HearthTileBoard *self,
                 GtkAdjustment   *adjustment)
{
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, update_in_view, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (update_in_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (update_in_view), self, G_CONNECT_SWAPPED);
}

static void
hearth_tile_board_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (object);

  switch (prop_id)
    {
    case PROP_SPEAKER_VIEW:
      g_value_set_boolean (value, self->speaker_view);
      break;
    case PROP_SELF_VIEW:
      g_value_set_boolean (value, self->self_view);
      break;
    case PROP_ACTIVE_SPEAKER:
      g_value_set_object (value, self->active_speaker);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_PINNED:
      g_value_set_object (value, get_pinned (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_tile_board_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (object);

  switch (prop_id)
    {
    case PROP_SPEAKER_VIEW:
      self->speaker_view = g_value_get_boolean (value);
      update_layout (self);
      break;
    case PROP_SELF_VIEW:
      self->self_view = g_value_get_boolean (value);
      update_layout (self);
      break;
    case PROP_ACTIVE_SPEAKER:
      g_set_object (&self->active_speaker, g_value_get_object (value));
      update_layout (self);
      break;
    case PROP_VADJUSTMENT:
      set_vadjustment (self, g_value_get_object (value));
      break;
    case PROP_PINNED:
      set_pinned (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_tile_board_dispose (GObject *object)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (object);

  hearth_tile_board_set_participants (self, NULL);
  set_vadjustment (self, NULL);
  g_clear_object (&self->active_speaker);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (hearth_tile_board_parent_class)->dispose (object);
}

static void
hearth_tile_board_finalize (GObject *object)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (object);

  g_ptr_array_unref (self->seats);

  G_OBJECT_CLASS (hearth_tile_board_parent_class)->finalize (object);
}

static void
hearth_tile_board_class_init (HearthTileBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_tile_board_get_property;
  object_class->set_property = hearth_tile_board_set_property;
  object_class->dispose = hearth_tile_board_dispose;
  object_class->finalize = hearth_tile_board_finalize;
  widget_class->focus = hearth_tile_board_focus;

  properties[PROP_SPEAKER_VIEW] = g_param_spec_boolean ("speaker-view", NULL, NULL, FALSE, flags);
  properties[PROP_SELF_VIEW] = g_param_spec_boolean ("self-view", NULL, NULL, TRUE, flags);
  properties[PROP_ACTIVE_SPEAKER] = g_param_spec_object ("active-speaker", NULL, NULL, HEARTH_TYPE_PARTICIPANT, flags);
  properties[PROP_VADJUSTMENT] = g_param_spec_object ("vadjustment", NULL, NULL, GTK_TYPE_ADJUSTMENT, flags);
  properties[PROP_PINNED] = g_param_spec_object ("pinned", NULL, NULL, HEARTH_TYPE_PARTICIPANT, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, HEARTH_TYPE_TILE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tile-board");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hearth_tile_board_init (HearthTileBoard *self)
{
  HearthTileLayout *layout = HEARTH_TILE_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  self->seats = g_ptr_array_new ();
  self->self_view = TRUE;
  self->more = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "win.people");
  gtk_widget_add_css_class (self->more, "more-people");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  hearth_tile_layout_set_more (layout, GTK_BUTTON (self->more));
  g_signal_connect_object (layout, "allocated", G_CALLBACK (update_in_view), self, G_CONNECT_SWAPPED);
}

void
hearth_tile_board_set_participants (HearthTileBoard *self,
                                    GListModel      *participants)
{
  g_return_if_fail (HEARTH_IS_TILE_BOARD (self));
  g_return_if_fail (participants == NULL || G_IS_LIST_MODEL (participants));

  if (self->participants == participants)
    return;

  if (self->participants != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->participants, on_items_changed, self);
      on_items_changed (self->participants, 0, self->seats->len, 0, self);
    }

  g_set_object (&self->participants, participants);

  if (participants != NULL)
    {
      g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_DEFAULT);
      on_items_changed (participants, 0, 0, g_list_model_get_n_items (participants), self);
    }
}

void
hearth_tile_board_react (HearthTileBoard   *self,
                         HearthParticipant *participant,
                         HearthReaction     reaction)
{
  Seat *seat;

  g_return_if_fail (HEARTH_IS_TILE_BOARD (self));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));

  seat = find_seat (self, participant);
  if (seat != NULL)
    hearth_participant_tile_react (HEARTH_PARTICIPANT_TILE (seat->tile), reaction);
}

HearthParticipant *
hearth_tile_board_get_large (HearthTileBoard   *self,
                             HearthPictureKind *kind)
{
  HearthParticipantTile *large;

  g_return_val_if_fail (HEARTH_IS_TILE_BOARD (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  *kind = HEARTH_PICTURE_CAMERA;
  if (self->large == NULL)
    return self->seats->len == 1 || self->seats->len == 2 ? get_seat (self, self->seats->len - 1)->participant : NULL;

  large = HEARTH_PARTICIPANT_TILE (self->large);
  if (hearth_participant_tile_get_share (large) != NULL)
    *kind = HEARTH_PICTURE_SHARE;

  return hearth_participant_tile_get_participant (large);
}
