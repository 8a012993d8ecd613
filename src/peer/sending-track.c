/* One media line of a sending connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sending-track.h"

#include <gst/webrtc/webrtc.h>
#include <stdatomic.h>

#include "base/main-thread.h"
#include "base/rtp-payload.h"
#include "media/rtp-sink.h"

struct _HearthSendingTrack
{
  GObject parent_instance;

  HearthPacketOutlet *outlet;
  HearthSdpKind kind;
  GstElement *webrtc;
  GstPad *pad;      /* ours, without a parent */
  GstPad *sink_pad; /* webrtcbin's, from the first source on */
  GstWebRTCRTPTransceiver *transceiver;
  GHashTable *used; /* SSRC → as whom it is sent again */

  char *track_id;
  HearthRtpSource *source;
  guint32 ssrc;

  HearthSentStream *stream; /* of the outlet; settled before anything flows */
  _Atomic gboolean flowing;
  _Atomic gboolean keyframe_posted;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthSendingTrack, hearth_sending_track, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

/* --- Streaming threads ---------------------------------------------------------------------------------------------------- */

static void
hearth_sending_track_push (HearthRtpSink *sink,
                           GstMiniObject *packets)
{
  HearthSendingTrack *self = HEARTH_SENDING_TRACK (sink);

  if (!self->flowing)
    {
      gst_mini_object_unref (packets);
      return;
    }
  hearth_packet_outlet_push (self->outlet, self->stream, packets);
}

static void
on_keyframe_wanted (gpointer target,
                    gpointer data)
{
  HearthSendingTrack *self = target;

  self->keyframe_posted = FALSE;
  if (self->source != NULL)
    hearth_rtp_source_request_keyframe (self->source);
}

void
hearth_sending_track_want_keyframe (HearthSendingTrack *self)
{
  gboolean posted = FALSE;

  g_return_if_fail (HEARTH_IS_SENDING_TRACK (self));

  if (atomic_compare_exchange_strong (&self->keyframe_posted, &posted, TRUE))
    hearth_main_thread_post (self, on_keyframe_wanted, NULL, NULL);
}

static gboolean
on_event_on_streaming_thread (GstPad    *pad,
                              GstObject *parent,
                              GstEvent  *event)
{
  gst_event_unref (event);

  return TRUE;
}

static gboolean
answer_caps (GstPad   *pad,
             GstQuery *query)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr (GstCaps) result = NULL;
  GstCaps *filter;

  if (caps == NULL)
    return FALSE;
  gst_query_parse_caps (query, &filter);
  /* Ours and nothing else: what the peer wrote about this line is in the filter, and would come back in our next offer. */
  if (filter == NULL || gst_caps_can_intersect (caps, filter))
    result = gst_caps_ref (caps);
  else
    result = gst_caps_new_empty ();
  gst_query_set_caps_result (query, result);

  return TRUE;
}

