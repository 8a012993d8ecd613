/* Whose tone it is and when it began, under speech-like noise, at several loudnesses and buffer sizes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "app/tone-meter.h"
#include "lab-voice.h"

#define BEGIN_US (777 * G_USEC_PER_SEC + 400000)

/* Renders @seconds of a voice that arrives @delay µs late, in pieces of @piece samples, and collects what is recognized. */
static GArray *
listen_to (int    frequency,
           double gain,
           double noise,
           int    seconds,
           gsize  piece,
           gint64 delay)
{
  g_autoptr (LabVoice) voice = lab_voice_new (NULL, frequency, NULL);
  g_autoptr (HearthToneMeter) meter = hearth_tone_meter_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree gint16 *samples = g_new (gint16, piece);
  GArray *tones = g_array_new (FALSE, FALSE, sizeof (HearthTone));
  double last = 0;

  for (gsize at = 0; at < (gsize) seconds * LAB_VOICE_RATE; at += piece)
    {
      gint64 begins_at = BEGIN_US + (gint64) (at * G_USEC_PER_SEC / LAB_VOICE_RATE);
      HearthTone tone;

      lab_voice_render (voice, samples, piece, (double) begins_at);
      for (gsize i = 0; i < piece; i++)
        {
          /* Low-passed like speech, whose energy is below the tones. */
          last = 0.9 * last + 0.1 * g_rand_double_range (random, -1, 1) * noise * 32767;
          samples[i] = (gint16) CLAMP (samples[i] * gain + last, -32768, 32767);
        }
      if (hearth_tone_meter_push (meter, samples, piece, LAB_VOICE_RATE, begins_at + delay, &tone))
        g_array_append_val (tones, tone);
    }

  return tones;
}

static void
test_everybody (void)
{
  for (int i = 0; i < HEARTH_TONE_METER_N; i++)
    {
      int frequency = HEARTH_TONE_METER_FIRST_HZ + i * HEARTH_TONE_METER_STEP_HZ;
      g_autoptr (GArray) tones = listen_to (frequency, 1, 0, 4, 480, 0);

      g_assert_cmpuint (tones->len, ==, 4);
      for (guint j = 0; j < tones->len; j++)
        g_assert_cmpint (g_array_index (tones, HearthTone, j).frequency, ==, frequency);
    }
}

static void
test_moment (void)
{
  static const gsize pieces[] = { 480, 960, 441, 128, 4800 };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (gint64 delay = 0; delay < 200000; delay += 7130)
      {
        g_autoptr (GArray) tones = listen_to (2600, 0.6, 0.05, 3, pieces[i], delay);

        g_assert_cmpuint (tones->len, ==, 3);
        for (guint j = 0; j < tones->len; j++)
          g_assert_cmpfloat_with_epsilon ((double) (g_array_index (tones, HearthTone, j).begins_at % G_USEC_PER_SEC),
                                          (double) delay, 1500);
      }
}

static void
test_loudness (void)
{
  static const double gains[] = { 0.15, 0.5, 1, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (gains); i++)
    {
      g_autoptr (GArray) tones = listen_to (3000, gains[i], 0, 2, 960, 0);

      g_assert_cmpuint (tones->len, ==, 2);
      g_assert_cmpfloat_with_epsilon (g_array_index (tones, HearthTone, 0).level, -26.0 + 20 * log10 (gains[i]), 0.5);
    }
}

static void
test_nobody (void)
{
  g_autoptr (GArray) silence = listen_to (0, 1, 0, 5, 480, 0);
  g_autoptr (GArray) speech = listen_to (0, 1, 0.8, 20, 480, 0);
  g_autoptr (GArray) too_quiet = listen_to (2400, 0.02, 0, 5, 480, 0);
  g_autoptr (GArray) drowned = listen_to (2400, 0.3, 8, 5, 480, 0);

  g_assert_cmpuint (silence->len, ==, 0);
  g_assert_cmpuint (speech->len, ==, 0);
  g_assert_cmpuint (too_quiet->len, ==, 0);
  g_assert_cmpuint (drowned->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tone-meter/everybody", test_everybody);
  g_test_add_func ("/tone-meter/moment", test_moment);
  g_test_add_func ("/tone-meter/loudness", test_loudness);
  g_test_add_func ("/tone-meter/nobody", test_nobody);

  return g_test_run ();
}
