/* What a receiving connection does at webrtcbin's near end: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/receiving-transport.h"

#include <string.h>

#include "base/limits.h"
#include "peer/bytes.h"
#include "peer/capture-clock.h"
#include "peer/rtcp-reader.h"
#include "peer/rtcp-writer.h"
#include "peer/transport-numbering.h"
#include "peer/webrtc-element.h"

struct _HearthReceivingTransport
{
  GMutex mutex; /* guards all below */
  HearthTransportArrivals *arrivals;
  HearthCaptureClock *clock;
  GstPad *rtcp_pad; /* where webrtcbin's own RTCP leaves; %NULL before it is connected and after it is closed */
  guint32 ssrc;     /* as whom webrtcbin reports */

  /* Whose key frames were wanted before there was a way to ask. */
  guint32 wanted[HEARTH_LIMIT_SDP_MEDIA];
  guint n_wanted;
};

static void
clear (gpointer data)
{
  HearthReceivingTransport *self = data;

  g_clear_pointer (&self->arrivals, hearth_transport_arrivals_free);
  g_clear_pointer (&self->clock, hearth_capture_clock_free);
  gst_clear_object (&self->rtcp_pad);
  g_mutex_clear (&self->mutex);
}

HearthReceivingTransport *
hearth_receiving_transport_new (void)
{
  HearthReceivingTransport *self = g_atomic_rc_box_new0 (HearthReceivingTransport);

  g_mutex_init (&self->mutex);
  self->arrivals = hearth_transport_arrivals_new ();
  self->clock = hearth_capture_clock_new ();

  return self;
}

