/* The whole way of sound in one process: what is said is heard, and what is muted is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "media/media-pipeline.h"
#include "sound-lab.h"

#define RATE 48000

/* What a busy computer may add, far below what anybody could take for the switch not working. That the very next sample is
 * silent is shown in test-voice-gate.c. */
#define AT_ONCE (300 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_GAP_MS 300

static gboolean
are_levels_right (gpointer user_data)
{
  SoundLabWay *way = user_data;

  return fabs (hearth_microphone_get_level (way->microphone) - SOUND_LAB_TONE_DBFS) < 2
         && fabs (hearth_audio_decoder_get_level (way->decoder) - SOUND_LAB_TONE_DBFS) < 2;
}

static void
test_tone (SoundLabWay   *way,
           gconstpointer  user_data)
{
  g_assert_true (sound_lab_wait_for_level (way->tap, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS));
  g_assert_true (sound_lab_wait_for_level (way->monitor, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS));
  g_assert_true (sound_lab_wait_for (are_levels_right, way, 20000));
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (way->decoder), ==, 0);
  g_assert_cmpuint (way->n_speaker_live, ==, 1);
  g_test_message ("delay from capture to loudspeaker %.0f ms", (double) hearth_audio_decoder_get_delay (way->decoder) / 1e6);
}

/* With echo and gain treatment, as in a call. (Noise suppression would take a steady tone for noise.) */
static void
test_processing (SoundLabWay   *way,
                 gconstpointer  user_data)
{
  hearth_microphone_set_processing (way->microphone, HEARTH_VOICE_PROCESSING_ALL & ~HEARTH_VOICE_PROCESSING_NOISE);
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_ear_reset (way->tap);
  sound_lab_run (2500);
  g_assert_cmpfloat (sound_lab_ear_get_level (way->tap, 1000), >, -40);
  g_assert_cmpfloat (sound_lab_ear_get_longest_gap (way->tap), <, LONGEST_GAP_MS);
  g_assert_cmpuint (way->n_failed, ==, 0);
}

static gboolean
says_loudness (gpointer user_data)
{
  SoundLabWay *way = user_data;
  gboolean voice;

  return fabs (sound_lab_relay_get_level (way->relay, &voice) - SOUND_LAB_TONE_DBFS) < 2 && voice;
}

/* Every packet says how loud it is. */
static void
test_level (SoundLabWay   *way,
            gconstpointer  user_data)
{
  guint n_packets;

  g_assert_true (sound_lab_wait_for (says_loudness, way, 20000));
  n_packets = sound_lab_relay_get_n_packets (way->relay);
  g_assert_cmpuint (sound_lab_relay_get_n_levels (way->relay), >=, n_packets);
}

static void
test_mute (SoundLabWay   *way,
           gconstpointer  user_data)
{
  gint64 muted_at;
  guint n_packets, n_levels;
  int heard_after;

  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (500);

  muted_at = g_get_monotonic_time ();
  hearth_microphone_set_muted (way->microphone, TRUE);
  g_assert_cmpfloat (hearth_microphone_get_level (way->microphone), ==, -100);
  sound_lab_run (700);
  g_test_message ("last sound decoded %.0f ms after muting", (double) (sound_lab_ear_get_last_loud (way->tap) - muted_at) / 1e3);
  g_assert_cmpint (sound_lab_ear_get_last_loud (way->tap) - muted_at, <, AT_ONCE);

  /* By now the encoder has noticed that there is nothing to send. */
  n_packets = sound_lab_relay_get_n_packets (way->relay);
  n_levels = sound_lab_relay_get_n_levels (way->relay);
  sound_lab_run (1000);
  g_test_message ("%u packets in a second of silence", sound_lab_relay_get_n_packets (way->relay) - n_packets);
  g_assert_cmpuint (sound_lab_relay_get_n_packets (way->relay) - n_packets, <=, 5);
  g_assert_cmpuint (sound_lab_relay_get_n_packets (way->relay), >, n_packets);
  g_assert_cmpuint (sound_lab_relay_get_n_levels (way->relay), ==, n_levels);

  hearth_microphone_set_muted (way->microphone, FALSE);
  heard_after = sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE);
  g_test_message ("tone decoded %d ms after unmuting", heard_after);
  g_assert_cmpint (heard_after, >=, 0);
  g_assert_cmpint (heard_after * G_TIME_SPAN_MILLISECOND, <, AT_ONCE);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
  g_assert_cmpuint (hearth_audio_decoder_get_packets_lost (way->decoder), ==, 0);
}

static void
test_release (SoundLabWay   *way,
              gconstpointer  user_data)
{
  gint64 released_at;

  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  released_at = g_get_monotonic_time ();
  hearth_microphone_release (way->microphone);
  g_assert_cmpfloat (hearth_microphone_get_level (way->microphone), ==, -100);
  sound_lab_run (500);
  g_assert_cmpint (sound_lab_ear_get_last_loud (way->tap) - released_at, <, AT_ONCE);
  g_assert_cmpfloat (hearth_audio_decoder_get_level (way->decoder), ==, -100);

  /* Muted before it is opened is muted from the first sample. */
  hearth_microphone_set_muted (way->microphone, TRUE);
  sound_lab_ear_reset (way->tap);
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
  sound_lab_run (300);
  g_assert_cmpint (sound_lab_ear_get_last_loud (way->tap), ==, 0);
  hearth_microphone_set_muted (way->microphone, FALSE);
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
}

