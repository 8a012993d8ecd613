/* One person's picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/video-decoder.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "media/loss-counter.h"
#include "media/media-pipeline.h"
#include "media/picture-scaler.h"
#include "media/playout-delay.h"
#include "media/sample-frame.h"

/* A decoder that gave up is made anew; somebody who sends rubbish on purpose gets no more than this. */
#define REBUILD_SECONDS 1

/* A picture is never kept back longer than the longest playout delay, whatever its timestamp says. */
#define MAX_WAIT (500 * GST_MSECOND)

/* What waits for the decoder: the longest playout delay, and as much again for a computer that was busy. */
#define QUEUE_TIME ((guint64) GST_SECOND)

/* The sink is told a delay only where it differs by so much. */
#define DELAY_STEP GST_MSECOND

struct _HearthVideoDecoder
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthFrameMailbox *mailbox;
  guint changed_signal;
  HearthMediaPipeline *pipeline; /* NULL without a source */
  GstElement *appsrc;            /* in the pipeline, which changes only while this is no sink of the source */
  GstElement *appsink;
  guint rebuild_source;

  int keyframe_posted; /* atomic */
  int has_tap;         /* atomic */

  GMutex tap_mutex; /* held while the tap looks, so that taking it away waits for it */
  HearthMediaTap *tap;

  /* The decoding thread's. */
  HearthPictureScaler scaler;
  gboolean refusing; /* until a key frame of a size that we take */
  gint64 sink_delay;
  GstClockTime decoding_since;

  GMutex mutex; /* guards what follows */
  HearthPlayoutDelay playout;
  GstClockTimeDiff decode_time; /* a running average */
  GstClockTime min_delay;
  HearthLossCounter losses;
  HearthStreamArrivals arrivals;
  guint64 frames;
  int width;
  int height;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthVideoDecoder, hearth_video_decoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

/* The mutex is held. */
static GstClockTime
get_delay (HearthVideoDecoder *self)
{
  return MAX (hearth_playout_delay_get (&self->playout, hearth_media_pipeline_get_running_time ()), self->min_delay);
}

/* With a picture's last packet the picture is here. How late that is, is measured here and not behind the decoder, where pictures
 * also wait for those before them to be shown. */
static void
note_packet (HearthVideoDecoder *self,
             GstBuffer          *packet)
{
  guint8 header[4]; /* RFC 3550, 5.1: marker bit and payload type in the second byte, sequence number in the third and fourth */
  GstClockTime now = hearth_media_pipeline_get_running_time ();

  if (gst_buffer_extract (packet, 0, header, sizeof header) != sizeof header)
    return;

  hearth_loss_counter_add (&self->losses, (guint16) (header[2] << 8 | header[3]));
  hearth_stream_arrivals_add (&self->arrivals, gst_buffer_get_size (packet));
  if ((header[1] & 0x80) != 0 && GST_BUFFER_PTS_IS_VALID (packet))
    {
      GstClockTimeDiff lateness = GST_CLOCK_DIFF (GST_BUFFER_PTS (packet), now);

      hearth_stream_arrivals_time (&self->arrivals, lateness);
      hearth_playout_delay_add (&self->playout, lateness + self->decode_time, now);
    }
}

static void
hearth_video_decoder_push (HearthRtpSink *sink,
                           GstMiniObject *packets)
{
  HearthVideoDecoder *self = HEARTH_VIDEO_DECODER (sink);
  gboolean wanted = g_atomic_int_get (&self->has_tap)
                    || g_signal_has_handler_pending (self->mailbox, self->changed_signal, 0, FALSE);

  g_mutex_lock (&self->mutex);
  if (GST_IS_BUFFER_LIST (packets))
    {
      for (guint i = 0; i < gst_buffer_list_length (GST_BUFFER_LIST (packets)); i++)
        note_packet (self, gst_buffer_list_get (GST_BUFFER_LIST (packets), i));
    }
  else
    {
      note_packet (self, GST_BUFFER (packets));
    }
  g_mutex_unlock (&self->mutex);

  if (!wanted)
    gst_mini_object_unref (packets);
  else if (GST_IS_BUFFER_LIST (packets))
    gst_app_src_push_buffer_list (GST_APP_SRC (self->appsrc), GST_BUFFER_LIST (packets));
  else
    gst_app_src_push_buffer (GST_APP_SRC (self->appsrc), GST_BUFFER (packets));
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = hearth_video_decoder_push;
}

static void
on_keyframe_wanted (gpointer target,
                    gpointer data)
{
  HearthVideoDecoder *self = target;

  g_atomic_int_set (&self->keyframe_posted, FALSE);
  if (self->source != NULL)
    hearth_rtp_source_request_keyframe (self->source);
}

