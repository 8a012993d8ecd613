/* One person's voice: see the header.
 *
 *   push ── splice ── appsrc ── rtpjitterbuffer ── rtpopusdepay ── opusdec ── appsink ── aligner ── the speaker's mix
 *
 * The jitter buffer puts packets into order and says which are lost, waiting for each at most as long as the playout delay lets
 * it; packets in order pass it at once. What comes by another source is the same stream to it, after a pause. When something is
 * heard is decided behind the decoder: at PTS + playout delay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/audio-decoder.h"

#include <gst/app/app.h>

#include "base/main-thread.h"
#include "base/rtp-payload.h"
#include "media/audio-aligner.h"
#include "media/audio-device.h"
#include "media/level-meter.h"
#include "media/media-error.h"
#include "media/media-pipeline.h"
#include "media/playout-delay.h"
#include "media/rtp-splice.h"

/* What may wait for the decoder, two seconds of the smallest packets; the oldest goes first. */
#define QUEUE_PACKETS ((guint64) 200)

/* From the arrival of a packet to its samples being mixed: the mix takes 10 ms at once, and three threads wake up. */
#define DECODE_TIME (HEARTH_AUDIO_PERIOD + 3 * GST_MSECOND)

/* In-band forward error correction keeps each packet back until the next one is there: 20 ms. So it begins with this many
 * lost packets, and stays. */
#define LOSSES_FOR_FEC 2
#define FEC_TIME (20 * GST_MSECOND)

/* Nobody can talk to each other with more, and the mix looks half a second ahead. */
#define MAX_DELAY (400 * GST_MSECOND)

#define TICK_MILLISECONDS 100

/* A decoder that gave up is made anew; somebody who sends rubbish on purpose gets no more than this. */
#define REBUILD_SECONDS 1

struct _HearthAudioDecoder
{
  GObject parent_instance;

  HearthSpeaker *speaker;
  HearthSpeakerInput *input;
  HearthRtpSource *source;       /* NULL while their voice comes by none */
  HearthMediaPipeline *pipeline; /* from the first source on */
  GstAppSrc *packets;
  GstElement *jitterbuffer;
  GstElement *decoder;
  guint8 payload_type;
  gboolean fec;
  double volume;
  guint64 packets_lost; /* by pipelines before this one */
  guint tick;
  guint rebuild_source;

  HearthRtpSplice splice;     /* the source's thread's own */
  HearthAudioAligner aligner; /* the decoding thread's own while the pipeline plays */

  GMutex mutex; /* guards what follows */
  HearthStreamArrivals arrivals;
  HearthPlayoutDelay playout;
  GstClockTime min_delay;
  GstClockTime fec_time;
  HearthMediaTap *tap;
  HearthLevelMeter meter;
};

static void rtp_sink_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthAudioDecoder, hearth_audio_decoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_init))

/* From a packet's PTS to the moment its sound is due in the mix. The mutex is held. */
static GstClockTime
get_mix_delay (HearthAudioDecoder *self)
{
  GstClockTime speaker_latency = hearth_speaker_get_latency (self->speaker);
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  GstClockTime wanted = hearth_playout_delay_get (&self->playout, now) + self->fec_time + DECODE_TIME;

  return self->min_delay > speaker_latency ? MAX (wanted, self->min_delay - speaker_latency) : wanted;
}

/* How long the jitter buffer may wait for a packet that is missing, in ms. The mutex is held. */
static guint
get_patience (HearthAudioDecoder *self)
{
  return (guint) ((get_mix_delay (self) - self->fec_time - DECODE_TIME) / GST_MSECOND);
}

static void
push_packet_on_streaming_thread (HearthAudioDecoder *self,
                                 GstBuffer          *packet)
{
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  GstClockTime pts = GST_BUFFER_PTS (packet);
  GstBuffer *spliced;
  guint8 head[2];

  if (!GST_CLOCK_TIME_IS_VALID (pts) || gst_buffer_extract (packet, 0, head, sizeof head) != sizeof head
      || (head[1] & 0x7f) != self->payload_type)
    return;
  spliced = hearth_rtp_splice_take (&self->splice, packet, HEARTH_RTP_PAYLOAD_OPUS, HEARTH_RTP_CLOCK_OPUS);
  if (spliced == NULL)
    return;

  g_mutex_lock (&self->mutex);
  hearth_playout_delay_add (&self->playout, GST_CLOCK_DIFF (pts, now), now);
  hearth_stream_arrivals_time (&self->arrivals, GST_CLOCK_DIFF (pts, now));
  hearth_stream_arrivals_add (&self->arrivals, gst_buffer_get_size (packet));
  g_mutex_unlock (&self->mutex);

  gst_app_src_push_buffer (self->packets, spliced);
}

