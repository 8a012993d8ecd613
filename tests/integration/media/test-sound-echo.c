/* What the loudspeaker plays and the microphone picks up again is taken out, also after the loudspeaker has been changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "media/microphone.h"
#include "sound-lab.h"

/* What the canceller takes away at the least, dB. On an idle computer it is 30. */
#define REMOVAL 15.0
#define MOST_SECONDS 20
#define NOTHING (-80.0)

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
on_live (guint *n_live)
{
  (*n_live)++;
}

/* Like its owner: on a very busy computer a device may take longer to start than a microphone waits for it. */
static void
on_failed (HearthMicrophone *microphone)
{
  hearth_microphone_open (microphone, "echomic");
}

static gboolean
is_positive (gpointer user_data)
{
  return *(guint *) user_data > 0;
}

/* Returns: the loudest 100 ms that the microphone gives in a second, dBFS; 0 if it gives nothing: the canceller never is so
 * silent */
static double
measure (HearthMicrophone *microphone)
{
  double loudest = -100;
  gulong handler = g_signal_connect (microphone, "level-changed", G_CALLBACK (on_level), &loudest);

  sound_lab_run (1000);
  g_signal_handler_disconnect (microphone, handler);

  return loudest > NOTHING ? loudest : 0;
}

/* Returns: the first such second that is fainter than @enough, or the faintest of many: the canceller needs one or two to learn,
 * and begins anew each time a busy computer lets the virtual loudspeaker or microphone stumble. */
static double
measure_until (HearthMicrophone *microphone,
               double            enough)
{
  double best = 0;

  for (guint i = 0; i < MOST_SECONDS && best > enough; i++)
    best = MIN (best, measure (microphone));

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
  guint n_live = 0;
  double echo, residue, residue_after_change;

  g_assert_no_error (error);
  g_signal_connect (microphone, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect_swapped (microphone, "live", G_CALLBACK (on_live), &n_live);
  hearth_speaker_open (speaker, SOUND_LAB_SPEAKER);
  hearth_microphone_set_processing (microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_microphone_open (microphone, "echomic");
  g_assert_true (sound_lab_wait_for (is_positive, &n_live, 20000));
  sound_lab_run (500);
  echo = measure (microphone);

  hearth_microphone_set_processing (microphone, HEARTH_VOICE_PROCESSING_ECHO);
  residue = measure_until (microphone, echo - REMOVAL);

  /* The probe stays in the mix when the output is opened anew; the microphone starts a new canceller. */
  n_live = 0;
  hearth_speaker_open (speaker, NULL);
  g_assert_true (sound_lab_wait_for (is_positive, &n_live, 20000));
  residue_after_change = measure_until (microphone, echo - REMOVAL);

  g_test_message ("echo %.1f dBFS, %.1f with the canceller, %.1f after a change of the loudspeaker", echo, residue, residue_after_change);
  g_assert_cmpfloat (echo, >, -50);

  g_assert_cmpfloat (residue, <=, echo - REMOVAL);
  g_assert_cmpfloat (residue_after_change, <=, echo - REMOVAL);

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
