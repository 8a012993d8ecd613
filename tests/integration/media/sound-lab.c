/* What the tests of sound share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab.h"

#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <gst/rtp/rtp.h>
#include <math.h>
#include <signal.h>

#include "media/audio-device.h"
#include "media/rtp-fanout.h"

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

static GSubprocess *
plug (const char *name,
      const char *capture,
      const char *playback,
      const char *delay)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "pw-loopback", "--channels=1",
                                           "--channel-map=[MONO]", "--delay", delay,
                                           "--capture-props", capture, "--playback-props", playback, NULL);

  g_assert_no_error (error);
  await_node (name);

  return process;
}

GSubprocess *
sound_lab_plug_microphone (const char *name)
{
  g_autofree char *capture = g_strdup_printf ("media.class=Audio/Sink node.name=%s-feed", name);
  g_autofree char *playback = g_strdup_printf ("media.class=Audio/Source node.name=%s", name);

  return plug (name, capture, playback, "0");
}

GSubprocess *
sound_lab_plug_speaker (const char *name)
{
  g_autofree char *capture = g_strdup_printf ("media.class=Audio/Sink node.name=%s", name);
  g_autofree char *playback = g_strdup_printf ("node.name=%s-out node.passive=true target.object=" SOUND_LAB_SPEAKER, name);

  return plug (name, capture, playback, "0");
}

GSubprocess *
sound_lab_plug_echo (const char *name)
{
  g_autofree char *playback = g_strdup_printf ("media.class=Audio/Source node.name=%s", name);

  return plug (name, "node.name=echo-in stream.capture.sink=true node.passive=true target.object=" SOUND_LAB_SPEAKER, playback, "0.04");
}

void
sound_lab_unplug (GSubprocess *device)
{
  g_subprocess_send_signal (device, SIGTERM);
  g_subprocess_wait (device, NULL, NULL);
  g_object_unref (device);
}

static GSubprocess *
start (const char *program)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "setpriv", "--pdeathsig", "KILL", program, NULL);

  g_assert_no_error (error);

  return process;
}

void
sound_lab_start_pipewire (GSubprocess **pipewire,
                          GSubprocess **session_manager)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "pipewire-0", NULL);

  g_unlink (socket);
  *pipewire = start ("pipewire");
  while (!g_file_test (socket, G_FILE_TEST_EXISTS))
    sound_lab_run (10);
  *session_manager = start ("wireplumber");
  await_node (SOUND_LAB_SPEAKER);
}

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
  g_autoptr (GstCaps) caps = hearth_audio_caps_new ();
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

HearthMediaPipeline *
sound_lab_tone_new (const char *target,
                    double      frequency,
                    double      dbfs)
{
  g_autoptr (GError) error = NULL;
  HearthMediaPipeline *tone = hearth_media_pipeline_new ("tone");
  GstElement *source = hearth_media_pipeline_add (tone, "audiotestsrc", NULL, &error);
  GstElement *sink = hearth_audio_device_add_sink (tone, target, &error);
  g_autoptr (GstCaps) caps = hearth_audio_caps_new ();

  g_assert_no_error (error);
  g_object_set (source, "is-live", TRUE, "samplesperbuffer", HEARTH_AUDIO_PERIOD_SAMPLES,
                "freq", frequency, "volume", pow (10, dbfs / 20) * G_SQRT2, NULL);
  g_assert_true (gst_element_link_filtered (source, sink, caps));
  hearth_media_pipeline_play_device (tone);

  return tone;
}

void
sound_lab_tone_free (HearthMediaPipeline *tone)
{
  hearth_media_pipeline_close (tone);
  g_object_unref (tone);
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

struct _SoundLabRelay
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthRtpFanout fanout;

  GMutex mutex;
  GRand *rand;
  guint loss;
  guint n_packets;
  guint n_dropped;
  guint n_breaks;
  guint longest_pause; /* samples */
  guint16 last_number;
  guint32 last_timestamp;
};

static void relay_source_init (HearthRtpSourceInterface *iface);
static void relay_sink_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SoundLabRelay, sound_lab_relay, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, relay_source_init)
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, relay_sink_init))

/* The mutex is held. Time goes on by 20 ms, by more after a pause, and by 13.5 ms behind the first packet of a new device, whose
 * beginning is the encoder's own delay. */
