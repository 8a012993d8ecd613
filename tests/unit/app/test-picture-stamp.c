/* The moment of a picture survives being drawn, scaled, blurred and read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/picture-stamp.h"
#include "lab-picture.h"

static void
test_code (void)
{
  static const gint64 moments[] = { 0, 100, 12345600, 1677721500, 1677721600, 86400000000, 98765432100 };
  static const gint64 ages[] = { -5000, 0, 30000, 200000, 60000000, 800000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ages); j++)
      {
        gint64 moment = moments[i] + 900000000;
        gint64 read = 0;

        g_assert_true (hearth_picture_stamp_decode (hearth_picture_stamp_encode (moment), moment + ages[j], &read));
        g_assert_cmpint (read, ==, moment);
      }
}

/* One cell read wrongly, or two, is never taken for a time. */
static void
test_misread (void)
{
  guint32 cells = hearth_picture_stamp_encode (123456789);
  gint64 read;

  for (int first = 0; first < HEARTH_PICTURE_STAMP_CELLS; first++)
    for (int second = first; second < HEARTH_PICTURE_STAMP_CELLS; second++)
      {
        guint32 wrong = cells ^ (1u << first) ^ (second > first ? 1u << second : 0);

        g_assert_false (hearth_picture_stamp_decode (wrong, 123456789, &read));
      }
  g_assert_false (hearth_picture_stamp_decode (0, 123456789, &read));
  g_assert_false (hearth_picture_stamp_decode (G_MAXUINT32, 123456789, &read));
}

/* YUY2 as the camera gives it → BGRx as a decoder does, every pixel the mean of its neighbours within @blur, at @scale of the size. */
static HearthVideoFrame *
to_frame (const guint8 *yuy2,
          int           width,
          int           height,
          int           blur,
          double        scale)
{
  int scaled_width = (int) (width * scale);
  int scaled_height = (int) (height * scale);
  guint8 *pixels = g_malloc ((gsize) scaled_width * (gsize) scaled_height * 4);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) scaled_width * (gsize) scaled_height * 4);

  for (int y = 0; y < scaled_height; y++)
    for (int x = 0; x < scaled_width; x++)
      {
        int from_x = (int) (x / scale);
        int from_y = (int) (y / scale);
        int sum = 0, n = 0;

        for (int i = MAX (0, from_y - blur); i <= MIN (height - 1, from_y + blur); i++)
          for (int j = MAX (0, from_x - blur); j <= MIN (width - 1, from_x + blur); j++, n++)
            sum += yuy2[(i * width + j) * 2];
        for (int channel = 0; channel < 4; channel++)
          pixels[(y * scaled_width + x) * 4 + channel] = (guint8) (sum / n);
      }

  return hearth_video_frame_new (bytes, scaled_width, scaled_height, 4 * (gsize) scaled_width, 0);
}

static void
test_picture (void)
{
  static const struct
  {
    int width;
    int height;
    int blur;
    double scale;
  } cases[] = { { 1280, 720, 6, 0.25 }, { 640, 360, 4, 1 }, { 640, 360, 0, 0.5 }, { 320, 180, 2, 1 }, { 320, 180, 0, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LabPicture) picture = lab_picture_new (cases[i].width, cases[i].height, (guint) i);
      g_autofree guint8 *pixels = g_malloc ((gsize) cases[i].width * (gsize) cases[i].height * 2);

      for (gint64 moment = 5000000; moment < 5200000; moment += 33300)
        {
          g_autoptr (HearthVideoFrame) frame = NULL;
          gint64 read = 0;

          lab_picture_draw (picture, pixels, cases[i].width * 2, moment);
          frame = to_frame (pixels, cases[i].width, cases[i].height, cases[i].blur, cases[i].scale);
          g_assert_true (hearth_picture_stamp_read (frame, moment + 40000, &read));
          g_assert_cmpint (read, ==, moment);
        }
    }
}

static void
test_not_stamped (void)
{
  for (int side = 1; side <= 128; side *= 2)
    {
      g_autofree guint8 *grey = g_malloc ((gsize) side * (gsize) side * 4);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (HearthVideoFrame) frame = NULL;
      gint64 read;

      for (int i = 0; i < side * side * 4; i++)
        grey[i] = 120;
      bytes = g_bytes_new (grey, (gsize) side * (gsize) side * 4);
      frame = hearth_video_frame_new (bytes, side, side, 4 * (gsize) side, 0);
      g_assert_false (hearth_picture_stamp_read (frame, 0, &read));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-stamp/code", test_code);
  g_test_add_func ("/picture-stamp/misread", test_misread);
  g_test_add_func ("/picture-stamp/picture", test_picture);
  g_test_add_func ("/picture-stamp/not-stamped", test_not_stamped);

  return g_test_run ();
}
