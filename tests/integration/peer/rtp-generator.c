/* A source of RTP for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtp-generator.h"

#include <gst/rtp/rtp.h>

#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

#define PACKETS_PER_FRAME 3
#define VIDEO_BYTES 800
#define AUDIO_BYTES 80

struct _RtpGenerator
{
  GObject parent_instance;

  gboolean video;
  guint32 ssrc;
  GstClockTime encoder_delay;
  guint clock_rate;
  GstClockTime interval;
  guint32 timestamp_offset;
  HearthRtpFanout fanout;
  GThread *thread;
  guint16 seqnum; /* its thread only */

  _Atomic gboolean stopped;
  _Atomic guint n_sent;
  _Atomic guint n_keyframes_wanted;
  _Atomic gboolean keyframe;
};

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtpGenerator, rtp_generator, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static GstCaps *
rtp_generator_get_caps (HearthRtpSource *source)
{
  RtpGenerator *self = RTP_GENERATOR (source);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, self->video ? "video" : "audio",
                              "encoding-name", G_TYPE_STRING, self->video ? "VP8" : "OPUS",
                              "payload", G_TYPE_INT, self->video ? 96 : 111,
                              "clock-rate", G_TYPE_INT, (int) self->clock_rate,
                              "ssrc", G_TYPE_UINT, self->ssrc,
                              /* What a payloader adds and webrtcbin must not see. */
                              "timestamp-offset", G_TYPE_UINT, self->timestamp_offset, NULL);
}

static void
rtp_generator_add_sink (HearthRtpSource *source,
                        HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&RTP_GENERATOR (source)->fanout, sink);
}

static void
rtp_generator_remove_sink (HearthRtpSource *source,
                           HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&RTP_GENERATOR (source)->fanout, sink);
}

static void
rtp_generator_request_keyframe (HearthRtpSource *source)
{
  RtpGenerator *self = RTP_GENERATOR (source);

  self->n_keyframes_wanted++;
  self->keyframe = TRUE;
  g_main_context_wakeup (NULL);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = rtp_generator_get_caps;
  iface->add_sink = rtp_generator_add_sink;
  iface->remove_sink = rtp_generator_remove_sink;
  iface->request_keyframe = rtp_generator_request_keyframe;
}

static GstBuffer *
make_packet (RtpGenerator *self,
             GstClockTime  captured,
             gboolean      keyframe,
             gboolean      marker)
{
  guint size = self->video ? VIDEO_BYTES : AUDIO_BYTES;
  GstBuffer *buffer = gst_rtp_buffer_new_allocate (size, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  guint8 *payload;

  gst_rtp_buffer_map (buffer, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, self->video ? 96 : 111);
  gst_rtp_buffer_set_ssrc (&rtp, self->ssrc);
  gst_rtp_buffer_set_seq (&rtp, self->seqnum++);
  gst_rtp_buffer_set_timestamp (&rtp, self->timestamp_offset
                                      + (guint32) gst_util_uint64_scale_round (captured, self->clock_rate, GST_SECOND));
  gst_rtp_buffer_set_marker (&rtp, marker);
  payload = gst_rtp_buffer_get_payload (&rtp);
  memset (payload, 0x55, size);
  if (self->video)
    {
      payload[0] = 0x10; /* RFC 7741: a partition begins */
      payload[1] = keyframe ? 0x00 : 0x01;
    }
  gst_rtp_buffer_unmap (&rtp);
  GST_BUFFER_PTS (buffer) = captured;

  return buffer;
}

static gpointer
run (gpointer data)
{
  RtpGenerator *self = data;
  GstClockTime next = hearth_media_pipeline_get_running_time ();

  while (!self->stopped)
    {
      GstClockTime now = hearth_media_pipeline_get_running_time ();

      if (now < next)
        {
          g_usleep ((next - now) / 1000 + 1);
          continue;
        }
      if (self->video)
        {
          /* As a payloader sends a frame: one list. */
          GstBufferList *list = gst_buffer_list_new ();
          gboolean keyframe = self->keyframe;

          self->keyframe = FALSE;
          for (guint i = 0; i < PACKETS_PER_FRAME; i++)
            gst_buffer_list_add (list, make_packet (self, next - self->encoder_delay, keyframe, i == PACKETS_PER_FRAME - 1));
          self->n_sent += PACKETS_PER_FRAME;
          hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (list));
        }
      else
        {
          self->n_sent++;
          hearth_rtp_fanout_push (&self->fanout,
                                  GST_MINI_OBJECT_CAST (make_packet (self, next - self->encoder_delay, FALSE, FALSE)));
        }
      next += self->interval;
    }

  return NULL;
}

static void
rtp_generator_finalize (GObject *object)
{
  RtpGenerator *self = RTP_GENERATOR (object);

  rtp_generator_stop (self);
  hearth_rtp_fanout_clear (&self->fanout);

  G_OBJECT_CLASS (rtp_generator_parent_class)->finalize (object);
}

static void
rtp_generator_class_init (RtpGeneratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rtp_generator_finalize;
}

static void
rtp_generator_init (RtpGenerator *self)
{
  hearth_rtp_fanout_init (&self->fanout);
}

RtpGenerator *
rtp_generator_new (gboolean video,
                   guint32  ssrc,
                   guint    encoder_delay_ms)
{
  RtpGenerator *self = g_object_new (RTP_GENERATOR_TYPE, NULL);

  self->video = video;
  self->ssrc = ssrc != 0 ? ssrc : g_random_int () | 1;
  self->encoder_delay = encoder_delay_ms * GST_MSECOND;
  self->clock_rate = video ? 90000 : 48000;
  self->interval = video ? GST_SECOND / 30 : 20 * GST_MSECOND;
  self->timestamp_offset = g_random_int ();
  self->thread = g_thread_new ("generator", run, self);

  return self;
}

guint
rtp_generator_get_n_sent (RtpGenerator *self)
{
  return self->n_sent;
}

guint
rtp_generator_get_n_keyframes_wanted (RtpGenerator *self)
{
  return self->n_keyframes_wanted;
}

GstClockTime
rtp_generator_get_captured (RtpGenerator *self,
                            guint32       timestamp)
{
  /* The clock counts from the start of the machine: the timestamp is the low part of it, and the high part is that of now. */
  guint64 now = gst_util_uint64_scale_round (hearth_media_pipeline_get_running_time (), self->clock_rate, GST_SECOND);
  guint32 ticks = timestamp - self->timestamp_offset;
  guint64 captured = now - (guint32) ((guint32) now - ticks);

  return gst_util_uint64_scale_round (captured, GST_SECOND, self->clock_rate);
}

void
rtp_generator_stop (RtpGenerator *self)
{
  self->stopped = TRUE;
  g_clear_pointer (&self->thread, g_thread_join);
}
