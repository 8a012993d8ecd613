/* What forwarding one packet costs, without any network: one source of pictures, as many forwarders as a room has receivers,
 * and sinks that drop what they get, at once or as late as one that keeps it for retransmission. Prints nanoseconds of this
 * thread's CPU time for each packet and each receiver.
 *
 *   forwarding [RECEIVERS [PACKETS]]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <time.h>

#include "base/main-thread.h"
#include "forward/track-forwarder.h"
#include "packets.h"

#define DEFAULT_RECEIVERS 15
#define DEFAULT_PACKETS 100000
#define PACKETS_PER_PICTURE 6
#define PAYLOAD_BYTES 1150

/* A second of 1.8 Mbit/s. */
#define KEPT_PUSHES 192

/* --- A sink that drops ---------------------------------------------------------------------------------------------------- */

#define BENCH_TYPE_SINK (bench_sink_get_type ())
G_DECLARE_FINAL_TYPE (BenchSink, bench_sink, BENCH, SINK, GObject)

struct _BenchSink
{
  GObject parent_instance;

  guint64 n_packets;
  gboolean keeps;
  GstMiniObject *kept[KEPT_PUSHES];
  guint next;
};

static void
bench_sink_push (HearthRtpSink *sink,
                 GstMiniObject *packets)
{
  BenchSink *self = (BenchSink *) sink;

  self->n_packets += GST_IS_BUFFER_LIST (packets) ? gst_buffer_list_length (GST_BUFFER_LIST_CAST (packets)) : 1;
  if (self->keeps)
    {
      GstMiniObject *oldest = self->kept[self->next];

      self->kept[self->next] = packets;
      self->next = (self->next + 1) % KEPT_PUSHES;
      packets = oldest;
    }
  if (packets != NULL)
    gst_mini_object_unref (packets);
}

static void
bench_sink_rtp_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = bench_sink_push;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchSink, bench_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, bench_sink_rtp_sink_init))

static void
bench_sink_finalize (GObject *object)
{
  for (guint i = 0; i < KEPT_PUSHES; i++)
    g_clear_pointer (&((BenchSink *) object)->kept[i], gst_mini_object_unref);

  G_OBJECT_CLASS (bench_sink_parent_class)->finalize (object);
}

static void
bench_sink_class_init (BenchSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_sink_finalize;
}

static void
bench_sink_init (BenchSink *self)
{
}

/* --- The measurement ------------------------------------------------------------------------------------------------------ */

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

/* Packet @n, as large as a sender makes them. */
static GstBuffer *
make_packet (guint n)
{
  guint picture = n / PACKETS_PER_PICTURE;
  TestPacket packet = {
    .sequence = (guint16) n,
    .timestamp = 3000 * picture,
    .marker = n % PACKETS_PER_PICTURE == PACKETS_PER_PICTURE - 1,
    .picture_id = (int) (picture & 0x7fff),
    .bits = 15,
    .tl0_picidx = (int) (picture / 2 & 0xff),
    .temporal = picture % 2,
    .sync = picture % 2,
    .first = n % PACKETS_PER_PICTURE == 0,
    .key = picture == 0,
    .pts = picture * GST_SECOND / 30,
  };
  g_autoptr (GstBuffer) head = test_packet_write (&packet);
  GstBuffer *whole = gst_buffer_new_allocate (NULL, gst_buffer_get_size (head) + PAYLOAD_BYTES, NULL);
  GstMapInfo map;

  gst_buffer_map (whole, &map, GST_MAP_WRITE);
  memset (map.data, 0x55, map.size);
  gst_buffer_extract (head, 0, map.data, map.size);
  gst_buffer_unmap (whole, &map);
  GST_BUFFER_PTS (whole) = packet.pts;

  return whole;
}

static GstMiniObject **
make_pushes (guint    n_packets,
             gboolean lists,
             guint   *n_pushes)
{
  guint in_push = lists ? PACKETS_PER_PICTURE : 1;
  GstMiniObject **pushes = g_new (GstMiniObject *, n_packets / in_push);

  *n_pushes = n_packets / in_push;
  for (guint i = 0; i < *n_pushes; i++)
    {
      GstBufferList *list;

      if (!lists)
        {
          pushes[i] = GST_MINI_OBJECT_CAST (make_packet (i));
          continue;
        }
      list = gst_buffer_list_new_sized (in_push);
      for (guint j = 0; j < in_push; j++)
        gst_buffer_list_add (list, make_packet (i * in_push + j));
      pushes[i] = GST_MINI_OBJECT_CAST (list);
    }

  return pushes;
}

static void
measure (const char *name,
         guint       n_receivers,
         guint       n_packets,
         gboolean    lists,
         guint       temporal,
         gboolean    keeps)
{
  TestLayers *layers = test_layers_new (1);
  HearthTrackForwarder **forwarders = g_new (HearthTrackForwarder *, n_receivers);
  BenchSink **sinks = g_new (BenchSink *, n_receivers);
  guint64 n_passed = 0;
  guint n_pushes;
  GstMiniObject **pushes = make_pushes (n_packets, lists, &n_pushes);
  gint64 begin, passed;

  for (guint i = 0; i < n_receivers; i++)
    {
      forwarders[i] = hearth_track_forwarder_new (HEARTH_FORWARD_VIDEO);
      sinks[i] = g_object_new (BENCH_TYPE_SINK, NULL);
      sinks[i]->keeps = keeps;
      hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (forwarders[i]), HEARTH_RTP_SINK (sinks[i]));
      hearth_track_forwarder_set_video (forwarders[i], HEARTH_LAYERED_SOURCE (layers));
      hearth_track_forwarder_select (forwarders[i], 0, temporal);
    }

  begin = get_cpu_time ();
  for (guint i = 0; i < n_pushes; i++)
    hearth_rtp_fanout_push (&layers->sources[0]->fanout, pushes[i]);
  passed = get_cpu_time () - begin;

  for (guint i = 0; i < n_receivers; i++)
    {
      n_passed += sinks[i]->n_packets;
      g_object_unref (forwarders[i]);
      g_object_unref (sinks[i]);
    }
  g_print ("%-30s %6.0f ns a packet and receiver, %" G_GUINT64_FORMAT " of %u × %u passed on\n",
           name, (double) passed / n_packets / n_receivers, n_passed, n_packets, n_receivers);
  g_object_unref (layers);
  g_free (forwarders);
  g_free (sinks);
  g_free (pushes);
}

int
main (int    argc,
      char **argv)
{
  guint n_receivers = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_RECEIVERS;
  guint n_packets = argc > 2 ? (guint) atoi (argv[2]) : DEFAULT_PACKETS;

  gst_init (NULL, NULL);
  hearth_main_thread_init ();

  n_receivers = CLAMP (n_receivers, 1, 1000);
  n_packets = CLAMP (n_packets, PACKETS_PER_PICTURE, 1000000) / PACKETS_PER_PICTURE * PACKETS_PER_PICTURE;
  for (guint i = 0; i < 3; i++)
    {
      measure ("packet by packet", n_receivers, n_packets, FALSE, 1, FALSE);
      measure ("packet by packet, kept", n_receivers, n_packets, FALSE, 1, TRUE);
      measure ("a picture's packets at once", n_receivers, n_packets, TRUE, 1, FALSE);
      measure ("half the frame rate", n_receivers, n_packets, TRUE, 0, FALSE);
    }

  return 0;
}
