/* HearthLayeredEncoder and HearthVideoEncoder with real pictures: what is wanted is made, in one clock, and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/video/video.h>
#include <time.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "lab-device.h"
#include "layer-probe.h"
#include "media/layered-encoder.h"
#include "media/media-pipeline.h"
#include "media/video-encoder.h"
#include "picture-generator.h"

#define N HEARTH_LIMIT_VIDEO_LAYERS

/* A computer that does nothing else needs a tenth of it. */
#define PATIENCE_MS 20000

static const guint8 red_yuv[] = { 81, 90, 240 }, blue_yuv[] = { 41, 240, 110 };

typedef struct
{
  HearthLayeredEncoder *encoder;
  LayerProbe *probes[N];
  PictureGenerator *generator;
  guint n_changed;
} Fixture;

static void
push (gpointer   encoder,
      GstSample *picture)
{
  hearth_layered_encoder_push (encoder, picture);
}

static void
on_layers_changed (Fixture *fixture)
{
  fixture->n_changed++;
}

static HearthRtpSource *
get_source (Fixture *fixture,
            guint    layer)
{
  return hearth_layered_source_get_source (HEARTH_LAYERED_SOURCE (fixture->encoder), layer);
}

static void
want (Fixture *fixture,
      guint    layers)
{
  hearth_layered_source_set_wanted (HEARTH_LAYERED_SOURCE (fixture->encoder), layers);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->encoder = hearth_layered_encoder_new (&error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->encoder, "layers-changed", G_CALLBACK (on_layers_changed), fixture);
  for (guint i = 0; i < N; i++)
    {
      fixture->probes[i] = layer_probe_new ();
      hearth_rtp_source_add_sink (get_source (fixture, i), HEARTH_RTP_SINK (fixture->probes[i]));
    }
  fixture->generator = picture_generator_start (push, fixture->encoder, 1280, 720, red_yuv, blue_yuv);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->generator, picture_generator_stop);
  hearth_layered_encoder_close (fixture->encoder);
  hearth_layered_encoder_close (fixture->encoder);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (layer_probe_get_n_breaks (fixture->probes[i]), ==, 0);
  g_assert_finalize_object (fixture->encoder);
  for (guint i = 0; i < N; i++)
    g_assert_finalize_object (fixture->probes[i]);
}

typedef struct
{
  LayerProbe *probe;
  guint n;
} Expected;

static gboolean
has_come (gpointer data)
{
  Expected *expected = data;

  return layer_probe_get_n (expected->probe) >= expected->n;
}

static void
await_pictures (LayerProbe *probe,
                guint       n)
{
  Expected expected = { probe, layer_probe_get_n (probe) + n };

  g_assert_cmpint (lab_await (has_come, &expected, PATIENCE_MS), >=, 0);
}

static void
test_told (Fixture      *fixture,
           gconstpointer data)
{
  HearthLayer layers[N];
  HearthLayeredSource *source = HEARTH_LAYERED_SOURCE (fixture->encoder);

  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 0);
  hearth_layered_encoder_set_size (fixture->encoder, 1280, 720);
  hearth_layered_encoder_set_size (fixture->encoder, 1280, 720);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 3);
  g_assert_cmpuint (layers[0].width, ==, 320);
  g_assert_cmpuint (layers[2].height, ==, 720);
  hearth_layered_encoder_set_size (fixture->encoder, 0, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 0);
}

/* The same picture has the same timestamp in every layer, and another one in another SSRC. */
static void
test_all (Fixture      *fixture,
          gconstpointer data)
{
  guint n_shared = 0;

  want (fixture, 7);
  await_pictures (fixture->probes[2], 20);
  await_pictures (fixture->probes[0], 1);
  for (guint i = 0; i < N; i++)
    {
      LayerPicture first = layer_probe_get (fixture->probes[i], 0);

      g_assert_true (first.keyframe);
      g_assert_cmpint (first.width, ==, 320 << i);
      g_assert_cmpint (first.height, ==, 180 << i);
      g_assert_cmpuint (layer_probe_get_ssrc (fixture->probes[i]), !=, layer_probe_get_ssrc (fixture->probes[(i + 1) % N]));
    }

  for (guint i = 0; i < layer_probe_get_n (fixture->probes[2]); i++)
    for (guint j = 0; j < layer_probe_get_n (fixture->probes[0]); j++)
      {
        LayerPicture large = layer_probe_get (fixture->probes[2], i), small = layer_probe_get (fixture->probes[0], j);

        g_assert_cmpint (large.timestamp == small.timestamp, ==, large.pts == small.pts);
        n_shared += large.pts == small.pts;
      }
  g_test_message ("%u pictures of 720p, %u of 180p, %u of both", layer_probe_get_n (fixture->probes[2]),
                  layer_probe_get_n (fixture->probes[0]), n_shared);
  g_assert_cmpuint (n_shared, >=, 10);
}

