/* A source of RTP for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtp-generator.h"

#include <gst/rtp/rtp.h>

#include "base/rtp-extension.h"
#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

#define PACKETS_PER_FRAME 3
#define VIDEO_BYTES 800
#define AUDIO_BYTES 80

/* A payload ends with the SSRC that its packet was made with. */
#define MARK_BYTES 4

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

  /* Its thread only. */
  guint16 seqnum;
  guint16 picture_id;
  guint8 tl0_picidx;

  _Atomic gboolean stopped;
  _Atomic gboolean paused;
  _Atomic int level;
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

/* RFC 7741: a picture id of 15 bits, TL0PICIDX, two temporal layers; RFC 6386, 9.1: what a frame begins with. */
static void
write_vp8 (RtpGenerator *self,
           guint8       *payload,
           gboolean      keyframe,
           gboolean      first)
{
  static const guint8 keyframe_header[] = { 0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01 };
  guint temporal = self->picture_id % 2;

  payload[0] = first ? 0x90 : 0x80;
  payload[1] = 0xe0;
  payload[2] = (guint8) (0x80 | (self->picture_id >> 8 & 0x7f));
  payload[3] = (guint8) self->picture_id;
  payload[4] = self->tl0_picidx;
  payload[5] = (guint8) (temporal << 6);
  if (first && keyframe)
    memcpy (payload + 6, keyframe_header, sizeof keyframe_header);
  else if (first)
    payload[6] = 0x01;
}

static void
begin_picture (RtpGenerator *self,
               gboolean      keyframe)
{
  /* A key frame is of temporal layer 0. */
  self->picture_id += keyframe && self->picture_id % 2 == 0 ? 2 : 1;
  if (self->picture_id % 2 == 0)
    self->tl0_picidx++;
}

static void
write_level (GstRTPBuffer *rtp,
             int           level)
{
  guint8 byte = (guint8) (0x80 | -level);

  if (level <= 0)
    gst_rtp_buffer_add_extension_onebyte_header (rtp, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, &byte, sizeof byte);
}

static GstBuffer *
make_packet (RtpGenerator *self,
             GstClockTime  captured,
             gboolean      keyframe,
             gboolean      first,
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
  if (!self->video)
    write_level (&rtp, self->level);
  payload = gst_rtp_buffer_get_payload (&rtp);
  memset (payload, 0x55, size);
  if (self->video)
    write_vp8 (self, payload, keyframe, first);
  GST_WRITE_UINT32_BE (payload + size - MARK_BYTES, self->ssrc);
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
      GstClockTime captured = next - self->encoder_delay;

      if (now < next)
        {
          g_usleep ((next - now) / 1000 + 1);
          continue;
        }
      next += self->interval;
      if (self->paused)
        continue;

      if (self->video)
        {
          /* As a payloader sends a frame: one list. */
          GstBufferList *list = gst_buffer_list_new ();
          gboolean keyframe = self->keyframe;

          self->keyframe = FALSE;
          begin_picture (self, keyframe);
          for (guint i = 0; i < PACKETS_PER_FRAME; i++)
            gst_buffer_list_add (list, make_packet (self, captured, keyframe, i == 0, i == PACKETS_PER_FRAME - 1));
          self->n_sent += PACKETS_PER_FRAME;
          hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (list));
        }
      else
        {
          self->n_sent++;
          hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (make_packet (self, captured, FALSE, FALSE, FALSE)));
        }
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
  self->level = RTP_GENERATOR_NO_LEVEL;
  self->keyframe = TRUE;
  self->seqnum = (guint16) g_random_int ();
  self->picture_id = (guint16) g_random_int ();
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
  /* The layers of one picture, whose SSRCs differ in the last four bits, share it. */
  self->timestamp_offset = (self->ssrc & ~0xfu) * 2654435761u;
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
rtp_generator_set_paused (RtpGenerator *self,
                          gboolean      paused)
{
  if (!paused)
    self->keyframe = TRUE;
  self->paused = paused;
}

void
rtp_generator_set_level (RtpGenerator *self,
                         int           level)
{
  self->level = level;
}

void
rtp_generator_stop (RtpGenerator *self)
{
  self->stopped = TRUE;
  g_clear_pointer (&self->thread, g_thread_join);
}
