/* The tap of a receiving connection whose packets are to be forwarded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/forwarding-tap.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "ice/io-thread.h"
#include "media/media-pipeline.h"
#include "peer/bytes.h"
#include "peer/gap-detector.h"
#include "peer/receiving-track.h"

/* RFC 3550 section 5.1. */
#define RTP_HEADER_BYTES 12

#define VIDEO_CLOCK_RATE 90000
#define AUDIO_CLOCK_RATE 48000

/* How long rtpsession may hold a NACK back when it has just sent RTCP; after that it drops it, and it is asked for again anyway. */
#define NACK_DEADLINE_MS 100

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
  GstPad *pad;
  GstBufferList *packets;
} Together;

typedef struct
{
  HearthReceivingTransport *transport;
  HearthSsrcTable *tracks;

  /* Of the streaming thread on which packets come; where there are two (ice/host-ice-source.c), the pad's own lock lets one in. */
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

  g_clear_pointer (&self->transport, hearth_receiving_transport_unref);
  g_clear_pointer (&self->tracks, hearth_ssrc_table_unref);
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
    hearth_receiving_track_push (together->track, together->pad, GST_MINI_OBJECT_CAST (g_steal_pointer (&together->packets)));
}

static void
pass_all_on (gpointer data)
{
  Tap *self = data;

  for (guint i = 0; i < self->n_together; i++)
    {
      pass_on (&self->together[i]);
      g_clear_object (&self->together[i].track);
      gst_clear_object (&self->together[i].pad);
    }
  self->n_together = 0;
  tap_unref (self);
}

/* Returns: where packets of @track are gathered; %NULL where nothing comes at once, or of too many. What is gathered is the I/O
 * thread's alone: just after a connection was made, webrtcbin's queue may still push what came before, on its own thread. */
static Together *
gather (Tap                  *self,
        HearthReceivingTrack *track,
        GstPad               *pad)
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
  self->together[self->n_together] = (Together) { g_object_ref (track), gst_object_ref (pad), NULL };

  return &self->together[self->n_together++];
}

static void
hand_over (Tap                  *self,
           HearthReceivingTrack *track,
           GstPad               *pad,
           GstBuffer            *packet)
{
  Together *together = gather (self, track, pad);

  if (together == NULL)
    {
      hearth_receiving_track_push (track, pad, GST_MINI_OBJECT_CAST (packet));
      return;
    }

  if (together->packets == NULL)
    together->packets = gst_buffer_list_new_sized (MAX_TOGETHER);
  gst_buffer_list_add (together->packets, packet);
  if (gst_buffer_list_length (together->packets) == MAX_TOGETHER)
    pass_on (together);
}

/* --- One packet ---------------------------------------------------------------------------------------------------------- */

/* rtprtxreceive learns from this event what the retransmission will be for, rtpsession makes a NACK of it. */
static void
ask_for (GstPad  *pad,
         guint32  ssrc,
         guint16  seqnum)
{
  GstStructure *structure = gst_structure_new ("GstRTPRetransmissionRequest",
                                               "ssrc", G_TYPE_UINT, ssrc,
                                               "seqnum", G_TYPE_UINT, (guint) seqnum,
                                               "delay", G_TYPE_UINT, 0,
                                               "deadline", G_TYPE_UINT, NACK_DEADLINE_MS,
                                               "avg-rtt", G_TYPE_UINT, 0, NULL);

  gst_pad_push_event (pad, gst_event_new_custom (GST_EVENT_CUSTOM_UPSTREAM, structure));
}

static void
ask_for_missing (Tap    *self,
                 GstPad *pad,
                 gint64  now)
{
  guint16 seqnums[HEARTH_LIMIT_MISSING_PACKETS];

  for (guint i = 0; i < self->n_pictures; i++)
    {
      guint n_seqnums = hearth_gap_detector_collect (self->pictures[i].detector, now, seqnums);

      /* What is not asked for now is asked for again. */
      for (guint j = 0; j < n_seqnums && hearth_token_bucket_take (&self->requests, 1, now); j++)
        ask_for (pad, self->pictures[i].ssrc, seqnums[j]);
    }
}