static gboolean
on_query_on_streaming_thread (GstPad    *pad,
                              GstObject *parent,
                              GstQuery  *query)
{
  switch (GST_QUERY_TYPE (query))
    {
    case GST_QUERY_CAPS:
      return answer_caps (pad, query);
    case GST_QUERY_LATENCY:
      gst_query_set_latency (query, TRUE, 0, GST_CLOCK_TIME_NONE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- Main thread ---------------------------------------------------------------------------------------------------------- */

static guint32
make_rtx_ssrc (guint32 ssrc)
{
  guint32 rtx_ssrc;

  do
    rtx_ssrc = g_random_int ();
  while (rtx_ssrc == 0 || rtx_ssrc == ssrc);

  return rtx_ssrc;
}

/* What the line is negotiated with; the SSRC comes with the pad's caps. */
static GstCaps *
make_caps (HearthSendingTrack *self)
{
  GstCaps *caps;

  if (self->kind == HEARTH_SDP_VIDEO)
    caps = gst_caps_new_simple ("application/x-rtp",
                                "media", G_TYPE_STRING, "video",
                                "encoding-name", G_TYPE_STRING, "VP8",
                                "payload", G_TYPE_INT, HEARTH_SDP_PAYLOAD_VP8,
                                "clock-rate", G_TYPE_INT, 90000, NULL);
  else
    caps = gst_caps_new_simple ("application/x-rtp",
                                "media", G_TYPE_STRING, "audio",
                                "encoding-name", G_TYPE_STRING, "OPUS",
                                "payload", G_TYPE_INT, HEARTH_SDP_PAYLOAD_OPUS,
                                "clock-rate", G_TYPE_INT, 48000,
                                "encoding-params", G_TYPE_STRING, "2", NULL);

  return caps;
}

static gboolean
request_line (HearthSendingTrack *self,
              GstCaps            *caps)
{
  GstPadTemplate *pad_template = gst_element_get_pad_template (self->webrtc, "sink_%u");

  self->sink_pad = gst_element_request_pad (self->webrtc, pad_template, NULL, caps);
  if (self->sink_pad == NULL)
    return FALSE;
  g_object_get (self->sink_pad, "transceiver", &self->transceiver, NULL);
  /* Retransmission is for pictures: Chromium refuses an offer of it for sound, where in-band FEC serves better. */
  g_object_set (self->transceiver,
                "do-nack", self->kind == HEARTH_SDP_VIDEO,
                "codec-preferences", caps,
                "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY,
                NULL);

  gst_pad_set_active (self->pad, TRUE);

  return gst_pad_link (self->pad, self->sink_pad) == GST_PAD_LINK_OK;
}

/* A segment that begins at 0 leaves each PTS what it is: the running time of every pipeline of this process. */
static void
begin_stream (HearthSendingTrack *self,
              GstCaps            *caps)
{
  g_autofree char *stream_id = NULL;
  GstSegment segment;

  stream_id = g_strdup_printf ("hearth-%s", GST_PAD_NAME (self->sink_pad));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (self->pad, gst_event_new_stream_start (stream_id));
  gst_pad_push_event (self->pad, gst_event_new_caps (caps));
  gst_pad_push_event (self->pad, gst_event_new_segment (&segment));
}

static void
hearth_sending_track_dispose (GObject *object)
{
  hearth_sending_track_close (HEARTH_SENDING_TRACK (object));

  G_OBJECT_CLASS (hearth_sending_track_parent_class)->dispose (object);
}

static void
hearth_sending_track_finalize (GObject *object)
{
  HearthSendingTrack *self = HEARTH_SENDING_TRACK (object);

  g_clear_pointer (&self->outlet, hearth_packet_outlet_unref);
  g_clear_object (&self->pad);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_free (self->track_id);

  G_OBJECT_CLASS (hearth_sending_track_parent_class)->finalize (object);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = hearth_sending_track_push;
}

static void
hearth_sending_track_class_init (HearthSendingTrackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_sending_track_dispose;
  object_class->finalize = hearth_sending_track_finalize;
}

static void
hearth_sending_track_init (HearthSendingTrack *self)
{
  self->used = g_hash_table_new (NULL, NULL);
  self->pad = gst_object_ref_sink (gst_pad_new ("hearth-track", GST_PAD_SRC));
  gst_pad_set_event_function (self->pad, on_event_on_streaming_thread);
  gst_pad_set_query_function (self->pad, on_query_on_streaming_thread);
}

HearthSendingTrack *
hearth_sending_track_new (GstElement            *webrtc,
                          HearthPacketOutlet    *outlet,
                          HearthSdpKind          kind)
{
  HearthSendingTrack *self;

  g_return_val_if_fail (GST_IS_ELEMENT (webrtc), NULL);
  g_return_val_if_fail (kind == HEARTH_SDP_AUDIO || kind == HEARTH_SDP_VIDEO, NULL);

  self = g_object_new (HEARTH_TYPE_SENDING_TRACK, NULL);
  self->webrtc = gst_object_ref (webrtc);
  self->outlet = hearth_packet_outlet_ref (outlet);
  self->kind = kind;

  return self;
}

gboolean
hearth_sending_track_attach (HearthSendingTrack *self,
                             const char         *track_id,
                             HearthRtpSource    *source,
                             guint32             ssrc)
{
  g_autoptr (GstCaps) preferred = NULL;
  g_autoptr (GstCaps) caps = NULL;

  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), FALSE);
  g_return_val_if_fail (track_id != NULL && HEARTH_IS_RTP_SOURCE (source) && ssrc != 0, FALSE);
  g_return_val_if_fail (self->source == NULL && self->webrtc != NULL, FALSE);

  self->ssrc = ssrc;
  preferred = make_caps (self);
  caps = gst_caps_copy (preferred);
  gst_caps_set_simple (caps, "ssrc", G_TYPE_UINT, ssrc, NULL);

  /* webrtcbin makes offers on a thread of its own, at any time, of what the transceiver prefers and the pad's caps have in common: one
   * SSRC, and never two. So until a new line has caps its SSRC is preferred, and afterwards that is left open for the next track. */
  if (self->sink_pad == NULL && !request_line (self, caps))
    return FALSE;
  begin_stream (self, caps);
  g_object_set (self->transceiver,
                "codec-preferences", preferred,
                "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY,
                NULL);

  if (!g_hash_table_contains (self->used, GUINT_TO_POINTER (ssrc)))
    g_hash_table_insert (self->used, GUINT_TO_POINTER (ssrc), GUINT_TO_POINTER (make_rtx_ssrc (ssrc)));
  self->track_id = g_strdup (track_id);
  self->source = g_object_ref (source);

  return TRUE;
}

void
hearth_sending_track_detach (HearthSendingTrack *self)
{
  g_return_if_fail (HEARTH_IS_SENDING_TRACK (self));

  if (self->source == NULL)
    return;

  self->flowing = FALSE;
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  g_clear_object (&self->source);
  g_clear_pointer (&self->track_id, g_free);
  if (self->stream != NULL)
    hearth_packet_outlet_rest (self->outlet, g_steal_pointer (&self->stream));
  self->ssrc = 0;
  if (self->transceiver != NULL)
    g_object_set (self->transceiver, "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_INACTIVE, NULL);
}

gboolean
hearth_sending_track_start (HearthSendingTrack *self,
                            gboolean            numbered)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), FALSE);

  if (self->flowing || self->source == NULL)
    return TRUE;

  self->stream = hearth_packet_outlet_add_stream (self->outlet, self->ssrc, hearth_sending_track_get_rtx_ssrc (self),
                                                  self->kind == HEARTH_SDP_VIDEO ? HEARTH_RTP_CLOCK_VP8 : HEARTH_RTP_CLOCK_OPUS,
                                                  numbered);
  if (self->stream == NULL)
    return FALSE;
  self->flowing = TRUE;

  hearth_rtp_source_add_sink (self->source, HEARTH_RTP_SINK (self));
  if (self->kind == HEARTH_SDP_VIDEO)
    hearth_rtp_source_request_keyframe (self->source);

  return TRUE;
}