static void
look_at (SoundLabRelay *self,
         GstBuffer     *packet)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  guint16 number;
  guint32 timestamp, step;

  g_assert_true (gst_rtp_buffer_map (packet, GST_MAP_READ, &rtp));
  number = gst_rtp_buffer_get_seq (&rtp);
  timestamp = gst_rtp_buffer_get_timestamp (&rtp);
  step = timestamp - self->last_timestamp;
  if (self->n_packets > 0)
    {
      if ((guint16) (number - self->last_number) != 1 || step < 648 || step > 60 * RATE)
        self->n_breaks++;
      else if (step > 960)
        self->longest_pause = MAX (self->longest_pause, step - 960);
    }
  gst_rtp_buffer_unmap (&rtp);

  self->last_number = number;
  self->last_timestamp = timestamp;
  self->n_packets++;
}

static void
relay_push (HearthRtpSink *sink,
            GstMiniObject *packets)
{
  SoundLabRelay *self = SOUND_LAB_RELAY (sink);
  gboolean drop;

  g_mutex_lock (&self->mutex);
  look_at (self, GST_BUFFER (packets));
  drop = (guint) g_rand_int_range (self->rand, 0, 100) < self->loss;
  self->n_dropped += drop;
  g_mutex_unlock (&self->mutex);

  if (drop)
    gst_mini_object_unref (packets);
  else
    hearth_rtp_fanout_push (&self->fanout, packets);
}

static GstCaps *
relay_get_caps (HearthRtpSource *source)
{
  return hearth_rtp_source_get_caps (SOUND_LAB_RELAY (source)->source);
}

static void
relay_add_sink (HearthRtpSource *source,
                HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&SOUND_LAB_RELAY (source)->fanout, sink);
}

static void
relay_remove_sink (HearthRtpSource *source,
                   HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&SOUND_LAB_RELAY (source)->fanout, sink);
}

static void
relay_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = relay_get_caps;
  iface->add_sink = relay_add_sink;
  iface->remove_sink = relay_remove_sink;
}

static void
relay_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = relay_push;
}

static void
sound_lab_relay_finalize (GObject *object)
{
  SoundLabRelay *self = SOUND_LAB_RELAY (object);

  hearth_rtp_fanout_clear (&self->fanout);
  g_rand_free (self->rand);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (sound_lab_relay_parent_class)->finalize (object);
}

static void
sound_lab_relay_class_init (SoundLabRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sound_lab_relay_finalize;
}

static void
sound_lab_relay_init (SoundLabRelay *self)
{
  g_mutex_init (&self->mutex);
  hearth_rtp_fanout_init (&self->fanout);
  self->rand = g_rand_new_with_seed (1);
}

SoundLabRelay *
sound_lab_relay_new (HearthRtpSource *source)
{
  SoundLabRelay *self = g_object_new (SOUND_LAB_TYPE_RELAY, NULL);

  self->source = g_object_ref (source);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));

  return self;
}

void
sound_lab_relay_set_loss (SoundLabRelay *self,
                          guint          percent)
{
  g_mutex_lock (&self->mutex);
  self->loss = percent;
  g_mutex_unlock (&self->mutex);
}

static guint
relay_get (SoundLabRelay *self,
           const guint   *counter)
{
  guint value;

  g_mutex_lock (&self->mutex);
  value = *counter;
  g_mutex_unlock (&self->mutex);

  return value;
}

guint
sound_lab_relay_get_n_packets (SoundLabRelay *self)
{
  return relay_get (self, &self->n_packets);
}

guint
sound_lab_relay_get_n_dropped (SoundLabRelay *self)
{
  return relay_get (self, &self->n_dropped);
}

guint
sound_lab_relay_get_n_breaks (SoundLabRelay *self)
{
  return relay_get (self, &self->n_breaks);
}

guint
sound_lab_relay_get_longest_pause (SoundLabRelay *self)
{
  return relay_get (self, &self->longest_pause) * 1000 / RATE;
}

void
sound_lab_relay_close (SoundLabRelay *self)
{
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  g_clear_object (&self->source);
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
  double dbfs;
} Expected;

