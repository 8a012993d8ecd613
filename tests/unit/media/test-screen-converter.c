/* What becomes of a compositor's pictures: pixels stay pixels, windows are cut out, odd sides made even, and nothing is too large.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-converter.h"

/* Black, with one white pixel. */
static GstSample *
new_picture (int width,
             int height,
             int white_x,
             int white_y)
{
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "BGRx", "width", G_TYPE_INT, width,
                                                  "height", G_TYPE_INT, height, "framerate", GST_TYPE_FRACTION, 60, 1, NULL);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, (gsize) width * height * 4, NULL);

  gst_buffer_memset (buffer, 0, 0, (gsize) width * height * 4);
  gst_buffer_memset (buffer, ((gsize) white_y * width + white_x) * 4, 255, 4);
  GST_BUFFER_PTS (buffer) = 5 * GST_SECOND;

  return gst_sample_new (buffer, caps, NULL, NULL);
}

static void
get_size (GstSample *picture,
          int       *width,
          int       *height)
{
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (picture)));
  g_assert_cmpint (GST_VIDEO_INFO_FORMAT (&info), ==, GST_VIDEO_FORMAT_I420);
  *width = info.width;
  *height = info.height;
}

static guint8
get_luma (GstSample *picture,
          int        x,
          int        y)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  guint8 luma;

  gst_video_info_from_caps (&info, gst_sample_get_caps (picture));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (picture), GST_MAP_READ));
  luma = ((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0))[y * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) + x];
  gst_video_frame_unmap (&frame);

  return luma;
}

static void
assert_white (GstSample *picture,
              int        x,
              int        y)
{
  g_assert_cmpuint (get_luma (picture, x, y), >, 220);
  g_assert_cmpuint (get_luma (picture, x + 1, y), <, 24);
  g_assert_cmpuint (get_luma (picture, x, y + 1), <, 24);
}

static void
test_pixels (void)
{
  HearthScreenConverter converter = { 0 };
  g_autoptr (GstSample) given = new_picture (101, 75, 20, 11);
  g_autoptr (GstSample) picture = hearth_screen_converter_convert (&converter, given, 1000000);
  int width, height;

  get_size (picture, &width, &height);
  g_assert_cmpint (width, ==, 100);
  g_assert_cmpint (height, ==, 74);
  assert_white (picture, 20, 11);
  g_assert_cmpuint (GST_BUFFER_PTS (gst_sample_get_buffer (picture)), ==, 5 * GST_SECOND);
  hearth_screen_converter_clear (&converter);
}

/* A window in a corner of its buffer, which then is made larger. */
static void
test_window (void)
{
  HearthScreenConverter converter = { 0 };
  g_autoptr (GstSample) given = new_picture (200, 100, 30, 12);
  GstVideoCropMeta *crop = gst_buffer_add_video_crop_meta (gst_sample_get_buffer (given));
  g_autoptr (GstSample) small = NULL;
  g_autoptr (GstSample) large = NULL;
  g_autoptr (GstSample) nothing = NULL;
  int width, height;

  *crop = (GstVideoCropMeta) { crop->meta, 10, 4, 51, 40 };
  small = hearth_screen_converter_convert (&converter, given, 1000000);
  get_size (small, &width, &height);
  g_assert_cmpint (width, ==, 50);
  g_assert_cmpint (height, ==, 40);
  assert_white (small, 20, 8);

  crop->width = 1000; /* more than there is */
  large = hearth_screen_converter_convert (&converter, given, 1000000);
  get_size (large, &width, &height);
  g_assert_cmpint (width, ==, 190);
  g_assert_cmpint (height, ==, 40);

  crop->width = 1;
  nothing = hearth_screen_converter_convert (&converter, given, 1000000);
  g_assert_null (nothing);
  hearth_screen_converter_clear (&converter);
}

/* A 4K screen fits, in its shape. */
static void
test_bound (void)
{
  HearthScreenConverter converter = { 0 };
  g_autoptr (GstSample) given = new_picture (3840, 2160, 0, 0);
  g_autoptr (GstSample) picture = hearth_screen_converter_convert (&converter, given, 2560 * 1600);
  int width, height;

  get_size (picture, &width, &height);
  g_assert_cmpint (width * height, <=, 2560 * 1600);
  g_assert_cmpint (width * height, >, 2560 * 1600 * 99 / 100);
  g_assert_cmpint (ABS (width * 9 - height * 16), <, 64);
  g_assert_cmpint (width % 2 + height % 2, ==, 0);
  hearth_screen_converter_clear (&converter);
}

static void
test_nothing (void)
{
  HearthScreenConverter converter = { 0 };
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-raw");
  g_autoptr (GstBuffer) empty = gst_buffer_new ();
  g_autoptr (GstSample) sound = gst_sample_new (empty, caps, NULL, NULL);
  g_autoptr (GstSample) none = gst_sample_new (NULL, NULL, NULL, NULL);

  g_assert_null (hearth_screen_converter_convert (&converter, sound, 1000));
  g_assert_null (hearth_screen_converter_convert (&converter, none, 1000));
  hearth_screen_converter_clear (&converter);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/screen-converter/pixels", test_pixels);
  g_test_add_func ("/screen-converter/window", test_window);
  g_test_add_func ("/screen-converter/bound", test_bound);
  g_test_add_func ("/screen-converter/nothing", test_nothing);

  return g_test_run ();
}
