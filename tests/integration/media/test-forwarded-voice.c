/* What a decoder makes of a voice that a host forwards on the lines of a large room: it comes by another line each time, goes for a
 * while, or is followed by somebody else's on the same line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "forward/track-forwarder.h"
#include "media/level-meter.h"
#include "sound-lab.h"

/* What the main thread may spend on a line that comes or goes; sanitizers and a busy computer included. */
#define LONGEST_CHANGE_US 1000

/* What a busy computer may add. */
#define LONGEST_GAP_MS 300

#define N_TRIES 20

static HearthTrackForwarder *
new_line (SoundLabWay *way)
{
  HearthTrackForwarder *line = hearth_track_forwarder_new (HEARTH_FORWARD_AUDIO);

  hearth_track_forwarder_set_audio (line, HEARTH_RTP_SOURCE (way->microphone));

  return line;
}

static void
close_line (HearthTrackForwarder *line)
{
  hearth_track_forwarder_close (line);
  g_assert_finalize_object (line);
}

/* Returns: how long it took, µs */
static gint64
come_by (SoundLabWay          *way,
         HearthTrackForwarder *line)
{
  gint64 before = g_get_monotonic_time ();

  hearth_audio_decoder_set_source (way->decoder, line != NULL ? HEARTH_RTP_SOURCE (line) : NULL);

  return g_get_monotonic_time () - before;
}

/* The first time makes the decoder; every other time costs the main thread nothing, loses nothing, and changes no delay. */
static void
test_lines (SoundLabWay   *way,
            gconstpointer  user_data)
{
  HearthTrackForwarder *lines[] = { new_line (way), new_line (way) };
  GstClockTime delay_before, delay_after;
  gint64 fastest = G_MAXINT64;
  double took = G_MAXDOUBLE;

  come_by (way, lines[0]);
  g_assert_true (sound_lab_wait_for_level (way->tap, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS));
  sound_lab_run (3000); /* until the delay has settled */
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (way->decoder), ==, 0);
  delay_before = hearth_audio_decoder_get_delay (way->decoder);

  for (guint i = 1; i < N_TRIES; i++)
    {
      gint64 spent = come_by (way, NULL), asked;

      sound_lab_run (i % 5 == 0 ? 700 : 60);
      sound_lab_ear_reset (way->tap);
      asked = g_get_monotonic_time ();
      spent += come_by (way, lines[i % 2]);
      fastest = MIN (fastest, spent);
      g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
      /* By its timestamp: the next packet is at most 20 ms away, and heard as late as any. */
      took = MIN (took, (double) (sound_lab_ear_get_first_loud (way->tap) - asked) / 1000);
    }

  delay_after = hearth_audio_decoder_get_delay (way->decoder);
  g_test_message ("a line comes or goes in %" G_GINT64_FORMAT " µs at best, heard %.0f ms later; delay %.1f ms, then %.1f ms",
                  fastest / 2, took, (double) delay_before / 1e6, (double) delay_after / 1e6);
  g_assert_cmpint (fastest, <, LONGEST_CHANGE_US);
  g_assert_cmpfloat (took, <, (double) delay_after / 1e6 + 20);
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (way->decoder), ==, 0);

  hearth_audio_decoder_set_source (way->decoder, NULL);
  close_line (lines[0]);
  close_line (lines[1]);
}

/* Nobody's level is that of silence, and stays so. */
static gboolean
is_silent (gpointer user_data)
{
  SoundLabWay *way = user_data;

  return hearth_audio_decoder_get_level (way->decoder) == HEARTH_LEVEL_SILENCE;
}

static void
test_gone (SoundLabWay   *way,
           gconstpointer  user_data)
{
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  come_by (way, NULL);
  g_assert_true (sound_lab_wait_for (is_silent, way, 20000));
  sound_lab_run (500);
  g_assert_true (is_silent (way));
}

/* Somebody else's voice follows on the same line: no packet is missed and nothing stops. (That nothing clicks is shown
 * in test-sound-parts.c.) */
static void
test_another_person (SoundLabWay   *way,
                     gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *device = sound_lab_plug_microphone ("vmic2");
  HearthMediaPipeline *tone = sound_lab_tone_new ("vmic2-feed", 1000, SOUND_LAB_TONE_DBFS);
  HearthMicrophone *other = hearth_microphone_new (NULL, &error);
  HearthTrackForwarder *line = new_line (way);

  g_assert_no_error (error);
  hearth_microphone_set_processing (other, HEARTH_VOICE_PROCESSING_NONE);
  hearth_microphone_open (other, "vmic2");
  come_by (way, line);
  g_assert_true (sound_lab_wait_for_level (way->tap, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS));
  sound_lab_run (2000);

  sound_lab_ear_reset (way->tap);
  for (guint i = 0; i < 4; i++)
    {
      hearth_track_forwarder_set_audio (line, i % 2 == 0 ? HEARTH_RTP_SOURCE (other) : HEARTH_RTP_SOURCE (way->microphone));
      g_assert_cmpint (sound_lab_wait_for_tone (way->tap, i % 2 == 0 ? 1000 : SOUND_LAB_TONE), >=, 0);
      sound_lab_run (300);
    }
  g_test_message ("longest gap %.1f ms", sound_lab_ear_get_longest_gap (way->tap));
  g_assert_cmpfloat (sound_lab_ear_get_longest_gap (way->tap), <, LONGEST_GAP_MS);
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (way->decoder), ==, 0);

  come_by (way, NULL);
  close_line (line);
  hearth_microphone_close (other);
  g_assert_finalize_object (other);
  sound_lab_tone_free (tone);
  sound_lab_unplug (device);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  sound_lab_add ("/forwarded-voice/lines", test_lines);
  sound_lab_add ("/forwarded-voice/gone", test_gone);
  sound_lab_add ("/forwarded-voice/another-person", test_another_person);

  return g_test_run ();
}
