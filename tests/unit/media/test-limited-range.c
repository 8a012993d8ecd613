/* From full to limited range: values, times, and that nobody else's picture is changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/limited-range.h"

#include <gst/video/video.h>

#define SIZE 16

/* All of one brightness, and of colours as strong as they get. */
static GstSample *
new_picture (GstVideoFormat format,
             const char    *colorimetry,
             guint8         luma)
{
  GstVideoInfo info;
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstCaps) caps = NULL;

  gst_video_info_set_format (&info, format, SIZE, SIZE);
  gst_video_colorimetry_from_string (&info.colorimetry, colorimetry);
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_buffer_memset (buffer, 0, 255, GST_VIDEO_INFO_SIZE (&info));
  gst_buffer_memset (buffer, 0, luma, SIZE * SIZE);
  GST_BUFFER_PTS (buffer) = 5 * GST_SECOND;

  return gst_sample_new (buffer, caps, NULL, NULL);
}

static guint8
get_byte (GstSample *picture,
          gsize      at)
{
  guint8 byte;

  g_assert_cmpuint (gst_buffer_extract (gst_sample_get_buffer (picture), at, &byte, 1), ==, 1);

  return byte;
}

static void
assert_luma (guint8 full,
             guint8 limited)
{
  g_autoptr (GstSample) picture = hearth_limited_range_make (new_picture (GST_VIDEO_FORMAT_I420, "1:4:0:0", full));
  GstVideoInfo info;

  g_assert_cmpuint (get_byte (picture, 0), ==, limited);
  g_assert_cmpuint (get_byte (picture, SIZE * SIZE - 1), ==, limited);
  g_assert_cmpuint (get_byte (picture, SIZE * SIZE), ==, 240);
  g_assert_cmpuint (GST_BUFFER_PTS (gst_sample_get_buffer (picture)), ==, 5 * GST_SECOND);
  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (picture)));
  g_assert_cmpint (info.colorimetry.range, ==, GST_VIDEO_COLOR_RANGE_16_235);
}

/* ITU-R BT.601: 16 + 219/255 of the brightness, 128 + 224/255 of a colour's difference from none. */
static void
test_values (void)
{
  assert_luma (0, 16);
  assert_luma (255, 235);
  assert_luma (128, 126);
}

static void
test_others_keep_theirs (void)
{
  GstSample *given = new_picture (GST_VIDEO_FORMAT_I420, "1:4:0:0", 0);
  g_autoptr (GstSample) theirs = gst_sample_ref (given);
  g_autoptr (GstSample) picture = hearth_limited_range_make (given);

  g_assert_cmpuint (get_byte (picture, 0), ==, 16);
  g_assert_cmpuint (get_byte (theirs, 0), ==, 0);
}

static void
assert_untouched (GstSample *given)
{
  g_autoptr (GstSample) picture = hearth_limited_range_make (given);

  g_assert_true (picture == given);
  g_assert_cmpuint (get_byte (picture, 0), ==, 0);
}

static void
test_what_is_limited_stays (void)
{
  assert_untouched (new_picture (GST_VIDEO_FORMAT_I420, GST_VIDEO_COLORIMETRY_BT601, 0));
  assert_untouched (new_picture (GST_VIDEO_FORMAT_I420, GST_VIDEO_COLORIMETRY_BT709, 0));
  assert_untouched (new_picture (GST_VIDEO_FORMAT_GRAY8, "1:4:0:0", 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/limited-range/values", test_values);
  g_test_add_func ("/limited-range/others-keep-theirs", test_others_keep_theirs);
  g_test_add_func ("/limited-range/what-is-limited-stays", test_what_is_limited_stays);

  return g_test_run ();
}
