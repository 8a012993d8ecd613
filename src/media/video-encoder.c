/* From raw pictures to RTP with VP8: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/video-encoder.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "base/rtp-payload.h"
#include "media/keyframe-requests.h"
#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

/* What a packet may weigh with SRTP, TURN and IPv6 headers added and still pass every path. */
#define MTU 1200

/* Key frames come when somebody asks, or when the scene changes; this is only libvpx's upper bound, 100 s. */
#define KEYFRAME_MAX_DISTANCE 3000

/* An encoder that gave up is made anew; one that cannot be helped gets no more than this. */
#define REBUILD_SECONDS 1

/* libvpx takes the time between two pictures for the frame rate from then on: after five seconds it would spend the bits of ten on the
 * next one. Slower than this is no camera. */
#define LONGEST_PAUSE GST_SECOND

/* How coarse and how fine a picture may be (0 to 63). People: whatever the bits allow.
 *
 * Text, measured with a full page of a small font at 1920×1080, five pictures a second, 2.3 Mbit/s, luma against the original: with 2 to 56
 * and two temporal layers the first picture has 167 kB and 28 dB, which nobody can read, another page comes twice, 166 and 179 kB; with
 * one layer and 2 to 40 the first has 286 kB and 35 dB, the third page 683 kB in one go and 50 dB, which nobody can tell from 41. 16 to 40: 286
 * kB and 35 dB, then 229 and 370 kB and 41; 22 to 40: 183 and 314 kB, 40 dB. All of these take 12 to 15 ms a picture, 6 % of a core: a
 * page that stands still takes 6 ms. A speed of −6 takes 2 ms more and −4 nine, −16 two less, and none of them is sharper; two
 * threads take a third more. vp8enc has no switch for libvpx' screen content mode. */
typedef struct
{
  int finest;
  int coarsest;
  int key_frame; /* percent of an average picture's bits that one may have */
  gboolean temporal_layers;
} Tuning;

static const Tuning tunings[HEARTH_N_VIDEO_CONTENTS] = {
  [HEARTH_CONTENT_CAMERA] = { 2, 56, 900, TRUE },
  [HEARTH_CONTENT_TEXT] = { 20, 44, 300, FALSE },
  [HEARTH_CONTENT_MOTION] = { 8, 56, 900, TRUE },
};

/* What of the bits the pictures that must not be left out have, in percent. They are half of the pictures, and all others are predicted
 * from them: 50 costs 0.7 dB against 65, 70 gains 0.2, but leaving the others out should save something. */
#define BASE_LAYER_PERCENT 65

struct _HearthVideoEncoder
{
  GObject parent_instance;

  guint32 ssrc;
  guint32 timestamp_offset;
  HearthVideoContent content;
  HearthRtpFanout fanout;
  HearthKeyframeRequests keyframes;
  int beginning; /* atomic */
  guint rebuild_source;
  /* Where the stream begins, or goes on behind an error. The first sequence number is in the lower half, or SRTP's receivers take an
   * early loss for a wrap-around (RFC 3711, section 3.3.1). */
  int next_sequence;
  int next_picture_id; /* −1 for anywhere */

  GMutex mutex; /* guards the pipeline and what is in it: NULL while there is none */
  HearthMediaPipeline *pipeline;
  GstElement *appsrc;
  GstElement *encoder;
  GstElement *payloader;
  guint bitrate; /* of the encoder, 0 for none yet */

  /* The pushing thread's. */
  GstCaps *picture_caps; /* as pushed */
  GstCaps *caps;         /* as encoded */
  gboolean odd;          /* every second beginning */
  GstClockTime last_pts;
};

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthVideoEncoder, hearth_video_encoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static GstCaps *
hearth_video_encoder_get_caps (HearthRtpSource *source)
{
  HearthVideoEncoder *self = HEARTH_VIDEO_ENCODER (source);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "video",
                              "encoding-name", G_TYPE_STRING, "VP8",
                              "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_VP8,
                              "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_VP8,
                              "ssrc", G_TYPE_UINT, self->ssrc,
                              NULL);
}

static void
hearth_video_encoder_add_sink (HearthRtpSource *source,
                               HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&HEARTH_VIDEO_ENCODER (source)->fanout, sink);
}

static void
hearth_video_encoder_remove_sink (HearthRtpSource *source,
                                  HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&HEARTH_VIDEO_ENCODER (source)->fanout, sink);
}