static gboolean
is_heard (gpointer user_data)
{
  Expected *expected = user_data;

  return sound_lab_ear_get_tone (expected->ear, expected->frequency, 40) > -40;
}

static gboolean
is_at_level (gpointer user_data)
{
  Expected *expected = user_data;

  return ABS (sound_lab_ear_get_tone (expected->ear, expected->frequency, 60) - expected->dbfs) < 2;
}

gboolean
sound_lab_wait_for_level (SoundLabEar *ear,
                          double       frequency,
                          double       dbfs)
{
  Expected expected = { ear, frequency, dbfs };

  return sound_lab_wait_for (is_at_level, &expected, 5000);
}

int
sound_lab_wait_for_tone (SoundLabEar *ear,
                         double       frequency)
{
  Expected expected = { ear, frequency, 0 };
  gint64 since = g_get_monotonic_time ();

  if (!sound_lab_wait_for (is_heard, &expected, 5000))
    return -1;

  return (int) ((g_get_monotonic_time () - since) / 1000);
}

static void
on_live (SoundLabWay *way)
{
  way->n_live++;
}

static void
on_failed (SoundLabWay *way)
{
  way->n_failed++;
}

static void
on_speaker_live (SoundLabWay *way)
{
  way->n_speaker_live++;
}

static void
on_speaker_failed (SoundLabWay *way)
{
  way->n_speaker_failed++;
}

static gboolean
is_live (gpointer user_data)
{
  return ((SoundLabWay *) user_data)->n_live > 0;
}

void
sound_lab_way_open (SoundLabWay *way,
                    const char  *name)
{
  gboolean live = FALSE;

  /* Like an owner: a device that has just been plugged in may not be linked yet where the computer is busy. */
  way->n_live = 0;
  for (guint i = 0; i < 3 && !live; i++)
    {
      hearth_microphone_open (way->microphone, name);
      live = sound_lab_wait_for (is_live, way, 3000);
    }
  g_assert_true (live);
}

static void
set_up (SoundLabWay   *way,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  way->device = sound_lab_plug_microphone (SOUND_LAB_MICROPHONE);
  way->tone = sound_lab_tone_new (SOUND_LAB_MICROPHONE_FEED, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS);
  way->monitor = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  way->tap = sound_lab_ear_new ();

  way->speaker = hearth_speaker_new (&error);
  g_assert_no_error (error);
  way->microphone = hearth_microphone_new (way->speaker, &error);
  g_assert_no_error (error);
  way->decoder = hearth_audio_decoder_new (way->speaker, &error);
  g_assert_no_error (error);
  way->relay = sound_lab_relay_new (HEARTH_RTP_SOURCE (way->microphone));

  g_signal_connect_swapped (way->microphone, "live", G_CALLBACK (on_live), way);
  g_signal_connect_swapped (way->microphone, "failed", G_CALLBACK (on_failed), way);
  g_signal_connect_swapped (way->speaker, "live", G_CALLBACK (on_speaker_live), way);
  g_signal_connect_swapped (way->speaker, "failed", G_CALLBACK (on_speaker_failed), way);
  hearth_microphone_set_processing (way->microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_audio_decoder_set_tap (way->decoder, HEARTH_MEDIA_TAP (way->tap));

  hearth_speaker_open (way->speaker, SOUND_LAB_SPEAKER);
  hearth_audio_decoder_set_source (way->decoder, HEARTH_RTP_SOURCE (way->relay));
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
}

static void
tear_down (SoundLabWay   *way,
           gconstpointer  user_data)
{
  hearth_audio_decoder_close (way->decoder);
  sound_lab_relay_close (way->relay);
  hearth_microphone_close (way->microphone);
  hearth_speaker_close (way->speaker);

  g_assert_finalize_object (way->decoder);
  g_assert_finalize_object (way->relay);
  g_assert_finalize_object (way->microphone);
  g_assert_finalize_object (way->speaker);
  g_clear_pointer (&way->tone, sound_lab_tone_free);
  sound_lab_ear_close (way->monitor);
  sound_lab_ear_close (way->tap);
  sound_lab_unplug (way->device);
}

void
sound_lab_add (const char *path,
               void      (*test) (SoundLabWay *way, gconstpointer user_data))
{
  g_test_add (path, SoundLabWay, NULL, set_up, test, tear_down);
}
