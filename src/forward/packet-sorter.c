/* Puts the packets of one stream back into their order: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/packet-sorter.h"

#include "forward/reorder-buffer.h"
#include "forward/rtp-header.h"
#include "forward/rtp-inlet.h"
#include "media/rtp-fanout.h"

struct _HearthPacketSorter
{
  GObject parent_instance;

  HearthRtpInlet *inlet; /* NULL once closed */
  HearthRtpSource *source;
  HearthRtpFanout fanout;

  GMutex mutex; /* held while packets pass: they come on several threads, one after the other */
  HearthReorderBuffer *buffer;
};

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthPacketSorter, hearth_packet_sorter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static gboolean
read_header (HearthRtpHeader *header,
             GstBuffer       *packet)
{
  GstMapInfo map;
  gboolean read;

  if (!gst_buffer_map (packet, &map, GST_MAP_READ))
    return FALSE;

  read = hearth_rtp_header_parse (header, map.data, map.size);
  gst_buffer_unmap (packet, &map);

  return read;
}

static void
sort_packet (HearthPacketSorter *self,
             GstBuffer          *packet,
             GstBufferList      *ready)
{
  HearthRtpHeader header;

  if (read_header (&header, packet))
    hearth_reorder_buffer_push (self->buffer, header.sequence, gst_buffer_ref (packet), g_get_monotonic_time (), ready);
}

static void
on_packets_on_streaming_thread (gpointer       owner,
                                guint          id,
                                GstMiniObject *packets)
{
  HearthPacketSorter *self = owner;
  GstBufferList *ready = gst_buffer_list_new ();

  g_mutex_lock (&self->mutex);
  if (GST_IS_BUFFER_LIST (packets))
    {
      GstBufferList *list = GST_BUFFER_LIST_CAST (packets);

      for (guint i = 0; i < gst_buffer_list_length (list); i++)
        sort_packet (self, gst_buffer_list_get (list, i), ready);
    }
  else
    {
      sort_packet (self, GST_BUFFER_CAST (packets), ready);
    }
  if (gst_buffer_list_length (ready) > 0)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (g_steal_pointer (&ready)));
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&ready, gst_buffer_list_unref);
  gst_mini_object_unref (packets);
}

/* --- RtpSource ------------------------------------------------------------------------------------------------------------ */

static GstCaps *
hearth_packet_sorter_get_caps (HearthRtpSource *source)
{
  return hearth_rtp_source_get_caps (HEARTH_PACKET_SORTER (source)->source);
}

static void
hearth_packet_sorter_add_sink (HearthRtpSource *source,
                               HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&HEARTH_PACKET_SORTER (source)->fanout, sink);
}

static void
hearth_packet_sorter_remove_sink (HearthRtpSource *source,
                                  HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&HEARTH_PACKET_SORTER (source)->fanout, sink);
}

static void
hearth_packet_sorter_request_keyframe (HearthRtpSource *source)
{
  hearth_rtp_source_request_keyframe (HEARTH_PACKET_SORTER (source)->source);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = hearth_packet_sorter_get_caps;
  iface->add_sink = hearth_packet_sorter_add_sink;
  iface->remove_sink = hearth_packet_sorter_remove_sink;
  iface->request_keyframe = hearth_packet_sorter_request_keyframe;
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

static void
hearth_packet_sorter_dispose (GObject *object)
{
  hearth_packet_sorter_close (HEARTH_PACKET_SORTER (object));

  G_OBJECT_CLASS (hearth_packet_sorter_parent_class)->dispose (object);
}

static void
hearth_packet_sorter_finalize (GObject *object)
{
  HearthPacketSorter *self = HEARTH_PACKET_SORTER (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->buffer, hearth_reorder_buffer_free);
  hearth_rtp_fanout_clear (&self->fanout);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_packet_sorter_parent_class)->finalize (object);
}

static void
hearth_packet_sorter_class_init (HearthPacketSorterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_packet_sorter_dispose;
  object_class->finalize = hearth_packet_sorter_finalize;
}

static void
hearth_packet_sorter_init (HearthPacketSorter *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  g_mutex_init (&self->mutex);
}

HearthPacketSorter *
hearth_packet_sorter_new (HearthRtpSource *source,
                          guint            patience)
{
  HearthPacketSorter *self;

  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (source), NULL);

  self = g_object_new (HEARTH_TYPE_PACKET_SORTER, NULL);
  self->source = g_object_ref (source);
  self->buffer = hearth_reorder_buffer_new (patience * G_TIME_SPAN_MILLISECOND);
  self->inlet = hearth_rtp_inlet_new (source, 0, on_packets_on_streaming_thread, self);
  hearth_rtp_inlet_open (self->inlet);

  return self;
}

void
hearth_packet_sorter_close (HearthPacketSorter *self)
{
  g_return_if_fail (HEARTH_IS_PACKET_SORTER (self));

  if (self->inlet == NULL)
    return;

  hearth_rtp_inlet_close (self->inlet);
  g_clear_object (&self->inlet);
}
