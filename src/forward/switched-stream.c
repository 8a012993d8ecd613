/* One RTP stream made of packets of several layers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/switched-stream.h"

#include "base/rtp-payload.h"

/* What becomes of one packet at most: an empty one that ends the layer before it, and itself. */
#define MOST_FORWARDED 2

void
hearth_switched_stream_init (HearthSwitchedStream *self,
                             gboolean              video)
{
  HearthStreamNumbers first = {
    /* In the lower half, or SRTP's receivers take the first loss for a wrap-around (RFC 3711, section 3.3.1). */
    .sequence = g_random_int () & 0x7fff,
    .timestamp = g_random_int (),
    .picture_id = g_random_int () & 0x7fff,
    .tl0_picidx = g_random_int () & 0xff,
  };

  *self = (HearthSwitchedStream) { .video = video, .ssrc = g_random_int () | 1 /* 0 means none */ };
  hearth_rtp_fanout_init (&self->fanout);
  g_mutex_init (&self->mutex);
  self->layers = hearth_layer_switch_new (video, &first);
}

void
hearth_switched_stream_clear (HearthSwitchedStream *self)
{
  g_clear_pointer (&self->layers, hearth_layer_switch_free);
  hearth_rtp_fanout_clear (&self->fanout);
  g_mutex_clear (&self->mutex);
}

/* --- Packets: under the lock ---------------------------------------------------------------------------------------------- */

/* Returns: how many there are in @forwarded, (transfer full) */
static guint
forward_packet (HearthSwitchedStream *self,
                int                   layer,
                GstBuffer            *buffer,
                GstBuffer            *forwarded[MOST_FORWARDED])
{
  HearthStreamPacket packet, end;
  HearthStreamVerdict verdict = HEARTH_STREAM_DROP;
  gboolean has_end = FALSE;
  gboolean understood;
  guint n = 0;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return 0;

  understood = hearth_stream_packet_read (&packet, self->video, buffer, &map);
  if (!understood || (self->video && !packet.has_vp8 && packet.rtp.payload_size > 0))
    self->malformed++;
  if (understood)
    verdict = hearth_layer_switch_process (self->layers, layer, &packet, &end, &has_end);

  if (has_end)
    {
      forwarded[n++] = hearth_stream_packet_write_empty (&end, self->ssrc, buffer, &map);
      self->filled++;
    }
  if (verdict == HEARTH_STREAM_PASS)
    {
      forwarded[n++] = hearth_stream_packet_write (&packet, self->ssrc, buffer, &map);
      self->packets++;
    }
  else
    {
      self->dropped++;
    }
  if (verdict == HEARTH_STREAM_FILL)
    {
      forwarded[n++] = hearth_stream_packet_write_empty (&packet, self->ssrc, buffer, &map);
      self->filled++;
    }
  gst_buffer_unmap (buffer, &map);

  return n;
}

static void
forward_single (HearthSwitchedStream *self,
                int                   layer,
                GstBuffer            *packet)
{
  GstBuffer *forwarded[MOST_FORWARDED];
  guint n = forward_packet (self, layer, packet, forwarded);

  for (guint i = 0; i < n; i++)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (forwarded[i]));
}

/* What came together goes on together. */
static void
forward_list (HearthSwitchedStream *self,
              int                   layer,
              GstBufferList        *packets)
{
  guint length = gst_buffer_list_length (packets);
  GstBufferList *together = gst_buffer_list_new_sized (length);

  for (guint i = 0; i < length; i++)
    {
      GstBuffer *forwarded[MOST_FORWARDED];
      guint n = forward_packet (self, layer, gst_buffer_list_get (packets, i), forwarded);

      for (guint j = 0; j < n; j++)
        gst_buffer_list_add (together, forwarded[j]);
    }

  if (gst_buffer_list_length (together) > 0)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (together));
  else
    gst_buffer_list_unref (together);
}

gboolean
hearth_switched_stream_push (HearthSwitchedStream *self,
                             guint                 layer,
                             GstMiniObject        *packets)
{
  int before, after;

  g_mutex_lock (&self->mutex);
  before = hearth_layer_switch_get_flowing (self->layers);
  if (GST_IS_BUFFER_LIST (packets))
    forward_list (self, (int) layer, GST_BUFFER_LIST_CAST (packets));
  else
    forward_single (self, (int) layer, GST_BUFFER_CAST (packets));
  after = hearth_layer_switch_get_flowing (self->layers);
  g_mutex_unlock (&self->mutex);
  gst_mini_object_unref (packets);

  return before != after;
}

/* --- What flows ----------------------------------------------------------------------------------------------------------- */

void
hearth_switched_stream_select (HearthSwitchedStream *self,
                               int                   layer,
                               guint                 temporal)
{
  g_mutex_lock (&self->mutex);
  hearth_layer_switch_select (self->layers, layer, temporal);
  g_mutex_unlock (&self->mutex);
}

void
hearth_switched_stream_forget (HearthSwitchedStream *self,
                               int                   layer)
{
  g_mutex_lock (&self->mutex);
  hearth_layer_switch_forget (self->layers, layer);
  g_mutex_unlock (&self->mutex);
}

void
hearth_switched_stream_forget_previous (HearthSwitchedStream *self)
{
  g_mutex_lock (&self->mutex);
  hearth_layer_switch_forget_previous (self->layers);
  g_mutex_unlock (&self->mutex);
}

void
hearth_switched_stream_get_state (HearthSwitchedStream      *self,
                                  HearthSwitchedStreamState *state)
{
  g_mutex_lock (&self->mutex);
  *state = (HearthSwitchedStreamState) {
    .flowing = hearth_layer_switch_get_flowing (self->layers),
    .awaited = hearth_layer_switch_get_awaited (self->layers),
    .previous = hearth_layer_switch_get_previous (self->layers),
    .begun = hearth_layer_switch_get_n_begun (self->layers),
    .packets = self->packets,
    .dropped = self->dropped,
    .malformed = self->malformed,
    .filled = self->filled,
  };
  g_mutex_unlock (&self->mutex);
}

GstCaps *
hearth_switched_stream_get_caps (HearthSwitchedStream *self)
{
  if (self->video)
    return gst_caps_new_simple ("application/x-rtp",
                                "media", G_TYPE_STRING, "video",
                                "encoding-name", G_TYPE_STRING, "VP8",
                                "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_VP8,
                                "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_VP8,
                                "ssrc", G_TYPE_UINT, self->ssrc, NULL);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "audio",
                              "encoding-name", G_TYPE_STRING, "OPUS",
                              "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_OPUS,
                              "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_OPUS,
                              "encoding-params", G_TYPE_STRING, "2",
                              "ssrc", G_TYPE_UINT, self->ssrc, NULL);
}