/* The depayloader asks with every picture that it cannot use. */
static GstPadProbeReturn
on_upstream_event_on_streaming_thread (GstPad          *pad,
                                       GstPadProbeInfo *info,
                                       gpointer         user_data)
{
  HearthVideoDecoder *self = user_data;

  if (!gst_video_event_is_force_key_unit (GST_PAD_PROBE_INFO_EVENT (info)))
    return GST_PAD_PROBE_OK;

  if (g_atomic_int_compare_and_exchange (&self->keyframe_posted, FALSE, TRUE))
    hearth_main_thread_post (self, on_keyframe_wanted, NULL, NULL);

  return GST_PAD_PROBE_DROP;
}

/* RFC 6386, 9.1: a key frame carries width and height, 14 bits each, behind a frame tag and a start code, three bytes each. */
static gboolean
take_keyframe (HearthVideoDecoder *self,
               GstBuffer          *keyframe)
{
  guint8 head[10];
  int width, height;

  if (gst_buffer_extract (keyframe, 0, head, sizeof head) != sizeof head)
    return FALSE;
  width = GST_READ_UINT16_LE (head + 6) & 0x3fff;
  height = GST_READ_UINT16_LE (head + 8) & 0x3fff;
  if (width * height > HEARTH_LIMIT_PICTURE_PIXELS)
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->width = width;
  self->height = height;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static GstPadProbeReturn
on_encoded_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  HearthVideoDecoder *self = user_data;
  GstBuffer *picture = GST_PAD_PROBE_INFO_BUFFER (info);

  self->decoding_since = hearth_media_pipeline_get_running_time ();
  if (!GST_BUFFER_FLAG_IS_SET (picture, GST_BUFFER_FLAG_DELTA_UNIT))
    self->refusing = !take_keyframe (self, picture);

  return self->refusing ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

/* Ready to be shown, and about to wait for its moment in the sink. */
static GstPadProbeReturn
on_ready_on_streaming_thread (GstPad          *pad,
                              GstPadProbeInfo *info,
                              gpointer         user_data)
{
  HearthVideoDecoder *self = user_data;
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  GstClockTimeDiff lateness = GST_CLOCK_DIFF (GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info)), now);
  gint64 delay;

  if (!GST_BUFFER_PTS_IS_VALID (GST_PAD_PROBE_INFO_BUFFER (info)))
    return GST_PAD_PROBE_DROP;

  g_mutex_lock (&self->mutex);
  self->decode_time += (GST_CLOCK_DIFF (self->decoding_since, now) - self->decode_time) / 8;
  delay = MIN ((gint64) get_delay (self), lateness + (gint64) MAX_WAIT);
  g_mutex_unlock (&self->mutex);

  if (ABS (delay - self->sink_delay) >= (gint64) DELAY_STEP)
    {
      self->sink_delay = delay;
      g_object_set (self->appsink, "ts-offset", delay, NULL);
    }

  return GST_PAD_PROBE_OK;
}

static GstFlowReturn
on_picture_on_streaming_thread (GstAppSink *appsink,
                                gpointer    user_data)
{
  HearthVideoDecoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (appsink);
  g_autoptr (GstSample) scaled = NULL;
  g_autoptr (HearthVideoFrame) frame = NULL;
  int width, height;

  if (sample == NULL)
    return GST_FLOW_EOS;
  hearth_frame_mailbox_get_drawn_size (self->mailbox, &width, &height);
  scaled = hearth_picture_scaler_scale (&self->scaler, sample, width, height);
  if (scaled != NULL)
    frame = hearth_video_frame_new_from_sample (scaled, sample, g_get_monotonic_time ());
  if (frame == NULL)
    return GST_FLOW_OK;

  g_mutex_lock (&self->mutex);
  self->frames++;
  g_mutex_unlock (&self->mutex);

  g_mutex_lock (&self->tap_mutex);
  if (self->tap != NULL)
    hearth_media_tap_picture (self->tap, frame);
  g_mutex_unlock (&self->tap_mutex);

  hearth_frame_mailbox_put (self->mailbox, g_steal_pointer (&frame));

  return GST_FLOW_OK;
}

static void
add_probe (HearthVideoDecoder *self,
           GstElement         *element,
           const char         *pad_name,
           GstPadProbeType     type,
           GstPadProbeCallback callback)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  gst_pad_add_probe (pad, type, callback, self, NULL);
}

