/* A picture's source that follows no rule: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wild-source.h"

#include <gst/rtp/rtp.h>

#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

#define PACKET_BYTES 1180
#define PACKETS_PER_FRAME 20
#define PICTURES_PER_KEYFRAME 10
#define CLOCK_RATE 90000
#define TURN_US 5000

struct _WildSource
{
  GObject parent_instance;

  guint32 ssrc;
  guint packets_per_second;
  gboolean sane;
  HearthRtpFanout fanout;
  GThread *thread;
  GRand *random; /* its thread only, like those below */
  guint16 seqnum;
  guint n;
  guint32 timestamp; /* of the sane picture that is being sent */

  _Atomic gboolean running;
  _Atomic gboolean stopped;
};

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);
static void layered_source_iface_init (HearthLayeredSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WildSource, wild_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init)
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static GstCaps *
wild_source_get_caps (HearthRtpSource *source)
{
  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "video",
                              "encoding-name", G_TYPE_STRING, "VP8",
                              "payload", G_TYPE_INT, 96,
                              "clock-rate", G_TYPE_INT, CLOCK_RATE,
                              "ssrc", G_TYPE_UINT, WILD_SOURCE (source)->ssrc, NULL);
}

static void
wild_source_add_sink (HearthRtpSource *source,
                      HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&WILD_SOURCE (source)->fanout, sink);
}

static void
wild_source_remove_sink (HearthRtpSource *source,
                         HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&WILD_SOURCE (source)->fanout, sink);
}

static void
wild_source_request_keyframe (HearthRtpSource *source)
{
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = wild_source_get_caps;
  iface->add_sink = wild_source_add_sink;
  iface->remove_sink = wild_source_remove_sink;
  iface->request_keyframe = wild_source_request_keyframe;
}

static guint
wild_source_get_layers (HearthLayeredSource *source,
                        HearthLayer         *layers)
{
  layers[0] = (HearthLayer) { 640, 360, 500 * 1000 };

  return 1;
}

static HearthRtpSource *
wild_source_get_source (HearthLayeredSource *source,
                        guint                layer)
{
  return layer == 0 ? HEARTH_RTP_SOURCE (source) : NULL;
}

static void
wild_source_set_wanted (HearthLayeredSource *source,
                        guint                layers)
{
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = wild_source_get_layers;
  iface->get_source = wild_source_get_source;
  iface->set_wanted = wild_source_set_wanted;
}

/* RFC 7741: extended descriptor with a picture id of 15 bits, TL0PICIDX and the temporal layer, and behind it where a picture begins
 * the frame tag and the size of a key frame (RFC 6386 section 9.1). */
static void
describe (WildSource *self,
          guint8     *payload)
{
  static const guint8 keyframe_header[] = { 0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01 };
  guint picture = self->n / PACKETS_PER_FRAME;
  gboolean first = self->n % PACKETS_PER_FRAME == 0;

  payload[0] = 0x80 | (first ? 0x10 : 0);
  payload[1] = 0xe0;
  payload[2] = 0x80 | ((picture >> 8) & 0x7f);
  payload[3] = picture & 0xff;
  payload[4] = picture & 0xff;
  payload[5] = 0;
  if (first && picture % PICTURES_PER_KEYFRAME == 0)
    memcpy (payload + 6, keyframe_header, sizeof keyframe_header);
  else
    payload[6] = 0x01;
}

