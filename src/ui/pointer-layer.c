/* A pointer over a picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/pointer-layer.h"

#include <math.h>

/* Where it points at that moment, in shares of the picture. */
static void
get_target (const HearthPointerLayer *self,
            gint64                    now,
            double                   *x,
            double                   *y)
{
  double there = 1;

  if (hearth_pointer_layer_is_gliding (self, now))
    there = (double) MAX (0, now - self->moved_at) / HEARTH_POINTER_GLIDE_US;

  *x = (double) self->pointer.x / HEARTH_POINTER_WHOLE;
  *y = (double) self->pointer.y / HEARTH_POINTER_WHOLE;
  *x = self->from_x + (*x - self->from_x) * there;
  *y = self->from_y + (*y - self->from_y) * there;
}

void
hearth_pointer_layer_set (HearthPointerLayer  *self,
                          const HearthPointer *pointer,
                          gint64               now,
                          gboolean             glides)
{
  gboolean was_shown = self->pointer.shape != NULL;
  double x, y;

  if (!hearth_pointer_shape_equal (self->pointer.shape, pointer->shape))
    g_clear_object (&self->texture);

  get_target (self, now, &x, &y);
  self->from_x = x;
  self->from_y = y;
  hearth_pointer_set (&self->pointer, pointer);
  self->moved_at = glides && was_shown && self->pointer.shape != NULL ? now : 0;
}

gboolean
hearth_pointer_layer_is_gliding (const HearthPointerLayer *self,
                                 gint64                    now)
{
  return self->moved_at != 0 && now - self->moved_at < HEARTH_POINTER_GLIDE_US;
}

gboolean
hearth_pointer_layer_get_place (const HearthPointerLayer *self,
                                double                    width,
                                double                    height,
                                gint64                    now,
                                graphene_rect_t          *place)
{
  const HearthPointerShape *shape = self->pointer.shape;
  double x, y, scale;
  guint longer;

  if (shape == NULL)
    return FALSE;

  longer = MAX (hearth_pointer_shape_get_width (shape), hearth_pointer_shape_get_height (shape));
  scale = width * self->pointer.span / HEARTH_POINTER_WHOLE / hearth_pointer_shape_get_width (shape);
  scale = MAX (scale, (double) HEARTH_POINTER_LEAST_SIDE / longer);
  get_target (self, now, &x, &y);
  x = x * width - hearth_pointer_shape_get_hot_x (shape) * scale;
  y = y * height - hearth_pointer_shape_get_hot_y (shape) * scale;
  graphene_rect_init (place, (float) x, (float) y, (float) (hearth_pointer_shape_get_width (shape) * scale),
                      (float) (hearth_pointer_shape_get_height (shape) * scale));

  return TRUE;
}

static GdkTexture *
texture_new (const HearthPointerShape *shape)
{
  return gdk_memory_texture_new ((int) hearth_pointer_shape_get_width (shape), (int) hearth_pointer_shape_get_height (shape),
                                 GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, hearth_pointer_shape_get_pixels (shape),
                                 4 * (gsize) hearth_pointer_shape_get_width (shape));
}

void
hearth_pointer_layer_snapshot (HearthPointerLayer *self,
                               GtkSnapshot        *snapshot,
                               double              width,
                               double              height,
                               gint64              now)
{
  graphene_rect_t place;

  if (!hearth_pointer_layer_get_place (self, width, height, now, &place))
    return;

  if (self->texture == NULL)
    self->texture = texture_new (self->pointer.shape);

  /* Once it stands, whole pixels keep its edges sharp. */
  if (!hearth_pointer_layer_is_gliding (self, now))
    {
      place.origin.x = roundf (place.origin.x);
      place.origin.y = roundf (place.origin.y);
    }

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR, &place);
  gtk_snapshot_pop (snapshot);
}

void
hearth_pointer_layer_clear (HearthPointerLayer *self)
{
  hearth_pointer_clear (&self->pointer);
  g_clear_object (&self->texture);
  self->moved_at = 0;
}