static void
push (HearthRtpSink *sink,
      GstMiniObject *packets)
{
  HearthAudioDecoder *self = HEARTH_AUDIO_DECODER (sink);

  if (GST_IS_BUFFER (packets))
    {
      push_packet_on_streaming_thread (self, GST_BUFFER (packets));
    }
  else
    {
      GstBufferList *list = GST_BUFFER_LIST (packets);

      for (guint i = 0; i < gst_buffer_list_length (list); i++)
        push_packet_on_streaming_thread (self, gst_buffer_list_get (list, i));
    }

  gst_mini_object_unref (packets);
}

static void
rtp_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = push;
}

static guint64
time_to_samples (GstClockTime time)
{
  return gst_util_uint64_scale (time, HEARTH_AUDIO_RATE, GST_SECOND);
}

static void
play_on_streaming_thread (HearthAudioDecoder *self,
                          GstClockTime        pts,
                          const gint16       *samples,
                          gsize               n_samples)
{
  gint16 placed[HEARTH_AUDIO_ALIGNER_MAX_OUT];
  g_autoptr (HearthMediaTap) tap = NULL;
  GstClockTime delay, heard_at;
  guint64 position;
  gsize n_placed;

  g_mutex_lock (&self->mutex);
  delay = get_mix_delay (self);
  hearth_level_meter_feed (&self->meter, samples, n_samples, g_get_monotonic_time ());
  g_set_object (&tap, self->tap);
  g_mutex_unlock (&self->mutex);

  position = hearth_audio_aligner_place (&self->aligner, time_to_samples (pts), time_to_samples (delay),
                                         samples, n_samples, placed, &n_placed);
  hearth_speaker_input_push (self->input, position, placed, n_placed);

  if (tap != NULL)
    {
      heard_at = gst_util_uint64_scale (position, GST_SECOND, HEARTH_AUDIO_RATE) + hearth_speaker_get_latency (self->speaker);
      hearth_media_tap_sound (tap, placed, n_placed, HEARTH_AUDIO_RATE, (gint64) (heard_at / GST_USECOND));
    }
}

static GstFlowReturn
on_decoded_on_streaming_thread (GstAppSink *sink,
                                gpointer    user_data)
{
  HearthAudioDecoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  GstMapInfo map;
  gsize n_samples;

  if (buffer == NULL)
    return GST_FLOW_EOS;

  if (!GST_BUFFER_PTS_IS_VALID (buffer) || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_OK;

  n_samples = MIN (map.size / sizeof (gint16), HEARTH_AUDIO_ALIGNER_MAX_IN);
  if (n_samples > 0)
    play_on_streaming_thread (self, GST_BUFFER_PTS (buffer), (const gint16 *) map.data, n_samples);
  gst_buffer_unmap (buffer, &map);

  return GST_FLOW_OK;
}

static guint64
count_lost (HearthAudioDecoder *self)
{
  g_autoptr (GstStructure) stats = NULL;
  guint64 lost = 0;

  if (self->jitterbuffer != NULL)
    {
      g_object_get (self->jitterbuffer, "stats", &stats, NULL);
      gst_structure_get_uint64 (stats, "num-lost", &lost);
    }

  return lost;
}

/* What need not happen with every packet: the jitter buffer's patience, error correction. */
static gboolean
on_tick (gpointer user_data)
{
  HearthAudioDecoder *self = user_data;
  guint patience, patience_before;
  double level;

  if (!self->fec && count_lost (self) >= LOSSES_FOR_FEC)
    {
      self->fec = TRUE;
      g_object_set (self->decoder, "use-inband-fec", TRUE, NULL);
    }

  g_mutex_lock (&self->mutex);
  self->fec_time = self->fec ? FEC_TIME : 0;
  patience = get_patience (self);
  level = hearth_level_meter_read (&self->meter, g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);

  g_object_get (self->jitterbuffer, "latency", &patience_before, NULL);
  if (patience != patience_before)
    g_object_set (self->jitterbuffer, "latency", patience, NULL);

  /* Their voice comes by no source, and what came has been heard. */
  if (self->source == NULL && level == HEARTH_LEVEL_SILENCE)
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
build_pipeline (HearthAudioDecoder  *self,
                GError             **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_decoded_on_streaming_thread };
  g_autoptr (GstCaps) packet_caps = gst_caps_new_simple ("application/x-rtp",
                                                         "media", G_TYPE_STRING, "audio",
                                                         "encoding-name", G_TYPE_STRING, "OPUS",
                                                         "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_OPUS,
                                                         "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_OPUS,
                                                         NULL);
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  GstElement *source, *depayloader, *sink;

  if ((source = hearth_media_pipeline_add (self->pipeline, "appsrc", NULL, error)) == NULL ||
      (self->jitterbuffer = hearth_media_pipeline_add (self->pipeline, "rtpjitterbuffer", NULL, error)) == NULL ||
      (depayloader = hearth_media_pipeline_add (self->pipeline, "rtpopusdepay", NULL, error)) == NULL ||
      (self->decoder = hearth_media_pipeline_add (self->pipeline, "opusdec", NULL, error)) == NULL ||
      (sink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error)) == NULL)
    return FALSE;

  g_object_set (source,
                "caps", packet_caps,
                "format", GST_FORMAT_TIME,
                "is-live", TRUE,
                "max-buffers", QUEUE_PACKETS,
                "max-bytes", (guint64) 0,
                "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM,
                NULL);
  g_object_set (self->jitterbuffer, "do-lost", TRUE, "latency", get_patience (self), NULL);
  g_object_set (self->decoder, "plc", TRUE, "use-inband-fec", self->fec, NULL);
  g_object_set (sink, "caps", caps, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  gst_element_link_many (source, self->jitterbuffer, depayloader, self->decoder, sink, NULL);
  self->packets = GST_APP_SRC (source);

  return TRUE;
}

static void
leave_source (HearthAudioDecoder *self)
{
  if (self->source != NULL)
    hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  g_clear_object (&self->source);
}

static void
stop (HearthAudioDecoder *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  leave_source (self);

  self->packets_lost += count_lost (self);
  if (self->pipeline != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->pipeline, self);
      hearth_media_pipeline_close (self->pipeline);
      g_clear_object (&self->pipeline);
      self->jitterbuffer = NULL;
    }
  if (self->input != NULL)
    {
      hearth_speaker_remove_input (self->speaker, self->input);
      g_clear_pointer (&self->input, hearth_speaker_input_unref);
    }
}

