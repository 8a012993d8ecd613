/* The person's own microphone: see the header.
 *
 *   device:   pipewiresrc or pulsesrc ── audiobuffersplit ── (webrtcdsp) ── appsink
 *                                                                       │ voice-gate: mute, level
 *   encoder:                                                         appsrc ── opusenc ── rtpopuspay ── appsink ── the sinks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/microphone.h"

#include <gst/app/app.h>
#include <gst/rtp/rtp.h>

#include "base/main-thread.h"
#include "base/rtp-payload.h"
#include "media/audio-device.h"
#include "media/level-meter.h"
#include "media/media-error.h"
#include "media/rtp-fanout.h"
#include "media/voice-encoding.h"
#include "media/voice-gate.h"

/* What may wait for the encoder, which takes a hundredth of real time; the oldest goes first. */
#define ENCODER_QUEUE ((guint64) (200 * GST_MSECOND))

/* How far and for how long what the device gives may be out of step with its timestamps before silence is put in, or samples
 * are left out. A device that loses samples is otherwise late by them for a second, and the echo canceller compares what does
 * not belong together. Less is mistaken for loss on a busy computer. A longer gap stays a gap. */
#define STEP_TOLERANCE ((guint64) (20 * GST_MSECOND))
#define STEP_WAIT ((guint64) (100 * GST_MSECOND))
#define LONGEST_SILENCE ((guint64) GST_SECOND)

#define TICK_MILLISECONDS 50
#define START_TIMEOUT (3 * G_TIME_SPAN_SECOND)
#define STALL_TIMEOUT (2 * G_TIME_SPAN_SECOND)

struct _HearthMicrophone
{
  GObject parent_instance;

  HearthSpeaker *speaker;
  HearthVoiceProcessing processing;
  gboolean muted;
  HearthRtpFanout fanout;
  guint32 ssrc;

  HearthMediaPipeline *encoder;
  GstAppSrc *encoder_source;
  GstElement *payloader;
  guint32 timestamp_offset;
  int next_sequence; /* where the stream begins (as in video-encoder.c), or goes on behind an error */
  GstClockTime encoded_until; /* by what was opened before */

  char *device_id;
  HearthMediaPipeline *device;
  HearthVoiceGate *gate; /* of this opening of the device */
  gint64 opened_at; /* µs, monotonic */
  gboolean live;
  guint tick;
  double level;
  double heard; /* the same, muted or not */
};

enum
{
  LIVE,
  FAILED,
  LEVEL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void rtp_source_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthMicrophone, hearth_microphone, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_init))

static GstFlowReturn
on_captured_on_streaming_thread (GstAppSink *sink,
                                 gpointer    user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  hearth_voice_gate_push (user_data, gst_sample_get_buffer (sample));

  return GST_FLOW_OK;
}

static GstFlowReturn
on_packet_on_streaming_thread (GstAppSink *sink,
                               gpointer    user_data)
{
  HearthMicrophone *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (gst_buffer_ref (gst_sample_get_buffer (sample))));

  return GST_FLOW_OK;
}

static void
close_device (HearthMicrophone *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  self->live = FALSE;

  if (self->gate != NULL)
    {
      self->encoded_until = hearth_voice_gate_shut (self->gate);
      g_clear_pointer (&self->gate, hearth_voice_gate_unref);
    }
  if (self->device != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->device, self);
      hearth_media_pipeline_close (self->device);
      g_clear_object (&self->device);
    }
}

static void
update_level (HearthMicrophone *self)
{
  double heard = self->gate != NULL ? hearth_voice_gate_get_level (self->gate, g_get_monotonic_time ()) : HEARTH_LEVEL_SILENCE;
  double level = self->muted ? HEARTH_LEVEL_SILENCE : heard;

  if (level == self->level && heard == self->heard)
    return;

  self->level = level;
  self->heard = heard;
  g_signal_emit (self, signals[LEVEL_CHANGED], 0);
}

