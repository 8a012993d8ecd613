/* The names of tracks, and what is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/track-id.h"

static void
test_layers (void)
{
  static const char *const others[] = { "", "video", "video3", "video9", "video-1", "video00", "video0 ", "audio", "g1/video0", "Video0" };
  g_autofree char *text = hearth_track_id_new_layer (2);
  guint layer = 7;

  g_assert_cmpstr (text, ==, "video2");
  g_assert_true (hearth_track_id_parse_layer (text, &layer));
  g_assert_cmpuint (layer, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_layer (others[i], &layer));
  g_assert_cmpuint (layer, ==, 2);
}

static void
test_pictures (void)
{
  static const char *const others[] = { "", "/video", "video", "g1/audio", "g1/video/", "g1/videos" };
  g_autofree char *text = hearth_track_id_new_picture ("g12");
  g_autofree char *id = NULL;
  char *none = NULL;

  g_assert_cmpstr (text, ==, "g12/video");
  g_assert_true (hearth_track_id_parse_picture (text, &id));
  g_assert_cmpstr (id, ==, "g12");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_track_id_parse_picture (others[i], &none));
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/track-id/layers", test_layers);
  g_test_add_func ("/track-id/pictures", test_pictures);
  g_test_add_func ("/track-id/slots", test_slots);

  return g_test_run ();
}