static gboolean
build (HearthVideoDecoder  *self,
       GError             **error)
{
  GstElement *depayloader, *decoder;
  GstAppSinkCallbacks callbacks = { .new_sample = on_picture_on_streaming_thread };
  g_autoptr (GstCaps) packets = hearth_rtp_source_get_caps (self->source);
  g_autoptr (GstCaps) pictures = gst_caps_from_string ("video/x-raw, format=I420");

  self->appsrc = hearth_media_pipeline_add (self->pipeline, "appsrc", NULL, error);
  if (self->appsrc == NULL)
    return FALSE;
  depayloader = hearth_media_pipeline_add (self->pipeline, "rtpvp8depay", NULL, error);
  if (depayloader == NULL)
    return FALSE;
  decoder = hearth_media_pipeline_add (self->pipeline, "vp8dec", NULL, error);
  if (decoder == NULL)
    return FALSE;
  self->appsink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error);
  if (self->appsink == NULL)
    return FALSE;

  g_object_set (self->appsrc, "is-live", TRUE, "format", GST_FORMAT_TIME, "caps", packets,
                "max-bytes", (guint64) HEARTH_LIMIT_DECODER_QUEUE_BYTES, "max-time", QUEUE_TIME,
                "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, NULL);
  g_object_set (depayloader, "wait-for-keyframe", TRUE, "request-keyframe", TRUE, NULL);
  g_object_set (decoder, "threads", 1, "automatic-request-sync-points", TRUE, NULL);
  /* The delay is all ours: the sink's own allowance for slow elements would be another 20 ms. */
  g_object_set (self->appsink, "sync", TRUE, "async", FALSE, "processing-deadline", G_GUINT64_CONSTANT (0),
                "caps", pictures, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->appsink), &callbacks, self, NULL);

  gst_element_link_many (self->appsrc, depayloader, decoder, self->appsink, NULL);
  add_probe (self, self->appsrc, "src", GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_upstream_event_on_streaming_thread);
  add_probe (self, decoder, "sink", GST_PAD_PROBE_TYPE_BUFFER, on_encoded_on_streaming_thread);
  add_probe (self, self->appsink, "sink", GST_PAD_PROBE_TYPE_BUFFER, on_ready_on_streaming_thread);

  return TRUE;
}

static gboolean
is_vp8 (HearthRtpSource *source)
{
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (source);
  const char *name = gst_structure_get_string (gst_caps_get_structure (caps, 0), "encoding-name");

  return g_strcmp0 (name, "VP8") == 0;
}

static gboolean
on_rebuild (gpointer user_data)
{
  HearthVideoDecoder *self = user_data;
  g_autoptr (HearthRtpSource) source = g_object_ref (self->source);

  self->rebuild_source = 0;
  hearth_video_decoder_set_source (self, NULL);
  hearth_video_decoder_set_source (self, source);

  return G_SOURCE_REMOVE;
}

static void
on_pipeline_failed (HearthVideoDecoder *self,
                    GError             *error)
{
  g_debug ("a picture cannot be decoded: %s", error->message);
  if (self->rebuild_source == 0)
    self->rebuild_source = g_timeout_add_seconds (REBUILD_SECONDS, on_rebuild, self);
}

static void
drop_source (HearthVideoDecoder *self)
{
  if (self->source != NULL)
    hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  if (self->pipeline != NULL)
    hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
  hearth_picture_scaler_clear (&self->scaler);
  g_clear_object (&self->source);
}

static void
hearth_video_decoder_dispose (GObject *object)
{
  hearth_video_decoder_close (HEARTH_VIDEO_DECODER (object));

  G_OBJECT_CLASS (hearth_video_decoder_parent_class)->dispose (object);
}

static void
hearth_video_decoder_finalize (GObject *object)
{
  HearthVideoDecoder *self = HEARTH_VIDEO_DECODER (object);

  g_object_unref (self->mailbox);
  g_mutex_clear (&self->tap_mutex);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_video_decoder_parent_class)->finalize (object);
}

static void
hearth_video_decoder_class_init (HearthVideoDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_video_decoder_dispose;
  object_class->finalize = hearth_video_decoder_finalize;
}

static void
hearth_video_decoder_init (HearthVideoDecoder *self)
{
  g_mutex_init (&self->tap_mutex);
  g_mutex_init (&self->mutex);
  hearth_playout_delay_init (&self->playout);
  self->mailbox = hearth_frame_mailbox_new ();
  self->changed_signal = g_signal_lookup ("changed", HEARTH_TYPE_FRAME_MAILBOX);
}

