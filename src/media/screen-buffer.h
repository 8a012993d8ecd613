/* What a compositor puts into one of PipeWire's buffers: a picture of a screen or window, and where the pointer is. A buffer may have either,
 * both or none; nothing in it is believed before it is held against the memory that is really there. Pure: no PipeWire, no clocks; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/video/video.h>
#include <spa/buffer/buffer.h>
#include <spa/buffer/meta.h>

#include "base/pointer-shape.h"

G_BEGIN_DECLS

/* One side of a screen, in pixels: four of the largest beside each other. */
#define HEARTH_SCREEN_PIXELS 16384

/* One side of the pointer that a compositor may give, in pixels: more than GNOME's largest. Ours is made of it, no larger than
 * HEARTH_LIMIT_POINTER_PIXELS. */
#define HEARTH_SCREEN_CURSOR_PIXELS 1024

/* Bytes of SPA_META_Cursor with such a shape. */
#define HEARTH_SCREEN_CURSOR_BYTES(side) \
  ((int) (sizeof (struct spa_meta_cursor) + sizeof (struct spa_meta_bitmap) + (gsize) (side) * (side) * 4))

/**
 * HearthScreenCursor: the pointer, as a compositor says: what it does not say again stays as it was
 * @visible: whether it is to be seen at all
 * @x: what it points at, in pixels of the buffer
 * @y: the same
 * @shape: (nullable): what it looks like; %NULL before that was said, or where it looks like nothing
 * @width: of the shape on the screen, in pixels of the buffer
 *
 * A plain value; hearth_screen_cursor_clear() lets go of the shape.
 */
typedef struct
{
  gboolean visible;
  int x;
  int y;
  HearthPointerShape *shape;
  guint width;
} HearthScreenCursor;

void       hearth_screen_cursor_clear       (HearthScreenCursor       *self);

/** hearth_screen_cursor_copy: @self becomes what @other is. */
void       hearth_screen_cursor_copy        (HearthScreenCursor       *self,
                                             const HearthScreenCursor *other);

/**
 * hearth_screen_buffer_get_format:
 * @format: of enum spa_video_format
 *
 * Returns: what GStreamer calls it; %GST_VIDEO_FORMAT_UNKNOWN for what is not read here: more than one plane, or more than eight bits
 */
GstVideoFormat hearth_screen_buffer_get_format (guint32              format);

/**
 * hearth_screen_buffer_has_picture:
 * @info: of the stream
 *
 * Returns: whether there is one that can be read: not where only the pointer is told of, or where what is said of the memory is wrong
 */
gboolean   hearth_screen_buffer_has_picture (const struct spa_buffer  *buffer,
                                             const GstVideoInfo       *info);

/**
 * hearth_screen_buffer_wrap:
 * @caps: of @info
 *
 * Returns: (transfer full) (nullable): the picture, without a copy: whoever gets it lets go of it before the buffer goes back. With a
 *   GstVideoCropMeta where only a part of it is meant. %NULL where there is none (any more).
 */
GstSample *hearth_screen_buffer_wrap        (const struct spa_buffer  *buffer,
                                             const GstVideoInfo       *info,
                                             GstCaps                  *caps) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_buffer_read_cursor:
 * @cursor: (inout): as it was; becomes what @buffer says of it
 *
 * Returns: whether @buffer says anything of it
 */
gboolean   hearth_screen_buffer_read_cursor (const struct spa_buffer  *buffer,
                                             HearthScreenCursor       *cursor);

G_END_DECLS
