/* Where the tiles of a call go: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-geometry.h"

#include <math.h>

/* The strip beside a speaker takes at most this share of the room, and its tiles are at most so large. */
#define STRIP_SHARE 0.25
#define STRIP_WIDTH_MAX 280
#define STRIP_HEIGHT_MAX 160

/* The tile that floats in a corner takes this share of the room's shorter side as its height, within these limits. */
#define CORNER_SHARE 0.25
#define CORNER_HEIGHT_MAX 135

/* What all tiles of a grid have in common. */
typedef struct
{
  int columns;
  int width;
  int height;
} Cell;

static int
divide_up (int n,
           int by)
{
  return (n + by - 1) / by;
}

/* The largest tile of an allowed shape in one cell of a grid of @columns × @rows. */
static Cell
fit_cell (int    columns,
          int    rows,
          int    width,
          int    height,
          int    spacing,
          double aspect_min)
{
  int cell_width = MAX (0, (width - (columns - 1) * spacing) / columns);
  int cell_height = MAX (0, (height - (rows - 1) * spacing) / rows);

  return (Cell) {
    .columns = columns,
    .width = MIN (cell_width, (int) (cell_height * HEARTH_TILE_ASPECT_MAX)),
    .height = MIN (cell_height, (int) (cell_width / aspect_min)),
  };
}

static gboolean
is_readable (const Cell *cell)
{
  return cell->width >= HEARTH_TILE_READABLE_WIDTH && cell->height >= HEARTH_TILE_READABLE_HEIGHT;
}

static gboolean
is_better (const Cell *cell,
           const Cell *than)
{
  if (is_readable (cell) != is_readable (than))
    return is_readable (cell);

  return (gint64) cell->width * cell->height > (gint64) than->width * than->height;
}

static Cell
choose_cell (int    n,
             int    width,
             int    height,
             int    spacing,
             double aspect_min)
{
  Cell best = { .columns = 1 };

  for (int columns = 1; columns <= n; columns++)
    {
      Cell cell = fit_cell (columns, divide_up (n, columns), width, height, spacing, aspect_min);

      if (is_better (&cell, &best))
        best = cell;
    }

  return best;
}

/* Row by row in the middle of @room. */
static void
place (int                   n,
       const Cell           *cell,
       const HearthTileRect *room,
       int                   spacing,
       HearthTileRect       *rects)
{
  int rows = divide_up (n, cell->columns);
  int top = MAX (0, (room->height - rows * cell->height - (rows - 1) * spacing) / 2);

  for (int i = 0; i < n; i++)
    {
      int row = i / cell->columns;
      int in_row = MIN (cell->columns, n - row * cell->columns);
      int left = MAX (0, (room->width - in_row * cell->width - (in_row - 1) * spacing) / 2);

      /* Where even the spaces do not fit, the tiles are empty but still inside. */
      rects[i].x = room->x + MIN (left + (i % cell->columns) * (cell->width + spacing), room->width - cell->width);
      rects[i].y = room->y + MIN (top + row * (cell->height + spacing), room->height - cell->height);
      rects[i].width = cell->width;
      rects[i].height = cell->height;
    }
}

void
hearth_tile_geometry_compute (guint           n,
                              int             width,
                              int             height,
                              int             spacing,
                              HearthTileRect *rects)
{
  HearthTileRect room = { 0, 0, width, height };
  Cell cell;

  g_return_if_fail (n == 0 || rects != NULL);
  g_return_if_fail (n <= G_MAXINT16);
  g_return_if_fail (width >= 0 && height >= 0 && spacing >= 0);

  cell = choose_cell ((int) n, width, height, spacing, HEARTH_TILE_ASPECT_MIN);
  place ((int) n, &cell, &room, spacing, rects);
}

int
hearth_tile_geometry_get_least_height (guint n,
                                       int   width,
                                       int   spacing)
{
  int columns, rows;

  g_return_val_if_fail (n <= G_MAXINT16, 0);
  g_return_val_if_fail (width >= 0 && spacing >= 0, 0);

  if (n == 0)
    return 0;

  columns = CLAMP ((width + spacing) / (HEARTH_TILE_READABLE_WIDTH + spacing), 1, (int) n);
  rows = divide_up ((int) n, columns);

  return rows * HEARTH_TILE_READABLE_HEIGHT + (rows - 1) * spacing;
}

void
hearth_tile_geometry_compute_corner (const HearthTileRect *over,
                                     int                   margin,
                                     HearthTileRect       *rect)
{
  int corner_height = CLAMP ((int) (MIN (over->width, over->height) * CORNER_SHARE), HEARTH_TILE_STRIP_HEIGHT, CORNER_HEIGHT_MAX);
  int corner_width = (int) (corner_height * HEARTH_TILE_ASPECT_MAX);

  g_return_if_fail (over != NULL && rect != NULL);
  g_return_if_fail (margin >= 0);

  *rect = (HearthTileRect) { 0 };
  if (2 * (corner_width + margin) > over->width || 2 * (corner_height + margin) > over->height)
    return;

  rect->x = over->x + over->width - margin - corner_width;
  rect->y = over->y + over->height - margin - corner_height;
  rect->width = corner_width;
  rect->height = corner_height;
}

