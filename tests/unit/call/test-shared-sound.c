/* Whether a shared screen comes with sound, where no sound server answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/shared-sound.h"

#include <gst/gst.h>

#include "base/main-thread.h"

typedef struct
{
  HearthSharedSound *sound;
  guint n_missing;
  guint n_changes;
} Fixture;

static void
on_missing (Fixture *fixture)
{
  fixture->n_missing++;
}

static void
on_heard_changed (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->sound = hearth_shared_sound_new ();
  g_signal_connect_swapped (fixture->sound, "missing", G_CALLBACK (on_missing), fixture);
  g_signal_connect_swapped (fixture->sound, "notify::heard", G_CALLBACK (on_heard_changed), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_shared_sound_close (fixture->sound);
  hearth_shared_sound_close (fixture->sound);
  g_assert_finalize_object (fixture->sound);
}

static void
wait_missing (Fixture *fixture,
              guint    n)
{
  while (fixture->n_missing < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
}

static void
on_time_over (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* For what must not happen. */
static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add_once (ms, on_time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Both must be: that the person wants it, and that there is a screen. */
static void
test_wanted_and_shared (Fixture       *fixture,
                        gconstpointer  data)
{
  g_assert_nonnull (hearth_shared_sound_get_source (fixture->sound));
  g_assert_true (hearth_shared_sound_get_source (fixture->sound) == hearth_shared_sound_get_source (fixture->sound));
  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
  hearth_shared_sound_set_on (fixture->sound, FALSE, FALSE);
  hearth_shared_sound_set_wanted (fixture->sound, TRUE);
  g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
  g_assert_cmpuint (fixture->n_changes, ==, 0);

  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  g_assert_true (hearth_shared_sound_is_heard (fixture->sound));
  hearth_shared_sound_set_wanted (fixture->sound, FALSE);
  g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpuint (fixture->n_missing, ==, 0);
}

/* A pause is nothing new: neither that it is missing again, nor that it is there. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  (void) hearth_shared_sound_get_source (fixture->sound);
  hearth_shared_sound_set_wanted (fixture->sound, TRUE);
  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  wait_missing (fixture, 1);

  for (guint i = 0; i < 3; i++)
    {
      hearth_shared_sound_set_on (fixture->sound, TRUE, TRUE);
      g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
      hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
      g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
      run_for (200);
    }
  g_assert_cmpuint (fixture->n_missing, ==, 1);

  /* Asked for anew. */
  hearth_shared_sound_set_on (fixture->sound, FALSE, FALSE);
  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  g_assert_true (hearth_shared_sound_is_heard (fixture->sound));
  wait_missing (fixture, 2);
}

/* A part of GStreamer is not installed, or nobody has asked for the source. */
static void
test_no_source (Fixture       *fixture,
                gconstpointer  data)
{
  hearth_shared_sound_set_wanted (fixture->sound, TRUE);
  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  hearth_shared_sound_set_on (fixture->sound, TRUE, TRUE);
  hearth_shared_sound_set_on (fixture->sound, TRUE, FALSE);
  g_assert_false (hearth_shared_sound_is_heard (fixture->sound));
  g_assert_cmpuint (fixture->n_missing, ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("PULSE_SERVER", "unix:/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/shared-sound/wanted-and-shared", test_wanted_and_shared);
  ADD ("/shared-sound/missing", test_missing);
  ADD ("/shared-sound/no-source", test_no_source);

  return g_test_run ();
}
