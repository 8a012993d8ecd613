/* The pointer of a shared screen as it is drawn over the picture: at its place whatever the picture's size, as large as it is there and never too
 * small to be found, and gliding from one place to the next. A plain value that a HearthPictureView embeds. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "base/pointer.h"

G_BEGIN_DECLS

/* How long it takes from one place to the next: until the next one is told (HEARTH_LIMIT_POINTER_MS). */
#define HEARTH_POINTER_GLIDE_US (50 * G_TIME_SPAN_MILLISECOND)

/* The longer side of a shape, as it is drawn at least. */
#define HEARTH_POINTER_LEAST_SIDE 20

typedef struct
{
  HearthPointer pointer;
  GdkTexture *texture; /* of its shape; NULL until it is drawn */
  double from_x;       /* in shares of the picture: where it was when it was told to move */
  double from_y;
  gint64 moved_at;     /* µs, monotonic: then; 0: it does not glide */
} HearthPointerLayer;

/**
 * hearth_pointer_layer_set:
 * @pointer: where it is from now on
 * @now: µs, monotonic
 * @glides: whether it moves there; one that was hidden is there at once
 */
void     hearth_pointer_layer_set        (HearthPointerLayer       *self,
                                          const HearthPointer      *pointer,
                                          gint64                    now,
                                          gboolean                  glides);

gboolean hearth_pointer_layer_is_gliding (const HearthPointerLayer *self,
                                          gint64                    now);

/**
 * hearth_pointer_layer_get_place:
 * @width: of the whole picture as it is drawn
 * @height: the same
 * @now: µs, monotonic: of the frame
 * @place: (out): of its shape in the picture
 *
 * Returns: %FALSE where it is hidden
 */
gboolean hearth_pointer_layer_get_place  (const HearthPointerLayer *self,
                                          double                    width,
                                          double                    height,
                                          gint64                    now,
                                          graphene_rect_t          *place);

/** hearth_pointer_layer_snapshot: Draws it over a picture of that size at the origin, and cut at its edges as on its screen. */
void     hearth_pointer_layer_snapshot   (HearthPointerLayer       *self,
                                          GtkSnapshot              *snapshot,
                                          double                    width,
                                          double                    height,
                                          gint64                    now);

/** hearth_pointer_layer_clear: It is hidden. */
void     hearth_pointer_layer_clear      (HearthPointerLayer       *self);

G_END_DECLS
