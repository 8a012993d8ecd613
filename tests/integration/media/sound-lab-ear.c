/* An ear in the laboratory of sound: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab-ear.h"

#include <gst/app/app.h>
#include <math.h>

#include "media/audio-device.h"
#include "media/media-pipeline.h"

#define RATE 48000
#define REMEMBERED (4 * RATE)

/* Sound that is 20 dB fainter than the faintest tone of these tests counts as a gap. */
#define GAP_LEVEL 33.0

struct _SoundLabEar
{
  GObject parent_instance;

  HearthMediaPipeline *recorder;

  GMutex mutex;
  gint16 *samples; /* REMEMBERED of them, the sample n at n modulo that */
  guint64 n_samples;
  gsize quiet;
  gsize longest_quiet;
  gint64 first_loud;
  gint64 last_loud;
};

static void media_tap_init (HearthMediaTapInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SoundLabEar, sound_lab_ear, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_MEDIA_TAP, media_tap_init))

static void
hear (SoundLabEar  *self,
      const gint16 *samples,
      gsize         n_samples,
      gint64        heard_at)
{
  g_mutex_lock (&self->mutex);
  for (gsize i = 0; i < n_samples; i++)
    {
      self->samples[self->n_samples++ % REMEMBERED] = samples[i];
      self->quiet++;
      if (ABS ((int) samples[i]) >= GAP_LEVEL)
        {
          self->quiet = 0;
          self->last_loud = g_get_monotonic_time ();
          if (self->first_loud == 0)
            self->first_loud = heard_at + (gint64) (i * G_USEC_PER_SEC / RATE);
        }
      self->longest_quiet = MAX (self->longest_quiet, self->quiet);
    }
  g_mutex_unlock (&self->mutex);
}

static void
picture (HearthMediaTap   *tap,
         HearthVideoFrame *frame)
{
}

static void
sound (HearthMediaTap *tap,
       const gint16   *samples,
       gsize           n_samples,
       int             rate,
       gint64          heard_at)
{
  hear (SOUND_LAB_EAR (tap), samples, n_samples, heard_at);
}

static void
media_tap_init (HearthMediaTapInterface *iface)
{
  iface->picture = picture;
  iface->sound = sound;
}

static GstFlowReturn
on_recorded_on_streaming_thread (GstAppSink *sink,
                                 gpointer    user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstMapInfo map;

  if (sample == NULL || !gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return GST_FLOW_EOS;

  hear (user_data, (const gint16 *) map.data, map.size / sizeof (gint16),
        (gint64) (GST_BUFFER_PTS (gst_sample_get_buffer (sample)) / GST_USECOND));
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);

  return GST_FLOW_OK;
}

static void
sound_lab_ear_finalize (GObject *object)
{
  SoundLabEar *self = SOUND_LAB_EAR (object);

  g_mutex_clear (&self->mutex);
  g_free (self->samples);

  G_OBJECT_CLASS (sound_lab_ear_parent_class)->finalize (object);
}

static void
sound_lab_ear_class_init (SoundLabEarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sound_lab_ear_finalize;
}

static void
sound_lab_ear_init (SoundLabEar *self)
{
  g_mutex_init (&self->mutex);
  self->samples = g_new0 (gint16, REMEMBERED);
}

SoundLabEar *
sound_lab_ear_new (void)
{
  return g_object_new (SOUND_LAB_TYPE_EAR, NULL);
}

