/* What the pointer on somebody's screen looks like: a few pixels and the one that points. An immutable, reference-counted value for any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthPointerShape HearthPointerShape;

/**
 * hearth_pointer_shape_new:
 * @width: pixels, 1 to HEARTH_LIMIT_POINTER_PIXELS
 * @height: the same
 * @hot_x: which of them points, less than @width
 * @hot_y: the same, less than @height
 * @pixels: 4 × @width × @height bytes: red, green, blue and alpha, premultiplied, top row first; copied. A colour that is more than its
 *   alpha becomes that: nobody's shape shines.
 */
HearthPointerShape *hearth_pointer_shape_new        (guint                     width,
                                                     guint                     height,
                                                     guint                     hot_x,
                                                     guint                     hot_y,
                                                     const guint8             *pixels) G_GNUC_WARN_UNUSED_RESULT;
HearthPointerShape *hearth_pointer_shape_ref        (HearthPointerShape       *self);
void                hearth_pointer_shape_unref      (HearthPointerShape       *self);
guint               hearth_pointer_shape_get_width  (const HearthPointerShape *self);
guint               hearth_pointer_shape_get_height (const HearthPointerShape *self);
guint               hearth_pointer_shape_get_hot_x  (const HearthPointerShape *self);
guint               hearth_pointer_shape_get_hot_y  (const HearthPointerShape *self);

/** hearth_pointer_shape_get_pixels: Returns: (transfer none): as for hearth_pointer_shape_new(), in rows of 4 × width bytes. */
GBytes             *hearth_pointer_shape_get_pixels (const HearthPointerShape *self);

/** hearth_pointer_shape_equal: @a, @b: (nullable). Returns: whether they look the same and point with the same pixel. */
gboolean            hearth_pointer_shape_equal      (const HearthPointerShape *a,
                                                     const HearthPointerShape *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPointerShape, hearth_pointer_shape_unref)

G_END_DECLS
