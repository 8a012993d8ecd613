/* Everybody in the call: see the header. Where a tile goes is decided in tile-geometry.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-board.h"

#include <glib/gi18n.h>

#include "ui/participant-tile.h"
#include "ui/tile-geometry.h"

#define SPACING 6

struct _HearthTileBoard
{
  GtkWidget parent_instance;

  GListModel *participants;
  GPtrArray *tiles; /* as in participants; each is our child */
  GtkWidget *more;  /* how many have no place */
  guint n_more;

  gboolean speaker_view;
  HearthParticipant *active_speaker; /* nullable */
  GtkAdjustment *vadjustment;        /* nullable */
  GtkWidget *pinned;                 /* nullable: one of tiles */
  GtkWidget *large;                  /* one of tiles; NULL in the grid */
};

enum
{
  PROP_0,
  PROP_SPEAKER_VIEW,
  PROP_ACTIVE_SPEAKER,
  PROP_VADJUSTMENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthTileBoard, hearth_tile_board, GTK_TYPE_WIDGET)

/* --- Who is large ------------------------------------------------------------------------------------------------------- */

static GtkWidget *
find_tile (HearthTileBoard   *self,
           HearthParticipant *participant)
{
  for (guint i = 0; i < self->tiles->len; i++)
    if (hearth_participant_tile_get_participant (g_ptr_array_index (self->tiles, i)) == participant)
      return g_ptr_array_index (self->tiles, i);

  return NULL;
}

/* Whoever was large stays so until somebody else speaks. This person is the first in the list. */
static GtkWidget *
choose_large (HearthTileBoard *self)
{
  GtkWidget *speaker = self->active_speaker != NULL ? find_tile (self, self->active_speaker) : NULL;

  if (self->pinned != NULL || !self->speaker_view || self->tiles->len == 0)
    return self->pinned;
  if (speaker != NULL)
    return speaker;
  if (self->large != NULL && self->large != g_ptr_array_index (self->tiles, 0))
    return self->large;

  return g_ptr_array_index (self->tiles, self->tiles->len > 1 ? 1 : 0);
}

static void
set_in_strip (GtkWidget *tile,
              gboolean   in_strip)
{
  if (in_strip)
    gtk_widget_add_css_class (tile, "in-strip");
  else
    gtk_widget_remove_css_class (tile, "in-strip");
}

static void
update_layout (HearthTileBoard *self)
{
  self->large = choose_large (self);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      set_in_strip (tile, self->large != NULL && tile != self->large);
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
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
}

/* --- Who is there ------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_tile (HearthTileBoard   *self,
          HearthParticipant *participant,
          guint              position)
{
  GtkWidget *tile = hearth_participant_tile_new (participant);
  GtkWidget *after = position > 0 ? g_ptr_array_index (self->tiles, position - 1) : NULL;

  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_insert_after (tile, GTK_WIDGET (self), after);
  g_ptr_array_insert (self->tiles, (int) position, tile);
  g_signal_connect_object (tile, "notify::pinned", G_CALLBACK (on_pinned_changed), self, G_CONNECT_DEFAULT);

  return tile;
}

static void
remove_tile (HearthTileBoard *self,
             guint            position)
{
  GtkWidget *tile = g_ptr_array_steal_index (self->tiles, position);

  g_signal_handlers_disconnect_by_func (tile, on_pinned_changed, self);
  if (self->pinned == tile)
    self->pinned = NULL;
  if (self->large == tile)
    self->large = NULL;
  gtk_widget_unparent (tile);
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
    remove_tile (self, position);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      add_tile (self, participant, i);
    }

  update_layout (self);
}

/* --- Size and place ----------------------------------------------------------------------------------------------------- */

/* Who is scrolled away is not seen. The board is all that its viewport holds, so they count pixels alike. */
static void
update_in_view (HearthTileBoard *self)
{
  double top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double bottom = self->vadjustment != NULL ? top + gtk_adjustment_get_page_size (self->vadjustment) : G_MAXDOUBLE;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (tile, GTK_WIDGET (self), &bounds))
        hearth_participant_tile_set_in_view (HEARTH_PARTICIPANT_TILE (tile),
                                             bounds.origin.y < bottom && bounds.origin.y + bounds.size.height > top);
    }
}

