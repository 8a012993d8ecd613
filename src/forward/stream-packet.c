/* One RTP packet on its way through a forwarder: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/stream-packet.h"

#include <string.h>

#include "base/limits.h"
#include "base/rtp-payload.h"

#define PADDING_BIT 0x20

gboolean
hearth_stream_packet_read (HearthStreamPacket *self,
                           gboolean            video,
                           GstBuffer          *buffer,
                           const GstMapInfo   *map)
{
  g_return_val_if_fail (self != NULL && buffer != NULL && map != NULL, FALSE);

  *self = (HearthStreamPacket){ 0 };
  if (map->size > HEARTH_LIMIT_RTP_BYTES || !hearth_rtp_header_parse (&self->rtp, map->data, map->size)
      || self->rtp.payload_type != (video ? HEARTH_RTP_PAYLOAD_VP8 : HEARTH_RTP_PAYLOAD_OPUS))
    return FALSE;

  self->has_vp8 = video && hearth_vp8_descriptor_parse (&self->vp8, map->data + self->rtp.payload, self->rtp.payload_size);
  self->pts = GST_BUFFER_PTS (buffer);
  if (!GST_CLOCK_TIME_IS_VALID (self->pts)) /* running time is monotonic time: media/rtp-source.h */
    self->pts = (guint64) g_get_monotonic_time () * GST_USECOND;

  return TRUE;
}

static GstBuffer *
write_packet (const HearthStreamPacket *self,
              guint32                   ssrc,
              GstBuffer                *buffer,
              const GstMapInfo         *map,
              gsize                     size)
{
  GstMemory *memory = gst_allocator_alloc (NULL, size, NULL);
  GstBuffer *written = gst_buffer_new ();
  GstMapInfo target;

  gst_memory_map (memory, &target, GST_MAP_WRITE);
  memcpy (target.data, map->data, size);
  hearth_rtp_header_write (&self->rtp, ssrc, target.data);
  if (size <= self->rtp.payload)
    target.data[0] &= (guint8) ~PADDING_BIT;
  else if (self->has_vp8)
    hearth_vp8_descriptor_write (&self->vp8, target.data + self->rtp.payload);
  gst_memory_unmap (memory, &target);
  gst_buffer_append_memory (written, memory);
  GST_BUFFER_PTS (written) = GST_BUFFER_PTS (buffer);

  return written;
}

GstBuffer *
hearth_stream_packet_write (const HearthStreamPacket *self,
                            guint32                   ssrc,
                            GstBuffer                *buffer,
                            const GstMapInfo         *map)
{
  g_return_val_if_fail (self != NULL && buffer != NULL && map != NULL, NULL);

  return write_packet (self, ssrc, buffer, map, map->size);
}

GstBuffer *
hearth_stream_packet_write_empty (const HearthStreamPacket *self,
                                  guint32                   ssrc,
                                  GstBuffer                *buffer,
                                  const GstMapInfo         *map)
{
  g_return_val_if_fail (self != NULL && buffer != NULL && map != NULL, NULL);

  return write_packet (self, ssrc, buffer, map, self->rtp.payload);
}
