/* Where the pointer is on a screen that somebody shares, and what it looks like: beside the picture, so that whoever shows that draws the
 * pointer over it, however seldom a picture comes and however large it is. A plain value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/pointer-shape.h"

G_BEGIN_DECLS

/* What a whole side of the picture is in these units. */
#define HEARTH_POINTER_WHOLE 65536

/**
 * HearthPointer:
 * @shape: (nullable): %NULL where there is none to be seen; all else is 0 then
 * @x: what it points at, of the picture's width, less than HEARTH_POINTER_WHOLE
 * @y: the same of its height
 * @span: how wide the shape is, of the picture's width, 1 to HEARTH_POINTER_WHOLE
 *
 * {NULL} is one that is hidden. hearth_pointer_set() and hearth_pointer_clear() hold the shape.
 */
typedef struct
{
  HearthPointerShape *shape;
  guint x;
  guint y;
  guint span;
} HearthPointer;

/**
 * hearth_pointer_set:
 * @other: (nullable): becomes its value; %NULL for hidden
 *
 * Returns: whether it was another one before
 */
gboolean hearth_pointer_set   (HearthPointer       *self,
                               const HearthPointer *other);
void     hearth_pointer_clear (HearthPointer       *self);

/**
 * hearth_pointer_place:
 * @x: pixels of the picture, from its left
 * @y: the same from its top
 * @shape: (nullable) (transfer none): %NULL where it is hidden
 * @shape_width: how wide that is on the screen, in pixels of the picture
 * @width: of the picture, more than 0
 * @height: the same
 *
 * Makes of pixels what this is: hidden where it points at nothing in the picture. Returns: as hearth_pointer_set().
 */
gboolean hearth_pointer_place (HearthPointer       *self,
                               int                  x,
                               int                  y,
                               HearthPointerShape  *shape,
                               guint                shape_width,
                               guint                width,
                               guint                height);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthPointer, hearth_pointer_clear)

G_END_DECLS
