/* One clip as many people's camera: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clip-player.h"

#include <time.h>

#include "media/media-pipeline.h"
#include "media/rtp-fanout.h"

#define PICTURE_NS (1000000000 / CLIP_RATE)

#define CLIP_SOURCE_TYPE (clip_source_get_type ())
G_DECLARE_FINAL_TYPE (ClipSource, clip_source, CLIP, SOURCE, GObject)

struct _ClipSource
{
  GObject parent_instance;

  guint32 ssrc;
  HearthRtpFanout fanout;
  guint16 sequence; /* the playing thread's, like what follows */
  guint picture;
  int begin; /* atomic: from the key frame on */
};

struct _ClipPlayer
{
  Clip *clip;
  GPtrArray *sources;
  GThread *thread;
  int ending; /* atomic */
  int cpu;    /* atomic; µs */
};

static GstCaps *
clip_source_get_caps (HearthRtpSource *source)
{
  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "video",
                              "encoding-name", G_TYPE_STRING, "VP8",
                              "payload", G_TYPE_INT, 96,
                              "clock-rate", G_TYPE_INT, 90000,
                              "ssrc", G_TYPE_UINT, CLIP_SOURCE (source)->ssrc,
                              NULL);
}

static void
clip_source_add_sink (HearthRtpSource *source,
                      HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&CLIP_SOURCE (source)->fanout, sink);
}

static void
clip_source_remove_sink (HearthRtpSource *source,
                         HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&CLIP_SOURCE (source)->fanout, sink);
}

static void
clip_source_request_keyframe (HearthRtpSource *source)
{
  g_atomic_int_set (&CLIP_SOURCE (source)->begin, TRUE);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = clip_source_get_caps;
  iface->add_sink = clip_source_add_sink;
  iface->remove_sink = clip_source_remove_sink;
  iface->request_keyframe = clip_source_request_keyframe;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ClipSource, clip_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static void
clip_source_finalize (GObject *object)
{
  hearth_rtp_fanout_clear (&CLIP_SOURCE (object)->fanout);

  G_OBJECT_CLASS (clip_source_parent_class)->finalize (object);
}

static void
clip_source_class_init (ClipSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clip_source_finalize;
}

static void
clip_source_init (ClipSource *self)
{
  hearth_rtp_fanout_init (&self->fanout);
}

/* RFC 3550, 5.1: sequence number, timestamp, SSRC. */
static GstBuffer *
make_packet (ClipSource   *self,
             GBytes       *packet,
             GstClockTime  pts)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (packet, &size);
  GstBuffer *buffer = gst_buffer_new_memdup (data, size);
  guint8 head[10];

  GST_WRITE_UINT16_BE (head, self->sequence++);
  GST_WRITE_UINT32_BE (head + 2, (guint32) gst_util_uint64_scale (pts, 90000, GST_SECOND));
  GST_WRITE_UINT32_BE (head + 6, self->ssrc);
  gst_buffer_fill (buffer, 2, head, sizeof head);
  GST_BUFFER_PTS (buffer) = pts;

  return buffer;
}

static void
play_picture (ClipSource *self,
              Clip       *clip)
{
  GstClockTime pts = hearth_media_pipeline_get_running_time ();
  GstBufferList *list = gst_buffer_list_new ();
  GPtrArray *packets;

  if (g_atomic_int_compare_and_exchange (&self->begin, TRUE, FALSE))
    self->picture = 0;
  packets = clip_get_packets (clip, self->picture++);
  for (guint i = 0; i < packets->len; i++)
    gst_buffer_list_add (list, make_packet (self, g_ptr_array_index (packets, i), pts));
  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT (list));
}

static void
wait_until (struct timespec *moment)
{
  while (moment->tv_nsec >= 1000000000)
    {
      moment->tv_sec++;
      moment->tv_nsec -= 1000000000;
    }
  clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, moment, NULL);
}

static void
note_cpu (ClipPlayer *self)
{
  struct timespec used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used);
  g_atomic_int_set (&self->cpu, (int) (used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000));
}

static gpointer
play (gpointer data)
{
  ClipPlayer *self = data;
  struct timespec moment;

  clock_gettime (CLOCK_MONOTONIC, &moment);
  for (guint turn = 0; !g_atomic_int_get (&self->ending); turn++)
    {
      play_picture (g_ptr_array_index (self->sources, turn % self->sources->len), self->clip);
      note_cpu (self);
      moment.tv_nsec += PICTURE_NS / (long) self->sources->len;
      wait_until (&moment);
    }

  return NULL;
}

ClipPlayer *
clip_player_new (Clip *clip,
                 guint n)
{
  ClipPlayer *self = g_new0 (ClipPlayer, 1);

  self->clip = clip;
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      ClipSource *source = g_object_new (CLIP_SOURCE_TYPE, NULL);

      source->ssrc = i + 1;
      g_ptr_array_add (self->sources, source);
    }
  self->thread = g_thread_new ("clip-player", play, self);

  return self;
}

void
clip_player_free (ClipPlayer *self)
{
  g_atomic_int_set (&self->ending, TRUE);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

HearthRtpSource *
clip_player_get_source (ClipPlayer *self,
                        guint       position)
{
  return g_ptr_array_index (self->sources, position);
}

gint64
clip_player_get_cpu (ClipPlayer *self)
{
  return g_atomic_int_get (&self->cpu);
}
