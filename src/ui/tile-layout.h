/* Places the tiles of a board: the arithmetic is tile-geometry.c's, which tile is which the board's. Main thread; owned by the board.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_TILE_LAYOUT (hearth_tile_layout_get_type ())
G_DECLARE_FINAL_TYPE (HearthTileLayout, hearth_tile_layout, HEARTH, TILE_LAYOUT, GtkLayoutManager)

/* Signal: ::allocated (): every child has its place. */

/** hearth_tile_layout_set_more: @more: (transfer none): shown where tiles have no place, with their number; a child of the same widget */
void hearth_tile_layout_set_more (HearthTileLayout *self,
                                  GtkButton        *more);

/**
 * hearth_tile_layout_arrange:
 * @large: (nullable): the tile that is shown large; %NULL for a grid of all in @row
 * @corner: (nullable): the tile that floats in a corner
 * @row: (transfer full) (element-type GtkWidget): all others that are shown, in their order
 * @favoured: (nullable): of @row: has a place if anybody has, if need be that of the last
 *
 * All are children of the layout's widget and stay so until the next call; a child that is none of these is not shown.
 */
void hearth_tile_layout_arrange  (HearthTileLayout *self,
                                  GtkWidget        *large,
                                  GtkWidget        *corner,
                                  GPtrArray        *row,
                                  GtkWidget        *favoured);

G_END_DECLS
