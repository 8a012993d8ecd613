/* What a compositor puts into a buffer: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-buffer.h"

#include <spa/param/video/raw.h>
#include <string.h>

#include "base/limits.h"

void
hearth_screen_cursor_clear (HearthScreenCursor *self)
{
  g_clear_pointer (&self->shape, hearth_pointer_shape_unref);
  *self = (HearthScreenCursor) { 0 };
}

void
hearth_screen_cursor_copy (HearthScreenCursor       *self,
                           const HearthScreenCursor *other)
{
  HearthPointerShape *shape = other->shape != NULL ? hearth_pointer_shape_ref (other->shape) : NULL;

  g_clear_pointer (&self->shape, hearth_pointer_shape_unref);
  *self = *other;
  self->shape = shape;
}

GstVideoFormat
hearth_screen_buffer_get_format (guint32 format)
{
  switch (format)
    {
    case SPA_VIDEO_FORMAT_BGRx:
      return GST_VIDEO_FORMAT_BGRx;
    case SPA_VIDEO_FORMAT_BGRA:
      return GST_VIDEO_FORMAT_BGRA;
    case SPA_VIDEO_FORMAT_RGBx:
      return GST_VIDEO_FORMAT_RGBx;
    case SPA_VIDEO_FORMAT_RGBA:
      return GST_VIDEO_FORMAT_RGBA;
    case SPA_VIDEO_FORMAT_xRGB:
      return GST_VIDEO_FORMAT_xRGB;
    case SPA_VIDEO_FORMAT_ARGB:
      return GST_VIDEO_FORMAT_ARGB;
    case SPA_VIDEO_FORMAT_xBGR:
      return GST_VIDEO_FORMAT_xBGR;
    case SPA_VIDEO_FORMAT_ABGR:
      return GST_VIDEO_FORMAT_ABGR;
    case SPA_VIDEO_FORMAT_RGB:
      return GST_VIDEO_FORMAT_RGB;
    case SPA_VIDEO_FORMAT_BGR:
      return GST_VIDEO_FORMAT_BGR;
    default:
      return GST_VIDEO_FORMAT_UNKNOWN;
    }
}

/* --- Pictures ----------------------------------------------------------------------------------------------------------- */

/* @chunk: what is said of it, once and for all: it is in memory that the compositor can write to at any time. */
static gboolean
find_picture (const struct spa_buffer *buffer,
              const GstVideoInfo      *info,
              struct spa_chunk        *chunk)
{
  const struct spa_meta_header *header = spa_buffer_find_meta_data (buffer, SPA_META_Header, sizeof *header);
  const struct spa_data *data = &buffer->datas[0];
  guint64 row, end;

  if (buffer->n_datas == 0 || data->data == NULL || data->chunk == NULL
      || (header != NULL && (header->flags & SPA_META_HEADER_FLAG_CORRUPTED) != 0))
    return FALSE;

  *chunk = *data->chunk;
  row = (guint64) GST_VIDEO_INFO_WIDTH (info) * (guint64) GST_VIDEO_INFO_COMP_PSTRIDE (info, 0);
  if (chunk->size == 0 || (chunk->flags & (SPA_CHUNK_FLAG_CORRUPTED | SPA_CHUNK_FLAG_EMPTY)) != 0
      || chunk->stride <= 0 || (guint64) chunk->stride < row)
    return FALSE;

  end = (guint64) chunk->offset + (guint64) chunk->stride * (guint64) (GST_VIDEO_INFO_HEIGHT (info) - 1) + row;

  return end <= data->maxsize;
}

gboolean
hearth_screen_buffer_has_picture (const struct spa_buffer *buffer,
                                  const GstVideoInfo      *info)
{
  struct spa_chunk chunk;

  return find_picture (buffer, info, &chunk);
}

