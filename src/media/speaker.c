/* What this computer plays: see the header.
 *
 *   mix:     mix-source ── webrtcechoprobe ── appsink
 *                                                │ on_mixed_on_streaming_thread
 *   output:                                   appsrc ── pipewiresink or pulsesink
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/speaker.h"

#include <gst/app/app.h>

#include "base/main-thread.h"
#include "media/audio-device.h"
#include "media/media-error.h"
#include "media/mix-source.h"

/* What may wait for the device, in buffers of 10 ms; the oldest goes first. Only a device that is starting or stuck ever fills it, and
 * what has gathered then is delay, which the sink takes back by playing faster, and which the echo canceller cannot follow. */
#define OUTPUT_QUEUE_BUFFERS 2

/* How long a device may take until it plays, and between two attempts. */
#define START_SECONDS 2
#define RETRY_SECONDS 1

/* The output outlives the last input so that somebody who leaves and another who comes do not make the device start again. */
#define IDLE_SECONDS 2

/* What the probe takes as the time from its buffers' timestamps to their being heard: the least that any device needs, for the
 * canceller finds an echo later than this, but never one that is earlier. */
#define PROBE_LATENCY (5 * GST_MSECOND)

struct _HearthSpeaker
{
  GObject parent_instance;

  HearthMediaPipeline *mix;
  HearthMixSource *mix_source;
  char *probe_name;
  guint n_inputs;
  gboolean mixing;

  gboolean open;
  char *device_id;
  HearthMediaPipeline *output;
  gboolean failing;
  guint start_timeout;
  guint retry_timeout;
  guint idle_timeout;

  GMutex mutex; /* guards what follows */
  GstElement *output_source;
};

enum
{
  LIVE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSpeaker, hearth_speaker, G_TYPE_OBJECT)

static void open_output (HearthSpeaker *self);

static GstFlowReturn
on_mixed_on_streaming_thread (GstAppSink *sink,
                              gpointer    user_data)
{
  HearthSpeaker *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (GstElement) output_source = NULL;

  if (sample == NULL)
    return GST_FLOW_EOS;

  g_mutex_lock (&self->mutex);
  if (self->output_source != NULL)
    output_source = gst_object_ref (self->output_source);
  g_mutex_unlock (&self->mutex);

  if (output_source != NULL)
    gst_app_src_push_buffer (GST_APP_SRC (output_source), gst_buffer_ref (gst_sample_get_buffer (sample)));

  return GST_FLOW_OK;
}

static void
close_output (HearthSpeaker *self)
{
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  g_clear_handle_id (&self->retry_timeout, g_source_remove);

  g_mutex_lock (&self->mutex);
  self->output_source = NULL;
  g_mutex_unlock (&self->mutex);

  if (self->output != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->output, self);
      hearth_media_pipeline_close (self->output);
      g_clear_object (&self->output);
    }
}

static gboolean
on_retry (gpointer user_data)
{
  HearthSpeaker *self = user_data;

  self->retry_timeout = 0;
  open_output (self);

  return G_SOURCE_REMOVE;
}

static void
on_output_failed (HearthMediaPipeline *output,
                  const GError        *error,
                  HearthSpeaker       *self)
{
  close_output (self);
  self->retry_timeout = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);

  if (!self->failing)
    {
      self->failing = TRUE;
      g_signal_emit (self, signals[FAILED], 0, error);
    }
}

