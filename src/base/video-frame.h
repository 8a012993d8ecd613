/* One decoded or captured picture, ready to be shown: an immutable, reference-counted value for any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_VIDEO_FRAME (hearth_video_frame_get_type ())

/**
 * HearthVideoFrame:
 *
 * Pixels are BGRA, eight bits a channel, the fourth byte always 255: GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, the one layout that GTK
 * draws on a processor without converting it first.
 */
typedef struct _HearthVideoFrame HearthVideoFrame;

GType             hearth_video_frame_get_type     (void) G_GNUC_CONST;

/**
 * hearth_video_frame_new:
 * @pixels: (transfer none): at least @stride × @height bytes
 * @width: pixels, 1 to 16384
 * @height: pixels, 1 to 16384
 * @stride: bytes from one row to the next, at least 4 × @width
 * @shown_at: when it is meant to be seen, in microseconds of g_get_monotonic_time()
 *
 * Returns: (transfer full): a new frame
 */
HearthVideoFrame *hearth_video_frame_new          (GBytes                 *pixels,
                                                   int                     width,
                                                   int                     height,
                                                   gsize                   stride,
                                                   gint64                  shown_at) G_GNUC_WARN_UNUSED_RESULT;
HearthVideoFrame *hearth_video_frame_ref          (HearthVideoFrame       *self);
void              hearth_video_frame_unref        (HearthVideoFrame       *self);

/** HearthVideoFrameFunc: Returns: (transfer full) (nullable): a frame made of @original. Main thread. */
typedef HearthVideoFrame *(*HearthVideoFrameFunc) (gpointer original);

/**
 * hearth_video_frame_new_scaled:
 * @original: (transfer full): what this was made smaller from
 * @make: makes a frame of it in full size
 * @destroy: frees it; any thread
 *
 * As hearth_video_frame_new(): of a picture that is drawn smaller than it came, and that somebody may want to keep as it came.
 */
HearthVideoFrame *hearth_video_frame_new_scaled   (GBytes                 *pixels,
                                                   int                     width,
                                                   int                     height,
                                                   gsize                   stride,
                                                   gint64                  shown_at,
                                                   gpointer                original,
                                                   HearthVideoFrameFunc    make,
                                                   GDestroyNotify          destroy) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_video_frame_dup_original: Returns: (transfer full): the picture as it came, in full size; itself where it is that already. */
HearthVideoFrame *hearth_video_frame_dup_original (HearthVideoFrame       *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_video_frame_get_pixels: Returns: (transfer none): the pixels, top row first. */
GBytes           *hearth_video_frame_get_pixels   (const HearthVideoFrame *self);
int               hearth_video_frame_get_width    (const HearthVideoFrame *self);
int               hearth_video_frame_get_height   (const HearthVideoFrame *self);
gsize             hearth_video_frame_get_stride   (const HearthVideoFrame *self);
gint64            hearth_video_frame_get_shown_at (const HearthVideoFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthVideoFrame, hearth_video_frame_unref)

G_END_DECLS
