/* Pictures: what a frame holds on to, and what is no frame.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/video-frame.h"

static void
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
test_frame (void)
{
  static const guint8 pixels[4 * 6 * 3];
  gboolean freed = FALSE;
  GBytes *bytes = g_bytes_new_with_free_func (pixels, sizeof pixels, set_flag, &freed);
  HearthVideoFrame *frame = hearth_video_frame_new (bytes, 5, 3, 24, 123456789);
  HearthVideoFrame *second = hearth_video_frame_ref (frame);

  g_bytes_unref (bytes);
  g_assert_true (hearth_video_frame_get_pixels (frame) == bytes);
  g_assert_cmpint (hearth_video_frame_get_width (frame), ==, 5);
  g_assert_cmpint (hearth_video_frame_get_height (frame), ==, 3);
  g_assert_cmpuint (hearth_video_frame_get_stride (frame), ==, 24);
  g_assert_cmpint (hearth_video_frame_get_shown_at (frame), ==, 123456789);

  hearth_video_frame_unref (frame);
  g_assert_false (freed);
  hearth_video_frame_unref (second);
  g_assert_true (freed);
}

/* A programmer's mistake is said, and never becomes a read past the pixels. */
static void
test_impossible (void)
{
  static const struct
  {
    int width;
    int height;
    gsize stride;
  } cases[] = {
    { 0, 1, 4 }, { 1, 0, 4 }, { -1, 1, 4 }, { 1, -1, 4 }, { 2, 1, 7 }, { 1, 26, 4 }, { 16385, 1, 65540 },
    { 1, 1, 101 }, { 2, 2, G_MAXSIZE / 2 + 1 }, /* stride × height wraps around to 0 */
  };
  static const guint8 pixels[100];
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_expect_message ("hearth-base", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
      g_assert_null (hearth_video_frame_new (bytes, cases[i].width, cases[i].height, cases[i].stride, 0));
      g_test_assert_expected_messages ();
    }
}

static void
test_boxed (void)
{
  static const guint8 pixels[4];
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (HearthVideoFrame) frame = hearth_video_frame_new (bytes, 1, 1, 4, 0);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, HEARTH_TYPE_VIDEO_FRAME);
  g_value_set_boxed (&value, frame);
  g_assert_true (g_value_get_boxed (&value) == frame);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/video-frame/frame", test_frame);
  g_test_add_func ("/base/video-frame/impossible", test_impossible);
  g_test_add_func ("/base/video-frame/boxed", test_boxed);

  return g_test_run ();
}