static gboolean
on_start_timeout (gpointer user_data)
{
  HearthSpeaker *self = user_data;
  g_autoptr (GError) error = g_error_new_literal (HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The speaker does not play");

  self->start_timeout = 0;
  hearth_media_pipeline_fail (self->output, error);

  return G_SOURCE_REMOVE;
}

static void
on_output_flowing (HearthMediaPipeline *output,
                   HearthSpeaker       *self)
{
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  self->failing = FALSE;
  g_signal_emit (self, signals[LIVE], 0);
}

static gboolean
build_output (HearthSpeaker  *self,
              GError        **error)
{
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  g_autoptr (GstPad) pad = NULL;
  GstElement *source, *sink;

  source = hearth_media_pipeline_add (self->output, "appsrc", NULL, error);
  sink = source != NULL ? hearth_audio_device_add_sink (self->output, self->device_id, error) : NULL;
  if (sink == NULL)
    return FALSE;

  g_object_set (source,
                "caps", caps,
                "format", GST_FORMAT_TIME,
                "is-live", TRUE,
                "max-buffers", (guint64) OUTPUT_QUEUE_BUFFERS,
                "max-bytes", (guint64) 0,
                "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM,
                NULL);
  gst_element_link (source, sink);

  pad = gst_element_get_static_pad (sink, "sink");
  hearth_media_pipeline_watch (self->output, pad);

  g_mutex_lock (&self->mutex);
  self->output_source = source;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static void
open_output (HearthSpeaker *self)
{
  g_autoptr (GError) error = NULL;

  close_output (self);

  self->output = hearth_media_pipeline_new ("speaker-output");
  g_signal_connect_object (self->output, "failed", G_CALLBACK (on_output_failed), self, 0);
  g_signal_connect_object (self->output, "flowing", G_CALLBACK (on_output_flowing), self, 0);
  if (!build_output (self, &error))
    {
      hearth_media_pipeline_fail (self->output, error);
      return;
    }

  self->start_timeout = g_timeout_add_seconds (START_SECONDS, on_start_timeout, self);
  hearth_media_pipeline_play_device (self->output);
}

static gboolean
on_idle_timeout (gpointer user_data)
{
  HearthSpeaker *self = user_data;

  self->idle_timeout = 0;
  self->mixing = FALSE;
  close_output (self);
  gst_element_set_state (GST_ELEMENT (hearth_media_pipeline_get_bin (self->mix)), GST_STATE_READY);

  return G_SOURCE_REMOVE;
}

static void
start_if_needed (HearthSpeaker *self)
{
  if (!self->open || self->n_inputs == 0)
    return;

  g_clear_handle_id (&self->idle_timeout, g_source_remove);
  if (!self->mixing)
    self->mixing = hearth_media_pipeline_play (self->mix, NULL);
  if (self->output == NULL && self->retry_timeout == 0)
    open_output (self);
}

static void
hearth_speaker_dispose (GObject *object)
{
  hearth_speaker_close (HEARTH_SPEAKER (object));

  G_OBJECT_CLASS (hearth_speaker_parent_class)->dispose (object);
}

static void
hearth_speaker_finalize (GObject *object)
{
  HearthSpeaker *self = HEARTH_SPEAKER (object);

  g_free (self->device_id);
  g_free (self->probe_name);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_speaker_parent_class)->finalize (object);
}

static void
hearth_speaker_class_init (HearthSpeakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_speaker_dispose;
  object_class->finalize = hearth_speaker_finalize;

  /** HearthSpeaker::live: Sound reaches the device. */
  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthSpeaker::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR
   *
   * The device does not play (any more). The speaker keeps trying; ::live follows when it succeeds.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_speaker_init (HearthSpeaker *self)
{
  static guint last_number;

  g_mutex_init (&self->mutex);
  self->probe_name = g_strdup_printf ("hearth-echo-probe-%u", ++last_number);
  self->mix = hearth_media_pipeline_new ("speaker-mix");
}

static gboolean
build_mix (HearthSpeaker  *self,
           GError        **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_mixed_on_streaming_thread };
  GstBin *bin = hearth_media_pipeline_get_bin (self->mix);
  GstElement *probe, *sink;

  self->mix_source = HEARTH_MIX_SOURCE (hearth_mix_source_new (1));
  gst_bin_add (bin, GST_ELEMENT (self->mix_source));

  probe = hearth_media_pipeline_add (self->mix, "webrtcechoprobe", self->probe_name, error);
  sink = probe != NULL ? hearth_media_pipeline_add (self->mix, "appsink", NULL, error) : NULL;
  if (sink == NULL)
    return FALSE;

  /* It is the output that waits for the device, not this sink. */
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  gst_element_link_many (GST_ELEMENT (self->mix_source), probe, sink, NULL);

  gst_pipeline_set_latency (GST_PIPELINE (bin), PROBE_LATENCY);

  return TRUE;
}

HearthSpeaker *
hearth_speaker_new (GError **error)
{
  g_autoptr (HearthSpeaker) self = g_object_new (HEARTH_TYPE_SPEAKER, NULL);

  if (!build_mix (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_speaker_open (HearthSpeaker *self,
                     const char    *device_id)
{
  g_return_if_fail (HEARTH_IS_SPEAKER (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  g_set_str (&self->device_id, device_id);
  self->open = self->mix != NULL;
  self->failing = FALSE;
  close_output (self);
  start_if_needed (self);
}

void
hearth_speaker_close (HearthSpeaker *self)
{
  g_return_if_fail (HEARTH_IS_SPEAKER (self));

  self->open = FALSE;
  g_clear_handle_id (&self->idle_timeout, g_source_remove);
  close_output (self);
  if (self->mix != NULL)
    hearth_media_pipeline_close (self->mix);
  g_clear_object (&self->mix);
  self->mix_source = NULL;
}

HearthSpeakerInput *
hearth_speaker_add_input (HearthSpeaker *self)
{
  g_autoptr (HearthSpeakerInput) input = hearth_speaker_input_new (1);

  g_return_val_if_fail (HEARTH_IS_SPEAKER (self), NULL);
  g_return_val_if_fail (hearth_main_thread_is_current (), NULL);

  if (self->mix_source != NULL)
    {
      hearth_mix_source_add (self->mix_source, input);
      self->n_inputs++;
      start_if_needed (self);
    }

  return g_steal_pointer (&input);
}

void
hearth_speaker_remove_input (HearthSpeaker      *self,
                             HearthSpeakerInput *input)
{
  g_return_if_fail (HEARTH_IS_SPEAKER (self));
  g_return_if_fail (input != NULL);
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->mix_source == NULL)
    return;

  self->n_inputs = hearth_mix_source_remove (self->mix_source, input);
  if (self->n_inputs == 0 && self->mixing && self->idle_timeout == 0)
    self->idle_timeout = g_timeout_add_seconds (IDLE_SECONDS, on_idle_timeout, self);
}

GstClockTime
hearth_speaker_get_latency (HearthSpeaker *self)
{
  g_return_val_if_fail (HEARTH_IS_SPEAKER (self), 0);

  return hearth_audio_device_get_sink_latency ();
}

const char *
hearth_speaker_get_probe_name (HearthSpeaker *self)
{
  g_return_val_if_fail (HEARTH_IS_SPEAKER (self), NULL);

  return self->probe_name;
}