SoundLabEar *
sound_lab_ear_new_for_monitor (const char *target)
{
  SoundLabEar *self = sound_lab_ear_new ();
  GstAppSinkCallbacks callbacks = { .new_sample = on_recorded_on_streaming_thread };
  g_autoptr (GstStructure) properties = NULL;
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  g_autoptr (GError) error = NULL;
  GstElement *source, *sink;

  self->recorder = hearth_media_pipeline_new ("ear");
  source = hearth_audio_device_add_source (self->recorder, target, &error);
  g_assert_no_error (error);
  sink = hearth_media_pipeline_add (self->recorder, "appsink", NULL, &error);
  g_assert_no_error (error);

  properties = gst_structure_new ("properties",
                                  "stream.capture.sink", G_TYPE_BOOLEAN, TRUE,
                                  "node.latency", G_TYPE_STRING, "512/48000",
                                  NULL);
  g_object_set (source, "stream-properties", properties, NULL);
  g_object_set (sink, "sync", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_object_ref (self), g_object_unref);
  g_assert_true (gst_element_link_filtered (source, sink, caps));
  hearth_media_pipeline_play_device (self->recorder);

  return self;
}

/* Goertzel: the energy of one frequency, windowed so that a strong neighbour does not leak in. The mutex is held. */
static double
measure_tone (SoundLabEar *self,
              double       frequency,
              gsize        count)
{
  double coefficient = 2 * cos (2 * G_PI * frequency / RATE);
  double s1 = 0, s2 = 0, power;

  for (gsize i = 0; i < count; i++)
    {
      double window = 1 - cos (2 * G_PI * (double) i / (double) count);
      double s = self->samples[(self->n_samples - count + i) % REMEMBERED] * window + coefficient * s1 - s2;

      s2 = s1;
      s1 = s;
    }
  power = (s1 * s1 + s2 * s2 - coefficient * s1 * s2) * 2 / ((double) count * (double) count);

  return 10 * log10 (MAX (power / (32768.0 * 32768.0), 1e-12));
}

void
sound_lab_ear_close (SoundLabEar *self)
{
  if (self->recorder != NULL)
    hearth_media_pipeline_close (self->recorder);
  g_clear_object (&self->recorder);
  g_object_unref (self);
}

double
sound_lab_ear_get_tone (SoundLabEar *self,
                        double       frequency,
                        guint        milliseconds)
{
  gsize count = (gsize) milliseconds * RATE / 1000;
  double level = -120;

  g_mutex_lock (&self->mutex);
  if (self->n_samples >= count)
    level = measure_tone (self, frequency, count);
  g_mutex_unlock (&self->mutex);

  return level;
}

double
sound_lab_ear_get_level (SoundLabEar *self,
                         guint        milliseconds)
{
  gsize count = (gsize) milliseconds * RATE / 1000;
  double sum = 0;

  g_mutex_lock (&self->mutex);
  count = MIN (count, self->n_samples);
  for (gsize i = 1; i <= count; i++)
    {
      double sample = self->samples[(self->n_samples - i) % REMEMBERED];

      sum += sample * sample;
    }
  g_mutex_unlock (&self->mutex);

  return 10 * log10 (MAX (sum / (double) MAX (count, 1) / (32768.0 * 32768.0), 1e-12));
}

double
sound_lab_ear_get_longest_gap (SoundLabEar *self)
{
  double gap;

  g_mutex_lock (&self->mutex);
  gap = (double) self->longest_quiet * 1000 / RATE;
  g_mutex_unlock (&self->mutex);

  return gap;
}

gint64
sound_lab_ear_get_last_loud (SoundLabEar *self)
{
  gint64 last_loud;

  g_mutex_lock (&self->mutex);
  last_loud = self->last_loud;
  g_mutex_unlock (&self->mutex);

  return last_loud;
}

gint64
sound_lab_ear_get_first_loud (SoundLabEar *self)
{
  gint64 first_loud;

  g_mutex_lock (&self->mutex);
  first_loud = self->first_loud;
  g_mutex_unlock (&self->mutex);

  return first_loud;
}

void
sound_lab_ear_reset (SoundLabEar *self)
{
  g_mutex_lock (&self->mutex);
  self->quiet = 0;
  self->longest_quiet = 0;
  self->n_samples = 0;
  self->first_loud = 0;
  self->last_loud = 0;
  g_mutex_unlock (&self->mutex);
}
