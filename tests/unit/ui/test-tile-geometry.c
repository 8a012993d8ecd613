/* Tiles are inside their room, do not overlap, share one allowed shape, and are large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/tile-geometry.h"

#define N_MAX 16
#define SPACING 6

static gboolean
overlap (const HearthTileRect *a,
         const HearthTileRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
check_one (guint n,
           int   width,
           int   height)
{
  HearthTileRect rects[N_MAX];

  hearth_tile_geometry_compute (n, width, height, SPACING, rects);

  for (guint i = 0; i < n; i++)
    {
      double aspect = (double) rects[i].width / rects[i].height;

      g_assert_cmpint (rects[i].x, >=, 0);
      g_assert_cmpint (rects[i].y, >=, 0);
      g_assert_cmpint (rects[i].x + rects[i].width, <=, width);
      g_assert_cmpint (rects[i].y + rects[i].height, <=, height);

      /* One pixel of rounding. */
      g_assert_cmpfloat (aspect, >=, HEARTH_TILE_ASPECT_MIN - 1.0 / rects[i].height);
      g_assert_cmpfloat (aspect, <=, HEARTH_TILE_ASPECT_MAX + 1.0 / rects[i].height);
      g_assert_cmpint (rects[i].width, ==, rects[0].width);
      g_assert_cmpint (rects[i].height, ==, rects[0].height);

      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (&rects[i], &rects[j]));
    }
}

/* Where the room is high enough for readable tiles, and no narrower than one, all are. */
static void
check_readable (guint n,
                int   width,
                int   height)
{
  HearthTileRect rects[N_MAX];

  if (width < HEARTH_TILE_READABLE_WIDTH || height < hearth_tile_geometry_get_least_height (n, width, SPACING))
    return;

  hearth_tile_geometry_compute (n, width, height, SPACING, rects);
  g_assert_cmpint (rects[0].width, >=, HEARTH_TILE_READABLE_WIDTH);
  g_assert_cmpint (rects[0].height, >=, HEARTH_TILE_READABLE_HEIGHT);
}

/* Steps of primes, so that no size has a chance to be special: 43 000 rooms. */
static void
test_every_room (void)
{
  for (guint n = 1; n <= N_MAX; n++)
    for (int width = 120; width <= 2560; width += 47)
      for (int height = 90; height <= 1440; height += 29)
        {
          check_one (n, width, height);
          check_readable (n, width, height);
        }
}

/* Reading order: each tile right of the one before, or in a row below; the first always begins at the top. */
static void
test_order (void)
{
  for (guint n = 2; n <= N_MAX; n++)
    for (int width = 360; width <= 2560; width += 101)
      for (int height = 250; height <= 1440; height += 97)
        {
          HearthTileRect rects[N_MAX];

          hearth_tile_geometry_compute (n, width, height, SPACING, rects);
          for (guint i = 1; i < n; i++)
            if (rects[i].y == rects[i - 1].y)
              g_assert_cmpint (rects[i].x, ==, rects[i - 1].x + rects[i - 1].width + SPACING);
            else
              g_assert_cmpint (rects[i].y, ==, rects[i - 1].y + rects[i - 1].height + SPACING);
        }
}

/* Who comes into a row that has room moves nobody to another row, and nobody's tile changes its size. */
static void
test_newcomer (void)
{
  HearthTileRect before[N_MAX], after[N_MAX];

  for (guint n = 5; n < 9; n++)
    {
      hearth_tile_geometry_compute (n, 1280, 720, SPACING, before);
      hearth_tile_geometry_compute (n + 1, 1280, 720, SPACING, after);
      if (before[0].width != after[0].width)
        continue;
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (before[i].y, ==, after[i].y);
    }
}

