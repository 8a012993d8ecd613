/* The doorbell, the softer note of a message and the sound that tries a speaker: loud enough, never clipped, without a click at either end; and it stops when its owner does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/chime.h"

#include "base/main-thread.h"
#include "media/media-error.h"

#define LOUD 6000
#define SOFT 2000
#define CLICK 300

static gint16
get_loudest (HearthChimeSound sound)
{
  g_autofree gint16 *samples = g_new (gint16, HEARTH_CHIME_SAMPLES);
  gint16 loudest = 0;

  hearth_chime_fill (sound, samples);
  for (guint i = 0; i < HEARTH_CHIME_SAMPLES; i++)
    {
      loudest = MAX (loudest, ABS (samples[i]));
      g_assert_cmpint (ABS (samples[i]), <, G_MAXINT16 / 2);
    }
  g_assert_cmpint (ABS (samples[0]), <, CLICK);
  g_assert_cmpint (ABS (samples[HEARTH_CHIME_SAMPLES - 1]), <, CLICK);

  return loudest;
}

static void
test_sound (void)
{
  g_assert_cmpint (get_loudest (HEARTH_CHIME_DOORBELL), >, LOUD);
  g_assert_cmpint (get_loudest (HEARTH_CHIME_MESSAGE), >, SOFT);
  g_assert_cmpint (get_loudest (HEARTH_CHIME_MESSAGE), <, LOUD);
  g_assert_cmpint (get_loudest (HEARTH_CHIME_TEST), >, LOUD);
}

/* A speaker that is not open: nothing is heard, and nothing stays. */
static void
test_stops (void)
{
  g_autoptr (GError) error = NULL;
  HearthSpeaker *speaker = hearth_speaker_new (&error);
  HearthChime *chime;

  if (g_error_matches (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_MISSING_ELEMENT))
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_no_error (error);

  chime = hearth_chime_new (speaker, HEARTH_CHIME_MESSAGE);
  hearth_chime_ring (chime);
  hearth_chime_ring (chime);
  hearth_chime_free (chime);
  g_assert_finalize_object (speaker);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/chime/sound", test_sound);
  g_test_add_func ("/chime/stops", test_stops);

  return g_test_run ();
}
