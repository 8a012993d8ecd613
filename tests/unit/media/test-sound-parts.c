/* The parts of sound that are only arithmetic: level meter, aligner, the mix's input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <string.h>

#include "media/audio-aligner.h"
#include "media/level-meter.h"
#include "media/chime.h"
#include "media/speaker-input.h"

#define FRAME 960

static void
fill_sine (gint16 *samples,
           gsize   n_samples,
           double  amplitude)
{
  for (gsize i = 0; i < n_samples; i++)
    samples[i] = (gint16) lrint (amplitude * sin (2 * G_PI * 480 * (double) i / 48000));
}

static void
test_level (void)
{
  HearthLevelMeter meter = { 0 };
  gint16 samples[4800];

  g_assert_cmpfloat (hearth_level_meter_read (&meter, 0), ==, HEARTH_LEVEL_SILENCE);

  fill_sine (samples, G_N_ELEMENTS (samples), 32767);
  hearth_level_meter_feed (&meter, samples, G_N_ELEMENTS (samples), 1000);
  g_assert_cmpfloat_with_epsilon (hearth_level_meter_read (&meter, 1000), -3.01, 0.05);

  fill_sine (samples, G_N_ELEMENTS (samples), 3276.7);
  hearth_level_meter_feed (&meter, samples, G_N_ELEMENTS (samples), 2000);
  g_assert_cmpfloat_with_epsilon (hearth_level_meter_read (&meter, 2000), -23.01, 0.05);

  /* What has not been fed for a while is silent. */
  g_assert_cmpfloat (hearth_level_meter_read (&meter, 2000 + G_TIME_SPAN_SECOND), ==, HEARTH_LEVEL_SILENCE);

  fill_sine (samples, G_N_ELEMENTS (samples), 0);
  hearth_level_meter_feed (&meter, samples, G_N_ELEMENTS (samples), 3000);
  g_assert_cmpfloat (hearth_level_meter_read (&meter, 3000), ==, HEARTH_LEVEL_SILENCE);
}

/* Blocks in time follow each other unchanged. */
static void
test_aligned (void)
{
  HearthAudioAligner aligner = { .n_channels = 1 };
  gint16 in[FRAME], out[HEARTH_AUDIO_ALIGNER_MAX_OUT];
  gsize n_out;

  fill_sine (in, FRAME, 10000);
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (hearth_audio_aligner_place (&aligner, 1000 + i * FRAME, 2000, in, FRAME, out, &n_out), ==, 3000 + i * FRAME);
      g_assert_cmpuint (n_out, ==, FRAME);
      if (i > 0)
        g_assert_cmpmem (in, sizeof in, out, sizeof in);
    }
}

/* A delay that grows or shrinks by 10 ms is followed within two seconds, without a seam and never by more than 2 %. */
static void
check_following (gint64 change)
{
  HearthAudioAligner aligner = { .n_channels = 1 };
  gint16 in[FRAME], out[HEARTH_AUDIO_ALIGNER_MAX_OUT];
  guint64 end = 0, start = 0;
  gsize n_out;

  fill_sine (in, FRAME, 10000);
  for (guint i = 0; i < 110; i++)
    {
      start = hearth_audio_aligner_place (&aligner, i * FRAME, (guint64) (i < 10 ? 2000 : 2000 + change), in, FRAME, out, &n_out);
      if (i > 0)
        g_assert_cmpuint (start, ==, end);
      g_assert_cmpuint (n_out, >=, FRAME * 98 / 100);
      g_assert_cmpuint (n_out, <=, FRAME * 102 / 100);
      for (gsize j = 1; j < n_out; j++)
        g_assert_cmpint (ABS (out[j] - out[j - 1]), <, 800);
      end = start + n_out;
    }
  g_assert_cmpint (ABS ((gint64) start - (109 * FRAME + 2000 + change)), <=, 48);
}

static void
test_follows (void)
{
  check_following (480);
  check_following (-480);
}

/* After a pause, and where the delay has jumped, sound goes straight to its place, and begins softly. */
static void
test_jumps (void)
{
  HearthAudioAligner aligner = { .n_channels = 1 };
  gint16 in[FRAME], out[HEARTH_AUDIO_ALIGNER_MAX_OUT];
  gsize n_out;

  for (gsize i = 0; i < FRAME; i++)
    in[i] = 10000;
  g_assert_cmpuint (hearth_audio_aligner_place (&aligner, 0, 2000, in, FRAME, out, &n_out), ==, 2000);
  g_assert_cmpint (out[0], ==, 0);
  g_assert_cmpuint (hearth_audio_aligner_place (&aligner, FRAME, 2000, in, FRAME, out, &n_out), ==, 2000 + FRAME);
  g_assert_cmpint (out[0], ==, 10000);
  g_assert_cmpuint (hearth_audio_aligner_place (&aligner, 10 * FRAME, 2100, in, FRAME, out, &n_out), ==, 2100 + 10 * FRAME);
  g_assert_cmpint (out[0], ==, 0);
  g_assert_cmpuint (hearth_audio_aligner_place (&aligner, 11 * FRAME, 5000, in, FRAME, out, &n_out), ==, 5000 + 11 * FRAME);
  g_assert_cmpuint (n_out, ==, FRAME);

  /* The largest packet fits. */
  {
    g_autofree gint16 *large = g_new0 (gint16, HEARTH_AUDIO_ALIGNER_MAX_IN);

    hearth_audio_aligner_place (&aligner, 12 * FRAME, 5900, large, HEARTH_AUDIO_ALIGNER_MAX_IN, out, &n_out);
    g_assert_cmpuint (n_out, <=, HEARTH_AUDIO_ALIGNER_MAX_OUT);
  }
}