static void
test_corner (void)
{
  for (int width = 0; width <= 2560; width += 13)
    for (int height = 0; height <= 1440; height += 17)
      {
        HearthTileRect corner;

        hearth_tile_geometry_compute_corner (&(HearthTileRect) { 0, 0, width, height }, SPACING, &corner);
        if (corner.width == 0)
          {
            g_assert_true (width < 4 * HEARTH_TILE_STRIP_WIDTH || height < 4 * HEARTH_TILE_STRIP_HEIGHT);
            continue;
          }
        g_assert_cmpint (corner.x + corner.width + SPACING, ==, width);
        g_assert_cmpint (corner.y + corner.height + SPACING, ==, height);
        g_assert_cmpint (corner.x, >=, width / 2);
        g_assert_cmpint (corner.y, >=, height / 2);
        g_assert_cmpint (corner.width, >=, HEARTH_TILE_STRIP_WIDTH);
      }
}

/* What a person expects to see. */
static void
test_known_rooms (void)
{
  HearthTileRect rects[N_MAX];

  /* Alone in a 16:9 window: all of it. */
  hearth_tile_geometry_compute (1, 1280, 720, SPACING, rects);
  g_assert_cmpint (rects[0].x, ==, 0);
  g_assert_cmpint (rects[0].y, ==, 0);
  g_assert_cmpint (rects[0].width, ==, 1280);
  g_assert_cmpint (rects[0].height, ==, 720);

  /* Two beside each other in a wide window, and one above the other on a phone. */
  hearth_tile_geometry_compute (2, 1280, 600, SPACING, rects);
  g_assert_cmpint (rects[0].y, ==, rects[1].y);
  g_assert_cmpint (rects[1].x, ==, rects[0].x + rects[0].width + SPACING);
  hearth_tile_geometry_compute (2, 360, 640, SPACING, rects);
  g_assert_cmpint (rects[0].x, ==, rects[1].x);
  g_assert_cmpint (rects[1].y, ==, rects[0].y + rects[0].height + SPACING);

  /* Five: three and two, the two in the middle. */
  hearth_tile_geometry_compute (5, 1280, 720, SPACING, rects);
  g_assert_cmpint (rects[2].y, ==, rects[0].y);
  g_assert_cmpint (rects[3].y, >, rects[0].y);
  g_assert_cmpint (rects[3].x, >, rects[0].x);
  g_assert_cmpint (rects[3].x, <, rects[1].x);
}

/* More people never get larger tiles, and at least half of the room is used. */
static void
test_room_is_used (void)
{
  int last = G_MAXINT;

  for (guint n = 1; n <= N_MAX; n++)
    {
      HearthTileRect rects[N_MAX];
      int area;

      hearth_tile_geometry_compute (n, 1280, 720, SPACING, rects);
      area = rects[0].width * rects[0].height;
      g_assert_cmpint (area, <=, last);
      g_assert_cmpint (area * (int) n, >=, 1280 * 720 / 2);
      last = area;
    }
}

static void
test_no_room (void)
{
  HearthTileRect rects[N_MAX];

  hearth_tile_geometry_compute (0, 640, 360, SPACING, NULL);

  hearth_tile_geometry_compute (N_MAX, 0, 0, SPACING, rects);
  for (guint i = 0; i < N_MAX; i++)
    {
      g_assert_cmpint (rects[i].width, ==, 0);
      g_assert_cmpint (rects[i].height, ==, 0);
    }

  /* Less than the spaces between the tiles. */
  hearth_tile_geometry_compute (N_MAX, 10, 10, SPACING, rects);
  for (guint i = 0; i < N_MAX; i++)
    {
      g_assert_cmpint (rects[i].width, >=, 0);
      g_assert_cmpint (rects[i].x + rects[i].width, <=, 10);
      g_assert_cmpint (rects[i].y + rects[i].height, <=, 10);
    }
}

