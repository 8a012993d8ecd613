/* Where a pointer is and what it looks like: places in a picture, and shapes that do not shine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pointer.h"

#include "base/limits.h"

static HearthPointerShape *
shape_new (guint8 red)
{
  const guint8 pixels[] = { red, 0, 0, 255, 0, 0, 0, 0 };

  return hearth_pointer_shape_new (2, 1, 1, 0, pixels);
}

/* No colour is more than its alpha, whoever says so: it would be added to what is below it. */
static void
test_shape (void)
{
  const guint8 pixels[] = { 255, 200, 10, 100, 9, 9, 9, 0 };
  const guint8 expected[] = { 100, 100, 10, 100, 0, 0, 0, 0 };
  g_autoptr (HearthPointerShape) shape = hearth_pointer_shape_new (1, 2, 0, 1, pixels);
  g_autoptr (HearthPointerShape) same = hearth_pointer_shape_new (1, 2, 0, 1, expected);
  g_autoptr (HearthPointerShape) elsewhere = hearth_pointer_shape_new (1, 2, 0, 0, pixels);
  gsize size;

  g_assert_cmpuint (hearth_pointer_shape_get_width (shape), ==, 1);
  g_assert_cmpuint (hearth_pointer_shape_get_height (shape), ==, 2);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_x (shape), ==, 0);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_y (shape), ==, 1);
  g_assert_cmpmem (g_bytes_get_data (hearth_pointer_shape_get_pixels (shape), &size), 8, expected, sizeof expected);
  g_assert_cmpuint (size, ==, 8);
  g_assert_true (hearth_pointer_shape_equal (shape, same));
  g_assert_false (hearth_pointer_shape_equal (shape, elsewhere));
  g_assert_false (hearth_pointer_shape_equal (shape, NULL));
  g_assert_true (hearth_pointer_shape_equal (NULL, NULL));
}

static void
test_set (void)
{
  g_autoptr (HearthPointerShape) shape = shape_new (255);
  g_autoptr (HearthPointerShape) same = shape_new (255);
  g_autoptr (HearthPointerShape) other = shape_new (1);
  g_auto (HearthPointer) pointer = { 0 };

  g_assert_true (hearth_pointer_set (&pointer, &(HearthPointer) { shape, 1, 2, 3 }));
  g_assert_false (hearth_pointer_set (&pointer, &(HearthPointer) { same, 1, 2, 3 }));
  g_assert_true (hearth_pointer_set (&pointer, &(HearthPointer) { same, 1, 2, 4 }));
  g_assert_true (hearth_pointer_set (&pointer, &(HearthPointer) { other, 1, 2, 4 }));
  g_assert_false (hearth_pointer_set (&pointer, &pointer));

  /* Whatever else is said of one that is hidden. */
  g_assert_true (hearth_pointer_set (&pointer, &(HearthPointer) { NULL, 7, 8, 9 }));
  g_assert_false (hearth_pointer_set (&pointer, NULL));
  g_assert_cmpuint (pointer.x + pointer.y + pointer.span, ==, 0);
}

static void
test_place (void)
{
  g_autoptr (HearthPointerShape) shape = shape_new (255);
  g_auto (HearthPointer) pointer = { 0 };

  g_assert_true (hearth_pointer_place (&pointer, 960, 270, shape, 48, 1920, 1080));
  g_assert_cmpuint (pointer.x, ==, HEARTH_POINTER_WHOLE / 2);
  g_assert_cmpuint (pointer.y, ==, HEARTH_POINTER_WHOLE / 4);
  g_assert_cmpuint (pointer.span, ==, HEARTH_POINTER_WHOLE / 40);

  /* Each pixel of a large screen is told from its neighbours, and stays inside. */
  for (int x = 0; x < 16384; x++)
    {
      g_assert_true (hearth_pointer_place (&pointer, x, 0, shape, 24, 16384, 10));
      g_assert_cmpuint (pointer.x, ==, (guint) x * 4);
    }
  for (int x = 0; x < 3; x++)
    {
      hearth_pointer_place (&pointer, x, x, shape, 1000, 3, 3);
      g_assert_cmpuint (pointer.x, <, HEARTH_POINTER_WHOLE);
      g_assert_cmpuint (pointer.span, ==, HEARTH_POINTER_WHOLE);
    }
  hearth_pointer_place (&pointer, 0, 0, shape, 1, G_MAXINT, G_MAXINT);
  g_assert_cmpuint (pointer.span, ==, 1);

  /* What points at nothing in it is hidden. */
  g_assert_true (hearth_pointer_place (&pointer, 3, 0, shape, 1, 3, 3));
  g_assert_null (pointer.shape);
  g_assert_false (hearth_pointer_place (&pointer, 0, 3, shape, 1, 3, 3));
  g_assert_false (hearth_pointer_place (&pointer, -1, 0, shape, 1, 3, 3));
  g_assert_false (hearth_pointer_place (&pointer, G_MININT, G_MAXINT, shape, G_MAXUINT, 3, 3));
  g_assert_false (hearth_pointer_place (&pointer, 0, 0, NULL, 0, 3, 3));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pointer/shape", test_shape);
  g_test_add_func ("/pointer/set", test_set);
  g_test_add_func ("/pointer/place", test_place);

  return g_test_run ();
}
