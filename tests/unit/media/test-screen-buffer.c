/* What a compositor puts into a buffer: pictures and pointers that are right, and everything that could be wrong about their sizes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-buffer.h"

#include <spa/param/video/raw.h>
#include <string.h>

#include "base/limits.h"

#define WIDTH 16
#define HEIGHT 8
#define STRIDE (WIDTH * 4 + 8)
#define CURSOR_BYTES 4096

/* Each part ends where its allocation does, for the sanitizer to see. */
typedef struct
{
  struct spa_buffer buffer;
  struct spa_meta metas[3];
  struct spa_data data;
  struct spa_chunk chunk;
  struct spa_meta_header header;
  struct spa_meta_region crop;
  struct spa_meta_cursor *cursor;
  struct spa_meta_bitmap *bitmap;
  guint8 *shape;
  GstVideoInfo info;
  GstCaps *caps;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  const gsize size = STRIDE * (HEIGHT - 1) + WIDTH * 4 + 4;

  fixture->cursor = g_malloc0 (CURSOR_BYTES);
  fixture->bitmap = (struct spa_meta_bitmap *) (fixture->cursor + 1);
  fixture->shape = (guint8 *) (fixture->bitmap + 1);
  fixture->metas[0] = (struct spa_meta) { SPA_META_Header, sizeof fixture->header, &fixture->header };
  fixture->metas[1] = (struct spa_meta) { SPA_META_VideoCrop, sizeof fixture->crop, &fixture->crop };
  fixture->metas[2] = (struct spa_meta) { SPA_META_Cursor, CURSOR_BYTES, fixture->cursor };
  fixture->chunk = (struct spa_chunk) { .offset = 4, .size = (guint32) size - 4, .stride = STRIDE };
  fixture->data = (struct spa_data) { .type = SPA_DATA_MemFd, .maxsize = (guint32) size, .data = g_malloc0 (size), .chunk = &fixture->chunk };
  fixture->buffer = (struct spa_buffer) { 3, 1, fixture->metas, &fixture->data };
  gst_video_info_set_format (&fixture->info, GST_VIDEO_FORMAT_BGRx, WIDTH, HEIGHT);
  fixture->caps = gst_video_info_to_caps (&fixture->info);

  *fixture->cursor = (struct spa_meta_cursor) { .id = 1, .position = { 5, 6 }, .hotspot = { 1, 2 }, .bitmap_offset = sizeof *fixture->cursor };
  *fixture->bitmap = (struct spa_meta_bitmap) { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 16, sizeof *fixture->bitmap };
  for (guint i = 0; i < 4 * 4 * 4; i += 4)
    memcpy (fixture->shape + i, "\x10\x20\x30\xff", 4);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_free (fixture->data.data);
  g_free (fixture->cursor);
  gst_caps_unref (fixture->caps);
}

/* The last byte of it is the last of the memory. */
static void
test_picture (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GstSample) sample = NULL;
  GstVideoFrame frame;

  g_assert_true (hearth_screen_buffer_has_picture (&fixture->buffer, &fixture->info));
  sample = hearth_screen_buffer_wrap (&fixture->buffer, &fixture->info, fixture->caps);
  g_assert_nonnull (sample);
  g_assert_null (gst_buffer_get_video_crop_meta (gst_sample_get_buffer (sample)));
  g_assert_true (gst_video_frame_map (&frame, &fixture->info, gst_sample_get_buffer (sample), GST_MAP_READ));
  g_assert_cmpint (GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), ==, STRIDE);
  g_assert_true (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) == (guint8 *) fixture->data.data + 4);
  g_assert_cmpint (((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0))[STRIDE * (HEIGHT - 1) + WIDTH * 4 - 1], ==, 0);
  gst_video_frame_unmap (&frame);
}

static void
test_crop (Fixture       *fixture,
           gconstpointer  unused)
{
  const struct spa_region bad[] = { { { -1, 0 }, { 4, 4 } }, { { 0, G_MININT32 }, { 4, 4 } }, { { 1, 1 }, { 0, 4 } } };
  g_autoptr (GstSample) sample = NULL;
  GstVideoCropMeta *crop;

  fixture->crop.region = SPA_REGION (2, 1, 10, 6);
  sample = hearth_screen_buffer_wrap (&fixture->buffer, &fixture->info, fixture->caps);
  crop = gst_buffer_get_video_crop_meta (gst_sample_get_buffer (sample));
  g_assert_nonnull (crop);
  g_assert_cmpuint (crop->x, ==, 2);
  g_assert_cmpuint (crop->height, ==, 6);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GstSample) whole = NULL;

      fixture->crop.region = bad[i];
      whole = hearth_screen_buffer_wrap (&fixture->buffer, &fixture->info, fixture->caps);
      g_assert_null (gst_buffer_get_video_crop_meta (gst_sample_get_buffer (whole)));
    }
}

static void
check_no_picture (Fixture *fixture)
{
  g_assert_false (hearth_screen_buffer_has_picture (&fixture->buffer, &fixture->info));
  g_assert_null (hearth_screen_buffer_wrap (&fixture->buffer, &fixture->info, fixture->caps));
}