static gboolean
on_rebuild (gpointer user_data)
{
  HearthAudioDecoder *self = user_data;
  g_autoptr (HearthRtpSource) source = NULL;

  self->rebuild_source = 0;
  g_set_object (&source, self->source);
  stop (self);
  hearth_audio_decoder_set_source (self, source);

  return G_SOURCE_REMOVE;
}

static void
on_pipeline_failed (HearthAudioDecoder *self,
                    const GError       *error)
{
  g_debug ("a voice cannot be decoded: %s", error->message);
  if (self->rebuild_source == 0)
    self->rebuild_source = g_timeout_add_seconds (REBUILD_SECONDS, on_rebuild, self);
}

static gboolean
start (HearthAudioDecoder  *self,
       GError             **error)
{
  self->pipeline = hearth_media_pipeline_new ("audio-decoder");
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (on_pipeline_failed), self, G_CONNECT_SWAPPED);
  if (!build_pipeline (self, error) || !hearth_media_pipeline_play (self->pipeline, error))
    return FALSE;

  self->aligner = (HearthAudioAligner) { .n_channels = 1 };
  self->input = hearth_speaker_add_input (self->speaker);
  hearth_speaker_input_set_volume (self->input, self->volume);

  return TRUE;
}

/* Returns: of Opus, or −1 where the source has something else */
static int
get_payload_type (HearthRtpSource *source)
{
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (source);
  GstStructure *structure = gst_caps_get_structure (caps, 0);
  int payload_type;

  if (g_strcmp0 (gst_structure_get_string (structure, "encoding-name"), "OPUS") != 0
      || !gst_structure_get_int (structure, "payload", &payload_type))
    return -1;

  return payload_type;
}

static void
hearth_audio_decoder_dispose (GObject *object)
{
  HearthAudioDecoder *self = HEARTH_AUDIO_DECODER (object);

  hearth_audio_decoder_close (self);
  g_clear_object (&self->tap);
  g_clear_object (&self->speaker);

  G_OBJECT_CLASS (hearth_audio_decoder_parent_class)->dispose (object);
}

static void
hearth_audio_decoder_finalize (GObject *object)
{
  g_mutex_clear (&HEARTH_AUDIO_DECODER (object)->mutex);

  G_OBJECT_CLASS (hearth_audio_decoder_parent_class)->finalize (object);
}

static void
hearth_audio_decoder_class_init (HearthAudioDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_audio_decoder_dispose;
  object_class->finalize = hearth_audio_decoder_finalize;
}

