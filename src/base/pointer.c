/* Where a pointer is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pointer.h"

gboolean
hearth_pointer_set (HearthPointer       *self,
                    const HearthPointer *other)
{
  static const HearthPointer hidden = { 0 };
  HearthPointerShape *shape;

  g_return_val_if_fail (self != NULL, FALSE);

  if (other == NULL || other->shape == NULL)
    other = &hidden;
  if (self->x == other->x && self->y == other->y && self->span == other->span
      && hearth_pointer_shape_equal (self->shape, other->shape))
    return FALSE;

  shape = other->shape != NULL ? hearth_pointer_shape_ref (other->shape) : NULL;
  g_clear_pointer (&self->shape, hearth_pointer_shape_unref);
  *self = (HearthPointer) { shape, other->x, other->y, other->span };

  return TRUE;
}

void
hearth_pointer_clear (HearthPointer *self)
{
  hearth_pointer_set (self, NULL);
}

/* To the nearest unit that is still inside. */
static guint
measure (guint pixels,
         guint side)
{
  return (guint) MIN (((guint64) pixels * HEARTH_POINTER_WHOLE + side / 2) / side, HEARTH_POINTER_WHOLE - 1);
}

gboolean
hearth_pointer_place (HearthPointer      *self,
                      int                 x,
                      int                 y,
                      HearthPointerShape *shape,
                      guint               shape_width,
                      guint               width,
                      guint               height)
{
  HearthPointer placed = { 0 };

  g_return_val_if_fail (width > 0 && height > 0, FALSE);

  if (shape != NULL && x >= 0 && y >= 0 && (guint) x < width && (guint) y < height)
    {
      placed.shape = shape;
      placed.x = measure ((guint) x, width);
      placed.y = measure ((guint) y, height);
      placed.span = (guint) CLAMP ((guint64) shape_width * HEARTH_POINTER_WHOLE / width, 1, HEARTH_POINTER_WHOLE);
    }

  return hearth_pointer_set (self, &placed);
}
