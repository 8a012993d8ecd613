/* What a sending connection does at webrtcbin's far end: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sending-transport.h"

#include "peer/rtcp-reader.h"
#include "peer/sending-track.h"

struct _HearthSendingTransport
{
  HearthTransportNumbering *numbering;
  HearthSsrcTable *tracks;
};

static void
clear (gpointer data)
{
  HearthSendingTransport *self = data;

  g_clear_pointer (&self->numbering, hearth_transport_numbering_unref);
  g_clear_pointer (&self->tracks, hearth_ssrc_table_unref);
}

HearthSendingTransport *
hearth_sending_transport_new (void)
{
  HearthSendingTransport *self = g_atomic_rc_box_new0 (HearthSendingTransport);

  self->numbering = hearth_transport_numbering_new ();
  self->tracks = hearth_ssrc_table_new ();

  return self;
}

HearthSendingTransport *
hearth_sending_transport_ref (HearthSendingTransport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_sending_transport_unref (HearthSendingTransport *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

HearthTransportNumbering *
hearth_sending_transport_get_numbering (HearthSendingTransport *self)
{
  return self->numbering;
}

HearthSsrcTable *
hearth_sending_transport_get_tracks (HearthSendingTransport *self)
{
  return self->tracks;
}

/* It has room for a number where the packet was numbered when it was sent first. */
static GstBuffer *
number_retransmission (gpointer   user_data,
                       GstBuffer *packet)
{
  HearthSendingTransport *self = user_data;

  return hearth_transport_numbering_stamp (self->numbering, packet, FALSE);
}

static gboolean
read_rtcp (gpointer      user_data,
           const guint8 *packet,
           gsize         size)
{
  HearthSendingTransport *self = user_data;
  gboolean only_feedback = TRUE;
  HearthRtcpReader reader;
  HearthRtcpItem item;

  hearth_rtcp_reader_init (&reader, packet, size);
  while (hearth_rtcp_reader_next (&reader, &item))
    {
      g_autoptr (GObject) track = NULL;

      if (item.kind == HEARTH_RTCP_TRANSPORT_FEEDBACK)
        {
          hearth_transport_numbering_report (self->numbering, item.data, item.size);
          continue;
        }
      only_feedback = FALSE;
      if (item.kind == HEARTH_RTCP_KEYFRAME_REQUEST)
        track = hearth_ssrc_table_find (self->tracks, item.ssrc);
      if (track != NULL)
        hearth_sending_track_want_keyframe (HEARTH_SENDING_TRACK (track));
    }

  return !only_feedback;
}

const HearthTransportHooks hearth_sending_transport_hooks = {
  .retransmission_leaves = number_retransmission,
  .rtcp_comes = read_rtcp,
};