static GstBuffer *
make_sane (WildSource   *self,
           GstClockTime  now)
{
  GstBuffer *buffer = gst_rtp_buffer_new_allocate (PACKET_BYTES, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (buffer, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_ssrc (&rtp, self->ssrc);
  gst_rtp_buffer_set_seq (&rtp, self->seqnum++);
  if (self->n % PACKETS_PER_FRAME == 0)
    self->timestamp = (guint32) gst_util_uint64_scale (now, CLOCK_RATE, GST_SECOND);
  gst_rtp_buffer_set_timestamp (&rtp, self->timestamp);
  gst_rtp_buffer_set_marker (&rtp, self->n % PACKETS_PER_FRAME == PACKETS_PER_FRAME - 1);
  memset (gst_rtp_buffer_get_payload (&rtp), 0x55, PACKET_BYTES);
  describe (self, gst_rtp_buffer_get_payload (&rtp));
  gst_rtp_buffer_unmap (&rtp);

  return buffer;
}

static void
scramble (WildSource *self,
          guint8     *bytes,
          gsize       size)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (self->random);
}

/* A payload of any length from nothing on, any bytes in it, contributing sources, and extensions that say what nobody agreed on. */
static GstBuffer *
make_wild (WildSource   *self,
           GstClockTime  now)
{
  guint size = g_rand_int_range (self->random, 0, 4) == 0 ? (guint) g_rand_int_range (self->random, 0, 8)
                                                          : (guint) g_rand_int_range (self->random, 0, PACKET_BYTES);
  GstBuffer *buffer = gst_rtp_buffer_new_allocate (size, 0, (guint8) (g_rand_int (self->random) % 16));
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  guint8 extension[16];

  gst_rtp_buffer_map (buffer, GST_MAP_READWRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_ssrc (&rtp, self->ssrc);
  gst_rtp_buffer_set_seq (&rtp, g_rand_int (self->random) % 4 == 0 ? (guint16) g_rand_int (self->random) : self->seqnum++);
  gst_rtp_buffer_set_timestamp (&rtp, g_rand_int (self->random) % 2 == 0 ? g_rand_int (self->random)
                                                                           : (guint32) gst_util_uint64_scale (now, CLOCK_RATE, GST_SECOND));
  gst_rtp_buffer_set_marker (&rtp, g_rand_boolean (self->random));
  scramble (self, gst_rtp_buffer_get_payload (&rtp), size);
  if (size > 16 && g_rand_boolean (self->random))
    describe (self, gst_rtp_buffer_get_payload (&rtp));

  scramble (self, extension, sizeof extension);
  for (guint8 id = 1; id <= 4; id++)
    if (g_rand_boolean (self->random))
      gst_rtp_buffer_add_extension_onebyte_header (&rtp, id, extension, (guint) g_rand_int_range (self->random, 1, 17));
  gst_rtp_buffer_unmap (&rtp);

  return buffer;
}

static gpointer
run (gpointer data)
{
  WildSource *self = data;
  gint64 owed_since = g_get_monotonic_time ();

  while (!self->stopped)
    {
      guint owed;

      g_usleep (TURN_US);
      if (!self->running)
        {
          owed_since = g_get_monotonic_time ();
          continue;
        }

      owed = (guint) ((g_get_monotonic_time () - owed_since) * self->packets_per_second / G_USEC_PER_SEC);
      for (guint i = 0; i < owed && !self->stopped; i++, self->n++)
        {
          GstClockTime now = hearth_media_pipeline_get_running_time ();
          GstBuffer *buffer = self->sane ? make_sane (self, now) : make_wild (self, now);

          GST_BUFFER_PTS (buffer) = now;
          hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (buffer));
        }
      owed_since += (gint64) owed * G_USEC_PER_SEC / self->packets_per_second;
    }

  return NULL;
}

static void
wild_source_finalize (GObject *object)
{
  WildSource *self = WILD_SOURCE (object);

  wild_source_stop (self);
  hearth_rtp_fanout_clear (&self->fanout);
  g_rand_free (self->random);

  G_OBJECT_CLASS (wild_source_parent_class)->finalize (object);
}

static void
wild_source_class_init (WildSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wild_source_finalize;
}

static void
wild_source_init (WildSource *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  self->random = g_rand_new_with_seed (11);
}

WildSource *
wild_source_new (guint32  ssrc,
                 guint    packets_per_second,
                 gboolean sane)
{
  WildSource *self = g_object_new (WILD_SOURCE_TYPE, NULL);

  self->ssrc = ssrc;
  self->packets_per_second = packets_per_second;
  self->sane = sane;
  self->thread = g_thread_new ("wild", run, self);

  return self;
}

void
wild_source_begin (WildSource *self)
{
  self->running = TRUE;
}

void
wild_source_stop (WildSource *self)
{
  self->stopped = TRUE;
  g_clear_pointer (&self->thread, g_thread_join);
}
