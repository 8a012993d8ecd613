/* What is believed of the layers that a guest announces.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/remote-video.h"

#include "base/limits.h"

static guint
announce (const HearthLayer *said,
          guint              n,
          HearthLayer       *believed)
{
  g_autoptr (HearthRemoteVideo) video = hearth_remote_video_new ();
  g_autoptr (HearthMemberState) state = hearth_member_state_new ();

  for (guint i = 0; i < n; i++)
    hearth_member_state_add_layer (state, HEARTH_PICTURE_CAMERA, said[i].width, said[i].height, said[i].bitrate);
  hearth_remote_video_announce (video, state->layers);

  return hearth_layered_source_get_layers (HEARTH_LAYERED_SOURCE (video), believed);
}

static void
test_honest (void)
{
  static const HearthLayer said[] = { { 320, 180, 200000 }, { 640, 360, 2500000 }, { 3840, 2160, 12000000 } };
  HearthLayer believed[HEARTH_LIMIT_VIDEO_LAYERS];

  g_assert_cmpuint (announce (said, G_N_ELEMENTS (said), believed), ==, G_N_ELEMENTS (said));
  g_assert_cmpmem (believed, sizeof believed, said, sizeof said);
}

static void
test_too_much (void)
{
  static const HearthLayer said[] = { { 16, 16, HEARTH_LIMIT_LAYER_BITRATE },
                                      { HEARTH_LIMIT_LAYER_PIXELS, HEARTH_LIMIT_LAYER_PIXELS, HEARTH_LIMIT_LAYER_BITRATE } };
  HearthLayer believed[HEARTH_LIMIT_VIDEO_LAYERS];

  g_assert_cmpuint (announce (said, G_N_ELEMENTS (said), believed), ==, 2);
  g_assert_cmpuint (believed[0].bitrate, ==, HEARTH_LIMIT_LAYER_BITRATE_BASE + HEARTH_LIMIT_LAYER_BITRATE_PER_PIXEL * 16 * 16);
  g_assert_cmpuint (believed[1].bitrate, ==, HEARTH_LIMIT_LAYER_BITRATE);
}

static void
test_order (void)
{
  static const HearthLayer falling[] = { { 640, 360, 600000 }, { 320, 180, 200000 }, { 1280, 720, 1800000 } };
  static const HearthLayer equal[] = { { 640, 360, 600000 }, { 640, 360, 600000 } };
  static const HearthLayer cheaper[] = { { 640, 360, 600000 }, { 1280, 720, 500000 } };
  HearthLayer believed[HEARTH_LIMIT_VIDEO_LAYERS];

  g_assert_cmpuint (announce (falling, G_N_ELEMENTS (falling), believed), ==, 1);
  g_assert_cmpuint (announce (equal, G_N_ELEMENTS (equal), believed), ==, 1);
  g_assert_cmpuint (announce (cheaper, G_N_ELEMENTS (cheaper), believed), ==, 1);
  g_assert_cmpuint (announce (NULL, 0, believed), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/room/remote-video/honest", test_honest);
  g_test_add_func ("/room/remote-video/too-much", test_too_much);
  g_test_add_func ("/room/remote-video/order", test_order);

  return g_test_run ();
}