static void
hearth_video_encoder_request_keyframe (HearthRtpSource *source)
{
  hearth_keyframe_requests_add (&HEARTH_VIDEO_ENCODER (source)->keyframes);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = hearth_video_encoder_get_caps;
  iface->add_sink = hearth_video_encoder_add_sink;
  iface->remove_sink = hearth_video_encoder_remove_sink;
  iface->request_keyframe = hearth_video_encoder_request_keyframe;
}

static GstFlowReturn
on_packets_on_streaming_thread (GstAppSink *appsink,
                                gpointer    user_data)
{
  HearthVideoEncoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (appsink);
  GstBufferList *list;

  if (sample == NULL)
    return GST_FLOW_EOS;

  list = gst_sample_get_buffer_list (sample);
  if (list != NULL)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT (gst_buffer_list_ref (list)));
  else
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT (gst_buffer_ref (gst_sample_get_buffer (sample))));

  return GST_FLOW_OK;
}

static void
configure_encoder (GstElement   *encoder,
                   const Tuning *tuning)
{
  g_object_set (encoder,
                "deadline", G_GINT64_CONSTANT (1), /* real time */
                /* A fixed speed. Measured with a moving head and noise, two temporal layers, one picture of 1280×720, 640×360 and
                 * 320×180: −6: 5.1, 1.5, 0.5 ms; −10: 4.1, 1.1, 0.35 ms for at most 0.15 dB less; −16 (and 16): 3.7 ms for 3.7 dB
                 * less. All three layers at 30 pictures a second are 17 % of a core, what one of 720p was at −6. */
                "cpu-used", -10,
                "lag-in-frames", 0,
                /* libvpx' threads spin while they wait for each other: on a busy computer two of them took 400 ms for a picture
                 * of 1280×720 that one alone does in 10 or 20. */
                "threads", 1,
                "keyframe-max-dist", KEYFRAME_MAX_DISTANCE,
                "static-threshold", 1,
                "min-quantizer", tuning->finest,
                "max-quantizer", tuning->coarsest,
                "undershoot", 100,
                "overshoot", 15,
                /* Milliseconds of the bit rate that one picture may run ahead: what would wait in the network otherwise. */
                "buffer-size", 1000,
                "buffer-optimal-size", 600,
                /* What a first key frame is made of: about 30 kB at 720p. With half of it the first second of a layer is a blur. */
                "buffer-initial-size", 900,
                "max-intra-bitrate", tuning->key_frame,
                "dropframe-threshold", 0, /* a coarser picture rather than none */
                NULL);
  gst_util_set_object_arg (G_OBJECT (encoder), "end-usage", "cbr");
  /* Whoever loses a packet waits for a key frame, so pictures need not be decodable without the one before. */
  gst_util_set_object_arg (G_OBJECT (encoder), "error-resilient", "0");
}

/* One for each temporal layer, or for each picture of the pattern. The property is of another kind of array, which GLib deprecates and
 * GStreamer converts to. */
static void
set_pair (GstElement *encoder,
          const char *property,
          int         first,
          int         second)
{
  GValue pair = G_VALUE_INIT;
  GValue number = G_VALUE_INIT;

  g_value_init (&pair, GST_TYPE_ARRAY);
  g_value_init (&number, G_TYPE_INT);
  g_value_set_int (&number, first);
  gst_value_array_append_value (&pair, &number);
  g_value_set_int (&number, second);
  gst_value_array_append_value (&pair, &number);
  g_object_set_property (G_OBJECT (encoder), property, &pair);
  g_value_unset (&number);
  g_value_unset (&pair);
}

/* One picture in two refers to the one before it and is referred to by none; the others refer to each other. Nobody uses the golden and
 * the alternate picture, so nobody searches them. */
static void
configure_temporal_layers (GstElement *encoder)
{
  g_object_set (encoder, "temporal-scalability-number-layers", 2, "temporal-scalability-periodicity", 2, NULL);
  set_pair (encoder, "temporal-scalability-layer-id", 0, 1);
  set_pair (encoder, "temporal-scalability-rate-decimator", 2, 1);
  gst_util_set_object_arg (G_OBJECT (encoder), "temporal-scalability-layer-flags",
                           "<no-ref-golden+no-ref-alt+no-upd-golden+no-upd-alt,"
                           " no-ref-golden+no-ref-alt+no-upd-last+no-upd-golden+no-upd-alt+no-upd-entropy>");
  gst_util_set_object_arg (G_OBJECT (encoder), "temporal-scalability-layer-sync-flags", "<false, true>");
}

static void
set_bitrate (HearthVideoEncoder *self,
             guint               bitrate)
{
  g_object_set (self->encoder, "target-bitrate", (int) bitrate, NULL);
  if (tunings[self->content].temporal_layers)
    set_pair (self->encoder, "temporal-scalability-target-bitrate", (int) (bitrate / 100 * BASE_LAYER_PERCENT), (int) bitrate);
}