static void
add_crop (GstBuffer               *picture,
          const struct spa_buffer *buffer)
{
  const struct spa_meta_region *region = spa_buffer_find_meta_data (buffer, SPA_META_VideoCrop, sizeof *region);
  struct spa_region part;
  GstVideoCropMeta *crop;

  if (region == NULL)
    return;

  part = region->region;
  if (part.size.width == 0 || part.size.height == 0 || part.position.x < 0 || part.position.y < 0)
    return;

  crop = gst_buffer_add_video_crop_meta (picture);
  crop->x = (guint) part.position.x;
  crop->y = (guint) part.position.y;
  crop->width = part.size.width;
  crop->height = part.size.height;
}

GstSample *
hearth_screen_buffer_wrap (const struct spa_buffer *buffer,
                           const GstVideoInfo      *info,
                           GstCaps                 *caps)
{
  const struct spa_data *data = &buffer->datas[0];
  g_autoptr (GstBuffer) picture = NULL;
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  int stride[GST_VIDEO_MAX_PLANES] = { 0 };
  struct spa_chunk chunk;

  if (!find_picture (buffer, info, &chunk))
    return NULL;

  picture = gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, data->data, data->maxsize, 0, data->maxsize, NULL, NULL);
  offset[0] = chunk.offset;
  stride[0] = chunk.stride;
  gst_buffer_add_video_meta_full (picture, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_INFO_FORMAT (info),
                                  (guint) GST_VIDEO_INFO_WIDTH (info), (guint) GST_VIDEO_INFO_HEIGHT (info), 1, offset, stride);
  add_crop (picture, buffer);

  return gst_sample_new (picture, caps, NULL, NULL);
}

/* --- The pointer -------------------------------------------------------------------------------------------------------- */

/* Where red, green, blue and alpha are in four bytes; no alpha: 255. */
typedef struct
{
  guint8 red, green, blue;
  int alpha;
} Order;

static gboolean
find_order (guint32  format,
            Order   *order)
{
  switch (format)
    {
    case SPA_VIDEO_FORMAT_RGBA:
      *order = (Order) { 0, 1, 2, 3 };
      return TRUE;
    case SPA_VIDEO_FORMAT_BGRA:
      *order = (Order) { 2, 1, 0, 3 };
      return TRUE;
    case SPA_VIDEO_FORMAT_ARGB:
      *order = (Order) { 1, 2, 3, 0 };
      return TRUE;
    case SPA_VIDEO_FORMAT_ABGR:
      *order = (Order) { 3, 2, 1, 0 };
      return TRUE;
    default:
      return FALSE;
    }
}

/* The mean of the pixels from which one of the smaller shape is made: of premultiplied colours it is the right one. */
static void
write_mean (guint8                       pixel[4],
            const guint8                *from,
            const struct spa_meta_bitmap *bitmap,
            const Order                 *order,
            guint                        left,
            guint                        top,
            guint                        right,
            guint                        bottom)
{
  const guint n = (right - left) * (bottom - top);
  guint sums[4] = { 0 };

  for (guint y = top; y < bottom; y++)
    for (guint x = left; x < right; x++)
      {
        const guint8 *source = from + (gsize) y * (gsize) bitmap->stride + 4 * (gsize) x;

        sums[0] += source[order->red];
        sums[1] += source[order->green];
        sums[2] += source[order->blue];
        sums[3] += source[order->alpha];
      }
  for (guint i = 0; i < 4; i++)
    pixel[i] = (guint8) ((sums[i] + n / 2) / n);
}

