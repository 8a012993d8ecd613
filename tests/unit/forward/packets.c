/* What the tests of forwarding share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "packets.h"

#include <string.h>

#include "base/rtp-payload.h"
#include "forward/rtp-header.h"
#include "forward/vp8-descriptor.h"

GstBuffer *
test_packet_write (const TestPacket *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  HearthRtpHeader numbers = { .marker = self->marker, .sequence = self->sequence, .timestamp = self->timestamp };
  guint8 header[HEARTH_RTP_HEADER_BYTES] = { 0x80, self->audio ? HEARTH_RTP_PAYLOAD_OPUS : HEARTH_RTP_PAYLOAD_VP8 };
  guint8 key_frame[10] = { 0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01 };
  guint8 other_frame[3] = { 0x11, 0x00, 0x00 };
  guint8 byte;
  GstBuffer *buffer;

  hearth_rtp_header_write (&numbers, self->ssrc, header);
  g_byte_array_append (bytes, header, sizeof header);

  if (!self->audio && !self->empty)
    {
      guint8 descriptor[6];
      guint n = 0;

      descriptor[n++] = (guint8) (0x80 | (self->first ? 0x10 : 0));
      descriptor[n++] = (guint8) ((self->picture_id >= 0 ? 0x80 : 0) | (self->tl0_picidx >= 0 ? 0x40 : 0) | 0x20);
      if (self->picture_id >= 0 && self->bits != 7)
        descriptor[n++] = (guint8) (0x80 | self->picture_id >> 8);
      if (self->picture_id >= 0)
        descriptor[n++] = (guint8) self->picture_id;
      if (self->tl0_picidx >= 0)
        descriptor[n++] = (guint8) self->tl0_picidx;
      descriptor[n++] = (guint8) (self->temporal << 6 | (self->sync ? 0x20 : 0));
      g_byte_array_append (bytes, descriptor, n);
      if (self->first && self->key)
        g_byte_array_append (bytes, key_frame, sizeof key_frame);
      else if (self->first)
        g_byte_array_append (bytes, other_frame, sizeof other_frame);
      byte = 0;
      g_byte_array_append (bytes, &byte, 1);
    }
  if (!self->empty)
    g_byte_array_append (bytes, (const guint8 *) &self->tag, sizeof self->tag);

  buffer = gst_buffer_new_memdup (bytes->data, bytes->len);
  GST_BUFFER_PTS (buffer) = self->pts;

  return buffer;
}

void
test_packet_read (TestPacket *self,
                  GstBuffer  *buffer)
{
  HearthRtpHeader header;
  HearthVp8Descriptor vp8;
  GstMapInfo map;

  *self = (TestPacket) { .picture_id = -1, .tl0_picidx = -1 };
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  g_assert_true (hearth_rtp_header_parse (&header, map.data, map.size));
  self->audio = header.payload_type == HEARTH_RTP_PAYLOAD_OPUS;
  self->sequence = header.sequence;
  self->timestamp = header.timestamp;
  self->ssrc = header.ssrc;
  self->marker = header.marker;
  self->pts = GST_BUFFER_PTS (buffer);
  self->empty = header.payload_size == 0;

  if (!self->audio && !self->empty)
    {
      g_assert_true (hearth_vp8_descriptor_parse (&vp8, map.data + header.payload, header.payload_size));
      if (vp8.picture_id_bits > 0)
        self->picture_id = vp8.picture_id;
      self->bits = vp8.picture_id_bits;
      if (vp8.has_tl0_picidx)
        self->tl0_picidx = vp8.tl0_picidx;
      self->temporal = vp8.temporal;
      self->sync = vp8.sync;
      self->first = vp8.first;
      self->key = vp8.key_frame;
    }
  if (!self->empty)
    memcpy (&self->tag, map.data + map.size - sizeof self->tag, sizeof self->tag);
  gst_buffer_unmap (buffer, &map);
}

/* --- TestSource ----------------------------------------------------------------------------------------------------------- */

static GstCaps *
test_source_get_caps (HearthRtpSource *source)
{
  return gst_caps_new_empty_simple ("application/x-rtp");
}

static void
test_source_add_sink (HearthRtpSource *source,
                      HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&TEST_SOURCE (source)->fanout, sink);
}

static void
test_source_remove_sink (HearthRtpSource *source,
                         HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&TEST_SOURCE (source)->fanout, sink);
}