HearthVideoDecoder *
hearth_video_decoder_new (void)
{
  return g_object_new (HEARTH_TYPE_VIDEO_DECODER, NULL);
}

void
hearth_video_decoder_set_source (HearthVideoDecoder *self,
                                 HearthRtpSource    *source)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEARTH_IS_VIDEO_DECODER (self));
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->source == source)
    return;

  drop_source (self);
  if (source == NULL || !is_vp8 (source))
    {
      hearth_frame_mailbox_put (self->mailbox, NULL);
      return;
    }

  self->source = g_object_ref (source);
  self->refusing = TRUE;
  self->sink_delay = 0;
  hearth_loss_counter_restart (&self->losses);
  hearth_playout_delay_init (&self->playout);

  self->pipeline = hearth_media_pipeline_new ("video-decoder");
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (on_pipeline_failed), self, G_CONNECT_SWAPPED);
  if (!build (self, &error) || !hearth_media_pipeline_play (self->pipeline, &error))
    {
      g_debug ("no picture can be decoded: %s", error->message);
      drop_source (self);
      return;
    }

  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));
  hearth_rtp_source_request_keyframe (source);
}

void
hearth_video_decoder_set_tap (HearthVideoDecoder *self,
                              HearthMediaTap     *tap)
{
  HearthMediaTap *before;

  g_return_if_fail (HEARTH_IS_VIDEO_DECODER (self));
  g_return_if_fail (tap == NULL || HEARTH_IS_MEDIA_TAP (tap));

  g_mutex_lock (&self->tap_mutex);
  before = self->tap;
  self->tap = tap != NULL ? g_object_ref (tap) : NULL;
  g_mutex_unlock (&self->tap_mutex);
  g_atomic_int_set (&self->has_tap, tap != NULL);

  g_clear_object (&before);
}

HearthFrameMailbox *
hearth_video_decoder_get_mailbox (HearthVideoDecoder *self)
{
  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), NULL);

  return self->mailbox;
}

void
hearth_video_decoder_set_min_delay (HearthVideoDecoder *self,
                                    GstClockTime        delay)
{
  g_return_if_fail (HEARTH_IS_VIDEO_DECODER (self));

  g_mutex_lock (&self->mutex);
  self->min_delay = MIN (delay, MAX_WAIT);
  g_mutex_unlock (&self->mutex);
}

GstClockTime
hearth_video_decoder_get_own_delay (HearthVideoDecoder *self)
{
  GstClockTime delay;

  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), 0);

  g_mutex_lock (&self->mutex);
  delay = hearth_playout_delay_get (&self->playout, hearth_media_pipeline_get_running_time ());
  g_mutex_unlock (&self->mutex);

  return delay;
}

GstClockTime
hearth_video_decoder_get_delay (HearthVideoDecoder *self)
{
  GstClockTime delay;

  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), 0);

  g_mutex_lock (&self->mutex);
  delay = get_delay (self);
  g_mutex_unlock (&self->mutex);

  return delay;
}

guint64
hearth_video_decoder_get_frames (HearthVideoDecoder *self)
{
  guint64 frames;

  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), 0);

  g_mutex_lock (&self->mutex);
  frames = self->frames;
  g_mutex_unlock (&self->mutex);

  return frames;
}

HearthStreamArrivals
hearth_video_decoder_get_arrivals (HearthVideoDecoder *self)
{
  HearthStreamArrivals arrivals;

  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), (HearthStreamArrivals) { 0 });

  g_mutex_lock (&self->mutex);
  arrivals = self->arrivals;
  g_mutex_unlock (&self->mutex);

  return arrivals;
}

guint64
hearth_video_decoder_get_packets_lost (HearthVideoDecoder *self)
{
  guint64 lost;

  g_return_val_if_fail (HEARTH_IS_VIDEO_DECODER (self), 0);

  g_mutex_lock (&self->mutex);
  lost = self->losses.lost;
  g_mutex_unlock (&self->mutex);

  return lost;
}

void
hearth_video_decoder_get_size (HearthVideoDecoder *self,
                               int                *width,
                               int                *height)
{
  g_return_if_fail (HEARTH_IS_VIDEO_DECODER (self));
  g_return_if_fail (width != NULL && height != NULL);

  g_mutex_lock (&self->mutex);
  *width = self->width;
  *height = self->height;
  g_mutex_unlock (&self->mutex);
}

void
hearth_video_decoder_close (HearthVideoDecoder *self)
{
  g_return_if_fail (HEARTH_IS_VIDEO_DECODER (self));

  hearth_video_decoder_set_source (self, NULL);
  hearth_video_decoder_set_tap (self, NULL);
}
