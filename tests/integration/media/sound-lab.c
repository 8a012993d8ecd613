/* What the tests of sound share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab.h"

#include <gst/app/app.h>
#include <math.h>
#include <signal.h>

#define RATE 48000
#define REMEMBERED (4 * RATE)

/* Sound that is 20 dB fainter than the faintest tone of these tests counts as a gap. */
#define GAP_LEVEL 33.0

static void
await_node (const char *name)
{
  g_autofree char *await = g_build_filename (g_getenv ("HEARTH_LAB_TOOLS"), "pw-await", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, await, name, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

GSubprocess *
sound_lab_plug_microphone (const char *name)
{
  g_autofree char *feed = g_strdup_printf ("media.class=Audio/Sink node.name=%s-feed", name);
  g_autofree char *source = g_strdup_printf ("media.class=Audio/Source node.name=%s", name);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "pw-loopback", "--channels=1",
                                           "--channel-map=[MONO]", "--capture-props", feed, "--playback-props", source, NULL);

  g_assert_no_error (error);
  await_node (name);

  return process;
}

void
sound_lab_unplug (GSubprocess *device)
{
  g_subprocess_send_signal (device, SIGTERM);
  g_subprocess_wait (device, NULL, NULL);
  g_object_unref (device);
}

struct _SoundLabEar
{
  GObject parent_instance;

  GstElement *recorder;

  GMutex mutex;
  gint16 *samples; /* REMEMBERED of them, the sample n at n modulo that */
  guint64 n_samples;
  gsize quiet;
  gsize longest_quiet;
};

static void media_tap_init (HearthMediaTapInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SoundLabEar, sound_lab_ear, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_MEDIA_TAP, media_tap_init))

static void
hear (SoundLabEar  *self,
      const gint16 *samples,
      gsize         n_samples)
{
  g_mutex_lock (&self->mutex);
  for (gsize i = 0; i < n_samples; i++)
    {
      self->samples[self->n_samples++ % REMEMBERED] = samples[i];
      self->quiet = ABS ((int) samples[i]) < GAP_LEVEL ? self->quiet + 1 : 0;
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
  hear (SOUND_LAB_EAR (tap), samples, n_samples);
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

  hear (user_data, (const gint16 *) map.data, map.size / sizeof (gint16));
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);

  return GST_FLOW_OK;
}

static void
sound_lab_ear_finalize (GObject *object)
{
  SoundLabEar *self = SOUND_LAB_EAR (object);

  if (self->recorder != NULL)
    sound_lab_tone_free (self->recorder);
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

static GstElement *
play (const char *description)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  GstElement *pipeline = gst_parse_launch (description, &error);

  g_assert_no_error (error);
  gst_pipeline_use_clock (GST_PIPELINE (pipeline), clock);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  return pipeline;
}

SoundLabEar *
sound_lab_ear_new_for_monitor (const char *target)
{
  SoundLabEar *self = sound_lab_ear_new ();
  GstAppSinkCallbacks callbacks = { .new_sample = on_recorded_on_streaming_thread };
  g_autofree char *description = NULL;
  g_autoptr (GstElement) sink = NULL;

  description = g_strdup_printf ("pipewiresrc target-object=%s stream-properties=p,stream.capture.sink=true,node.latency=512/48000 "
                                 "! audio/x-raw,format=S16LE,layout=interleaved,rate=%d,channels=1 ! appsink name=sink sync=false",
                                 target, RATE);
  self->recorder = play (description);
  sink = gst_bin_get_by_name (GST_BIN (self->recorder), "sink");
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);

  return self;
}

GstElement *
sound_lab_tone_new (const char *target,
                    double      frequency,
                    double      dbfs)
{
  char number[2][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *description = NULL;

  g_ascii_dtostr (number[0], sizeof number[0], frequency);
  g_ascii_dtostr (number[1], sizeof number[1], pow (10, dbfs / 20) * G_SQRT2);
  description = g_strdup_printf ("audiotestsrc is-live=true samplesperbuffer=480 freq=%s volume=%s "
                                 "! audio/x-raw,format=S16LE,layout=interleaved,rate=%d,channels=1 "
                                 "! pipewiresink sync=false use-bufferpool=false target-object=%s stream-properties=p,node.latency=512/48000",
                                 number[0], number[1], RATE, target);

  return play (description);
}

void
sound_lab_tone_free (GstElement *tone)
{
  gst_element_set_state (tone, GST_STATE_NULL);
  gst_object_unref (tone);
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

void
sound_lab_ear_reset (SoundLabEar *self)
{
  g_mutex_lock (&self->mutex);
  self->quiet = 0;
  self->longest_quiet = 0;
  self->n_samples = 0;
  g_mutex_unlock (&self->mutex);
}

static gboolean
on_timeout (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
on_poll (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
sound_lab_wait_for (SoundLabCondition condition,
                    gpointer          user_data,
                    guint             milliseconds)
{
  gboolean timed_out = FALSE;
  guint timeout = g_timeout_add (milliseconds, on_timeout, &timed_out);
  guint poll = g_timeout_add (2, on_poll, NULL);
  gboolean fulfilled;

  while (!(fulfilled = condition (user_data)) && !timed_out)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
  g_source_remove (poll);

  return fulfilled;
}

static gboolean
never (gpointer user_data)
{
  return FALSE;
}

void
sound_lab_run (guint milliseconds)
{
  sound_lab_wait_for (never, NULL, milliseconds);
}

typedef struct
{
  SoundLabEar *ear;
  double frequency;
} Expected;

static gboolean
is_heard (gpointer user_data)
{
  Expected *expected = user_data;

  return sound_lab_ear_get_tone (expected->ear, expected->frequency, 40) > -40;
}

int
sound_lab_wait_for_tone (SoundLabEar *ear,
                         double       frequency)
{
  Expected expected = { ear, frequency };
  gint64 since = g_get_monotonic_time ();

  if (!sound_lab_wait_for (is_heard, &expected, 5000))
    return -1;

  return (int) ((g_get_monotonic_time () - since) / 1000);
}