HearthReceivingTransport *
hearth_receiving_transport_ref (HearthReceivingTransport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_receiving_transport_unref (HearthReceivingTransport *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Nothing may enter before these. rtpsession sends them with its first report, and we may have something to ask for before. */
static void
begin_stream (GstPad *pad)
{
  g_autoptr (GstEvent) begun = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  g_autoptr (GstCaps) caps = NULL;
  GstSegment segment;

  if (begun != NULL)
    return;

  caps = gst_caps_new_empty_simple ("application/x-rtcp");
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_send_event (pad, gst_event_new_stream_start ("hearth-feedback"));
  gst_pad_send_event (pad, gst_event_new_caps (caps));
  gst_pad_send_event (pad, gst_event_new_segment (&segment));
}

void
hearth_receiving_transport_open (HearthReceivingTransport *self,
                                 GstElement               *webrtc)
{
  g_autoptr (GstElement) transport = NULL;
  g_autoptr (GObject) session = NULL;
  g_autoptr (GstElement) rtpbin = NULL;
  g_autoptr (GstPad) pad = NULL;
  guint32 wanted[HEARTH_LIMIT_SDP_MEDIA];
  guint n_wanted;
  guint ssrc;

  g_return_if_fail (self != NULL && GST_IS_BIN (webrtc));

  transport = hearth_webrtc_element_find (webrtc, "TransportSendBin");
  rtpbin = gst_bin_get_by_name (GST_BIN (webrtc), "rtpbin");
  g_signal_emit_by_name (rtpbin, "get-internal-session", 0, &session);
  /* A connection for data alone has no session. */
  if (transport == NULL || session == NULL)
    return;
  g_object_get (session, "internal-ssrc", &ssrc, NULL);

  pad = gst_element_get_static_pad (transport, "rtcp_sink");
  begin_stream (pad);
  g_mutex_lock (&self->mutex);
  if (self->rtcp_pad == NULL)
    self->rtcp_pad = g_steal_pointer (&pad);
  self->ssrc = ssrc;
  n_wanted = self->n_wanted;
  memcpy (wanted, self->wanted, sizeof wanted);
  self->n_wanted = 0;
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < n_wanted; i++)
    hearth_receiving_transport_ask_for_keyframe (self, wanted[i]);
}

gboolean
hearth_receiving_transport_is_open (HearthReceivingTransport *self)
{
  gboolean is_open;

  g_return_val_if_fail (self != NULL, FALSE);

  g_mutex_lock (&self->mutex);
  is_open = self->rtcp_pad != NULL;
  g_mutex_unlock (&self->mutex);

  return is_open;
}

void
hearth_receiving_transport_close (HearthReceivingTransport *self)
{
  g_autoptr (GstPad) pad = NULL;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  pad = g_steal_pointer (&self->rtcp_pad);
  g_mutex_unlock (&self->mutex);
}

GstClockTime
hearth_receiving_transport_stamp (HearthReceivingTransport *self,
                                  guint32                   ssrc,
                                  guint                     clock_rate,
                                  guint32                   timestamp,
                                  GstClockTime              now)
{
  GstClockTime pts;

  g_return_val_if_fail (self != NULL, now);

  g_mutex_lock (&self->mutex);
  pts = hearth_capture_clock_stamp (self->clock, ssrc, clock_rate, timestamp, now);
  g_mutex_unlock (&self->mutex);

  return pts;
}

/* How something of ours leaves: where, and as whom. */
typedef struct
{
  GstPad *pad;  /* owned; %NULL: not at all */
  guint32 ssrc;
} WayOut;

/* With the lock. */
static WayOut
get_way_out (HearthReceivingTransport *self)
{
  return (WayOut) { self->rtcp_pad != NULL ? gst_object_ref (self->rtcp_pad) : NULL, self->ssrc };
}

/* @feedback: (transfer full) (nullable). Leaves on the caller's thread, without the lock. */
static void
leave (WayOut *way,
       GBytes *feedback)
{
  if (way->pad != NULL && feedback != NULL)
    gst_pad_chain (way->pad, gst_buffer_new_wrapped_bytes (feedback));
  g_clear_pointer (&feedback, g_bytes_unref);
  gst_clear_object (&way->pad);
}

void
hearth_receiving_transport_note_arrival (HearthReceivingTransport *self,
                                         const guint8             *packet,
                                         gsize                     size)
{
  gint64 now = g_get_monotonic_time ();
  WayOut way = { NULL, 0 };
  GBytes *feedback = NULL;
  guint16 number;

  g_return_if_fail (self != NULL && packet != NULL);

  if (!hearth_transport_numbering_read (packet, size, &number))
    return;

  g_mutex_lock (&self->mutex);
  if (hearth_transport_arrivals_note (self->arrivals, number, size, now) && self->rtcp_pad != NULL)
    {
      way = get_way_out (self);
      feedback = hearth_transport_arrivals_take (self->arrivals, way.ssrc, hearth_bytes_read_32 (packet + 8), now);
    }
  g_mutex_unlock (&self->mutex);

  leave (&way, feedback);
}

void
hearth_receiving_transport_get_stats (HearthReceivingTransport *self,
                                      HearthArrivalStats       *stats)
{
  g_return_if_fail (self != NULL && stats != NULL);

  g_mutex_lock (&self->mutex);
  hearth_transport_arrivals_get_stats (self->arrivals, stats);
  g_mutex_unlock (&self->mutex);
}

void
hearth_receiving_transport_ask_for (HearthReceivingTransport *self,
                                    guint32                   ssrc,
                                    const guint16            *seqnums,
                                    guint                     n_seqnums)
{
  WayOut way;

  g_return_if_fail (self != NULL && seqnums != NULL);

  g_mutex_lock (&self->mutex);
  way = get_way_out (self);
  g_mutex_unlock (&self->mutex);

  leave (&way, hearth_rtcp_write_nack (way.ssrc, ssrc, seqnums, n_seqnums));
}

void
hearth_receiving_transport_ask_for_keyframe (HearthReceivingTransport *self,
                                             guint32                   ssrc)
{
  WayOut way;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  way = get_way_out (self);
  if (way.pad == NULL && self->n_wanted < G_N_ELEMENTS (self->wanted))
    self->wanted[self->n_wanted++] = ssrc;
  g_mutex_unlock (&self->mutex);

  if (way.pad != NULL)
    leave (&way, hearth_rtcp_write_pli (way.ssrc, ssrc));
}

static void
note_arrival (gpointer      user_data,
              const guint8 *packet,
              gsize         size)
{
  hearth_receiving_transport_note_arrival (user_data, packet, size);
}

static gboolean
read_reports (gpointer      user_data,
              const guint8 *packet,
              gsize         size)
{
  HearthReceivingTransport *self = user_data;
  HearthRtcpReader reader;
  HearthRtcpItem item;

  hearth_rtcp_reader_init (&reader, packet, size);
  g_mutex_lock (&self->mutex);
  while (hearth_rtcp_reader_next (&reader, &item))
    {
      if (item.kind == HEARTH_RTCP_SENDER_REPORT)
        hearth_capture_clock_report (self->clock, item.ssrc, item.ntp, item.timestamp);
    }
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

const HearthTransportHooks hearth_receiving_transport_hooks = {
  .rtp_comes = note_arrival,
  .rtcp_comes = read_reports,
};