static void
assert_continuous (LayerProbe *probe)
{
  for (guint i = 0; i < layer_probe_get_n (probe); i++)
    {
      LayerPicture picture = layer_probe_get (probe, i);
      LayerPicture before = layer_probe_get (probe, i > 0 ? i - 1 : 0);

      g_assert_cmpint (picture.picture_id, >=, 0);
      g_assert_cmpint (picture.temporal, >=, 0);
      g_assert_cmpint (picture.temporal, <=, 1);
      if (picture.keyframe)
        g_assert_cmpint (picture.temporal, ==, 0);
      if (picture.temporal == 1)
        g_assert_true (picture.sync && picture.droppable);
      else
        g_assert_false (picture.droppable);
      if (i == 0)
        continue;

      g_assert_cmpint (picture.picture_id, ==, (before.picture_id + 1) & 0x7fff);
      g_assert_cmpint (picture.tl0_pic_idx, ==, (before.tl0_pic_idx + (picture.temporal == 0)) & 0xff);
      g_assert_cmpuint (picture.pts, >, before.pts);
      g_assert_cmpfloat_with_epsilon ((double) (picture.timestamp - before.timestamp) / 90e3,
                                      (double) (picture.pts - before.pts) / 1e9, 0.0001);
    }
}

static void
test_temporal (Fixture      *fixture,
               gconstpointer data)
{
  guint n_base = 0, n;

  want (fixture, 1);
  await_pictures (fixture->probes[0], 40);
  n = layer_probe_get_n (fixture->probes[0]);
  assert_continuous (fixture->probes[0]);
  for (guint i = 0; i < n; i++)
    n_base += layer_probe_get (fixture->probes[0], i).temporal == 0;
  g_assert_cmpint (ABS ((int) n_base - (int) n / 2), <=, 2);
}

static void
test_wanted (Fixture      *fixture,
             gconstpointer data)
{
  guint n_before, n_threads = lab_n_threads ();

  await_pictures (fixture->probes[0], 0);
  lab_spin (300);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (layer_probe_get_n (fixture->probes[i]), ==, 0);

  /* The smallest alone, scaled straight from the whole picture. */
  want (fixture, 1);
  await_pictures (fixture->probes[0], 5);
  g_assert_cmpint (layer_probe_get (fixture->probes[0], 0).width, ==, 320);
  g_assert_cmpuint (layer_probe_get_n (fixture->probes[1]) + layer_probe_get_n (fixture->probes[2]), ==, 0);

  want (fixture, 5);
  await_pictures (fixture->probes[2], 5);
  g_assert_true (layer_probe_get (fixture->probes[2], 0).keyframe);
  g_assert_cmpuint (layer_probe_get_n (fixture->probes[1]), ==, 0);
  g_assert_cmpuint (layer_probe_get_n_keyframes (fixture->probes[0]), ==, 1);

  /* What is on its way when nothing is wanted any more is at most one picture being encoded and one that waits. */
  want (fixture, 0);
  n_before = layer_probe_get_n (fixture->probes[2]);
  lab_spin (500);
  g_assert_cmpuint (layer_probe_get_n (fixture->probes[2]), <=, n_before + 2);
  n_before = layer_probe_get_n (fixture->probes[2]);
  lab_spin (500);
  g_assert_cmpuint (layer_probe_get_n (fixture->probes[2]), ==, n_before);

  want (fixture, 4);
  await_pictures (fixture->probes[2], 5);
  g_assert_true (layer_probe_get (fixture->probes[2], n_before).keyframe);
  g_assert_cmpuint (layer_probe_get_n_keyframes (fixture->probes[2]), ==, 2);
  assert_continuous (fixture->probes[2]);
  g_assert_cmpuint (lab_n_threads (), <=, n_threads);
}

static double
get_cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static GstSample *
make_picture (GstVideoFormat format,
              GstClockTime   pts)
{
  GstVideoInfo info;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBuffer) buffer = NULL;

  gst_video_info_set_format (&info, format, 640, 360);
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_buffer_memset (buffer, 0, 100, GST_VIDEO_INFO_SIZE (&info));
  GST_BUFFER_PTS (buffer) = pts;

  return gst_sample_new (buffer, caps, NULL, NULL);
}

/* Nothing is scaled, encoded or queued for nobody. */
static void
test_unwanted_costs_nothing (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GstSample) picture = make_picture (GST_VIDEO_FORMAT_I420, GST_SECOND);
  double before;

  g_clear_pointer (&fixture->generator, picture_generator_stop);
  before = get_cpu_seconds ();
  for (guint i = 0; i < 10000; i++)
    hearth_layered_encoder_push (fixture->encoder, picture);
  g_test_message ("%.2f µs a picture", (get_cpu_seconds () - before) / 10000 * 1e6);
  g_assert_cmpfloat (get_cpu_seconds () - before, <, 0.1);
}