/* A grid that scrolls is high enough for every tile to be readable, and no more than that. */
static void
test_least_height (void)
{
  for (guint n = 1; n <= N_MAX; n++)
    for (int width = HEARTH_TILE_READABLE_WIDTH; width <= 1920; width += 7)
      {
        HearthTileRect rects[N_MAX];
        int height = hearth_tile_geometry_get_least_height (n, width, SPACING);

        hearth_tile_geometry_compute (n, width, height, SPACING, rects);
        g_assert_cmpint (rects[0].width, >=, HEARTH_TILE_READABLE_WIDTH);
        g_assert_cmpint (rects[0].height, ==, HEARTH_TILE_READABLE_HEIGHT);
      }

  g_assert_cmpint (hearth_tile_geometry_get_least_height (0, 640, SPACING), ==, 0);
  /* A phone: two beside each other. */
  g_assert_cmpint (hearth_tile_geometry_get_least_height (16, 348, SPACING), ==, 8 * HEARTH_TILE_READABLE_HEIGHT + 7 * SPACING);
  /* Narrower than one readable tile: one column. */
  g_assert_cmpint (hearth_tile_geometry_get_least_height (3, 0, SPACING), ==, 3 * HEARTH_TILE_READABLE_HEIGHT + 2 * SPACING);
}

static gboolean
is_inside (const HearthTileRect *rect,
           int                   width,
           int                   height)
{
  return rect->x >= 0 && rect->y >= 0 && rect->x + rect->width <= width && rect->y + rect->height <= height;
}

static void
check_speaker (guint    n,
               int      width,
               int      height,
               double   aspect)
{
  HearthTileRect rects[N_MAX], stage, more;
  guint n_shown = hearth_tile_geometry_compute_speaker (n, width, height, SPACING, aspect, &stage, rects, &more);

  g_assert_cmpuint (n_shown, <=, n);
  g_assert_true (is_inside (&stage, width, height));
  g_assert_cmpint (stage.width, >, 0);
  if (n_shown < n)
    {
      /* Somebody has no place, and there is one to say so. */
      g_assert_true (is_inside (&more, width, height));
      g_assert_cmpint (more.width, >=, HEARTH_TILE_STRIP_WIDTH);
      g_assert_false (overlap (&more, &stage));
    }
  else
    {
      g_assert_cmpint (more.width, ==, 0);
    }

  for (guint i = 0; i < n_shown; i++)
    {
      g_assert_true (is_inside (&rects[i], width, height));
      g_assert_cmpint (rects[i].width, >=, HEARTH_TILE_STRIP_WIDTH);
      g_assert_cmpint (rects[i].height, >=, HEARTH_TILE_STRIP_HEIGHT);
      g_assert_cmpint (rects[i].width * rects[i].height, <=, stage.width * stage.height);
      g_assert_false (overlap (&rects[i], &stage));
      g_assert_false (overlap (&rects[i], &more));
      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (&rects[i], &rects[j]));
    }
}

static void
test_speaker_every_room (void)
{
  for (guint n = 0; n < N_MAX; n++)
    for (int width = 348; width <= 2560; width += 59)
      for (int height = 230; height <= 1440; height += 37)
        {
          check_speaker (n, width, height, 0);
          check_speaker (n, width, height, 1.6);
        }
}

/* What is shared has its own shape, and the people a strip beside or below it, whichever leaves it larger. */
static void
test_speaker_share (void)
{
  HearthTileRect rects[N_MAX], stage, more;

  hearth_tile_geometry_compute_speaker (4, 1268, 600, SPACING, 1.6, &stage, rects, &more);
  g_assert_cmpint (stage.height, ==, 600);
  g_assert_cmpint (stage.width, ==, 960);
  g_assert_cmpint (rects[0].x, >=, stage.x + stage.width + SPACING);

  /* A page on a phone. */
  hearth_tile_geometry_compute_speaker (2, 348, 520, SPACING, 1.6, &stage, rects, &more);
  g_assert_cmpint (stage.width, ==, 348);
  g_assert_cmpint (stage.height, ==, 217);
  g_assert_cmpint (rects[0].y, >=, stage.y + stage.height + SPACING);

  /* An upright page in a wide window. */
  hearth_tile_geometry_compute_speaker (2, 1268, 600, SPACING, 0.7, &stage, rects, &more);
  g_assert_cmpint (stage.height, ==, 600);
  g_assert_cmpint (stage.width, ==, 420);
}