/* What tells only of the pointer, and what is not inside its memory. */
static void
test_no_picture (Fixture       *fixture,
                 gconstpointer  unused)
{
  const struct spa_chunk good = fixture->chunk;
  const struct spa_chunk bad[] = {
    { good.offset, 0, good.stride, SPA_CHUNK_FLAG_NONE },
    { good.offset, 0, good.stride, SPA_CHUNK_FLAG_CORRUPTED },
    { good.offset, good.size, good.stride, SPA_CHUNK_FLAG_CORRUPTED },
    { good.offset, good.size, good.stride, SPA_CHUNK_FLAG_EMPTY },
    { good.offset + 1, good.size, good.stride, 0 },
    { G_MAXUINT32, good.size, good.stride, 0 },
    { good.offset, good.size, good.stride + 1, 0 },
    { good.offset, good.size, WIDTH * 4 - 1, 0 },
    { good.offset, good.size, 0, 0 },
    { good.offset, good.size, -STRIDE, 0 },
    { good.offset, good.size, G_MININT32, 0 },
    { good.offset, good.size, G_MAXINT32, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      fixture->chunk = bad[i];
      check_no_picture (fixture);
    }
  fixture->chunk = good;
  fixture->data.maxsize--;
  check_no_picture (fixture);
  fixture->data.maxsize++;
  fixture->header.flags = SPA_META_HEADER_FLAG_CORRUPTED;
  check_no_picture (fixture);
  fixture->header.flags = 0;
  g_assert_true (hearth_screen_buffer_has_picture (&fixture->buffer, &fixture->info));
  fixture->buffer.n_datas = 0;
  check_no_picture (fixture);
  fixture->buffer.n_datas = 1;
  g_clear_pointer (&fixture->data.data, g_free);
  check_no_picture (fixture);
}

/* What a compositor says once it need not say again. */
static void
test_cursor (Fixture       *fixture,
             gconstpointer  unused)
{
  HearthScreenCursor cursor = { 0 };
  const guint8 expected[] = { 0x30, 0x20, 0x10, 0xff };

  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_true (cursor.visible);
  g_assert_cmpint (cursor.x, ==, 5);
  g_assert_cmpint (cursor.y, ==, 6);
  g_assert_cmpuint (cursor.width, ==, 3);
  g_assert_cmpuint (hearth_pointer_shape_get_width (cursor.shape), ==, 3);
  g_assert_cmpuint (hearth_pointer_shape_get_height (cursor.shape), ==, 4);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_x (cursor.shape), ==, 1);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_y (cursor.shape), ==, 2);
  g_assert_cmpmem (g_bytes_get_data (hearth_pointer_shape_get_pixels (cursor.shape), NULL), 4, expected, 4);

  fixture->cursor->bitmap_offset = 0;
  fixture->cursor->position = SPA_POINT (-7, 8);
  fixture->cursor->hotspot = SPA_POINT (0, 0);
  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_cmpint (cursor.x, ==, -7);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_x (cursor.shape), ==, 1);

  fixture->cursor->id = 0;
  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_false (cursor.visible);
  g_assert_nonnull (cursor.shape);

  fixture->buffer.n_metas = 2;
  g_assert_false (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  hearth_screen_cursor_clear (&cursor);
}

/* As long as its memory is, with the last pixel in the last four bytes. */
static void
test_cursor_at_the_end (Fixture       *fixture,
                        gconstpointer  unused)
{
  const guint32 whole = (guint32) (sizeof *fixture->cursor + sizeof *fixture->bitmap + 4 * 12);
  HearthScreenCursor cursor = { 0 };

  fixture->bitmap->stride = 12;
  fixture->metas[2].size = whole;
  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_nonnull (cursor.shape);
  fixture->metas[2].size--;
  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_null (cursor.shape);

  /* Cut anywhere, with no more memory than that. */
  for (guint32 size = 0; size < whole; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (fixture->cursor, MAX (size, 1));

      fixture->metas[2].data = cut;
      fixture->metas[2].size = size;
      g_assert_cmpint (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor), ==, size >= sizeof *fixture->cursor);
      g_assert_null (cursor.shape);
    }
  hearth_screen_cursor_clear (&cursor);
}

static void
check_no_shape (Fixture *fixture,
                guint    i)
{
  HearthScreenCursor cursor = { 0 };

  g_test_message ("shape %u", i);
  g_assert_true (hearth_screen_buffer_read_cursor (&fixture->buffer, &cursor));
  g_assert_true (cursor.visible);
  g_assert_null (cursor.shape);
  g_assert_cmpuint (cursor.width, ==, 0);
}