static void
hearth_audio_decoder_init (HearthAudioDecoder *self)
{
  g_mutex_init (&self->mutex);
  self->volume = 1;
  hearth_playout_delay_init (&self->playout);
}

HearthAudioDecoder *
hearth_audio_decoder_new (HearthSpeaker  *speaker,
                          GError        **error)
{
  static const char *const factories[] = { "appsrc", "rtpjitterbuffer", "rtpopusdepay", "opusdec", "appsink" };
  HearthAudioDecoder *self;

  g_return_val_if_fail (HEARTH_IS_SPEAKER (speaker), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (factories); i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (factories[i]);

      if (factory == NULL)
        {
          g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_MISSING_ELEMENT,
                       "The GStreamer element “%s” is not installed", factories[i]);
          return NULL;
        }
    }

  self = g_object_new (HEARTH_TYPE_AUDIO_DECODER, NULL);
  self->speaker = g_object_ref (speaker);

  return self;
}

void
hearth_audio_decoder_set_source (HearthAudioDecoder *self,
                                 HearthRtpSource    *source)
{
  g_autoptr (GError) error = NULL;
  int payload_type;

  g_return_if_fail (HEARTH_IS_AUDIO_DECODER (self));
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->source == source)
    return;

  leave_source (self);
  if (source == NULL)
    return;

  payload_type = get_payload_type (source);
  if (payload_type < 0)
    {
      g_debug ("a voice that is not Opus is not heard");
      return;
    }
  if (self->pipeline == NULL && !start (self, &error))
    {
      g_debug ("no voice can be decoded: %s", error->message);
      stop (self);
      return;
    }

  hearth_rtp_splice_change (&self->splice);
  self->payload_type = (guint8) payload_type;
  if (self->tick == 0)
    self->tick = g_timeout_add (TICK_MILLISECONDS, on_tick, self);
  self->source = g_object_ref (source);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));
}

void
hearth_audio_decoder_set_volume (HearthAudioDecoder *self,
                                 double              volume)
{
  g_return_if_fail (HEARTH_IS_AUDIO_DECODER (self));

  self->volume = volume;
  if (self->input != NULL)
    hearth_speaker_input_set_volume (self->input, volume);
}

void
hearth_audio_decoder_set_tap (HearthAudioDecoder *self,
                              HearthMediaTap     *tap)
{
  g_return_if_fail (HEARTH_IS_AUDIO_DECODER (self));

  g_mutex_lock (&self->mutex);
  g_set_object (&self->tap, tap);
  g_mutex_unlock (&self->mutex);
}

void
hearth_audio_decoder_set_min_delay (HearthAudioDecoder *self,
                                    GstClockTime        delay)
{
  g_return_if_fail (HEARTH_IS_AUDIO_DECODER (self));

  g_mutex_lock (&self->mutex);
  self->min_delay = MIN (delay, MAX_DELAY);
  g_mutex_unlock (&self->mutex);
}

GstClockTime
hearth_audio_decoder_get_delay (HearthAudioDecoder *self)
{
  GstClockTime delay;

  g_return_val_if_fail (HEARTH_IS_AUDIO_DECODER (self), 0);

  g_mutex_lock (&self->mutex);
  delay = get_mix_delay (self);
  g_mutex_unlock (&self->mutex);

  return delay + hearth_speaker_get_latency (self->speaker);
}

double
hearth_audio_decoder_get_level (HearthAudioDecoder *self)
{
  double level;

  g_return_val_if_fail (HEARTH_IS_AUDIO_DECODER (self), HEARTH_LEVEL_SILENCE);

  g_mutex_lock (&self->mutex);
  level = hearth_level_meter_read (&self->meter, g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);

  return level;
}

HearthStreamArrivals
hearth_audio_decoder_get_arrivals (HearthAudioDecoder *self)
{
  HearthStreamArrivals arrivals;

  g_return_val_if_fail (HEARTH_IS_AUDIO_DECODER (self), (HearthStreamArrivals) { 0 });

  g_mutex_lock (&self->mutex);
  arrivals = self->arrivals;
  g_mutex_unlock (&self->mutex);

  return arrivals;
}

guint64
hearth_audio_decoder_get_packets_lost (HearthAudioDecoder *self)
{
  g_return_val_if_fail (HEARTH_IS_AUDIO_DECODER (self), 0);

  return self->packets_lost + count_lost (self);
}

void
hearth_audio_decoder_close (HearthAudioDecoder *self)
{
  g_return_if_fail (HEARTH_IS_AUDIO_DECODER (self));

  stop (self);
}
