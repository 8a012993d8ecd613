/* Pictures on their way to the screen: as large as they are drawn, in the colours they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/picture-scaler.h"

#include <math.h>
#include <string.h>

#define WHITE 235
#define GREY 128

/* One colour, in a picture whose rows are as long as GStreamer makes them. */
static GstSample *
picture_new (int         width,
             int         height,
             const char *colorimetry,
             guint8      y,
             guint8      u,
             guint8      v)
{
  const guint8 colour[] = { y, u, v };
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, width,
                                                  "height", G_TYPE_INT, height, "colorimetry", G_TYPE_STRING, colorimetry,
                                                  "framerate", GST_TYPE_FRACTION, 30, 1, NULL);
  g_autoptr (GstBuffer) buffer = NULL;
  GstVideoInfo info;
  GstVideoFrame frame;

  g_assert_true (gst_video_info_from_caps (&info, caps));
  buffer = gst_buffer_new_allocate (NULL, info.size, NULL);
  GST_BUFFER_PTS (buffer) = GST_SECOND;
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_WRITE));
  for (guint i = 0; i < G_N_ELEMENTS (colour); i++)
    memset (GST_VIDEO_FRAME_PLANE_DATA (&frame, i), colour[i],
            (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, i) * (gsize) GST_VIDEO_FRAME_COMP_HEIGHT (&frame, i));
  gst_video_frame_unmap (&frame);

  return gst_sample_new (buffer, caps, NULL, NULL);
}

static void
get_size (GstSample *sample,
          int       *width,
          int       *height)
{
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_cmpint (GST_VIDEO_INFO_FORMAT (&info), ==, GST_VIDEO_FORMAT_BGRA);
  *width = info.width;
  *height = info.height;
}

typedef struct
{
  int width, height;             /* as it comes */
  int drawn_width, drawn_height; /* at most */
  int to_width, to_height;
} Size;

static void
test_sizes (void)
{
  static const Size sizes[] = {
    { 640, 360, 0, 0, 640, 360 },
    { 640, 360, 640, 360, 640, 360 },
    { 640, 360, 1920, 1080, 640, 360 },
    { 640, 360, 441, 248, 441, 248 },
    { 640, 360, 441, 2000, 441, 248 },
    { 640, 360, 320, 180, 320, 180 },
    { 1280, 720, 160, 90, 160, 90 },
    { 1280, 720, 161, 91, 161, 91 },
    { 360, 640, 100, 100, 56, 100 },
    { 641, 361, 300, 300, 300, 169 },
    { 2560, 1600, 3, 3, 3, 2 },
    { 4, 1000, 10, 10, 2, 10 },
    { 640, 360, 1, 1, 2, 2 },
    { 2, 2, 1, 1, 2, 2 },
    { 3, 3, 2, 2, 2, 2 },
  };
  HearthPictureScaler scaler = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GstSample) picture = picture_new (sizes[i].width, sizes[i].height, "bt601", GREY, GREY, GREY);
      g_autoptr (GstSample) scaled = hearth_picture_scaler_scale (&scaler, picture, sizes[i].drawn_width, sizes[i].drawn_height);
      int width, height;

      g_assert_nonnull (scaled);
      get_size (scaled, &width, &height);
      g_assert_cmpint (width, ==, sizes[i].to_width);
      g_assert_cmpint (height, ==, sizes[i].to_height);
      g_assert_cmpuint (GST_BUFFER_PTS (gst_sample_get_buffer (scaled)), ==, GST_SECOND);
    }
  hearth_picture_scaler_clear (&scaler);
}

/* Every pixel of a picture in one colour is of that colour, and none can be looked through. */
static void
assert_colour (GstSample    *scaled,
               const guint8  colour[3])
{
  GstVideoInfo info;
  GstVideoFrame frame;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (scaled)));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (scaled), GST_MAP_READ));
  for (int y = 0; y < info.height; y++)
    for (int x = 0; x < info.width; x++)
      {
        const guint8 *pixel = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) + y * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) + 4 * x;

        for (guint i = 0; i < 3; i++)
          g_assert_cmpint (ABS (pixel[i] - colour[i]), <=, 3);
        g_assert_cmpuint (pixel[3], ==, 255);
      }
  gst_video_frame_unmap (&frame);
}