/* As it is, or made smaller until it is small enough. Returns: (transfer full). */
static HearthPointerShape *
make_shape (const guint8                 *from,
            const struct spa_meta_bitmap *bitmap,
            const Order                  *order,
            int                           hot_x,
            int                           hot_y)
{
  const guint given_width = bitmap->size.width, given_height = bitmap->size.height;
  const guint longest = MAX (MAX (given_width, given_height), HEARTH_LIMIT_POINTER_PIXELS);
  const guint width = MAX (1, given_width * HEARTH_LIMIT_POINTER_PIXELS / longest);
  const guint height = MAX (1, given_height * HEARTH_LIMIT_POINTER_PIXELS / longest);
  g_autofree guint8 *pixels = g_malloc (4 * (gsize) width * height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      write_mean (pixels + 4 * ((gsize) y * width + x), from, bitmap, order, x * given_width / width, y * given_height / height,
                  (x + 1) * given_width / width, (y + 1) * given_height / height);

  return hearth_pointer_shape_new (width, height, (guint) CLAMP (hot_x, 0, (int) given_width - 1) * width / given_width,
                                   (guint) CLAMP (hot_y, 0, (int) given_height - 1) * height / given_height, pixels);
}

/* Returns: (nullable): the pixels, or %NULL where they are not inside @size bytes from @meta on. */
static const guint8 *
find_bitmap (const struct spa_meta_cursor *meta,
             gsize                         size,
             guint32                       offset,
             struct spa_meta_bitmap       *bitmap)
{
  guint64 end;

  if (offset < sizeof *meta || offset % G_ALIGNOF (struct spa_meta_bitmap) != 0 || (guint64) offset + sizeof *bitmap > size)
    return NULL;

  *bitmap = *SPA_PTROFF (meta, offset, const struct spa_meta_bitmap);
  if (bitmap->size.width == 0 || bitmap->size.height == 0 || bitmap->offset < sizeof *bitmap
      || bitmap->size.width > HEARTH_SCREEN_CURSOR_PIXELS || bitmap->size.height > HEARTH_SCREEN_CURSOR_PIXELS
      || bitmap->stride < (int) (4 * bitmap->size.width))
    return NULL;

  end = (guint64) offset + bitmap->offset + (guint64) bitmap->stride * (bitmap->size.height - 1) + 4 * (guint64) bitmap->size.width;

  return end <= size ? SPA_PTROFF (meta, offset + bitmap->offset, const guint8) : NULL;
}

static void
read_shape (const struct spa_meta_cursor *meta,
            gsize                         size,
            const struct spa_meta_cursor *said,
            HearthScreenCursor           *cursor)
{
  struct spa_meta_bitmap bitmap;
  const guint8 *pixels = find_bitmap (meta, size, said->bitmap_offset, &bitmap);
  Order order;

  /* What is empty, and what cannot be read, looks like nothing. */
  g_clear_pointer (&cursor->shape, hearth_pointer_shape_unref);
  cursor->width = 0;
  if (pixels == NULL || !find_order (bitmap.format, &order))
    return;

  cursor->shape = make_shape (pixels, &bitmap, &order, said->hotspot.x, said->hotspot.y);
  cursor->width = bitmap.size.width;
}

/* What is farther away points at nothing that is shared, and can be calculated with nowhere. */
static gboolean
is_near (int place)
{
  return place >= -HEARTH_SCREEN_PIXELS && place <= HEARTH_SCREEN_PIXELS;
}

gboolean
hearth_screen_buffer_read_cursor (const struct spa_buffer *buffer,
                                  HearthScreenCursor      *cursor)
{
  const struct spa_meta *found = spa_buffer_find_meta (buffer, SPA_META_Cursor);
  const struct spa_meta_cursor *meta;
  struct spa_meta_cursor said;

  if (found == NULL || found->data == NULL || found->size < sizeof *meta)
    return FALSE;

  /* Once, and then only the copy: the compositor can write to the other at any time. */
  meta = found->data;
  said = *meta;
  cursor->visible = spa_meta_cursor_is_valid (&said) && is_near (said.position.x) && is_near (said.position.y);
  if (!cursor->visible)
    return TRUE;

  cursor->x = said.position.x;
  cursor->y = said.position.y;
  if (said.bitmap_offset != 0)
    read_shape (meta, found->size, &said, cursor);

  return TRUE;
}
