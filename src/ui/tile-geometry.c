/* Where the tiles of a call go: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-geometry.h"

static int
divide_up (int n,
           int by)
{
  return (n + by - 1) / by;
}

/* The largest tile of an allowed shape in one cell of a grid of @columns × @rows. */
static void
fit_tile (int  columns,
          int  rows,
          int  width,
          int  height,
          int  spacing,
          int *tile_width,
          int *tile_height)
{
  int cell_width = MAX (0, (width - (columns - 1) * spacing) / columns);
  int cell_height = MAX (0, (height - (rows - 1) * spacing) / rows);

  *tile_width = MIN (cell_width, (int) (cell_height * HEARTH_TILE_ASPECT_MAX));
  *tile_height = MIN (cell_height, (int) (cell_width / HEARTH_TILE_ASPECT_MIN));
}

void
hearth_tile_geometry_compute (guint           n,
                              int             width,
                              int             height,
                              int             spacing,
                              HearthTileRect *rects)
{
  int n_tiles = (int) n;
  int columns = 1, tile_width = 0, tile_height = 0;
  int rows, top;

  g_return_if_fail (n == 0 || rects != NULL);
  g_return_if_fail (n <= G_MAXINT16);
  g_return_if_fail (width >= 0 && height >= 0 && spacing >= 0);

  for (int candidate = 1; candidate <= n_tiles; candidate++)
    {
      int candidate_width, candidate_height;

      fit_tile (candidate, divide_up (n_tiles, candidate), width, height, spacing, &candidate_width, &candidate_height);
      if ((gint64) candidate_width * candidate_height <= (gint64) tile_width * tile_height)
        continue;

      columns = candidate;
      tile_width = candidate_width;
      tile_height = candidate_height;
    }

  rows = divide_up (n_tiles, columns);
  top = MAX (0, (height - rows * tile_height - (rows - 1) * spacing) / 2);

  for (int i = 0; i < n_tiles; i++)
    {
      int row = i / columns;
      int in_row = MIN (columns, n_tiles - row * columns);
      int left = MAX (0, (width - in_row * tile_width - (in_row - 1) * spacing) / 2);

      /* Where even the spaces do not fit, the tiles are empty but still inside. */
      rects[i].x = MIN (left + (i % columns) * (tile_width + spacing), width - tile_width);
      rects[i].y = MIN (top + row * (tile_height + spacing), height - tile_height);
      rects[i].width = tile_width;
      rects[i].height = tile_height;
    }
}