static void
test_speaker_known_rooms (void)
{
  HearthTileRect rects[N_MAX], stage, more;

  /* Nobody else: all of it. */
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (0, 1280, 720, SPACING, 0, &stage, NULL, &more), ==, 0);
  g_assert_cmpint (stage.width, ==, 1280);
  g_assert_cmpint (stage.height, ==, 720);

  /* A wide window: the strip beside; a phone held upright: below. */
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (4, 1268, 600, SPACING, 0, &stage, rects, &more), ==, 4);
  g_assert_cmpint (rects[0].x, >, stage.x + stage.width);
  g_assert_cmpint (rects[0].x, ==, rects[3].x);
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (2, 348, 520, SPACING, 0, &stage, rects, &more), ==, 2);
  g_assert_cmpint (rects[0].y, >, stage.y + stage.height);
  g_assert_cmpint (rects[0].y, ==, rects[1].y);

  /* Everybody of a full room has a place in a wide window, not on a phone. */
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (15, 1268, 600, SPACING, 0, &stage, rects, &more), ==, 15);
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (15, 348, 520, SPACING, 0, &stage, rects, &more), ==, 5);

  /* No room at all. */
  g_assert_cmpuint (hearth_tile_geometry_compute_speaker (15, 0, 0, SPACING, 0, &stage, rects, &more), ==, 0);
  g_assert_cmpint (stage.width, ==, 0);
  g_assert_cmpint (more.width, ==, 0);
}

static void
test_fit_picture (void)
{
  int width, height;

  /* A camera's picture fills an upright tile: it is drawn wider than the tile. */
  hearth_tile_geometry_fit_picture (16.0 / 9, 180, 180, TRUE, &width, &height);
  g_assert_cmpint (width, ==, 320);
  g_assert_cmpint (height, ==, 180);
  hearth_tile_geometry_fit_picture (16.0 / 9, 180, 180, FALSE, &width, &height);
  g_assert_cmpint (width, ==, 180);
  g_assert_cmpint (height, ==, 102);

  /* An upright picture in a wide tile. */
  hearth_tile_geometry_fit_picture (0.5, 320, 180, TRUE, &width, &height);
  g_assert_cmpint (width, ==, 320);
  g_assert_cmpint (height, ==, 640);
  hearth_tile_geometry_fit_picture (0.5, 320, 180, FALSE, &width, &height);
  g_assert_cmpint (width, ==, 90);
  g_assert_cmpint (height, ==, 180);

  hearth_tile_geometry_fit_picture (2, 320, 160, TRUE, &width, &height);
  g_assert_cmpint (width, ==, 320);
  g_assert_cmpint (height, ==, 160);
  hearth_tile_geometry_fit_picture (2, 0, 0, TRUE, &width, &height);
  g_assert_cmpint (width, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tile-geometry/every-room", test_every_room);
  g_test_add_func ("/tile-geometry/order", test_order);
  g_test_add_func ("/tile-geometry/newcomer", test_newcomer);
  g_test_add_func ("/tile-geometry/corner", test_corner);
  g_test_add_func ("/tile-geometry/known-rooms", test_known_rooms);
  g_test_add_func ("/tile-geometry/room-is-used", test_room_is_used);
  g_test_add_func ("/tile-geometry/no-room", test_no_room);
  g_test_add_func ("/tile-geometry/least-height", test_least_height);
  g_test_add_func ("/tile-geometry/speaker/every-room", test_speaker_every_room);
  g_test_add_func ("/tile-geometry/speaker/share", test_speaker_share);
  g_test_add_func ("/tile-geometry/speaker/known-rooms", test_speaker_known_rooms);
  g_test_add_func ("/tile-geometry/fit-picture", test_fit_picture);

  return g_test_run ();
}