static void
test_no_shape (Fixture       *fixture,
               gconstpointer  unused)
{
  const guint32 good_offset = sizeof *fixture->bitmap;
  const struct spa_meta_bitmap bad[] = {
    { 0, { 3, 4 }, 16, good_offset },
    { SPA_VIDEO_FORMAT_I420, { 3, 4 }, 16, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 0, 4 }, 16, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 0 }, 16, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 11, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, -16, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, G_MAXINT32, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 16, 0 },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 16, good_offset - 1 },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 16, CURSOR_BYTES },
    { SPA_VIDEO_FORMAT_BGRA, { 3, 4 }, 16, G_MAXUINT32 },
    { SPA_VIDEO_FORMAT_BGRA, { 1024, 1024 }, 4096, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 1025, 1 }, 4100, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { G_MAXUINT32, G_MAXUINT32 }, G_MAXINT32, good_offset },
    { SPA_VIDEO_FORMAT_BGRA, { 0x40000001, 1 }, 4, good_offset },
  };
  const guint32 offsets[] = { 1, 4, sizeof *fixture->cursor - 1, sizeof *fixture->cursor + 1, CURSOR_BYTES - 4, CURSOR_BYTES, G_MAXUINT32 };
  const struct spa_meta_bitmap good = *fixture->bitmap;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      *fixture->bitmap = bad[i];
      check_no_shape (fixture, i);
    }
  *fixture->bitmap = good;
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      fixture->cursor->bitmap_offset = offsets[i];
      check_no_shape (fixture, 100 + i);
    }
}

/* A large one is made smaller, its point with it; a point outside it is at its edge. */
static void
test_large_cursor (void)
{
  const gsize size = (gsize) HEARTH_SCREEN_CURSOR_BYTES (256);
  g_autofree struct spa_meta_cursor *meta = g_malloc0 (size);
  struct spa_meta_bitmap *bitmap = (struct spa_meta_bitmap *) (meta + 1);
  guint8 *pixels = (guint8 *) (bitmap + 1);
  struct spa_meta found = { SPA_META_Cursor, (guint32) size, meta };
  struct spa_buffer buffer = { 1, 0, &found, NULL };
  HearthScreenCursor cursor = { 0 };
  const guint8 *mean;

  *meta = (struct spa_meta_cursor) { .id = 1, .hotspot = { 200, 1000 }, .bitmap_offset = sizeof *meta };
  *bitmap = (struct spa_meta_bitmap) { SPA_VIDEO_FORMAT_RGBA, { 256, 128 }, 1024, sizeof *bitmap };
  for (guint i = 0; i < 256 * 128; i++)
    memset (pixels + 4 * (gsize) i, i % 2 == 0 ? 255 : 1, 4);

  g_assert_true (hearth_screen_buffer_read_cursor (&buffer, &cursor));
  g_assert_cmpuint (cursor.width, ==, 256);
  g_assert_cmpuint (hearth_pointer_shape_get_width (cursor.shape), ==, HEARTH_LIMIT_POINTER_PIXELS);
  g_assert_cmpuint (hearth_pointer_shape_get_height (cursor.shape), ==, HEARTH_LIMIT_POINTER_PIXELS / 2);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_x (cursor.shape), ==, 50);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_y (cursor.shape), ==, 31);
  mean = g_bytes_get_data (hearth_pointer_shape_get_pixels (cursor.shape), NULL);
  g_assert_cmpuint (mean[0], ==, 128);

  meta->hotspot = SPA_POINT (-5, G_MININT32);
  bitmap->size = SPA_RECTANGLE (1, 128);
  g_assert_true (hearth_screen_buffer_read_cursor (&buffer, &cursor));
  g_assert_cmpuint (hearth_pointer_shape_get_width (cursor.shape), ==, 1);
  g_assert_cmpuint (hearth_pointer_shape_get_height (cursor.shape), ==, HEARTH_LIMIT_POINTER_PIXELS);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_y (cursor.shape), ==, 0);
  hearth_screen_cursor_clear (&cursor);
}

static void
test_formats (void)
{
  g_assert_cmpint (hearth_screen_buffer_get_format (SPA_VIDEO_FORMAT_BGRx), ==, GST_VIDEO_FORMAT_BGRx);
  g_assert_cmpint (hearth_screen_buffer_get_format (SPA_VIDEO_FORMAT_RGBA), ==, GST_VIDEO_FORMAT_RGBA);
  g_assert_cmpint (hearth_screen_buffer_get_format (SPA_VIDEO_FORMAT_I420), ==, GST_VIDEO_FORMAT_UNKNOWN);
  g_assert_cmpint (hearth_screen_buffer_get_format (G_MAXUINT32), ==, GST_VIDEO_FORMAT_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/screen-buffer/picture", Fixture, NULL, set_up, test_picture, tear_down);
  g_test_add ("/screen-buffer/crop", Fixture, NULL, set_up, test_crop, tear_down);
  g_test_add ("/screen-buffer/no-picture", Fixture, NULL, set_up, test_no_picture, tear_down);
  g_test_add ("/screen-buffer/cursor", Fixture, NULL, set_up, test_cursor, tear_down);
  g_test_add ("/screen-buffer/cursor-at-the-end", Fixture, NULL, set_up, test_cursor_at_the_end, tear_down);
  g_test_add ("/screen-buffer/no-shape", Fixture, NULL, set_up, test_no_shape, tear_down);
  g_test_add_func ("/screen-buffer/large-cursor", test_large_cursor);
  g_test_add_func ("/screen-buffer/formats", test_formats);

  return g_test_run ();
}