static void
test_source_request_keyframe (HearthRtpSource *source)
{
  g_atomic_int_inc (&TEST_SOURCE (source)->n_keyframe_requests);
}

static void
test_source_rtp_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = test_source_get_caps;
  iface->add_sink = test_source_add_sink;
  iface->remove_sink = test_source_remove_sink;
  iface->request_keyframe = test_source_request_keyframe;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource, test_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, test_source_rtp_source_init))

static void
test_source_finalize (GObject *object)
{
  hearth_rtp_fanout_clear (&TEST_SOURCE (object)->fanout);

  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
  hearth_rtp_fanout_init (&self->fanout);
}

TestSource *
test_source_new (void)
{
  return g_object_new (TEST_TYPE_SOURCE, NULL);
}

void
test_source_push (TestSource       *self,
                  const TestPacket *packet)
{
  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (test_packet_write (packet)));
}

/* --- TestLayers ----------------------------------------------------------------------------------------------------------- */

static guint
test_layers_get_layers (HearthLayeredSource *source,
                        HearthLayer         *layers)
{
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    layers[i] = (HearthLayer) { 320u << i, 180u << i, 150000u << 2 * i };

  return HEARTH_LIMIT_VIDEO_LAYERS;
}

static HearthRtpSource *
test_layers_get_source (HearthLayeredSource *source,
                        guint                layer)
{
  return (HearthRtpSource *) TEST_LAYERS (source)->sources[layer];
}

static void
test_layers_set_wanted (HearthLayeredSource *source,
                        guint                layers)
{
}

static void
test_layers_layered_source_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = test_layers_get_layers;
  iface->get_source = test_layers_get_source;
  iface->set_wanted = test_layers_set_wanted;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestLayers, test_layers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, test_layers_layered_source_init))

static void
test_layers_finalize (GObject *object)
{
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    g_clear_object (&TEST_LAYERS (object)->sources[i]);

  G_OBJECT_CLASS (test_layers_parent_class)->finalize (object);
}

static void
test_layers_class_init (TestLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_layers_finalize;
}

static void
test_layers_init (TestLayers *self)
{
}

TestLayers *
test_layers_new (guint n)
{
  TestLayers *self = g_object_new (TEST_TYPE_LAYERS, NULL);

  for (guint i = 0; i < n; i++)
    self->sources[i] = test_source_new ();

  return self;
}

/* --- TestSink ------------------------------------------------------------------------------------------------------------- */

static void
add_packet (TestSink  *self,
            GstBuffer *buffer)
{
  TestPacket packet;

  test_packet_read (&packet, buffer);
  g_array_append_val (self->packets, packet);
}

static void
test_sink_push (HearthRtpSink *sink,
                GstMiniObject *packets)
{
  TestSink *self = TEST_SINK (sink);
  guint length = 0;

  g_mutex_lock (&self->mutex);
  if (GST_IS_BUFFER_LIST (packets))
    {
      length = gst_buffer_list_length (GST_BUFFER_LIST_CAST (packets));
      for (guint i = 0; i < length; i++)
        add_packet (self, gst_buffer_list_get (GST_BUFFER_LIST_CAST (packets), i));
    }
  else
    {
      add_packet (self, GST_BUFFER_CAST (packets));
    }
  g_array_append_val (self->lists, length);
  g_mutex_unlock (&self->mutex);

  gst_mini_object_unref (packets);
}

static void
test_sink_rtp_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = test_sink_push;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink, test_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, test_sink_rtp_sink_init))

static void
test_sink_finalize (GObject *object)
{
  TestSink *self = TEST_SINK (object);

  g_array_unref (self->packets);
  g_array_unref (self->lists);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (test_sink_parent_class)->finalize (object);
}

static void
test_sink_class_init (TestSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_sink_finalize;
}

static void
test_sink_init (TestSink *self)
{
  g_mutex_init (&self->mutex);
  self->packets = g_array_new (FALSE, FALSE, sizeof (TestPacket));
  self->lists = g_array_new (FALSE, FALSE, sizeof (guint));
}

TestSink *
test_sink_new (void)
{
  return g_object_new (TEST_TYPE_SINK, NULL);
}

TestPacket *
test_sink_get (TestSink *self,
               int       index)
{
  if (index < 0)
    index += (int) self->packets->len;
  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (index, <, (int) self->packets->len);

  return &g_array_index (self->packets, TestPacket, index);
}