static gboolean
build (HearthVideoEncoder   *self,
       HearthMediaPipeline  *pipeline,
       GError              **error)
{
  GstElement *appsink;
  GstAppSinkCallbacks callbacks = { .new_sample = on_packets_on_streaming_thread };

  if ((self->appsrc = hearth_media_pipeline_add (pipeline, "appsrc", NULL, error)) == NULL ||
      (self->encoder = hearth_media_pipeline_add (pipeline, "vp8enc", NULL, error)) == NULL ||
      (self->payloader = hearth_media_pipeline_add (pipeline, "rtpvp8pay", NULL, error)) == NULL ||
      (appsink = hearth_media_pipeline_add (pipeline, "appsink", NULL, error)) == NULL)
    return FALSE;

  g_object_set (self->appsrc, "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers", G_GUINT64_CONSTANT (1),
                "max-bytes", G_GUINT64_CONSTANT (0), "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, NULL);
  configure_encoder (self->encoder, &tunings[self->content]);
  if (tunings[self->content].temporal_layers)
    configure_temporal_layers (self->encoder);
  gst_util_set_object_arg (G_OBJECT (self->payloader), "picture-id-mode", "15-bit");
  g_object_set (self->payloader,
                "pt", HEARTH_RTP_PAYLOAD_VP8,
                "ssrc", self->ssrc,
                "timestamp-offset", self->timestamp_offset,
                "seqnum-offset", self->next_sequence,
                "picture-id-offset", self->next_picture_id,
                "mtu", MTU,
                NULL);
  g_object_set (appsink, "sync", FALSE, "async", FALSE, "buffer-list", TRUE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (appsink), &callbacks, self, NULL);

  return gst_element_link_many (self->appsrc, self->encoder, self->payloader, appsink, NULL);
}

static gboolean start (HearthVideoEncoder  *self,
                       GError             **error);

static gboolean
on_rebuild (gpointer user_data)
{
  HearthVideoEncoder *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!start (self, &error))
    {
      g_debug ("still nothing can be encoded: %s", error->message);
      return G_SOURCE_CONTINUE;
    }

  self->rebuild_source = 0;
  return G_SOURCE_REMOVE;
}

static void
stop (HearthVideoEncoder *self)
{
  HearthMediaPipeline *pipeline;

  /* Closed without the lock: whoever pushes does not wait for the encoder's thread. */
  g_mutex_lock (&self->mutex);
  pipeline = g_steal_pointer (&self->pipeline);
  g_mutex_unlock (&self->mutex);

  if (pipeline == NULL)
    return;

  g_signal_handlers_disconnect_by_data (pipeline, self);
  hearth_media_pipeline_close (pipeline);
  g_object_unref (pipeline);
}

/* What is made next goes on in the same stream. */
static void
stop_for_now (HearthVideoEncoder *self)
{
  guint sequence;

  if (self->pipeline == NULL)
    return;

  g_object_get (self->payloader, "seqnum", &sequence, "picture-id", &self->next_picture_id, NULL);
  self->next_sequence = (int) ((sequence + 1) & 0xffff);
  stop (self);
}

static void
on_pipeline_failed (HearthVideoEncoder *self,
                    const GError       *error)
{
  g_debug ("a picture cannot be encoded: %s", error->message);
  stop_for_now (self);
  self->rebuild_source = g_timeout_add_seconds (REBUILD_SECONDS, on_rebuild, self);
}

static gboolean
start (HearthVideoEncoder  *self,
       GError             **error)
{
  g_autoptr (HearthMediaPipeline) pipeline = hearth_media_pipeline_new ("video-encoder");

  if (!build (self, pipeline, error) || !hearth_media_pipeline_play (pipeline, error))
    return FALSE;

  g_signal_connect_object (pipeline, "failed", G_CALLBACK (on_pipeline_failed), self, G_CONNECT_SWAPPED);
  g_mutex_lock (&self->mutex);
  self->pipeline = g_steal_pointer (&pipeline);
  self->bitrate = 0;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static void
hearth_video_encoder_dispose (GObject *object)
{
  hearth_video_encoder_close (HEARTH_VIDEO_ENCODER (object));

  G_OBJECT_CLASS (hearth_video_encoder_parent_class)->dispose (object);
}

static void
hearth_video_encoder_finalize (GObject *object)
{
  HearthVideoEncoder *self = HEARTH_VIDEO_ENCODER (object);

  gst_clear_caps (&self->picture_caps);
  gst_clear_caps (&self->caps);
  hearth_rtp_fanout_clear (&self->fanout);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_video_encoder_parent_class)->finalize (object);
}

