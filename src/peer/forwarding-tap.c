/* The tap of a receiving connection whose packets are to be forwarded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/forwarding-tap.h"

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "base/token-bucket.h"
#include "ice/io-thread.h"
#include "media/media-pipeline.h"
#include "peer/bytes.h"
#include "peer/gap-detector.h"
#include "peer/receiving-track.h"
#include "peer/rtx-packet.h"
#include "peer/srtp-receiver.h"
#include "peer/webrtc-element.h"

/* RFC 3550 section 5.1. */
#define MARKER_BIT 0x80

typedef struct
{
  guint32 ssrc;
  gint64 used_at;
  HearthGapDetector *detector;
} Picture;

/* What came at once on the room's socket is passed on together: what costs the same for one packet as for a list is most of what
 * forwarding costs. But nobody's first packet waits for many. */
#define MAX_TOGETHER 4

typedef struct
{
  HearthReceivingTrack *track;
  GstBufferList *packets;
} Together;

typedef struct
{
  HearthCertificateGate *gate;
  HearthReceivingTransport *transport;
  HearthSsrcTable *tracks;
  GstElement *dtlsdec; /* knows the key */

  /* Of the streaming thread on which packets come; where there are two (ice/host-ice-source.c), the pad's own lock lets one in. */
  HearthSrtpReceiver *receiver; /* from the first packet on that comes when there is a key */
  gboolean has_tried;           /* to make it */
  Picture pictures[HEARTH_LIMIT_SDP_MEDIA];
  guint n_pictures;
  HearthTokenBucket requests; /* one token for a packet that we ask for */

  /* I/O thread: what it has put off, and that it has. */
  Together together[HEARTH_LIMIT_VIDEO_LAYERS + 1];
  guint n_together;
} Tap;

static void
tap_clear (gpointer data)
{
  Tap *self = data;

  g_clear_object (&self->gate);
  g_clear_pointer (&self->transport, hearth_receiving_transport_unref);
  g_clear_pointer (&self->tracks, hearth_ssrc_table_unref);
  gst_clear_object (&self->dtlsdec);
  g_clear_pointer (&self->receiver, hearth_srtp_receiver_free);
  for (guint i = 0; i < self->n_pictures; i++)
    hearth_gap_detector_free (self->pictures[i].detector);
}

static void
tap_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, tap_clear);
}

static void
tap_closure_unref (gpointer  data,
                   GClosure *closure)
{
  tap_unref (data);
}

/* The offer names at most so many; the one that has been silent longest has been left out of it since. */
static HearthGapDetector *
get_detector (Tap     *self,
              guint32  ssrc,
              gint64   now)
{
  Picture *picture = NULL;

  for (guint i = 0; i < self->n_pictures && picture == NULL; i++)
    {
      if (self->pictures[i].ssrc == ssrc)
        picture = &self->pictures[i];
    }
  if (picture == NULL && self->n_pictures < G_N_ELEMENTS (self->pictures))
    {
      picture = &self->pictures[self->n_pictures++];
      picture->ssrc = ssrc;
      picture->detector = hearth_gap_detector_new ();
    }
  if (picture == NULL)
    {
      picture = &self->pictures[0];
      for (guint i = 1; i < self->n_pictures; i++)
        {
          if (self->pictures[i].used_at < picture->used_at)
            picture = &self->pictures[i];
        }
      hearth_gap_detector_free (picture->detector);
      picture->ssrc = ssrc;
      picture->detector = hearth_gap_detector_new ();
    }
  picture->used_at = now;

  return picture->detector;
}

/* --- Packets that came at once -------------------------------------------------------------------------------------------- */

static void
pass_on (Together *together)
{
  if (together->packets != NULL)
    hearth_receiving_track_push (together->track, GST_MINI_OBJECT_CAST (g_steal_pointer (&together->packets)));
}

static void
pass_all_on (gpointer data)
{
  Tap *self = data;

  for (guint i = 0; i < self->n_together; i++)
    {
      pass_on (&self->together[i]);
      g_clear_object (&self->together[i].track);
    }
  self->n_together = 0;
  tap_unref (self);
}

/* Returns: where packets of @track are gathered; %NULL where nothing comes at once, or of too many. What is gathered is the I/O
 * thread's alone: just after a connection was made, webrtcbin's queue may still push what came before, on its own thread. */
static Together *
gather (Tap                  *self,
        HearthReceivingTrack *track)
{
  if (!hearth_io_thread_is_current ())
    return NULL;
  for (guint i = 0; i < self->n_together; i++)
    {
      if (self->together[i].track == track)
        return &self->together[i];
    }
  if (self->n_together == G_N_ELEMENTS (self->together))
    return NULL;

  if (self->n_together == 0)
    {
      if (!hearth_io_thread_defer (pass_all_on, self))
        return NULL;
      g_atomic_rc_box_acquire (self);
    }
  self->together[self->n_together] = (Together) { g_object_ref (track), NULL };

  return &self->together[self->n_together++];
}

