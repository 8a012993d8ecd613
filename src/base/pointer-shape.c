/* What a pointer looks like: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pointer-shape.h"

#include "base/limits.h"

struct _HearthPointerShape
{
  guint width;
  guint height;
  guint hot_x;
  guint hot_y;
  GBytes *pixels;
};

HearthPointerShape *
hearth_pointer_shape_new (guint         width,
                          guint         height,
                          guint         hot_x,
                          guint         hot_y,
                          const guint8 *pixels)
{
  HearthPointerShape *self;
  gsize size = 4 * (gsize) width * height;
  guint8 *copy;

  g_return_val_if_fail (width >= 1 && width <= HEARTH_LIMIT_POINTER_PIXELS, NULL);
  g_return_val_if_fail (height >= 1 && height <= HEARTH_LIMIT_POINTER_PIXELS, NULL);
  g_return_val_if_fail (hot_x < width && hot_y < height, NULL);
  g_return_val_if_fail (pixels != NULL, NULL);

  copy = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    copy[i] = MIN (pixels[i], pixels[i | 3]);

  self = g_atomic_rc_box_new (HearthPointerShape);
  *self = (HearthPointerShape) { width, height, hot_x, hot_y, g_bytes_new_take (copy, size) };

  return self;
}

HearthPointerShape *
hearth_pointer_shape_ref (HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_bytes_unref (((HearthPointerShape *) data)->pixels);
}

void
hearth_pointer_shape_unref (HearthPointerShape *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

guint
hearth_pointer_shape_get_width (const HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

guint
hearth_pointer_shape_get_height (const HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

guint
hearth_pointer_shape_get_hot_x (const HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->hot_x;
}

guint
hearth_pointer_shape_get_hot_y (const HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->hot_y;
}

GBytes *
hearth_pointer_shape_get_pixels (const HearthPointerShape *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

gboolean
hearth_pointer_shape_equal (const HearthPointerShape *a,
                            const HearthPointerShape *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a == b
         || (a->width == b->width && a->height == b->height && a->hot_x == b->hot_x && a->hot_y == b->hot_y
             && g_bytes_equal (a->pixels, b->pixels));
}
