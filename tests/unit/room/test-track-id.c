/* The names of tracks, and what is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/track-id.h"

static void
test_layers (void)
{
  static const char *const others[] = { "", "video", "video3", "video9", "video-1", "video00", "video0 ", "audio", "g1/video0", "Video0", "share", "share3",
                                        "shares0" };
  g_autofree char *text = hearth_track_id_new_layer (HEARTH_PICTURE_CAMERA, 2);
  g_autofree char *share = hearth_track_id_new_layer (HEARTH_PICTURE_SHARE, 1);
  HearthPictureKind kind = HEARTH_PICTURE_SHARE;
  guint layer = 7;

  g_assert_cmpstr (text, ==, "video2");
  g_assert_true (hearth_track_id_parse_layer (text, &kind, &layer));
  g_assert_cmpuint (layer, ==, 2);
  g_assert_cmpint (kind, ==, HEARTH_PICTURE_CAMERA);
  g_assert_cmpstr (share, ==, "share1");
  g_assert_true (hearth_track_id_parse_layer (share, &kind, &layer));
  g_assert_cmpuint (layer, ==, 1);
  g_assert_cmpint (kind, ==, HEARTH_PICTURE_SHARE);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_layer (others[i], &kind, &layer));
  g_assert_cmpuint (layer, ==, 1);
  g_assert_cmpint (kind, ==, HEARTH_PICTURE_SHARE);
}

static void
test_pictures (void)
{
  static const char *const others[] = { "", "/video", "video", "g1/audio", "g1/video/", "g1/videos", "/share", "share", "g1/share0" };
  g_autofree char *text = hearth_track_id_new_picture (HEARTH_PICTURE_CAMERA, "g12");
  g_autofree char *share = hearth_track_id_new_picture (HEARTH_PICTURE_SHARE, "g12");
  g_autofree char *id = NULL;
  g_autofree char *share_id = NULL;
  HearthPictureKind kind = HEARTH_PICTURE_SHARE;
  char *none = NULL;

  g_assert_cmpstr (text, ==, "g12/video");
  g_assert_true (hearth_track_id_parse_picture (text, &kind, &id));
  g_assert_cmpstr (id, ==, "g12");
  g_assert_cmpint (kind, ==, HEARTH_PICTURE_CAMERA);
  g_assert_cmpstr (share, ==, "g12/share");
  g_assert_true (hearth_track_id_parse_picture (share, &kind, &share_id));
  g_assert_cmpstr (share_id, ==, "g12");
  g_assert_cmpint (kind, ==, HEARTH_PICTURE_SHARE);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_picture (others[i], &kind, &none));
  g_assert_null (none);
}

static void
test_slots (void)
{
  static const char *const others[] = { "", "slot/audio", "slot5/audio", "slot0/video", "slot0", "slot0/audio0", "g1/audio" };
  g_autofree char *text = hearth_track_id_new_slot (4);
  guint slot = 7;

  g_assert_cmpstr (text, ==, "slot4/audio");
  g_assert_true (hearth_track_id_parse_slot (text, &slot));
  g_assert_cmpuint (slot, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_slot (others[i], &slot));
  g_assert_cmpuint (slot, ==, 4);
}

static void
test_sounds (void)
{
  static const char *const others[] = { "", "/sound", "sound", "g1/audio", "g1/sound/", "g1/sounds", "g1/share", "slot0/audio" };
  g_autofree char *text = hearth_track_id_new_sound ("g12");
  g_autofree char *id = NULL;
  HearthPictureKind kind;
  char *none = NULL;
  guint slot;

  g_assert_cmpstr (text, ==, "g12/sound");
  g_assert_true (hearth_track_id_parse_sound (text, &id));
  g_assert_cmpstr (id, ==, "g12");
  g_assert_false (hearth_track_id_parse_picture (text, &kind, &none));
  g_assert_false (hearth_track_id_parse_slot (text, &slot));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_sound (others[i], &none));
  g_assert_null (none);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/track-id/layers", test_layers);
  g_test_add_func ("/track-id/pictures", test_pictures);
  g_test_add_func ("/track-id/slots", test_slots);
  g_test_add_func ("/track-id/sounds", test_sounds);

  return g_test_run ();
}