static void
take (Tap       *self,
      GstPad    *pad,
      GstBuffer *packet)
{
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  /* The kernel's time or that of reading it, where whoever read it noted one. */
  GstClockTime arrival = GST_BUFFER_PTS_IS_VALID (packet) ? MIN (GST_BUFFER_PTS (packet), now) : now;
  g_autoptr (GObject) object = NULL;
  guint8 header[RTP_HEADER_BYTES];
  HearthReceivingTrack *track;
  gboolean video;
  gboolean wanted;
  guint32 ssrc;

  if (gst_buffer_extract (packet, 0, header, sizeof header) == sizeof header)
    object = hearth_ssrc_table_find (self->tracks, hearth_bytes_read_32 (header + 8));
  if (object == NULL)
    {
      gst_buffer_unref (packet);
      return;
    }

  track = HEARTH_RECEIVING_TRACK (object);
  ssrc = hearth_receiving_track_get_ssrc (track);
  video = hearth_receiving_track_get_kind (track) == HEARTH_SDP_VIDEO;
  wanted = !video || hearth_gap_detector_take (get_detector (self, ssrc, (gint64) now / 1000),
                                               hearth_bytes_read_16 (header + 2), (gint64) now / 1000);
  ask_for_missing (self, pad, (gint64) now / 1000);
  if (!wanted)
    {
      gst_buffer_unref (packet);
      return;
    }

  packet = gst_buffer_make_writable (packet);
  GST_BUFFER_DTS (packet) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_PTS (packet) = hearth_receiving_transport_stamp (self->transport, ssrc, video ? VIDEO_CLOCK_RATE : AUDIO_CLOCK_RATE,
                                                              hearth_bytes_read_32 (header + 4), arrival);
  hand_over (self, track, pad, packet);
}

static GstPadProbeReturn
on_packets_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  Tap *self = user_data;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    {
      take (self, pad, GST_PAD_PROBE_INFO_BUFFER (info));
    }
  else
    {
      GstBufferList *list = GST_PAD_PROBE_INFO_BUFFER_LIST (info);

      for (guint i = 0; i < gst_buffer_list_length (list); i++)
        take (self, pad, gst_buffer_copy (gst_buffer_list_get (list, i)));
      gst_buffer_list_unref (list);
    }
  info->data = NULL;

  return GST_PAD_PROBE_HANDLED;
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
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstPad) rtcp_pad = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (element), "GstRtpSsrcDemux"))
    return;
  pad = gst_element_get_static_pad (element, "sink");
  rtcp_pad = gst_element_get_static_pad (element, "rtcp_sink");
  gst_pad_add_probe (rtcp_pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_reports_on_streaming_thread,
                     NULL, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_packets_on_streaming_thread,
                     g_atomic_rc_box_acquire (user_data), tap_unref);
}

void
hearth_forwarding_tap_install (GstElement               *webrtc,
                               HearthReceivingTransport *transport,
                               HearthSsrcTable          *tracks)
{
  Tap *self;

  g_return_if_fail (GST_IS_BIN (webrtc));
  g_return_if_fail (transport != NULL && tracks != NULL);

  self = g_atomic_rc_box_new0 (Tap);
  self->transport = hearth_receiving_transport_ref (transport);
  self->tracks = hearth_ssrc_table_ref (tracks);
  hearth_token_bucket_init (&self->requests, HEARTH_LIMIT_REQUESTED_PACKETS, HEARTH_LIMIT_REQUESTED_PACKETS_PER_SECOND, 0);
  g_signal_connect_data (webrtc, "deep-element-added", G_CALLBACK (on_element_added), self, tap_closure_unref, G_CONNECT_DEFAULT);
}
