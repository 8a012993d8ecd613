/* Everybody in the call: see the header. Where a tile goes is decided in tile-geometry.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-grid.h"

#include "ui/participant-tile.h"
#include "ui/tile-geometry.h"

#define SPACING 6

struct _HearthTileGrid
{
  GtkWidget parent_instance;

  GListModel *participants;
  GPtrArray *tiles; /* as in participants; each is our child */
};

G_DEFINE_FINAL_TYPE (HearthTileGrid, hearth_tile_grid, GTK_TYPE_WIDGET)

static void
on_items_changed (GListModel *participants,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  HearthTileGrid *self = HEARTH_TILE_GRID (user_data);

  for (guint i = position; i < position + removed; i++)
    gtk_widget_unparent (g_ptr_array_index (self->tiles, i));
  if (removed > 0)
    g_ptr_array_remove_range (self->tiles, position, removed);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);
      GtkWidget *tile = hearth_participant_tile_new (participant);
      GtkWidget *after = i > 0 ? g_ptr_array_index (self->tiles, i - 1) : NULL;

      gtk_widget_insert_after (tile, GTK_WIDGET (self), after);
      g_ptr_array_insert (self->tiles, (int) i, tile);
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
hearth_tile_grid_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  /* Tiles take what there is. The children are measured because GTK wants that before it allocates them. */
  HearthTileGrid *self = HEARTH_TILE_GRID (widget);

  for (guint i = 0; i < self->tiles->len; i++)
    gtk_widget_measure (g_ptr_array_index (self->tiles, i), orientation, -1, NULL, NULL, NULL, NULL);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 360;
}

static void
hearth_tile_grid_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  HearthTileGrid *self = HEARTH_TILE_GRID (widget);
  g_autofree HearthTileRect *rects = g_new (HearthTileRect, self->tiles->len);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  hearth_tile_geometry_compute (self->tiles->len, width, height, SPACING, rects);

  for (guint i = 0; i < self->tiles->len; i++)
    {
      int x = rtl ? width - rects[i].x - rects[i].width : rects[i].x;

      gtk_widget_size_allocate (g_ptr_array_index (self->tiles, i),
                                &(GtkAllocation) { x, rects[i].y, rects[i].width, rects[i].height }, -1);
    }
}

static void
hearth_tile_grid_dispose (GObject *object)
{
  HearthTileGrid *self = HEARTH_TILE_GRID (object);

  hearth_tile_grid_set_participants (self, NULL);

  G_OBJECT_CLASS (hearth_tile_grid_parent_class)->dispose (object);
}

static void
hearth_tile_grid_finalize (GObject *object)
{
  HearthTileGrid *self = HEARTH_TILE_GRID (object);

  g_ptr_array_unref (self->tiles);

  G_OBJECT_CLASS (hearth_tile_grid_parent_class)->finalize (object);
}

static void
hearth_tile_grid_class_init (HearthTileGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_tile_grid_dispose;
  object_class->finalize = hearth_tile_grid_finalize;
  widget_class->measure = hearth_tile_grid_measure;
  widget_class->size_allocate = hearth_tile_grid_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "tile-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hearth_tile_grid_init (HearthTileGrid *self)
{
  self->tiles = g_ptr_array_new ();
}

void
hearth_tile_grid_set_participants (HearthTileGrid *self,
                                   GListModel     *participants)
{
  g_return_if_fail (HEARTH_IS_TILE_GRID (self));
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
