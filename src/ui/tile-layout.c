/* Places the tiles of a board: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-layout.h"

#include <glib/gi18n.h>

#include "ui/participant-tile.h"
#include "ui/tile-geometry.h"

#define SPACING 6

struct _HearthTileLayout
{
  GtkLayoutManager parent_instance;

  GtkWidget *large;    /* nullable */
  GtkWidget *corner;   /* nullable */
  GPtrArray *row;
  GtkWidget *favoured; /* nullable */
  GtkButton *more;
  guint n_more;
  GHashTable *placed;  /* the children that have a place, while they are given one */
};

enum
{
  ALLOCATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthTileLayout, hearth_tile_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
hearth_tile_layout_get_request_mode (GtkLayoutManager *layout,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hearth_tile_layout_measure (GtkLayoutManager *layout,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  HearthTileLayout *self = HEARTH_TILE_LAYOUT (layout);

  /* Tiles take what there is. The children are measured because GTK wants that before it allocates them. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 360;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->large == NULL && for_size > 0)
    *minimum = hearth_tile_geometry_get_least_height (self->row->len, for_size, SPACING);
  *natural = MAX (*minimum, *natural);
}

/* @width: of the whole, which is laid out from the left and turned where people read from the right */
static void
place (HearthTileLayout     *self,
       GtkWidget            *child,
       const HearthTileRect *rect,
       int                   width)
{
  gboolean rtl = gtk_widget_get_direction (gtk_widget_get_parent (child)) == GTK_TEXT_DIR_RTL;
  int x = rtl ? width - rect->x - rect->width : rect->x;

  if (rect->width == 0 || rect->height == 0)
    return;

  g_hash_table_add (self->placed, child);
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, rect->y, rect->width, rect->height }, -1);
}

static void
show_more (HearthTileLayout     *self,
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
      gtk_button_set_label (self->more, label);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      /* GTK wants that before it allocates a changed child. */
      gtk_widget_measure (GTK_WIDGET (self->more), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    }

  place (self, GTK_WIDGET (self->more), rect, width);
}

/* @over: the tile that it floats above */
static void
allocate_corner (HearthTileLayout     *self,
                 const HearthTileRect *over,
                 int                   width)
{
  HearthTileRect corner;

  if (self->corner == NULL)
    return;

  hearth_tile_geometry_compute_corner (over, 2 * SPACING, &corner);
  place (self, self->corner, &corner, width);
}

static void
allocate_grid (HearthTileLayout *self,
               int               width,
               int               height)
{
  g_autofree HearthTileRect *rects = g_new (HearthTileRect, self->row->len);

  hearth_tile_geometry_compute (self->row->len, width, height, SPACING, rects);
  for (guint i = 0; i < self->row->len; i++)
    place (self, g_ptr_array_index (self->row, i), &rects[i], width);
  if (self->row->len > 0)
    allocate_corner (self, &rects[self->row->len - 1], width);
}

/* Returns: who of the row has the place @i of @n_shown: with the favoured one in the last, where they would have none. */
static GtkWidget *
get_shown (HearthTileLayout *self,
           guint             i,
           guint             n_shown)
{
  guint position;

  if (i == n_shown - 1 && self->favoured != NULL && g_ptr_array_find (self->row, self->favoured, &position) && position > i)
    return self->favoured;

  return g_ptr_array_index (self->row, i);
}

static void
allocate_beside (HearthTileLayout *self,
                 int               width,
                 int               height)
{
  double aspect = hearth_participant_tile_get_own_aspect (HEARTH_PARTICIPANT_TILE (self->large));
  g_autofree HearthTileRect *rects = g_new (HearthTileRect, self->row->len);
  HearthTileRect stage, more;
  guint n_shown = hearth_tile_geometry_compute_speaker (self->row->len, width, height, SPACING, aspect, &stage, rects, &more);

  place (self, self->large, &stage, width);
  for (guint i = 0; i < n_shown; i++)
    place (self, get_shown (self, i, n_shown), &rects[i], width);
  show_more (self, self->row->len - n_shown, &more, width);
  allocate_corner (self, &stage, width);
}

static void
hide_unplaced (HearthTileLayout *self,
               GtkWidget        *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!g_hash_table_contains (self->placed, child))
      gtk_widget_set_child_visible (child, FALSE);
}

static void
hearth_tile_layout_allocate (GtkLayoutManager *layout,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  HearthTileLayout *self = HEARTH_TILE_LAYOUT (layout);

  g_hash_table_remove_all (self->placed);
  if (self->large != NULL)
    allocate_beside (self, width, height);
  else
    allocate_grid (self, width, height);
  hide_unplaced (self, widget);
  g_signal_emit (self, signals[ALLOCATED], 0);
}

static void
hearth_tile_layout_finalize (GObject *object)
{
  HearthTileLayout *self = HEARTH_TILE_LAYOUT (object);

  g_ptr_array_unref (self->row);
  g_hash_table_unref (self->placed);

  G_OBJECT_CLASS (hearth_tile_layout_parent_class)->finalize (object);
}

static void
hearth_tile_layout_class_init (HearthTileLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_tile_layout_finalize;
  layout_class->get_request_mode = hearth_tile_layout_get_request_mode;
  layout_class->measure = hearth_tile_layout_measure;
  layout_class->allocate = hearth_tile_layout_allocate;

  signals[ALLOCATED] = g_signal_new ("allocated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_tile_layout_init (HearthTileLayout *self)
{
  self->row = g_ptr_array_new ();
  self->placed = g_hash_table_new (NULL, NULL);
}

void
hearth_tile_layout_set_more (HearthTileLayout *self,
                             GtkButton        *more)
{
  g_return_if_fail (HEARTH_IS_TILE_LAYOUT (self));
  g_return_if_fail (GTK_IS_BUTTON (more));

  self->more = more;
}

void
hearth_tile_layout_arrange (HearthTileLayout *self,
                            GtkWidget        *large,
                            GtkWidget        *corner,
                            GPtrArray        *row,
                            GtkWidget        *favoured)
{
  g_return_if_fail (HEARTH_IS_TILE_LAYOUT (self));
  g_return_if_fail (row != NULL);

  self->large = large;
  self->corner = corner;
  self->favoured = favoured;
  g_ptr_array_unref (self->row);
  self->row = row;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
