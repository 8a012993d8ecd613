/* In which sizes a picture is sent: HearthLayerSizes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/layer-sizes.h"

static void
test_usual (void)
{
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];

  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_CAMERA, 1280, 720, layers), ==, 3);
  g_assert_cmpuint (layers[0].width, ==, 320);
  g_assert_cmpuint (layers[0].height, ==, 180);
  g_assert_cmpuint (layers[1].width, ==, 640);
  g_assert_cmpuint (layers[1].height, ==, 360);
  g_assert_cmpuint (layers[2].width, ==, 1280);
  g_assert_cmpuint (layers[2].height, ==, 720);
  g_assert_cmpuint (layers[0].bitrate / 1000, ==, 200);
  g_assert_cmpuint (layers[1].bitrate / 1000, ==, 600);
  g_assert_cmpuint (layers[2].bitrate / 1000, ==, 1793);

  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_CAMERA, 640, 360, layers), ==, 2);
  g_assert_cmpuint (layers[0].width, ==, 320);
  g_assert_cmpuint (layers[1].width, ==, 640);

  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_CAMERA, 320, 180, layers), ==, 1);
  g_assert_cmpuint (layers[0].width, ==, 320);

  /* A picture that stands is not cut more finely than one that lies. */
  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_CAMERA, 360, 640, layers), ==, 2);
  g_assert_cmpuint (layers[0].height, ==, 320);
}

/* A screen is sent whole, and once more in a quarter; to be read it takes fewer bits. */
static void
test_screen (void)
{
  HearthLayer text[HEARTH_LIMIT_VIDEO_LAYERS], motion[HEARTH_LIMIT_VIDEO_LAYERS];

  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_TEXT, 1920, 1080, text), ==, 2);
  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_MOTION, 1920, 1080, motion), ==, 2);
  g_assert_cmpuint (text[1].width, ==, 1920);
  g_assert_cmpuint (text[1].height, ==, 1080);
  g_assert_cmpuint (text[0].width, ==, 960);
  g_assert_cmpuint (text[1].bitrate / 1000, ==, 2269);
  g_assert_cmpuint (motion[1].bitrate / 1000, ==, 3404);

  g_assert_cmpuint (hearth_layer_sizes_choose (HEARTH_CONTENT_TEXT, 300, 200, text), ==, 1);
  g_assert_cmpuint (text[0].width, ==, 300);
}

/* Whatever size comes: whole picture last, each smaller one half of the next, even, never below 180 lines unless it is the only one. */
static void
test_every_size (void)
{
  for (int width = 2; width <= 3840; width += 14)
    for (int height = 2; height <= 2160; height += 6)
      {
        HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
        guint n = hearth_layer_sizes_choose (HEARTH_CONTENT_CAMERA, width, height, layers);

        g_assert_cmpuint (n, >=, 1);
        g_assert_cmpuint (n, <=, HEARTH_LIMIT_VIDEO_LAYERS);
        g_assert_cmpuint (layers[n - 1].width, ==, width);
        g_assert_cmpuint (layers[n - 1].height, ==, height);
        for (guint i = 0; i + 1 < n; i++)
          {
            g_assert_cmpuint (layers[i].width % 2 + layers[i].height % 2, ==, 0);
            g_assert_cmpuint (MIN (layers[i].width, layers[i].height), >=, 180);
            g_assert_cmpuint (layers[i + 1].width / 2 - layers[i].width, <=, 1);
            g_assert_cmpuint (layers[i + 1].height / 2 - layers[i].height, <=, 1);
            g_assert_cmpuint (layers[i].bitrate, <, layers[i + 1].bitrate);
          }
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layer-sizes/usual", test_usual);
  g_test_add_func ("/layer-sizes/screen", test_screen);
  g_test_add_func ("/layer-sizes/every-size", test_every_size);

  return g_test_run ();
}
