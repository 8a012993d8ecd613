/* Pictures and sound of a known age go in, the right figures come out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "app/measure.h"
#include "app/picture-stamp.h"
#include "base/main-thread.h"
#include "lab-voice.h"

#define WIDTH 640
#define HEIGHT 360

static HearthVideoFrame *
make_frame (gint64 taken_at,
            gint64 shown_at)
{
  guint32 cells = hearth_picture_stamp_encode (taken_at);
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT * 4);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * 4);

  for (int y = 0; y < HEIGHT / HEARTH_PICTURE_STAMP_ROWS; y++)
    for (int x = 0; x < WIDTH; x++)
      for (int channel = 0; channel < 3; channel++)
        pixels[(y * WIDTH + x) * 4 + channel] =
          (cells >> (HEARTH_PICTURE_STAMP_CELLS - 1 - x * HEARTH_PICTURE_STAMP_CELLS / WIDTH)) & 1 ? 200 : 30;

  return hearth_video_frame_new (bytes, WIDTH, HEIGHT, 4 * WIDTH, shown_at);
}

static void
count (HearthMeasure *measure,
       int           *counter)
{
  (*counter)++;
}

static void
test_nothing (void)
{
  g_autoptr (HearthMeasure) measure = hearth_measure_new ();
  g_autoptr (HearthMeasureSample) sample = hearth_measure_take (measure);

  g_assert_cmpuint (sample->n_frames, ==, 0);
  g_assert_cmpint (sample->first_frame_at, ==, 0);
  g_assert_cmpuint (sample->latencies->len, ==, 0);
  g_assert_cmpuint (sample->tones->len, ==, 0);
  g_assert_true (isnan (sample->playout));
  g_assert_true (isnan (sample->skew));
  g_assert_cmpfloat (sample->level, ==, -100);
}

static void
test_pictures (void)
{
  g_autoptr (HearthMeasure) measure = hearth_measure_new ();
  g_autoptr (HearthMeasureSample) sample = NULL;
  g_autoptr (HearthMeasureSample) next = NULL;
  int n_first = 0;

  g_signal_connect (measure, "first-frame", G_CALLBACK (count), &n_first);
  for (int i = 0; i < 3; i++)
    {
      gint64 now = g_get_monotonic_time ();
      g_autoptr (HearthVideoFrame) frame = make_frame (now - 50000, now + 10000);

      hearth_media_tap_picture (HEARTH_MEDIA_TAP (measure), frame);
    }
  while (n_first == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (n_first, ==, 1);

  sample = hearth_measure_take (measure);
  g_assert_cmpuint (sample->n_frames, ==, 3);
  g_assert_cmpuint (sample->n_unreadable, ==, 0);
  g_assert_cmpuint (sample->latencies->len, ==, 3);
  g_assert_cmpfloat (g_array_index (sample->latencies, double, 0), >=, 50);
  g_assert_cmpfloat (g_array_index (sample->latencies, double, 0), <, 1000);
  g_assert_cmpfloat_with_epsilon (sample->playout, 60, 0.2);

  next = hearth_measure_take (measure);
  g_assert_cmpuint (next->n_frames, ==, 0);
  g_assert_cmpint (next->first_frame_at, ==, sample->first_frame_at);
  g_assert_cmpuint (next->latencies->len, ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (HearthMeasure) measure = hearth_measure_new ();
  g_autoptr (GBytes) black = g_bytes_new_take (g_malloc0 (WIDTH * HEIGHT * 4), WIDTH * HEIGHT * 4);
  g_autoptr (HearthVideoFrame) frame = hearth_video_frame_new (black, WIDTH, HEIGHT, 4 * WIDTH, 0);
  g_autoptr (HearthMeasureSample) sample = NULL;

  hearth_media_tap_picture (HEARTH_MEDIA_TAP (measure), frame);
  sample = hearth_measure_take (measure);
  g_assert_cmpuint (sample->n_frames, ==, 1);
  g_assert_cmpuint (sample->n_unreadable, ==, 1);
  g_assert_cmpuint (sample->latencies->len, ==, 0);
}

/* Sound that is heard 80 ms after it was made, pictures that are seen 60 ms after. */
static void
test_lip_sync (void)
{
  g_autoptr (HearthMeasure) measure = hearth_measure_new ();
  g_autoptr (LabVoice) voice = lab_voice_new (NULL, 2200, NULL);
  g_autoptr (HearthMeasureSample) sample = NULL;
  gint16 samples[480];

  for (gint64 at = 500 * G_USEC_PER_SEC - 300000; at < 500 * G_USEC_PER_SEC + 600000; at += 10000)
    {
      lab_voice_render (voice, samples, G_N_ELEMENTS (samples), (double) at);
      hearth_media_tap_sound (HEARTH_MEDIA_TAP (measure), samples, G_N_ELEMENTS (samples), LAB_VOICE_RATE, at + 80000);
    }
  for (int i = 0; i < 5; i++)
    {
      gint64 now = g_get_monotonic_time ();
      g_autoptr (HearthVideoFrame) frame = make_frame (now - 40000, now + 20000);

      hearth_media_tap_picture (HEARTH_MEDIA_TAP (measure), frame);
    }

  sample = hearth_measure_take (measure);
  g_assert_cmpuint (sample->tones->len, ==, 1);
  g_assert_cmpint (g_array_index (sample->tones, HearthTone, 0).frequency, ==, 2200);
  g_assert_cmpfloat_with_epsilon (sample->sound_delay, 80, 1.5);
  g_assert_cmpfloat_with_epsilon (sample->skew, 20, 2);
  g_assert_cmpfloat (sample->level, >, -50);
  g_assert_cmpfloat (sample->level, <, -30);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/measure/nothing", test_nothing);
  g_test_add_func ("/measure/pictures", test_pictures);
  g_test_add_func ("/measure/unreadable", test_unreadable);
  g_test_add_func ("/measure/lip-sync", test_lip_sync);

  return g_test_run ();
}