static GtkSizeRequestMode
hearth_tile_board_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hearth_tile_board_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (widget);

  /* Tiles take what there is. The children are measured because GTK wants that before it allocates them. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 360;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->large == NULL && for_size > 0)
    *minimum = hearth_tile_geometry_get_least_height (self->tiles->len, for_size, SPACING);
  *natural = MAX (*minimum, *natural);
}

/* @rect: empty where there is no place */
static void
place (HearthTileBoard      *self,
       GtkWidget            *child,
       const HearthTileRect *rect,
       int                   width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = rtl ? width - rect->x - rect->width : rect->x;

  gtk_widget_set_child_visible (child, rect->width > 0 && rect->height > 0);
  if (gtk_widget_get_child_visible (child))
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, rect->y, rect->width, rect->height }, -1);
}

static void
show_more (HearthTileBoard      *self,
           guint                 n_more,
           const HearthTileRect *rect,
           int                   width)
{
  if (self->n_more != n_more)
    {
      /* Translators: so many more people than there is room for */
      g_autofree char *label = g_strdup_printf (_("+%u"), n_more);
      g_autofree char *name = g_strdup_printf (ngettext ("%u More Person", "%u More People", n_more), n_more);

      self->n_more = n_more;
      gtk_button_set_label (GTK_BUTTON (self->more), label);
      gtk_widget_set_tooltip_text (self->more, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      /* GTK wants that before it allocates a changed child. */
      gtk_widget_measure (self->more, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    }

  place (self, self->more, rect, width);
}

static void
allocate_grid (HearthTileBoard *self,
               int              width,
               int              height)
{
  g_autofree HearthTileRect *rects = g_new (HearthTileRect, self->tiles->len);

  hearth_tile_geometry_compute (self->tiles->len, width, height, SPACING, rects);
  for (guint i = 0; i < self->tiles->len; i++)
    place (self, g_ptr_array_index (self->tiles, i), &rects[i], width);
  place (self, self->more, &(HearthTileRect) { 0 }, width);
}

static void
allocate_speaker (HearthTileBoard *self,
                  int              width,
                  int              height)
{
  guint n_others = self->tiles->len - 1;
  g_autofree HearthTileRect *rects = g_new (HearthTileRect, self->tiles->len);
  HearthTileRect stage, more;
  guint n_shown = hearth_tile_geometry_compute_speaker (n_others, width, height, SPACING, &stage, rects, &more);
  guint n = 0;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      if (tile == self->large)
        place (self, tile, &stage, width);
      else if (n < n_shown)
        place (self, tile, &rects[n++], width);
      else
        place (self, tile, &(HearthTileRect) { 0 }, width);
    }
  show_more (self, n_others - n_shown, &more, width);
}

static void
hearth_tile_board_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  HearthTileBoard *self = HEARTH_TILE_BOARD (widget);

  if (self->large != NULL)
    allocate_speaker (self, width, height);
  else
    allocate_grid (self, width, height);
  update_in_view (self);
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
    case PROP_ACTIVE_SPEAKER:
      g_value_set_object (value, self->active_speaker);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
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
    case PROP_ACTIVE_SPEAKER:
      g_set_object (&self->active_speaker, g_value_get_object (value));
      update_layout (self);
      break;
    case PROP_VADJUSTMENT:
      set_vadjustment (self, g_value_get_object (value));
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

  g_ptr_array_unref (self->tiles);

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
  widget_class->get_request_mode = hearth_tile_board_get_request_mode;
  widget_class->measure = hearth_tile_board_measure;
  widget_class->size_allocate = hearth_tile_board_size_allocate;
  widget_class->focus = hearth_tile_board_focus;

  properties[PROP_SPEAKER_VIEW] = g_param_spec_boolean ("speaker-view", NULL, NULL, FALSE, flags);
  properties[PROP_ACTIVE_SPEAKER] = g_param_spec_object ("active-speaker", NULL, NULL, HEARTH_TYPE_PARTICIPANT, flags);
  properties[PROP_VADJUSTMENT] = g_param_spec_object ("vadjustment", NULL, NULL, GTK_TYPE_ADJUSTMENT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tile-board");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hearth_tile_board_init (HearthTileBoard *self)
{
  self->tiles = g_ptr_array_new ();
  self->more = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "win.people");
  gtk_widget_add_css_class (self->more, "more-people");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
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
      on_items_changed (self->participants, 0, self->tiles->len, 0, self);
    }

  g_set_object (&self->participants, participants);

  if (participants != NULL)
    {
      g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_DEFAULT);
      on_items_changed (participants, 0, 0, g_list_model_get_n_items (participants), self);
    }
}
