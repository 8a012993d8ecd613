/* What a sending connection does in place of webrtcbin's rtpbin: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sending-transport.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "peer/rtcp-reader.h"
#include "peer/sending-track.h"

struct _HearthSendingTransport
{
  HearthTransportNumbering *numbering;
  HearthPacketOutlet *outlet;
  HearthSsrcTable *tracks;

  GMutex mutex;              /* guards the next */
  HearthTokenBucket repeats; /* one token for a packet that is wanted again */
};

static void
clear (gpointer data)
{
  HearthSendingTransport *self = data;

  g_clear_pointer (&self->outlet, hearth_packet_outlet_unref);
  g_clear_pointer (&self->numbering, hearth_transport_numbering_unref);
  g_clear_pointer (&self->tracks, hearth_ssrc_table_unref);
  g_mutex_clear (&self->mutex);
}

HearthSendingTransport *
hearth_sending_transport_new (void)
{
  HearthSendingTransport *self = g_atomic_rc_box_new0 (HearthSendingTransport);

  self->numbering = hearth_transport_numbering_new ();
  self->outlet = hearth_packet_outlet_new (self->numbering);
  self->tracks = hearth_ssrc_table_new ();
  g_mutex_init (&self->mutex);
  hearth_token_bucket_init (&self->repeats, HEARTH_LIMIT_REPEATED_PACKETS, HEARTH_LIMIT_REPEATED_PACKETS_PER_SECOND,
                            g_get_monotonic_time ());

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

HearthPacketOutlet *
hearth_sending_transport_get_outlet (HearthSendingTransport *self)
{
  return self->outlet;
}

HearthSsrcTable *
hearth_sending_transport_get_tracks (HearthSendingTransport *self)
{
  return self->tracks;
}

static gboolean
may_repeat (HearthSendingTransport *self,
            guint                   n_packets)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return hearth_token_bucket_take (&self->repeats, n_packets, g_get_monotonic_time ());
}

/* Who asks for more than it may gets nothing of that. */
static void
repeat (HearthSendingTransport *self,
        const HearthRtcpItem   *nack)
{
  guint16 seqnums[HEARTH_LIMIT_REPEATED_PACKETS];

  if (nack->n_packets <= G_N_ELEMENTS (seqnums) && may_repeat (self, nack->n_packets))
    hearth_packet_outlet_repeat (self->outlet, nack->ssrc, seqnums,
                                 hearth_rtcp_item_read_nack (nack, seqnums, G_N_ELEMENTS (seqnums)));
}

static void
want_keyframe (HearthSendingTransport *self,
               guint32                 ssrc)
{
  g_autoptr (GObject) track = hearth_ssrc_table_find (self->tracks, ssrc);

  if (track != NULL)
    hearth_sending_track_want_keyframe (HEARTH_SENDING_TRACK (track));
}

static gboolean
read_rtcp (gpointer      user_data,
           const guint8 *packet,
           gsize         size)
{
  HearthSendingTransport *self = user_data;
  HearthRtcpReader reader;
  HearthRtcpItem item;

  hearth_rtcp_reader_init (&reader, packet, size);
  while (hearth_rtcp_reader_next (&reader, &item))
    {
      if (item.kind == HEARTH_RTCP_TRANSPORT_FEEDBACK)
        hearth_transport_numbering_report (self->numbering, item.data, item.size);
      else if (item.kind == HEARTH_RTCP_NACK)
        repeat (self, &item);
      else if (item.kind == HEARTH_RTCP_KEYFRAME_REQUEST)
        want_keyframe (self, item.ssrc);
    }

  return FALSE;
}

const HearthTransportHooks hearth_sending_transport_hooks = {
  .enciphers = TRUE,
  .rtcp_comes = read_rtcp,
};