/* A sound that is pushed in one go before the mix has come by for the first time, as a chime is: it is heard from its beginning. */
static void
test_first_push (void)
{
  const guint64 due = G_GUINT64_CONSTANT (48000) * 100000; /* the running time is that of the computer's clock */
  g_autoptr (HearthSpeakerInput) input = hearth_speaker_input_new (1);
  g_autofree gint16 *samples = g_new (gint16, HEARTH_CHIME_SAMPLES);
  guint64 now = due - 12000;

  for (guint i = 0; i < HEARTH_CHIME_SAMPLES; i++)
    samples[i] = 100;
  g_assert_cmpuint (hearth_speaker_input_push (input, due, samples, HEARTH_CHIME_SAMPLES), ==, 0);
  for (; now < due + HEARTH_CHIME_SAMPLES; now += 480)
    {
      gint32 sum[480] = { 0 };

      hearth_speaker_input_mix (input, now, sum, 480);
      g_assert_cmpint (sum[0], ==, now < due ? 0 : 100);
    }
}

static void
test_input (void)
{
  g_autoptr (HearthSpeakerInput) input = hearth_speaker_input_new (1);
  gint16 samples[480];
  gint32 sum[480] = { 0 };

  for (gsize i = 0; i < 480; i++)
    samples[i] = 100;

  hearth_speaker_input_mix (input, 48000, sum, 480);
  g_assert_cmpint (sum[0], ==, 0);

  /* Half of it in the next 10 ms, half in the ones after. */
  g_assert_cmpuint (hearth_speaker_input_push (input, 48480 + 240, samples, 480), ==, 0);
  hearth_speaker_input_mix (input, 48480, sum, 480);
  g_assert_cmpint (sum[239], ==, 0);
  g_assert_cmpint (sum[240], ==, 100);
  hearth_speaker_input_set_volume (input, 2);
  hearth_speaker_input_mix (input, 48960, sum, 480);
  g_assert_cmpint (sum[239], ==, 200);
  g_assert_cmpint (sum[240], ==, 100);

  /* As loud as somebody wants it, from then on. */
  for (guint volume = 0; volume <= 2; volume++)
    {
      g_autoptr (HearthSpeakerInput) voice = hearth_speaker_input_new (1);
      gint32 heard[480] = { 0 };

      hearth_speaker_input_set_volume (voice, volume);
      hearth_speaker_input_push (voice, 0, samples, 480);
      hearth_speaker_input_mix (voice, 0, heard, 480);
      g_assert_cmpint (heard[0], ==, (int) volume * 100);
      g_assert_cmpint (heard[479], ==, (int) volume * 100);
    }

  /* Too late, partly too late, too early. */
  g_assert_cmpuint (hearth_speaker_input_push (input, 48960, samples, 480), ==, 480);
  g_assert_cmpuint (hearth_speaker_input_push (input, 49430, samples, 480), ==, 10);
  g_assert_cmpuint (hearth_speaker_input_push (input, 49440 + 48000, samples, 480), ==, 0);
  memset (sum, 0, sizeof sum);
  hearth_speaker_input_mix (input, 49440, sum, 480);
  g_assert_cmpint (sum[0], ==, 200);
  g_assert_cmpint (sum[470], ==, 0);

  /* A mix that has jumped ahead finds nothing of what lay between. */
  hearth_speaker_input_push (input, 50000, samples, 480);
  memset (sum, 0, sizeof sum);
  hearth_speaker_input_mix (input, 50000 + 48000, sum, 480);
  g_assert_cmpint (sum[0], ==, 0);
}

/* The largest step between neighbours that the mix hears where a second block does not follow the first. */
static int
get_largest_step (gint64 gap)
{
  g_autoptr (HearthSpeakerInput) input = hearth_speaker_input_new (1);
  gint16 samples[960];
  gint32 sum[480 * 6] = { 0 };
  int largest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = 12000;
  hearth_speaker_input_mix (input, 48000, sum, 480);
  hearth_speaker_input_push (input, 48480, samples, 960);
  for (int i = 0; i < 120; i++) /* as the aligner begins a block that does not follow */
    samples[i] = (gint16) (samples[i] * i / 120);
  hearth_speaker_input_push (input, (guint64) (48480 + 960 + gap), samples, 960);
  for (guint64 i = 0; i < 6; i++)
    hearth_speaker_input_mix (input, 48480 + 480 * i, sum + 480 * i, 480);

  /* The beginning of all and the end of all are not what is looked at. */
  for (gint64 i = 1; i < 1920 + gap; i++)
    largest = MAX (largest, ABS (sum[i] - sum[i - 1]));

  return largest;
}

/* Behind a hole, over an overlap: no click. */
static void
test_seams (void)
{
  for (gint64 gap = -800; gap <= 800; gap += 50)
    if (gap != 0)
      g_assert_cmpint (get_largest_step (gap), <=, 101);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sound-parts/level", test_level);
  g_test_add_func ("/sound-parts/aligned", test_aligned);
  g_test_add_func ("/sound-parts/follows", test_follows);
  g_test_add_func ("/sound-parts/jumps", test_jumps);
  g_test_add_func ("/sound-parts/first-push", test_first_push);
  g_test_add_func ("/sound-parts/input", test_input);
  g_test_add_func ("/sound-parts/seams", test_seams);

  return g_test_run ();
}