/* BT.601-7, section 2.5; in BGR. */
static void
convert_colour (const guint8 yuv[3],
                guint8       bgr[3])
{
  double y = (yuv[0] - 16) / 219.0, u = (yuv[1] - 128) / 224.0, v = (yuv[2] - 128) / 224.0;
  double colours[3] = { y + 2 * (1 - 0.114) * u, 0, y + 2 * (1 - 0.299) * v };

  colours[1] = (y - 0.299 * colours[2] - 0.114 * colours[0]) / 0.587;
  for (guint i = 0; i < 3; i++)
    bgr[i] = (guint8) lround (CLAMP (colours[i], 0, 1) * 255);
}

/* The same of every size, whatever somebody has guessed of them. */
static void
test_colours (void)
{
  static const char *const colorimetries[] = { "bt601", "bt709", "1:4:0:0" };
  static const guint8 colours[][3] = { { WHITE, GREY, GREY }, { 16, GREY, GREY }, { 81, 90, 240 }, { 145, 54, 34 }, { 41, 240, 110 } };
  static const int widths[] = { 0, 441, 320, 100 };

  for (gsize i = 0; i < G_N_ELEMENTS (colorimetries); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (colours); j++)
      {
        HearthPictureScaler scaler = { 0 };
        g_autoptr (GstSample) picture = picture_new (1280, 720, colorimetries[i], colours[j][0], colours[j][1], colours[j][2]);
        guint8 colour[3];

        convert_colour (colours[j], colour);
        for (gsize k = 0; k < G_N_ELEMENTS (widths); k++)
          {
            g_autoptr (GstSample) scaled = hearth_picture_scaler_scale (&scaler, picture, widths[k], 1000);

            g_assert_nonnull (scaled);
            assert_colour (scaled, colour);
          }
        hearth_picture_scaler_clear (&scaler);
      }
}

/* White is white, also where it was made of four pixels: a window on a dark desktop would shine through. */
static void
test_white (void)
{
  static const guint8 white[3] = { 255, 255, 255 };
  g_autoptr (GstSample) picture = picture_new (640, 360, "bt601", WHITE, GREY, GREY);
  HearthPictureScaler scaler = { 0 };

  for (int width = 2; width <= 640; width += 29)
    {
      g_autoptr (GstSample) scaled = hearth_picture_scaler_scale (&scaler, picture, width, 360);

      assert_colour (scaled, white);
    }
  hearth_picture_scaler_clear (&scaler);
}

/* A picture that changes its size in the middle of a call, and one that is none of ours. */
static void
test_changes (void)
{
  g_autoptr (GstSample) large = picture_new (1280, 720, "bt709", GREY, GREY, GREY);
  g_autoptr (GstSample) small = picture_new (320, 180, "bt601", GREY, GREY, GREY);
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw, format=NV12, width=64, height=64");
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, 64 * 96, NULL);
  g_autoptr (GstBuffer) short_buffer = gst_buffer_new_allocate (NULL, 100, NULL);
  g_autoptr (GstSample) foreign = gst_sample_new (buffer, caps, NULL, NULL);
  g_autoptr (GstSample) empty = gst_sample_new (NULL, NULL, NULL, NULL);
  g_autoptr (GstSample) cut_off = gst_sample_new (short_buffer, gst_sample_get_caps (large), NULL, NULL);
  HearthPictureScaler scaler = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GstSample) scaled = hearth_picture_scaler_scale (&scaler, i % 2 == 0 ? large : small, 500, 500);
      g_autoptr (GstSample) kept = NULL;
      int width, height;

      get_size (scaled, &width, &height);
      g_assert_cmpint (width, ==, i % 2 == 0 ? 500 : 320);
      g_assert_null ((kept = hearth_picture_scaler_scale (&scaler, foreign, 500, 500)));
      g_assert_null ((kept = hearth_picture_scaler_scale (&scaler, empty, 500, 500)));
      g_assert_null ((kept = hearth_picture_scaler_scale (&scaler, cut_off, 500, 500)));
    }
  hearth_picture_scaler_clear (&scaler);
  hearth_picture_scaler_clear (&scaler);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/picture-scaler/sizes", test_sizes);
  g_test_add_func ("/media/picture-scaler/colours", test_colours);
  g_test_add_func ("/media/picture-scaler/white", test_white);
  g_test_add_func ("/media/picture-scaler/changes", test_changes);

  return g_test_run ();
}