/* A strip for as many of @n as fit into @width × @height with tiles that can be recognized; @n_places: how many those are. */
static Cell
choose_strip (int  n,
              int  width,
              int  height,
              int  spacing,
              int *n_places)
{
  Cell cell = { .columns = 1 };

  for (*n_places = n; *n_places > 0; (*n_places)--)
    {
      cell = choose_cell (*n_places, width, height, spacing, HEARTH_TILE_ASPECT_MAX);
      if (cell.width >= HEARTH_TILE_STRIP_WIDTH && cell.height >= HEARTH_TILE_STRIP_HEIGHT)
        break;
    }

  return cell;
}

typedef struct
{
  Cell cell;
  int n_places;
  HearthTileRect strip;
  HearthTileRect stage;
} Speaker;

/* @beside: whether the strip is beside the large tile or below it */
static Speaker
arrange (int      n,
         int      width,
         int      height,
         int      spacing,
         gboolean beside)
{
  int strip_width = beside ? MIN ((int) (width * STRIP_SHARE), STRIP_WIDTH_MAX) : width;
  int strip_height = beside ? height : MIN ((int) (height * STRIP_SHARE), STRIP_HEIGHT_MAX);
  Speaker speaker = { .stage = { 0, 0, width, height } };
  int rows;

  speaker.cell = choose_strip (n, strip_width, strip_height, spacing, &speaker.n_places);
  if (speaker.n_places == 0)
    return speaker;

  /* No wider or higher than what is in it. */
  rows = divide_up (speaker.n_places, speaker.cell.columns);
  if (beside)
    strip_width = speaker.cell.columns * (speaker.cell.width + spacing) - spacing;
  else
    strip_height = rows * (speaker.cell.height + spacing) - spacing;

  speaker.strip = (HearthTileRect) { width - strip_width, height - strip_height, strip_width, strip_height };
  if (beside)
    speaker.stage.width = MAX (0, width - strip_width - spacing);
  else
    speaker.stage.height = MAX (0, height - strip_height - spacing);

  return speaker;
}

static Cell
fit_aspect (const HearthTileRect *room,
            double                aspect)
{
  return (Cell) {
    .columns = 1,
    .width = MIN (room->width, (int) (room->height * aspect)),
    .height = MIN (room->height, (int) (room->width / aspect)),
  };
}

/* What the picture would have of the stage; nothing where there is no strip at all. */
static gint64
get_stage_area (const Speaker *speaker,
                double         aspect)
{
  Cell cell = fit_aspect (&speaker->stage, aspect);

  return speaker->n_places > 0 ? (gint64) cell.width * cell.height : 0;
}

guint
hearth_tile_geometry_compute_speaker (guint           n,
                                      int             width,
                                      int             height,
                                      int             spacing,
                                      double          aspect,
                                      HearthTileRect *stage,
                                      HearthTileRect *rects,
                                      HearthTileRect *more)
{
  Speaker beside, below;
  const Speaker *speaker;
  double picture_aspect;
  Cell large;

  g_return_val_if_fail (stage != NULL && more != NULL, 0);
  g_return_val_if_fail (aspect >= 0, 0);
  g_return_val_if_fail (n == 0 || rects != NULL, 0);
  g_return_val_if_fail (n <= G_MAXINT16, 0);
  g_return_val_if_fail (width >= 0 && height >= 0 && spacing >= 0, 0);

  beside = arrange ((int) n, width, height, spacing, TRUE);
  below = arrange ((int) n, width, height, spacing, FALSE);
  /* A camera's picture fills a tile of any shape, and is at its best in its own. */
  picture_aspect = aspect > 0 ? aspect : HEARTH_TILE_ASPECT_MAX;
  speaker = get_stage_area (&beside, picture_aspect) >= get_stage_area (&below, picture_aspect) ? &beside : &below;

  large = aspect > 0 ? fit_aspect (&speaker->stage, aspect)
                     : fit_cell (1, 1, speaker->stage.width, speaker->stage.height, 0, HEARTH_TILE_ASPECT_MIN);
  place (1, &large, &speaker->stage, 0, stage);
  place (speaker->n_places, &speaker->cell, &speaker->strip, spacing, rects);

  *more = (HearthTileRect) { 0 };
  if (speaker->n_places == (int) n || speaker->n_places == 0)
    return (guint) speaker->n_places;

  *more = rects[speaker->n_places - 1];
  return (guint) speaker->n_places - 1;
}

void
hearth_tile_geometry_fit_picture (double    aspect,
                                  int       width,
                                  int       height,
                                  gboolean  fill,
                                  int      *drawn_width,
                                  int      *drawn_height)
{
  gboolean wider;

  g_return_if_fail (aspect > 0);
  g_return_if_fail (width >= 0 && height >= 0);
  g_return_if_fail (drawn_width != NULL && drawn_height != NULL);

  /* Whether the picture is wider than its place. */
  wider = aspect * height > width;
  *drawn_width = wider == fill ? (int) ceil (aspect * height) : width;
  *drawn_height = wider == fill ? height : (int) ceil (width / aspect);
}
