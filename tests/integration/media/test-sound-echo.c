/* What the loudspeaker plays and the microphone picks up again is taken out, also after the loudspeaker has been changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "media/microphone.h"
#include "sound-lab.h"

#define LEARNING_SECONDS 7

#define PERIOD 480
#define RATE 48000

typedef struct
{
  HearthSpeakerInput *input;
  guint64 next;
  GRand *rand;
  double low;
} Voice;

/* Noise that comes and goes three times a second, with more low than high in it: as much like speech as a canceller needs. Written
 * 100 ms ahead. */
static gboolean
on_voice (gpointer user_data)
{
  Voice *voice = user_data;
  guint64 now = gst_util_uint64_scale (hearth_media_pipeline_get_running_time (), RATE, GST_SECOND);
  gint16 samples[PERIOD];

  if (voice->next == 0)
    voice->next = now + RATE / 20;

  while (voice->next < now + RATE / 10)
    {
      for (gsize i = 0; i < PERIOD; i++)
        {
          double loudness = MAX (0.05, sin (2 * G_PI * 3 * (double) (voice->next + i) / RATE));

          voice->low = 0.85 * voice->low + g_rand_double_range (voice->rand, -1, 1);
          samples[i] = (gint16) (3000 * loudness * voice->low);
        }
      hearth_speaker_input_push (voice->input, voice->next, samples, PERIOD);
      voice->next += PERIOD;
    }

  return G_SOURCE_CONTINUE;
}

static void
on_level (HearthMicrophone *microphone,
          double           *loudest)
{
  *loudest = MAX (*loudest, hearth_microphone_get_level (microphone));
}

static void
on_failed (guint *n_failed)
{
  (*n_failed)++;
}

/* Returns the loudest 100 ms that the microphone gives in a second, dBFS: of the best of several seconds, for the canceller needs a few
 * to learn, and more on a busy computer, where sound comes late. */
static double
measure (HearthMicrophone *microphone,
         guint             n_seconds)
{
  double best = 0;

  for (guint i = 0; i < n_seconds; i++)
    {
      double loudest = -100;
      gulong handler = g_signal_connect (microphone, "level-changed", G_CALLBACK (on_level), &loudest);

      sound_lab_run (1000);
      g_signal_handler_disconnect (microphone, handler);
      best = MIN (best, loudest > -100 ? loudest : 0);
    }

  return best;
}

static void
test_echo (void)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *device = sound_lab_plug_echo ("echomic");
  HearthSpeaker *speaker = hearth_speaker_new (&error);
  HearthMicrophone *microphone = hearth_microphone_new (speaker, &error);
  Voice voice = { .input = hearth_speaker_add_input (speaker), .rand = g_rand_new_with_seed (7) };
  guint timer = g_timeout_add (10, on_voice, &voice);
  guint n_failed = 0;
  double echo, residue, residue_after_change;

  g_assert_no_error (error);
  g_signal_connect_swapped (microphone, "failed", G_CALLBACK (on_failed), &n_failed);
  hearth_speaker_open (speaker, SOUND_LAB_SPEAKER);
  hearth_microphone_set_processing (microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_microphone_open (microphone, "echomic");
  sound_lab_run (500);
  echo = measure (microphone, 1);

  hearth_microphone_set_processing (microphone, HEARTH_VOICE_PROCESSING_ECHO);
  residue = measure (microphone, LEARNING_SECONDS);

  /* The probe stays in the mix when the output is opened anew; the microphone starts a new canceller. */
  hearth_speaker_open (speaker, NULL);
  residue_after_change = measure (microphone, LEARNING_SECONDS);

  g_test_message ("echo %.1f dBFS, %.1f with the canceller, %.1f after a change of the loudspeaker", echo, residue, residue_after_change);
  g_assert_cmpfloat (echo, >, -50);
  g_assert_cmpuint (n_failed, ==, 0);

  /* On an idle computer it is 32 to 36 dB each; on a busy one the virtual way from loudspeaker to microphone does not keep still. */
  g_assert_cmpfloat (residue, <, echo - 12);
  g_assert_cmpfloat (residue_after_change, <, echo - 6);

  g_source_remove (timer);
  hearth_speaker_remove_input (speaker, voice.input);
  hearth_speaker_input_unref (voice.input);
  g_rand_free (voice.rand);
  hearth_microphone_close (microphone);
  hearth_speaker_close (speaker);
  g_assert_finalize_object (microphone);
  g_assert_finalize_object (speaker);
  sound_lab_unplug (device);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/sound-echo/cancelled", test_echo);

  return g_test_run ();
}
