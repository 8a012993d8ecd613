/* Which of what is played on this computer is shared: what other programs play, and nothing of a call's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/audio-device.h"
#include "media/played-stream.h"

static gboolean
is_shared (const char *key,
           const char *value,
           guint32     owner_module)
{
  pa_sink_input_info info = { .index = 7, .owner_module = owner_module, .proplist = pa_proplist_new () };
  gboolean shared;

  pa_proplist_sets (info.proplist, PA_PROP_APPLICATION_NAME, "Videos");
  if (key != NULL)
    pa_proplist_sets (info.proplist, key, value);
  shared = hearth_played_stream_is_shared (&info);
  pa_proplist_free (info.proplist);

  return shared;
}

static void
test_shared (void)
{
  g_assert_true (is_shared (NULL, NULL, PA_INVALID_INDEX));
  g_assert_true (is_shared (PA_PROP_MEDIA_ROLE, "music", PA_INVALID_INDEX));
  g_assert_true (is_shared (PA_PROP_MEDIA_ROLE, "phone", PA_INVALID_INDEX)); /* another call's, which Hearth knows nothing of */
  g_assert_true (is_shared (PA_PROP_APPLICATION_NAME, "Hearth", PA_INVALID_INDEX)); /* a name is nothing to go by */

  g_assert_false (is_shared (HEARTH_AUDIO_OWN_PROPERTY, "true", PA_INVALID_INDEX));
  g_assert_false (is_shared (HEARTH_AUDIO_OWN_PROPERTY, "", PA_INVALID_INDEX));
  g_assert_false (is_shared (PA_PROP_MEDIA_ROLE, "filter", PA_INVALID_INDEX));
  g_assert_false (is_shared ("node.link-group", "loopback-12-34", PA_INVALID_INDEX));
  g_assert_false (is_shared (NULL, NULL, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/played-stream/shared", test_shared);

  return g_test_run ();
}