static void
on_device_failed (HearthMediaPipeline *device,
                  const GError        *error,
                  HearthMicrophone    *self)
{
  close_device (self);
  update_level (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
on_tick (gpointer user_data)
{
  g_autoptr (HearthMicrophone) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();
  gint64 fed_at = hearth_voice_gate_get_fed_at (self->gate);
  gint64 deadline = fed_at != 0 ? fed_at + STALL_TIMEOUT : self->opened_at + START_TIMEOUT;

  if (now > deadline)
    {
      self->tick = 0;
      error = g_error_new_literal (HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The microphone gives no sound");
      hearth_media_pipeline_fail (self->device, error);
      return G_SOURCE_REMOVE;
    }

  if (fed_at != 0 && !self->live)
    {
      self->live = TRUE;
      g_signal_emit (self, signals[LIVE], 0);
    }
  update_level (self);

  return G_SOURCE_CONTINUE;
}

/* What webrtcdsp is to do. */
static HearthVoiceProcessing
get_treatment (HearthVoiceProcessing processing)
{
  return (processing & HEARTH_VOICE_PROCESSING_MUSIC) != 0 ? HEARTH_VOICE_PROCESSING_NONE : processing;
}

static gboolean
add_processing (HearthMicrophone  *self,
                GstElement       **tail,
                GError           **error)
{
  HearthVoiceProcessing processing = get_treatment (self->processing);
  GstElement *dsp;

  if (self->speaker == NULL || hearth_audio_device_is_echo_cancelled (self->device_id))
    processing &= ~HEARTH_VOICE_PROCESSING_ECHO;
  if (processing == HEARTH_VOICE_PROCESSING_NONE)
    return TRUE;

  dsp = hearth_media_pipeline_add (self->device, "webrtcdsp", NULL, error);
  if (dsp == NULL)
    return FALSE;

  g_object_set (dsp,
                "echo-cancel", (processing & HEARTH_VOICE_PROCESSING_ECHO) != 0,
                "noise-suppression", (processing & HEARTH_VOICE_PROCESSING_NOISE) != 0,
                "gain-control", (processing & HEARTH_VOICE_PROCESSING_GAIN) != 0,
                NULL);
  if (self->speaker != NULL)
    g_object_set (dsp, "probe", hearth_speaker_get_probe_name (self->speaker), NULL);

  gst_element_link (*tail, dsp);
  *tail = dsp;

  return TRUE;
}

static gboolean
build_device (HearthMicrophone  *self,
              GError           **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_captured_on_streaming_thread };
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  GstElement *source, *tail, *sink;

  source = hearth_audio_device_add_source (self->device, self->device_id, error);
  tail = source != NULL ? hearth_media_pipeline_add (self->device, "audiobuffersplit", NULL, error) : NULL;
  if (tail == NULL)
    return FALSE;

  /* webrtcdsp takes buffers under 10 ms for discontinuities until it has given one, which it then never does (1.28). */
  gst_util_set_object_arg (G_OBJECT (tail), "output-buffer-duration", "1/100");
  g_object_set (tail,
                "gapless", TRUE,
                "alignment-threshold", STEP_TOLERANCE,
                "discont-wait", STEP_WAIT,
                "max-silence-time", LONGEST_SILENCE,
                NULL);
  gst_element_link_filtered (source, tail, caps);
  if (!add_processing (self, &tail, error))
    return FALSE;

  sink = hearth_media_pipeline_add (self->device, "appsink", NULL, error);
  if (sink == NULL)
    return FALSE;

  g_object_set (sink, "sync", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, hearth_voice_gate_ref (self->gate),
                              (GDestroyNotify) hearth_voice_gate_unref);
  gst_element_link (tail, sink);

  return TRUE;
}

static gboolean
build_encoder (HearthMicrophone  *self,
               GError           **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_packet_on_streaming_thread };
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  GstElement *source, *encoder, *sink;

  if ((source = hearth_media_pipeline_add (self->encoder, "appsrc", NULL, error)) == NULL ||
      (encoder = hearth_media_pipeline_add (self->encoder, "opusenc", NULL, error)) == NULL ||
      (self->payloader = hearth_media_pipeline_add (self->encoder, "rtpopuspay", NULL, error)) == NULL ||
      (sink = hearth_media_pipeline_add (self->encoder, "appsink", NULL, error)) == NULL ||
      !hearth_voice_encoding_add_level (self->payloader, error))
    return FALSE;

  g_object_set (source,
                "caps", caps,
                "format", GST_FORMAT_TIME,
                "is-live", TRUE,
                "max-time", ENCODER_QUEUE,
                "max-bytes", (guint64) 0,
                "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM,
                NULL);
  hearth_voice_encoding_set_up (encoder, self->payloader, (self->processing & HEARTH_VOICE_PROCESSING_MUSIC) != 0);
  g_object_set (self->payloader,
                "pt", HEARTH_RTP_PAYLOAD_OPUS,
                "ssrc", self->ssrc,
                "timestamp-offset", self->timestamp_offset,
                "seqnum-offset", self->next_sequence,
                NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  gst_element_link_many (source, encoder, self->payloader, sink, NULL);
  self->encoder_source = GST_APP_SRC (source);

  return TRUE;
}

static void on_encoder_failed (HearthMicrophone *self,
                               const GError     *error);

static gboolean
start_encoder (HearthMicrophone  *self,
               GError           **error)
{
  self->encoder = hearth_media_pipeline_new ("microphone-encoder");
  g_signal_connect_object (self->encoder, "failed", G_CALLBACK (on_encoder_failed), self, G_CONNECT_SWAPPED);

  return build_encoder (self, error) && hearth_media_pipeline_play (self->encoder, error);
}

/* Another one goes on in the same RTP stream when the microphone is opened anew. */
static void
replace_encoder (HearthMicrophone *self)
{
  g_autoptr (HearthMediaPipeline) old = g_steal_pointer (&self->encoder);
  g_autoptr (GstElement) payloader = gst_object_ref (self->payloader);
  g_autoptr (GError) error = NULL;
  guint sequence;

  close_device (self);
  g_signal_handlers_disconnect_by_data (old, self);
  hearth_media_pipeline_close (old);

  /* After its last packet. */
  g_object_get (payloader, "seqnum", &sequence, NULL);
  self->next_sequence = (int) ((sequence + 1) & 0xffff);
  if (!start_encoder (self, &error))
    g_debug ("nothing can be encoded any more: %s", error->message);
}

static void
on_encoder_failed (HearthMicrophone *self,
                   const GError     *error)
{
  replace_encoder (self);
  update_level (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static GstCaps *
get_caps (HearthRtpSource *source)
{
  HearthMicrophone *self = HEARTH_MICROPHONE (source);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "audio",
                              "encoding-name", G_TYPE_STRING, "OPUS",
                              "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_OPUS,
                              "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_OPUS,
                              "ssrc", G_TYPE_UINT, self->ssrc,
                              "encoding-params", G_TYPE_STRING, "2", /* RFC 7587, section 7: always 2 */
                              "useinbandfec", G_TYPE_STRING, "1",
                              "usedtx", G_TYPE_STRING, "1",
                              NULL);
}

static void
add_sink (HearthRtpSource *source,
          HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&HEARTH_MICROPHONE (source)->fanout, sink);
}

static void
remove_sink (HearthRtpSource *source,
             HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&HEARTH_MICROPHONE (source)->fanout, sink);
}

static void
request_keyframe (HearthRtpSource *source)
{
  /* Sound has none. */
}

static void
rtp_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = get_caps;
  iface->add_sink = add_sink;
  iface->remove_sink = remove_sink;
  iface->request_keyframe = request_keyframe;
}

