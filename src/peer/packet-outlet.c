/* Where all tracks of a sending connection push their packets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/packet-outlet.h"

#include "peer/webrtc-element.h"

/* What rtprtxsend keeps of each stream for receivers who miss something: four seconds of an ordinary picture, half a second of the
 * largest. It could be told a time as well, and would then measure it twice for every packet. */
#define KEPT_PACKETS 512

struct _HearthPacketOutlet
{
  HearthTransportNumbering *numbering;
  GstPad *pad; /* of rtprtxsend; does not change once it is there */
};

static void
clear (gpointer data)
{
  HearthPacketOutlet *self = data;

  g_clear_pointer (&self->numbering, hearth_transport_numbering_unref);
  gst_clear_object (&self->pad);
}

HearthPacketOutlet *
hearth_packet_outlet_new (HearthTransportNumbering *numbering)
{
  HearthPacketOutlet *self = g_atomic_rc_box_new0 (HearthPacketOutlet);

  self->numbering = hearth_transport_numbering_ref (numbering);

  return self;
}

HearthPacketOutlet *
hearth_packet_outlet_ref (HearthPacketOutlet *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_packet_outlet_unref (HearthPacketOutlet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
hearth_packet_outlet_open (HearthPacketOutlet *self,
                           GstElement         *webrtc)
{
  g_autoptr (GstElement) rtx = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstPad) pad = NULL;
  GstSegment segment;

  g_return_val_if_fail (self != NULL && GST_IS_BIN (webrtc), FALSE);

  if (self->pad != NULL)
    return TRUE;
  rtx = hearth_webrtc_element_find (webrtc, "GstRtpRtxSend");
  if (rtx == NULL)
    return FALSE;
  pad = gst_element_get_static_pad (rtx, "sink");
  g_object_set (rtx, "max-size-packets", KEPT_PACKETS, NULL);

  /* What the funnel has not sent here, for nothing comes through it. The caps are of no track, and name no extension: rtpsession
   * would number the packets once more. A segment that begins at 0 leaves each PTS what it is: the running time of every pipeline
   * of this process. */
  caps = gst_caps_new_empty_simple ("application/x-rtp");
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_send_event (pad, gst_event_new_stream_start ("hearth-outlet"));
  gst_pad_send_event (pad, gst_event_new_caps (caps));
  gst_pad_send_event (pad, gst_event_new_segment (&segment));
  g_atomic_pointer_set (&self->pad, g_steal_pointer (&pad));

  return TRUE;
}

static gboolean
stamp (GstBuffer **packet,
       guint       index,
       gpointer    user_data)
{
  HearthPacketOutlet *self = user_data;

  *packet = hearth_transport_numbering_stamp (self->numbering, *packet, TRUE);

  return TRUE;
}

void
hearth_packet_outlet_push (HearthPacketOutlet *self,
                           GstMiniObject      *packets,
                           gboolean            numbered)
{
  GstPad *pad = g_atomic_pointer_get (&self->pad);

  /* What becomes of it does not matter: while webrtcbin is being closed it is dropped there. */
  if (pad == NULL)
    {
      gst_mini_object_unref (packets);
    }
  else if (GST_IS_BUFFER_LIST (packets))
    {
      GstBufferList *list = GST_BUFFER_LIST_CAST (packets);

      if (numbered)
        {
          list = gst_buffer_list_make_writable (list);
          gst_buffer_list_foreach (list, stamp, self);
        }
      gst_pad_chain_list (pad, list);
    }
  else
    {
      GstBuffer *packet = GST_BUFFER_CAST (packets);

      if (numbered)
        stamp (&packet, 0, self);
      gst_pad_chain (pad, packet);
    }
}
