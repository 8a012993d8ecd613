/* What a sending connection does at webrtcbin's far end: see the header.
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
  HearthSsrcTable *tracks;

  GMutex mutex;              /* guards the next */
  HearthTokenBucket repeats; /* one token for a packet that is wanted again */
};

static void
clear (gpointer data)
{
  HearthSendingTransport *self = data;

  g_clear_pointer (&self->numbering, hearth_transport_numbering_unref);
  g_clear_pointer (&self->tracks, hearth_ssrc_table_unref);
  g_mutex_clear (&self->mutex);
}

HearthSendingTransport *
hearth_sending_transport_new (void)
{
  HearthSendingTransport *self = g_atomic_rc_box_new0 (HearthSendingTransport);

  self->numbering = hearth_transport_numbering_new ();
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
may_repeat (HearthSendingTransport *self,
            guint                   n_packets)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return hearth_token_bucket_take (&self->repeats, n_packets, g_get_monotonic_time ());
}

/* A packet that asks for too much is dropped whole: the reports in it come again. */
static gboolean
read_rtcp (gpointer      user_data,
           const guint8 *packet,
           gsize         size)
{
  HearthSendingTransport *self = user_data;
  gboolean only_feedback = TRUE;
  gboolean excessive = FALSE;
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
      if (item.kind == HEARTH_RTCP_NACK && !may_repeat (self, item.n_packets))
        excessive = TRUE;
      if (item.kind == HEARTH_RTCP_KEYFRAME_REQUEST)
        track = hearth_ssrc_table_find (self->tracks, item.ssrc);
      if (track != NULL)
        hearth_sending_track_want_keyframe (HEARTH_SENDING_TRACK (track));
    }

  return !only_feedback && !excessive;
}

const HearthTransportHooks hearth_sending_transport_hooks = {
  .retransmission_leaves = number_retransmission,
  .rtcp_comes = read_rtcp,
};
