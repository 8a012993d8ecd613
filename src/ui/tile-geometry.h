/* Where the tiles of a call go: pure arithmetic, no widgets. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All tiles of one grid have the same shape, between a square (a phone held upright) and a camera's 16:9. */
#define HEARTH_TILE_ASPECT_MIN 1.0
#define HEARTH_TILE_ASPECT_MAX (16.0 / 9.0)

/* The smallest tile in a grid in which a face and a name can still be read: two beside each other on a phone. A grid with more
 * people than that scrolls. */
#define HEARTH_TILE_READABLE_WIDTH 160
#define HEARTH_TILE_READABLE_HEIGHT 90

/* The smallest tile beside a speaker: enough to know who it is. */
#define HEARTH_TILE_STRIP_WIDTH 96
#define HEARTH_TILE_STRIP_HEIGHT 54

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
 * Takes the number of columns that makes the tiles readable, and among those the one that makes them largest, and centres them; a
 * last row that is not full is centred too. The rectangles are inside @width × @height, do not overlap, and are equally large.
 * Where there is no room they are empty.
 */
void hearth_tile_geometry_compute (guint           n,
                                   int             width,
                                   int             height,
                                   int             spacing,
                                   HearthTileRect *rects);

/**
 * hearth_tile_geometry_get_least_height:
 *
 * Returns: the height at which hearth_tile_geometry_compute() makes all @n tiles readable, as far as @width lets it
 */
int  hearth_tile_geometry_get_least_height (guint n,
                                            int   width,
                                            int   spacing);

/**
 * hearth_tile_geometry_compute_corner:
 * @over: the tile that it floats above
 * @margin: pixels to the edges of that
 * @rect: (out caller-allocates): a small tile at the lower right; empty where it would hide half of the other
 */
void hearth_tile_geometry_compute_corner (const HearthTileRect *over,
                                          int                   margin,
                                          HearthTileRect       *rect);

/**
 * hearth_tile_geometry_compute_speaker:
 * @n: how many tiles there are beside the large one, 0 or more
 * @aspect: width by height of the large one where that has a shape of its own, as a share has; 0 for a tile like the others
 * @stage: (out caller-allocates): where the large one goes
 * @rects: (out caller-allocates) (array length=n): where the others go
 *
 * @more: (out caller-allocates): where to say how many have no place; empty where everybody has one, or nobody
 *
 * One tile as large as possible, the others small in a strip beside or below it, whichever leaves more to the large one.
 *
 * Returns: how many of the others have a place: the first of @rects
 */
guint hearth_tile_geometry_compute_speaker (guint           n,
                                            int             width,
                                            int             height,
                                            int             spacing,
                                            double          aspect,
                                            HearthTileRect *stage,
                                            HearthTileRect *rects,
                                            HearthTileRect *more);

/**
 * hearth_tile_geometry_fit_picture:
 * @aspect: width by height of a picture, more than 0
 * @fill: whether it covers the whole of @width × @height and is cut, or is inside as a whole
 * @drawn_width: (out): how large the whole picture is drawn, cut or not
 * @drawn_height: (out): same
 */
void hearth_tile_geometry_fit_picture (double    aspect,
                                       int       width,
                                       int       height,
                                       gboolean  fill,
                                       int      *drawn_width,
                                       int      *drawn_height);

G_END_DECLS
