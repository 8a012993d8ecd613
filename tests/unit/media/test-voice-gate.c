/* The gate behind a microphone's device: mute, the end, and openings that give nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/audio/audio.h>
#include <string.h>

#include "media/audio-device.h"
#include "media/level-meter.h"
#include "media/voice-gate.h"

#define TAIL (40 * GST_MSECOND)

typedef struct
{
  GstElement *pipeline;
  GstAppSrc *source;
  GstAppSink *sink;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);

  fixture->source = GST_APP_SRC (source);
  fixture->sink = GST_APP_SINK (sink);
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  fixture->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_bin_add_many (GST_BIN (fixture->pipeline), source, sink, NULL);
  g_assert_true (gst_element_link (source, sink));
  gst_element_set_state (fixture->pipeline, GST_STATE_PLAYING);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gst_element_set_state (fixture->pipeline, GST_STATE_NULL);
  gst_object_unref (fixture->pipeline);
}

static void
push (HearthVoiceGate *gate,
      GstClockTime     pts)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, HEARTH_AUDIO_PERIOD_SAMPLES * sizeof (gint16), NULL);

  gst_buffer_memset (buffer, 0, 1, gst_buffer_get_size (buffer));
  GST_BUFFER_PTS (buffer) = pts;
  hearth_voice_gate_push (gate, buffer);
}

/* What the next buffer that has passed says about itself: dBov, or 1 where it says nothing. */
static int
pull_level (Fixture  *fixture,
            gboolean *voice)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (fixture->sink, 5 * GST_SECOND);
  GstAudioLevelMeta *meta;

  g_assert_nonnull (sample);
  meta = gst_buffer_get_audio_level_meta (gst_sample_get_buffer (sample));
  if (meta == NULL)
    return 1;

  *voice = meta->voice_activity;

  return -meta->level;
}

/* The next buffer that has passed is of @pts and so long; is it silent? */
static gboolean
check_next (Fixture      *fixture,
            GstClockTime  pts,
            GstClockTime  duration)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (fixture->sink, 5 * GST_SECOND);
  GstBuffer *buffer;
  guint8 first;

  g_assert_nonnull (sample);
  buffer = gst_sample_get_buffer (sample);
  g_assert_cmpuint (GST_BUFFER_PTS (buffer), ==, pts);
  g_assert_cmpuint (gst_buffer_get_size (buffer), ==,
                    gst_util_uint64_scale (duration, HEARTH_AUDIO_RATE, GST_SECOND) * sizeof (gint16));
  g_assert_cmpuint (gst_buffer_extract (buffer, 0, &first, 1), ==, 1);

  return first == 0;
}

/* Nothing but what has been looked at has passed. */
static void
check_end (Fixture *fixture)
{
  gst_app_src_end_of_stream (fixture->source);
  g_assert_null (gst_app_sink_pull_sample (fixture->sink));
  g_assert_true (gst_app_sink_is_eos (fixture->sink));
}

static void
test_mute (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HearthVoiceGate) gate = hearth_voice_gate_new (fixture->source, TRUE, 0);

  push (gate, GST_SECOND);
  hearth_voice_gate_set_muted (gate, FALSE);
  push (gate, GST_SECOND + HEARTH_AUDIO_PERIOD);
  hearth_voice_gate_set_muted (gate, TRUE);
  push (gate, GST_SECOND + 2 * HEARTH_AUDIO_PERIOD);

  g_assert_true (check_next (fixture, GST_SECOND, HEARTH_AUDIO_PERIOD));
  g_assert_false (check_next (fixture, GST_SECOND + HEARTH_AUDIO_PERIOD, HEARTH_AUDIO_PERIOD));
  g_assert_true (check_next (fixture, GST_SECOND + 2 * HEARTH_AUDIO_PERIOD, HEARTH_AUDIO_PERIOD));
  check_end (fixture);
}

static void
test_shut (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HearthVoiceGate) gate = hearth_voice_gate_new (fixture->source, FALSE, 0);
  GstClockTime end = GST_SECOND + HEARTH_AUDIO_PERIOD;

  push (gate, GST_SECOND);
  g_assert_cmpuint (hearth_voice_gate_shut (gate), ==, end + TAIL);
  push (gate, end + TAIL);
  g_assert_cmpuint (hearth_voice_gate_shut (gate), ==, end + TAIL);

  g_assert_false (check_next (fixture, GST_SECOND, HEARTH_AUDIO_PERIOD));
  g_assert_true (check_next (fixture, end, TAIL));
  check_end (fixture);
}

/* A device that is tried again and again and gives nothing does not move the end: what comes at last would be too old. */
static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  GstClockTime end = GST_SECOND;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (HearthVoiceGate) gate = hearth_voice_gate_new (fixture->source, FALSE, end);

      g_assert_cmpint (hearth_voice_gate_get_fed_at (gate), ==, 0);
      end = hearth_voice_gate_shut (gate);
    }
  g_assert_cmpuint (end, ==, GST_SECOND);
  check_end (fixture);
}

/* What the encoder has had already, and what has no time, is not for it. */
static void
test_too_old (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HearthVoiceGate) gate = hearth_voice_gate_new (fixture->source, FALSE, GST_SECOND);

  push (gate, GST_SECOND - 2 * HEARTH_VOICE_GATE_TOLERANCE);
  push (gate, GST_CLOCK_TIME_NONE);
  push (gate, GST_SECOND);

  g_assert_cmpint (hearth_voice_gate_get_fed_at (gate), >, 0);
  g_assert_cmpfloat (hearth_voice_gate_get_level (gate, g_get_monotonic_time ()), >, HEARTH_LEVEL_SILENCE);
  g_assert_false (check_next (fixture, GST_SECOND, HEARTH_AUDIO_PERIOD));
  check_end (fixture);
}

/* Samples of a certain size say so; who is muted says nothing; a buffer that somebody else holds is left alone. */
static void
test_level (Fixture       *fixture,
            gconstpointer  data)
{
  static const gint16 sizes[] = { 32767, 3277, 65, 1, 0 };
  static const int levels[] = { 0, -20, -54, -90, -127 };
  g_autoptr (HearthVoiceGate) gate = hearth_voice_gate_new (fixture->source, FALSE, 0);
  gboolean voice;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, HEARTH_AUDIO_PERIOD_SAMPLES * sizeof (gint16), NULL);
      GstMapInfo map;

      g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
      for (gsize j = 0; j < HEARTH_AUDIO_PERIOD_SAMPLES; j++)
        ((gint16 *) map.data)[j] = j % 2 == 0 ? sizes[i] : -sizes[i];
      gst_buffer_unmap (buffer, &map);
      GST_BUFFER_PTS (buffer) = GST_SECOND + i * HEARTH_AUDIO_PERIOD;
      hearth_voice_gate_push (gate, buffer);
      g_assert_null (gst_buffer_get_audio_level_meta (buffer));
      g_assert_cmpint (pull_level (fixture, &voice), ==, levels[i]);
      g_assert_cmpint (voice, ==, levels[i] >= -50);
    }

  hearth_voice_gate_set_muted (gate, TRUE);
  push (gate, 2 * GST_SECOND);
  g_assert_cmpint (pull_level (fixture, &voice), ==, 1);
  hearth_voice_gate_shut (gate);
  g_assert_cmpint (pull_level (fixture, &voice), ==, 1);
  check_end (fixture);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/voice-gate/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("mute", test_mute);
  ADD ("level", test_level);
  ADD ("shut", test_shut);
  ADD ("nothing", test_nothing);
  ADD ("too-old", test_too_old);
#undef ADD

  return g_test_run ();
}