HearthSdpKind
hearth_sending_track_get_kind (HearthSendingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), HEARTH_SDP_AUDIO);

  return self->kind;
}

const char *
hearth_sending_track_get_track_id (HearthSendingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), NULL);

  return self->track_id;
}

guint32
hearth_sending_track_get_rtx_ssrc (HearthSendingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), 0);

  if (self->kind != HEARTH_SDP_VIDEO || self->ssrc == 0)
    return 0;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->used, GUINT_TO_POINTER (self->ssrc)));
}

guint32
hearth_sending_track_get_ssrc (HearthSendingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), 0);

  return self->ssrc;
}

gboolean
hearth_sending_track_has_used (HearthSendingTrack *self,
                               guint32             ssrc)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_TRACK (self), FALSE);

  return g_hash_table_contains (self->used, GUINT_TO_POINTER (ssrc));
}

void
hearth_sending_track_close (HearthSendingTrack *self)
{
  g_return_if_fail (HEARTH_IS_SENDING_TRACK (self));

  if (self->webrtc == NULL)
    return;

  hearth_sending_track_detach (self);
  gst_pad_set_active (self->pad, FALSE);
  if (self->sink_pad != NULL)
    {
      gst_pad_unlink (self->pad, self->sink_pad);
      gst_element_release_request_pad (self->webrtc, self->sink_pad);
    }
  g_clear_object (&self->transceiver);
  g_clear_object (&self->sink_pad);
  g_clear_object (&self->webrtc);
}