static void
hand_over (Tap                  *self,
           HearthReceivingTrack *track,
           GstBuffer            *packet)
{
  Together *together = gather (self, track);

  if (together == NULL)
    {
      hearth_receiving_track_push (track, GST_MINI_OBJECT_CAST (packet));
      return;
    }

  if (together->packets == NULL)
    together->packets = gst_buffer_list_new_sized (MAX_TOGETHER);
  gst_buffer_list_add (together->packets, packet);
  if (gst_buffer_list_length (together->packets) == MAX_TOGETHER)
    pass_on (together);
}

/* --- One packet ---------------------------------------------------------------------------------------------------------- */

static void
ask_for_missing (Tap    *self,
                 gint64  now)
{
  guint16 seqnums[HEARTH_LIMIT_MISSING_PACKETS];

  /* Or an attempt would be gone for nothing. */
  if (!hearth_receiving_transport_is_open (self->transport))
    return;
  for (guint i = 0; i < self->n_pictures; i++)
    {
      guint n_seqnums = hearth_gap_detector_collect (self->pictures[i].detector, now, seqnums);
      guint n_allowed = 0;

      /* What is not asked for now is asked for again. */
      while (n_allowed < n_seqnums && hearth_token_bucket_take (&self->requests, 1, now))
        n_allowed++;
      if (n_allowed > 0)
        hearth_receiving_transport_ask_for (self->transport, self->pictures[i].ssrc, seqnums, n_allowed);
    }
}

/* Returns: whether @packet, of @track and whole, is one to hand over; @pts is then its capture */
static gboolean
take (Tap                  *self,
      HearthReceivingTrack *track,
      const guint8         *packet,
      GstClockTime         *pts)
{
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  gint64 now_us = (gint64) now / 1000;
  guint32 ssrc = hearth_receiving_track_get_ssrc (track);
  gboolean video = hearth_receiving_track_get_kind (track) == HEARTH_SDP_VIDEO;
  gboolean wanted = !video || hearth_gap_detector_take (get_detector (self, ssrc, now_us), hearth_bytes_read_16 (packet + 2), now_us);

  ask_for_missing (self, now_us);
  if (!wanted)
    return FALSE;

  /* The kernel's time or that of reading it, where whoever read it noted one. */
  *pts = hearth_receiving_transport_stamp (self->transport, ssrc, video ? HEARTH_RTP_CLOCK_VP8 : HEARTH_RTP_CLOCK_OPUS,
                                           hearth_bytes_read_32 (packet + 4), GST_CLOCK_TIME_IS_VALID (*pts) ? MIN (*pts, now) : now);

  return TRUE;
}

/* Returns: whether @self can decipher. The first packets may come before the main thread has heard that there is a key. */
static gboolean
has_receiver (Tap *self)
{
  HearthSrtpKey key;

  if (self->receiver == NULL && !self->has_tried && self->dtlsdec != NULL && hearth_srtp_key_get (&key, self->dtlsdec))
    {
      self->has_tried = TRUE;
      self->receiver = hearth_srtp_receiver_new (&key, NULL);
      hearth_srtp_key_wipe (&key);
    }

  return self->receiver != NULL;
}

/* @size: (inout): of @packet, which the guard has found to be of somebody who was announced
 * Returns: (transfer full) (nullable): the track that it is for */
static HearthReceivingTrack *
decipher (Tap          *self,
          guint8       *packet,
          gsize        *size,
          GstClockTime *pts)
{
  g_autoptr (HearthReceivingTrack) track = NULL;
  GObject *object;

  if (!hearth_srtp_receiver_unprotect_rtp (self->receiver, packet, size) || *size > HEARTH_LIMIT_RTP_BYTES)
    return NULL;
  hearth_certificate_gate_note_received (self->gate);
  hearth_receiving_transport_note_arrival (self->transport, packet, *size);

  object = hearth_ssrc_table_find (self->tracks, hearth_bytes_read_32 (packet + 8));
  if (object == NULL)
    return NULL;
  track = HEARTH_RECEIVING_TRACK (object);
  if ((packet[1] & ~MARKER_BIT) == HEARTH_RTP_PAYLOAD_RTX)
    *size = hearth_rtx_packet_unwrap (packet, *size, HEARTH_RTP_PAYLOAD_VP8, hearth_receiving_track_get_ssrc (track));

  return *size > 0 && take (self, track, packet, pts) ? g_steal_pointer (&track) : NULL;
}

