/* The whole way of sound in one process, in a private PipeWire: virtual microphone, HearthMicrophone, HearthAudioDecoder,
 * HearthSpeaker, and the loudspeaker's monitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "media/audio-decoder.h"
#include "media/microphone.h"
#include "sound-lab.h"

#define TONE 440.0
#define TONE_DBFS -20.0

typedef struct
{
  GSubprocess *loopback;
  GstElement *tone;
  SoundLabEar *tap;
  SoundLabEar *monitor;
  HearthSpeaker *speaker;
  HearthMicrophone *microphone;
  HearthAudioDecoder *decoder;
  guint n_live;
  guint n_failed;
} Fixture;

static void
on_live (Fixture *fixture)
{
  fixture->n_live++;
}

static void
on_failed (Fixture *fixture)
{
  fixture->n_failed++;
}

static gboolean
is_live (gpointer user_data)
{
  return ((Fixture *) user_data)->n_live > 0;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->loopback = sound_lab_plug_microphone (SOUND_LAB_MICROPHONE);
  fixture->tone = sound_lab_tone_new (SOUND_LAB_MICROPHONE_FEED, TONE, TONE_DBFS);
  fixture->monitor = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  fixture->tap = sound_lab_ear_new ();

  fixture->speaker = hearth_speaker_new (&error);
  g_assert_no_error (error);
  fixture->microphone = hearth_microphone_new (fixture->speaker, &error);
  g_assert_no_error (error);
  fixture->decoder = hearth_audio_decoder_new (fixture->speaker, &error);
  g_assert_no_error (error);

  g_signal_connect_swapped (fixture->microphone, "live", G_CALLBACK (on_live), fixture);
  g_signal_connect_swapped (fixture->microphone, "failed", G_CALLBACK (on_failed), fixture);
  hearth_microphone_set_processing (fixture->microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_audio_decoder_set_tap (fixture->decoder, HEARTH_MEDIA_TAP (fixture->tap));

  hearth_speaker_open (fixture->speaker, SOUND_LAB_SPEAKER);
  hearth_audio_decoder_set_source (fixture->decoder, HEARTH_RTP_SOURCE (fixture->microphone));
  hearth_microphone_open (fixture->microphone, SOUND_LAB_MICROPHONE);
  g_assert_true (sound_lab_wait_for (is_live, fixture, 3000));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  hearth_audio_decoder_close (fixture->decoder);
  hearth_microphone_close (fixture->microphone);
  hearth_speaker_close (fixture->speaker);

  g_assert_finalize_object (fixture->decoder);
  g_assert_finalize_object (fixture->microphone);
  g_assert_finalize_object (fixture->speaker);
  g_clear_pointer (&fixture->tone, sound_lab_tone_free);
  g_object_unref (fixture->monitor);
  g_object_unref (fixture->tap);
  sound_lab_unplug (fixture->loopback);
}

static void
test_tone (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_cmpint (sound_lab_wait_for_tone (fixture->tap, TONE), >=, 0);
  g_assert_cmpint (sound_lab_wait_for_tone (fixture->monitor, TONE), >=, 0);
  sound_lab_run (500);

  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (fixture->tap, TONE, 200), TONE_DBFS, 2);
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (fixture->monitor, TONE, 200), TONE_DBFS, 2);
  g_assert_cmpfloat_with_epsilon (hearth_microphone_get_level (fixture->microphone), TONE_DBFS, 2);
  g_assert_cmpfloat_with_epsilon (hearth_audio_decoder_get_level (fixture->decoder), TONE_DBFS, 2);
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (fixture->decoder), ==, 0);
  g_test_message ("delay from capture to loudspeaker %.0f ms", (double) hearth_audio_decoder_get_delay (fixture->decoder) / 1e6);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/sound/tone", Fixture, NULL, set_up, test_tone, tear_down);

  return g_test_run ();
}