/* libvpx would spend a second's bits for each second of the pause on the next picture. */
static void
test_pause (Fixture      *fixture,
            gconstpointer data)
{
  guint n_before;
  LayerPicture again;

  want (fixture, 4);
  await_pictures (fixture->probes[2], 20);
  g_clear_pointer (&fixture->generator, picture_generator_stop);
  lab_spin (2000);
  n_before = layer_probe_get_n (fixture->probes[2]);

  fixture->generator = picture_generator_start (push, fixture->encoder, 1280, 720, red_yuv, blue_yuv);
  await_pictures (fixture->probes[2], 5);
  again = layer_probe_get (fixture->probes[2], n_before);
  g_assert_true (again.keyframe);
  g_assert_cmpuint (again.bytes, <=, 2 * layer_probe_get (fixture->probes[2], 0).bytes);
  g_assert_cmpuint (layer_probe_get_n_keyframes (fixture->probes[2]), ==, 2);
  assert_continuous (fixture->probes[2]);
}

static gboolean
has_second_keyframe (gpointer probe)
{
  return layer_probe_get_n_keyframes (probe) >= 2;
}

static void
test_keyframes (Fixture      *fixture,
                gconstpointer data)
{
  gint64 start;

  want (fixture, 3);
  await_pictures (fixture->probes[1], 5);
  await_pictures (fixture->probes[0], 5);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 100 && g_get_monotonic_time () - start < 1500 * G_TIME_SPAN_MILLISECOND; i++)
    {
      hearth_rtp_source_request_keyframe (get_source (fixture, 1));
      lab_spin (20);
    }
  g_assert_cmpint (lab_await (has_second_keyframe, fixture->probes[1], PATIENCE_MS), >=, 0);
  g_assert_cmpint (layer_probe_get_n_keyframes (fixture->probes[1]), <=,
                   1 + HEARTH_LIMIT_KEYFRAME_BURST + (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (layer_probe_get_n_keyframes (fixture->probes[0]), ==, 1);
  assert_continuous (fixture->probes[1]);
}

/* Another size of the whole picture: each stream goes on with a key frame. */
static void
test_another_size (Fixture      *fixture,
                   gconstpointer data)
{
  guint n_before;

  want (fixture, 7);
  await_pictures (fixture->probes[2], 5);
  g_clear_pointer (&fixture->generator, picture_generator_stop);
  lab_spin (200);
  n_before = layer_probe_get_n (fixture->probes[2]);

  fixture->generator = picture_generator_start (push, fixture->encoder, 480, 480, red_yuv, blue_yuv);
  await_pictures (fixture->probes[0], 10);
  g_assert_cmpuint (layer_probe_get_n (fixture->probes[2]), ==, n_before);
  for (guint i = 0; i < 2; i++)
    {
      int width = 0;

      for (guint j = 0; j < layer_probe_get_n (fixture->probes[i]); j++)
        if (layer_probe_get (fixture->probes[i], j).keyframe)
          width = layer_probe_get (fixture->probes[i], j).width;
      g_assert_cmpint (width, ==, 240 << i);
      assert_continuous (fixture->probes[i]);
    }
}

/* What vp8enc refuses ends its pipeline; a second later the stream goes on where it was. */
static void
test_failure (void)
{
  g_autoptr (HearthVideoEncoder) encoder = hearth_video_encoder_new (1, NULL);
  g_autoptr (LayerProbe) probe = layer_probe_new ();
  g_autoptr (GstSample) wrong = make_picture (GST_VIDEO_FORMAT_RGB, 100 * GST_SECOND);
  GstClockTime pts = GST_SECOND;

  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (encoder), HEARTH_RTP_SINK (probe));
  for (guint i = 0; i < 3; i++, pts += GST_SECOND / 30)
    {
      g_autoptr (GstSample) picture = make_picture (GST_VIDEO_FORMAT_I420, pts);

      hearth_video_encoder_push (encoder, picture, 600000);
      await_pictures (probe, i + 1 - layer_probe_get_n (probe));
    }

  hearth_video_encoder_push (encoder, wrong, 600000);
  lab_spin (3000);
  pts = 100 * GST_SECOND;
  for (guint i = 3; i < 6; i++)
    {
      g_autoptr (GstSample) picture = make_picture (GST_VIDEO_FORMAT_I420, pts += GST_SECOND / 30);

      hearth_video_encoder_push (encoder, picture, 600000);
      await_pictures (probe, i + 1 - layer_probe_get_n (probe));
    }

  g_assert_true (layer_probe_get (probe, 3).keyframe);
  g_assert_cmpint (layer_probe_get (probe, 3).picture_id, ==, (layer_probe_get (probe, 2).picture_id + 1) & 0x7fff);
  g_assert_cmpfloat_with_epsilon ((layer_probe_get (probe, 3).timestamp - layer_probe_get (probe, 0).timestamp) / 90e3, 99 + 1 / 30.0, 0.001);
  g_assert_cmpuint (layer_probe_get_n_breaks (probe), ==, 0);
  hearth_video_encoder_close (encoder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, test) g_test_add ("/layers/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("told", test_told);
  ADD ("all", test_all);
  ADD ("temporal", test_temporal);
  ADD ("wanted", test_wanted);
  ADD ("unwanted-costs-nothing", test_unwanted_costs_nothing);
  ADD ("pause", test_pause);
  ADD ("keyframes", test_keyframes);
  ADD ("another-size", test_another_size);
#undef ADD
  g_test_add_func ("/layers/failure", test_failure);

  return g_test_run ();
}