static void
hearth_video_encoder_class_init (HearthVideoEncoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_video_encoder_dispose;
  object_class->finalize = hearth_video_encoder_finalize;
}

static void
hearth_video_encoder_init (HearthVideoEncoder *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  g_mutex_init (&self->mutex);
  self->ssrc = g_random_int ();
  self->next_sequence = (int) (g_random_int () & 0x7fff);
  self->next_picture_id = -1;
  self->last_pts = GST_CLOCK_TIME_NONE;
}

HearthVideoEncoder *
hearth_video_encoder_new (guint32   timestamp_offset,
                          GError  **error)
{
  g_autoptr (HearthVideoEncoder) self = g_object_new (HEARTH_TYPE_VIDEO_ENCODER, NULL);

  self->timestamp_offset = timestamp_offset;
  if (!start (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_video_encoder_set_content (HearthVideoEncoder *self,
                                  HearthVideoContent  content)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));
  g_return_if_fail (content < HEARTH_N_VIDEO_CONTENTS);

  if (self->content == content)
    return;

  /* libvpx does not take up or leave temporal layers in the middle. */
  self->content = content;
  hearth_video_encoder_begin (self);
  if (self->rebuild_source != 0)
    return;
  stop_for_now (self);
  if (!start (self, &error))
    {
      g_debug ("nothing can be encoded: %s", error->message);
      self->rebuild_source = g_timeout_add_seconds (REBUILD_SECONDS, on_rebuild, self);
    }
}

void
hearth_video_encoder_begin (HearthVideoEncoder *self)
{
  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));

  g_atomic_int_set (&self->beginning, TRUE);
}

/* vp8enc makes another encoder where the format of its pictures is another, and keeps it otherwise: so a beginning has another frame
 * rate than what was before it. (A camera's is not constant anyway; vp8enc does not use it.) */
static gboolean
follow (HearthVideoEncoder *self,
        GstCaps            *caps,
        GstClockTime        pts)
{
  gboolean begins = g_atomic_int_compare_and_exchange (&self->beginning, TRUE, FALSE)
                    || !GST_CLOCK_TIME_IS_VALID (self->last_pts) || pts - self->last_pts > LONGEST_PAUSE
                    || (caps != self->picture_caps && !gst_caps_is_equal (caps, self->picture_caps));

  gst_caps_replace (&self->picture_caps, caps);
  if (!begins)
    return FALSE;

  self->odd = !self->odd;
  gst_clear_caps (&self->caps);
  self->caps = gst_caps_copy (caps);
  gst_caps_set_simple (self->caps, "framerate", GST_TYPE_FRACTION, self->odd ? 0 : 30, 1, NULL);

  return TRUE;
}

/* The mutex is held. */
static void
encode (HearthVideoEncoder *self,
        GstBuffer          *picture,
        guint               bitrate,
        gboolean            begins)
{
  g_autoptr (GstSample) sample = gst_sample_new (picture, self->caps, NULL, NULL);

  if (bitrate != self->bitrate)
    {
      self->bitrate = bitrate;
      set_bitrate (self, bitrate);
    }

  if (begins)
    {
      hearth_keyframe_requests_forget (&self->keyframes);
    }
  else if (hearth_keyframe_requests_take (&self->keyframes, g_get_monotonic_time ()))
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (self->encoder, "src");

      gst_pad_send_event (pad, gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
    }
  gst_app_src_push_sample (GST_APP_SRC (self->appsrc), sample);
}

void
hearth_video_encoder_push (HearthVideoEncoder *self,
                           GstSample          *picture,
                           guint               bitrate)
{
  GstBuffer *buffer;
  GstClockTime pts;
  gboolean begins;

  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));

  /* The first pictures of another camera may have been taken before the last ones of the one before. */
  buffer = gst_sample_get_buffer (picture);
  pts = GST_BUFFER_PTS (buffer);
  if (GST_CLOCK_TIME_IS_VALID (self->last_pts) && pts <= self->last_pts)
    return;

  begins = follow (self, gst_sample_get_caps (picture), pts);
  self->last_pts = pts;

  g_mutex_lock (&self->mutex);
  if (self->pipeline != NULL)
    encode (self, buffer, bitrate, begins);
  g_mutex_unlock (&self->mutex);
}

void
hearth_video_encoder_close (HearthVideoEncoder *self)
{
  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  stop (self);
}
