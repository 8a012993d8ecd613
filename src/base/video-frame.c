/* One decoded or captured picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/video-frame.h"

struct _HearthVideoFrame
{
  GBytes *pixels;
  int width;
  int height;
  gsize stride;
  gint64 shown_at;

  gpointer original; /* nullable: this is in full size */
  HearthVideoFrameFunc make;
  GDestroyNotify destroy;
};

G_DEFINE_BOXED_TYPE (HearthVideoFrame, hearth_video_frame, hearth_video_frame_ref, hearth_video_frame_unref)

HearthVideoFrame *
hearth_video_frame_new (GBytes *pixels,
                        int     width,
                        int     height,
                        gsize   stride,
                        gint64  shown_at)
{
  HearthVideoFrame *self;

  g_return_val_if_fail (pixels != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= 16384, NULL);
  g_return_val_if_fail (height > 0 && height <= 16384, NULL);
  g_return_val_if_fail (stride >= 4 * (gsize) width, NULL);
  g_return_val_if_fail (g_bytes_get_size (pixels) / (gsize) height >= stride, NULL);

  self = g_atomic_rc_box_new0 (HearthVideoFrame);
  self->pixels = g_bytes_ref (pixels);
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->shown_at = shown_at;

  return self;
}

HearthVideoFrame *
hearth_video_frame_new_scaled (GBytes               *pixels,
                               int                   width,
                               int                   height,
                               gsize                 stride,
                               gint64                shown_at,
                               gpointer              original,
                               HearthVideoFrameFunc  make,
                               GDestroyNotify        destroy)
{
  HearthVideoFrame *self = hearth_video_frame_new (pixels, width, height, stride, shown_at);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (original != NULL && make != NULL && destroy != NULL, self);

  self->original = original;
  self->make = make;
  self->destroy = destroy;

  return self;
}

HearthVideoFrame *
hearth_video_frame_dup_original (HearthVideoFrame *self)
{
  HearthVideoFrame *original;

  g_return_val_if_fail (self != NULL, NULL);

  original = self->original != NULL ? self->make (self->original) : NULL;

  return original != NULL ? original : hearth_video_frame_ref (self);
}

HearthVideoFrame *
hearth_video_frame_ref (HearthVideoFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
hearth_video_frame_clear (gpointer data)
{
  HearthVideoFrame *self = data;

  g_bytes_unref (self->pixels);
  if (self->original != NULL)
    self->destroy (self->original);
}

void
hearth_video_frame_unref (HearthVideoFrame *self)
{
  g_atomic_rc_box_release_full (self, hearth_video_frame_clear);
}

GBytes *
hearth_video_frame_get_pixels (const HearthVideoFrame *self)
{
  return self->pixels;
}

int
hearth_video_frame_get_width (const HearthVideoFrame *self)
{
  return self->width;
}

int
hearth_video_frame_get_height (const HearthVideoFrame *self)
{
  return self->height;
}

gsize
hearth_video_frame_get_stride (const HearthVideoFrame *self)
{
  return self->stride;
}

gint64
hearth_video_frame_get_shown_at (const HearthVideoFrame *self)
{
  return self->shown_at;
}
