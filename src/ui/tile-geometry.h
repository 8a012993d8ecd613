/* Where the tiles of a call go: pure arithmetic, no widgets. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All tiles of one call have the same shape, between a square (a phone held upright) and a camera's 16:9. */
#define HEARTH_TILE_ASPECT_MIN 1.0
#define HEARTH_TILE_ASPECT_MAX (16.0 / 9.0)

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} HearthTileRect;

/**
 * hearth_tile_geometry_compute:
 * @n: how many tiles, 0 or more
 * @width: pixels there are, 0 or more
 * @height: pixels there are, 0 or more
 * @spacing: pixels between two tiles, 0 or more
 * @rects: (out caller-allocates) (array length=n): where each tile goes, row by row
 *
 * Takes the number of columns that makes the tiles largest, and centres them; a last row that is not full is centred too. The
 * rectangles are inside @width × @height, do not overlap, and are equally large. Where there is no room they are empty.
 */
void hearth_tile_geometry_compute (guint           n,
                                   int             width,
                                   int             height,
                                   int             spacing,
                                   HearthTileRect *rects);

G_END_DECLS