/* Takes @packet. */
static void
on_packet (Tap       *self,
           GstBuffer *packet)
{
  g_autoptr (HearthReceivingTrack) track = NULL;
  GstClockTime pts = GST_BUFFER_PTS (packet);
  GstMapInfo map;
  gsize size;

  if (!hearth_certificate_gate_is_open (self->gate) || !has_receiver (self))
    {
      gst_buffer_unref (packet);
      return;
    }
  packet = gst_buffer_make_writable (packet);
  if (!gst_buffer_map (packet, &map, GST_MAP_READWRITE))
    {
      gst_buffer_unref (packet);
      return;
    }
  size = map.size;
  track = decipher (self, map.data, &size, &pts);
  gst_buffer_unmap (packet, &map);
  if (track == NULL)
    {
      gst_buffer_unref (packet);
      return;
    }

  gst_buffer_set_size (packet, (gssize) size);
  GST_BUFFER_DTS (packet) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_PTS (packet) = pts;
  hand_over (self, track, packet);
}

static gboolean
is_rtcp (GstBuffer *packet)
{
  guint8 head[2];

  return gst_buffer_extract (packet, 0, head, sizeof head) == sizeof head
         && hearth_rtp_payload_is_rtcp (head[1]);
}

/* Takes all but RTCP out of a list. */
static gboolean
on_listed_packet (GstBuffer **packet,
                  guint       index,
                  gpointer    user_data)
{
  if (!is_rtcp (*packet))
    on_packet (user_data, g_steal_pointer (packet));

  return TRUE;
}

static GstPadProbeReturn
on_packets_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  Tap *self = user_data;
  GstBufferList *list;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    {
      if (is_rtcp (GST_PAD_PROBE_INFO_BUFFER (info)))
        return GST_PAD_PROBE_OK;
      on_packet (self, g_steal_pointer (&info->data));
      return GST_PAD_PROBE_HANDLED;
    }

  list = gst_buffer_list_make_writable (GST_PAD_PROBE_INFO_BUFFER_LIST (info));
  info->data = list;
  gst_buffer_list_foreach (list, on_listed_packet, self);

  return gst_buffer_list_length (list) > 0 ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

/* Reports would make the demultiplexer expect the stream, with a jitterbuffer; they have been read (receiving-transport.c). */
static GstPadProbeReturn
on_reports_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  return GST_PAD_PROBE_DROP;
}

static void
stand_at (GstElement          *element,
          const char          *pad_name,
          GstPadProbeCallback  probe,
          Tap                 *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  /* Then nothing comes, and whoever waits for it gives the connection up. */
  if (pad == NULL)
    return;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, probe, g_atomic_rc_box_acquire (self), tap_unref);
}

/* The guard, which was here first, looks at each packet before the tap does. */
static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  Tap *self = user_data;
  const char *type = G_OBJECT_TYPE_NAME (element);

  if (g_str_equal (type, "GstDtlsDec"))
    gst_object_replace ((GstObject **) &self->dtlsdec, GST_OBJECT (element));
  else if (g_str_equal (type, "GstSrtpDec"))
    stand_at (element, "rtp_sink", on_packets_on_streaming_thread, self);
  else if (g_str_equal (type, "GstRtpSsrcDemux"))
    stand_at (element, "rtcp_sink", on_reports_on_streaming_thread, self);
}

gboolean
hearth_forwarding_tap_can_decipher (GstElement *webrtc)
{
  g_autoptr (GstElement) dtlsdec = NULL;
  HearthSrtpKey key;
  gboolean has_key;

  g_return_val_if_fail (GST_IS_BIN (webrtc), FALSE);

  dtlsdec = hearth_webrtc_element_find (webrtc, "GstDtlsDec");
  has_key = dtlsdec != NULL && hearth_srtp_key_get (&key, dtlsdec);
  hearth_srtp_key_wipe (&key);

  return has_key;
}

void
hearth_forwarding_tap_install (GstElement               *webrtc,
                               HearthCertificateGate    *gate,
                               HearthReceivingTransport *transport,
                               HearthSsrcTable          *tracks)
{
  Tap *self;

  g_return_if_fail (GST_IS_BIN (webrtc));
  g_return_if_fail (HEARTH_IS_CERTIFICATE_GATE (gate));
  g_return_if_fail (transport != NULL && tracks != NULL);

  self = g_atomic_rc_box_new0 (Tap);
  self->gate = g_object_ref (gate);
  self->transport = hearth_receiving_transport_ref (transport);
  self->tracks = hearth_ssrc_table_ref (tracks);
  hearth_token_bucket_init (&self->requests, HEARTH_LIMIT_REQUESTED_PACKETS, HEARTH_LIMIT_REQUESTED_PACKETS_PER_SECOND, 0);
  g_signal_connect_data (webrtc, "deep-element-added", G_CALLBACK (on_element_added), self, tap_closure_unref, G_CONNECT_DEFAULT);
}
