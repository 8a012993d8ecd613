/* From raw pictures to RTP with VP8: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/video-encoder.h"

#include <gst/app/app.h>
#include <gst/video/video.h>
#include <math.h>

#include "media/keyframe-requests.h"
#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

#define PAYLOAD_TYPE 96

/* What a packet may weigh with SRTP, TURN and IPv6 headers added and still pass every path. */
#define MTU 1200

/* Key frames come when somebody asks, or when the scene changes; this is only libvpx's upper bound, 100 s. */
#define KEYFRAME_MAX_DISTANCE 3000

struct _HearthVideoEncoder
{
  GObject parent_instance;

  HearthMediaPipeline *pipeline;
  GstElement *appsrc;
  GstElement *encoder;
  GstPad *encoder_src;
  guint32 ssrc;

  HearthRtpFanout fanout;
  HearthKeyframeRequests keyframes;
  GstClockTime last_pts; /* the pushing thread's */
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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
                              "payload", G_TYPE_INT, PAYLOAD_TYPE,
                              "clock-rate", G_TYPE_INT, 90000,
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
on_pipeline_failed (HearthVideoEncoder *self,
                    GError             *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Bits a second: 600 kbit/s at 640×360 and 1.8 Mbit/s at 1280×720, where a talking head looks clean, and a power law between:
 * larger pictures need fewer bits for each pixel. */
static int
choose_bitrate (int width,
                int height)
{
  double pixels = (double) width * height;

  return (int) (600e3 * pow (pixels / (640 * 360), 0.79));
}

static void
configure_encoder (GstElement *encoder)
{
  g_object_set (encoder,
                "deadline", G_GINT64_CONSTANT (1), /* real time */
                "cpu-used", -6,                    /* fixed speed; 1.5 ms for 640×360, 6.8 ms for 1280×720 */
                "lag-in-frames", 0,
                /* libvpx' threads spin while they wait for each other: on a busy computer two of them took 400 ms for a picture
                 * of 1280×720 that one alone does in 10 or 20. */
                "threads", 1,
                "keyframe-max-dist", KEYFRAME_MAX_DISTANCE,
                "static-threshold", 1,
                "min-quantizer", 2,
                "max-quantizer", 56,
                "undershoot", 100,
                "overshoot", 15,
                /* Milliseconds of the bit rate that one picture may run ahead: what would wait in the network otherwise. */
                "buffer-size", 1000,
                "buffer-initial-size", 500,
                "buffer-optimal-size", 600,
                /* A key frame may have nine times an average picture's bits. */
                "max-intra-bitrate", 900,
                "dropframe-threshold", 0, /* a coarser picture rather than none */
                NULL);
  gst_util_set_object_arg (G_OBJECT (encoder), "end-usage", "cbr");
  /* Whoever loses a packet waits for a key frame, so pictures need not be decodable without the one before. */
  gst_util_set_object_arg (G_OBJECT (encoder), "error-resilient", "0");
}

static gboolean
build (HearthVideoEncoder  *self,
       GError             **error)
{
  GstElement *payloader, *appsink;
  GstAppSinkCallbacks callbacks = { .new_sample = on_packets_on_streaming_thread };

  self->pipeline = hearth_media_pipeline_new ("video-encoder");
  self->appsrc = hearth_media_pipeline_add (self->pipeline, "appsrc", NULL, error);
  if (self->appsrc == NULL)
    return FALSE;
  self->encoder = hearth_media_pipeline_add (self->pipeline, "vp8enc", NULL, error);
  if (self->encoder == NULL)
    return FALSE;
  payloader = hearth_media_pipeline_add (self->pipeline, "rtpvp8pay", NULL, error);
  if (payloader == NULL)
    return FALSE;
  appsink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error);
  if (appsink == NULL)
    return FALSE;

  g_object_set (self->appsrc, "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers", G_GUINT64_CONSTANT (1),
                "max-bytes", G_GUINT64_CONSTANT (0), "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, NULL);
  configure_encoder (self->encoder);
  g_object_set (payloader, "pt", PAYLOAD_TYPE, "ssrc", self->ssrc, "mtu", MTU, NULL);
  gst_util_set_object_arg (G_OBJECT (payloader), "picture-id-mode", "15-bit");
  g_object_set (appsink, "sync", FALSE, "async", FALSE, "buffer-list", TRUE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (appsink), &callbacks, self, NULL);

  self->encoder_src = gst_element_get_static_pad (self->encoder, "src");
  gst_element_link_many (self->appsrc, self->encoder, payloader, appsink, NULL);
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (on_pipeline_failed), self, G_CONNECT_SWAPPED);

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
  hearth_rtp_fanout_clear (&HEARTH_VIDEO_ENCODER (object)->fanout);

  G_OBJECT_CLASS (hearth_video_encoder_parent_class)->finalize (object);
}

static void
hearth_video_encoder_class_init (HearthVideoEncoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_video_encoder_dispose;
  object_class->finalize = hearth_video_encoder_finalize;

  /**
   * HearthVideoEncoder::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR; nothing is encoded any more
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_video_encoder_init (HearthVideoEncoder *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  self->ssrc = g_random_int ();
  self->last_pts = GST_CLOCK_TIME_NONE;
}

HearthVideoEncoder *
hearth_video_encoder_new (GError **error)
{
  g_autoptr (HearthVideoEncoder) self = g_object_new (HEARTH_TYPE_VIDEO_ENCODER, NULL);

  if (!build (self, error) || !hearth_media_pipeline_play (self->pipeline, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_video_encoder_set_resolution (HearthVideoEncoder *self,
                                     int                 width,
                                     int                 height)
{
  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));
  g_return_if_fail (width > 0 && height > 0);

  if (self->pipeline == NULL)
    return;

  g_object_set (self->encoder, "target-bitrate", choose_bitrate (width, height), NULL);
}

void
hearth_video_encoder_push (HearthVideoEncoder *self,
                           GstSample          *picture)
{
  GstClockTime pts;

  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));

  /* The first pictures of another camera may have been taken before the last ones of the one before. */
  pts = GST_BUFFER_PTS (gst_sample_get_buffer (picture));
  if (GST_CLOCK_TIME_IS_VALID (self->last_pts) && pts <= self->last_pts)
    return;
  self->last_pts = pts;

  if (hearth_keyframe_requests_take (&self->keyframes, g_get_monotonic_time ()))
    gst_pad_send_event (self->encoder_src,
                        gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
  gst_app_src_push_sample (GST_APP_SRC (self->appsrc), picture);
}

void
hearth_video_encoder_close (HearthVideoEncoder *self)
{
  g_return_if_fail (HEARTH_IS_VIDEO_ENCODER (self));

  if (self->pipeline == NULL)
    return;

  hearth_media_pipeline_close (self->pipeline);
  gst_clear_object (&self->encoder_src);
  g_clear_object (&self->pipeline);
}