/* The canceller has learnt the way from one loudspeaker to the microphone; what it knows is wrong for another. */
static void
on_speaker_live (HearthSpeaker    *speaker,
                 HearthMicrophone *self)
{
  g_autofree char *device_id = g_strdup (self->device_id);

  if (self->live && (get_treatment (self->processing) & HEARTH_VOICE_PROCESSING_ECHO) != 0)
    hearth_microphone_open (self, device_id);
}

static void
hearth_microphone_dispose (GObject *object)
{
  HearthMicrophone *self = HEARTH_MICROPHONE (object);

  hearth_microphone_close (self);
  g_clear_object (&self->speaker);

  G_OBJECT_CLASS (hearth_microphone_parent_class)->dispose (object);
}

static void
hearth_microphone_finalize (GObject *object)
{
  HearthMicrophone *self = HEARTH_MICROPHONE (object);

  hearth_rtp_fanout_clear (&self->fanout);
  g_free (self->device_id);

  G_OBJECT_CLASS (hearth_microphone_parent_class)->finalize (object);
}

static void
hearth_microphone_class_init (HearthMicrophoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_microphone_dispose;
  object_class->finalize = hearth_microphone_finalize;

  /** HearthMicrophone::live: The device that was opened last gives sound. */
  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthMicrophone::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR
   *
   * The device gives no sound (any more) and has been released.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  /** HearthMicrophone::level-changed: hearth_microphone_get_level() or _get_heard() has changed; at most 20 times a second. */
  signals[LEVEL_CHANGED] = g_signal_new ("level-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_microphone_init (HearthMicrophone *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  self->processing = HEARTH_VOICE_PROCESSING_ALL;
  self->level = HEARTH_LEVEL_SILENCE;
  self->heard = HEARTH_LEVEL_SILENCE;
  self->ssrc = g_random_int ();
  self->timestamp_offset = g_random_int ();
  self->next_sequence = (int) (g_random_int () & 0x7fff);
}

HearthMicrophone *
hearth_microphone_new (HearthSpeaker  *speaker,
                       GError        **error)
{
  g_autoptr (HearthMicrophone) self = g_object_new (HEARTH_TYPE_MICROPHONE, NULL);

  g_set_object (&self->speaker, speaker);
  if (speaker != NULL)
    g_signal_connect_object (speaker, "live", G_CALLBACK (on_speaker_live), self, 0);
  if (!start_encoder (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_microphone_set_processing (HearthMicrophone      *self,
                                  HearthVoiceProcessing  processing)
{
  HearthVoiceProcessing before = self->processing;
  g_autofree char *device_id = NULL;
  gboolean open;

  g_return_if_fail (HEARTH_IS_MICROPHONE (self));

  self->processing = processing;
  open = self->device != NULL;
  if (((before ^ processing) & HEARTH_VOICE_PROCESSING_MUSIC) != 0 && self->encoder != NULL)
    replace_encoder (self);
  else if (get_treatment (before) == get_treatment (processing))
    return;

  device_id = g_strdup (self->device_id);
  if (open && self->encoder != NULL)
    hearth_microphone_open (self, device_id);
}

void
hearth_microphone_open (HearthMicrophone *self,
                        const char       *device_id)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEARTH_IS_MICROPHONE (self));
  g_return_if_fail (self->encoder != NULL);
  g_return_if_fail (hearth_main_thread_is_current ());

  close_device (self);
  g_set_str (&self->device_id, device_id);

  self->gate = hearth_voice_gate_new (self->encoder_source, self->muted, self->encoded_until);
  self->device = hearth_media_pipeline_new ("microphone-device");
  g_signal_connect_object (self->device, "failed", G_CALLBACK (on_device_failed), self, 0);
  if (!build_device (self, &error))
    {
      hearth_media_pipeline_fail (self->device, error);
      return;
    }

  self->opened_at = g_get_monotonic_time ();
  self->tick = g_timeout_add (TICK_MILLISECONDS, on_tick, self);
  hearth_media_pipeline_play_device (self->device);
}

void
hearth_microphone_release (HearthMicrophone *self)
{
  g_return_if_fail (HEARTH_IS_MICROPHONE (self));

  close_device (self);
  update_level (self);
}

void
hearth_microphone_set_muted (HearthMicrophone *self,
                             gboolean          muted)
{
  g_return_if_fail (HEARTH_IS_MICROPHONE (self));

  self->muted = muted;
  if (self->gate != NULL)
    hearth_voice_gate_set_muted (self->gate, muted);
  update_level (self);
}

double
hearth_microphone_get_level (HearthMicrophone *self)
{
  g_return_val_if_fail (HEARTH_IS_MICROPHONE (self), HEARTH_LEVEL_SILENCE);

  return self->level;
}

double
hearth_microphone_get_heard (HearthMicrophone *self)
{
  g_return_val_if_fail (HEARTH_IS_MICROPHONE (self), HEARTH_LEVEL_SILENCE);

  return self->heard;
}

void
hearth_microphone_close (HearthMicrophone *self)
{
  g_return_if_fail (HEARTH_IS_MICROPHONE (self));

  close_device (self);
  if (self->encoder != NULL)
    hearth_media_pipeline_close (self->encoder);
  g_clear_object (&self->encoder);
  self->encoder_source = NULL;
}