static void
test_two_people (SoundLabWay   *way,
                 gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *device = sound_lab_plug_microphone ("vmic2");
  HearthMediaPipeline *tone = sound_lab_tone_new ("vmic2-feed", 1000, -26);
  HearthMicrophone *microphone = hearth_microphone_new (NULL, &error);
  HearthAudioDecoder *decoder = hearth_audio_decoder_new (way->speaker, &error);

  g_assert_no_error (error);
  hearth_microphone_set_processing (microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_microphone_open (microphone, "vmic2");
  hearth_audio_decoder_set_source (decoder, HEARTH_RTP_SOURCE (microphone));
  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, SOUND_LAB_TONE), >=, 0);
  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, 1000), >=, 0);
  g_assert_true (sound_lab_wait_for_level (way->monitor, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS));
  g_assert_true (sound_lab_wait_for_level (way->monitor, 1000, -26));

  /* One half as loud, one gone: the other is not touched. */
  hearth_audio_decoder_set_volume (way->decoder, 0.5);
  hearth_audio_decoder_close (decoder);
  sound_lab_run (700);
  g_assert_true (sound_lab_wait_for_level (way->monitor, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS - 6));
  g_assert_cmpfloat (sound_lab_ear_get_tone (way->monitor, 1000, 200), <, -60);

  hearth_microphone_close (microphone);
  g_assert_finalize_object (decoder);
  g_assert_finalize_object (microphone);
  sound_lab_tone_free (tone);
  sound_lab_unplug (device);
}

static void
test_loss (SoundLabWay   *way,
           gconstpointer  user_data)
{
  guint64 n_lost;

  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (500);
  sound_lab_ear_reset (way->tap);
  sound_lab_relay_set_loss (way->relay, 10);
  sound_lab_run (4000);
  sound_lab_relay_set_loss (way->relay, 0);
  sound_lab_run (500);

  n_lost = hearth_audio_decoder_get_packets_lost (way->decoder);
  g_test_message ("%u of %u packets lost, %" G_GUINT64_FORMAT " noticed, longest gap %.1f ms, level %.1f dBFS",
                  sound_lab_relay_get_n_dropped (way->relay), sound_lab_relay_get_n_packets (way->relay), n_lost,
                  sound_lab_ear_get_longest_gap (way->tap), sound_lab_ear_get_level (way->tap, 3000));
  g_assert_cmpuint (n_lost, ==, sound_lab_relay_get_n_dropped (way->relay));
  g_assert_cmpuint (n_lost, >, 5);
  /* 0 to 12 ms on an idle computer. Without concealment the level would be off as well. */
  g_assert_cmpfloat (sound_lab_ear_get_longest_gap (way->tap), <, LONGEST_GAP_MS);
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_level (way->tap, 3000), SOUND_LAB_TONE_DBFS, 3);
}

/* Returns: how long after it was due a burst is heard by the speaker's monitor, ms */
static double
measure_latency (SoundLabWay        *way,
                 HearthSpeakerInput *input)
{
  gint16 burst[4800];
  GstClockTime due;

  for (gsize i = 0; i < G_N_ELEMENTS (burst); i++)
    burst[i] = (gint16) (10000 * cos (2 * G_PI * 1000 * (double) i / RATE));

  sound_lab_ear_reset (way->monitor);
  due = hearth_media_pipeline_get_running_time () + 50 * GST_MSECOND;
  hearth_speaker_input_push (input, gst_util_uint64_scale (due, RATE, GST_SECOND), burst, G_N_ELEMENTS (burst));
  sound_lab_run (500);
  g_assert_cmpfloat (sound_lab_ear_get_first_loud (way->monitor), >, 0);

  return (double) (sound_lab_ear_get_first_loud (way->monitor) - (gint64) (due / GST_USECOND)) / 1e3;
}

/* What the speaker says about its latency is what its monitor shows; on a busy computer once in ten times at least. */
static void
test_latency (SoundLabWay   *way,
              gconstpointer  user_data)
{
  g_autoptr (HearthSpeakerInput) input = NULL;
  double expected = (double) hearth_speaker_get_latency (way->speaker) / 1e6;
  double late = 0;

  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, SOUND_LAB_TONE), >=, 0);
  hearth_microphone_release (way->microphone);
  input = hearth_speaker_add_input (way->speaker);
  sound_lab_run (500);

  for (guint i = 0; i < 10 && fabs (late - expected) > 20; i++)
    {
      late = measure_latency (way, input);
      g_test_message ("heard %.1f ms after it was due, %.1f ms expected", late, expected);
    }
  g_assert_cmpfloat_with_epsilon (late, expected, 20);
  hearth_speaker_remove_input (way->speaker, input);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  sound_lab_add ("/sound/tone", test_tone);
  sound_lab_add ("/sound/processing", test_processing);
  sound_lab_add ("/sound/level", test_level);
  sound_lab_add ("/sound/mute", test_mute);
  sound_lab_add ("/sound/release", test_release);
  sound_lab_add ("/sound/two-people", test_two_people);
  sound_lab_add ("/sound/loss", test_loss);
  sound_lab_add ("/sound/latency", test_latency);

  return g_test_run ();
}
