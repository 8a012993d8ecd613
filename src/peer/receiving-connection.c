/* A connection on which we receive: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/receiving-connection.h"

#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "peer/connection-private.h"
#include "peer/data-channel-private.h"
#include "peer/forwarding-tap.h"
#include "peer/receiving-track.h"
#include "peer/receiving-transport.h"

/* How long webrtcbin's jitterbuffer waits for a missing packet before it goes on without it. Packets in order pass at once, so
 * this delays nothing else. Pictures can be retransmitted: three attempts on a path of 50 ms. For sound the decoder conceals. */
#define VIDEO_WAIT_MS 200
#define AUDIO_WAIT_MS 40

typedef enum
{
  PHASE_STABLE,
  PHASE_OFFERED,   /* webrtcbin takes the offer in */
  PHASE_ANSWERING, /* webrtcbin makes an answer */
  PHASE_ANSWERED,  /* webrtcbin takes that in */
} Phase;

struct _HearthReceivingConnection
{
  HearthConnection parent_instance;

  GPtrArray *tracks;   /* of HearthReceivingTrack */
  GPtrArray *channels; /* of HearthDataChannel */
  _Atomic guint n_channels;
  HearthReceivingTransport *transport;
  gboolean forwarding;
  GHashTable *ssrcs; /* that any accepted offer has announced */

  Phase phase;
  HearthSessionDescription *offer; /* the latest */
  HearthSessionDescription *answer; /* while it is being set */
};

enum
{
  TRACK_ADDED,
  TRACK_REMOVED,
  CHANNEL_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthReceivingConnection, hearth_receiving_connection, HEARTH_TYPE_CONNECTION)

/* --- Streaming and pc threads --------------------------------------------------------------------------------------------- */

static GstFlowReturn
on_packet_on_streaming_thread (GstPad    *pad,
                               GstObject *parent,
                               GstBuffer *buffer)
{
  HearthConnection *connection = gst_pad_get_element_private (pad);
  g_autoptr (GObject) track = NULL;
  guint8 ssrc[4];

  /* By SSRC, as the accepted offer has it, and not by pad: webrtcbin guesses where it does not know. */
  if (hearth_certificate_gate_is_open (hearth_connection_get_gate (connection))
      && gst_buffer_extract (buffer, 8, ssrc, sizeof ssrc) == sizeof ssrc)
    track = hearth_ssrc_table_find (hearth_connection_get_expected (connection), GST_READ_UINT32_BE (ssrc));

  if (track != NULL)
    hearth_receiving_track_push (HEARTH_RECEIVING_TRACK (track), GST_MINI_OBJECT_CAST (buffer));
  else
    gst_buffer_unref (buffer);

  return GST_FLOW_OK;
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
on_query_on_streaming_thread (GstPad    *pad,
                              GstObject *parent,
                              GstQuery  *query)
{
  g_autoptr (GstCaps) any_rtp = NULL;

  if (GST_QUERY_TYPE (query) != GST_QUERY_CAPS)
    return gst_pad_query_default (pad, parent, query);

  /* Not an echo of the filter: it holds what the peer wrote, and webrtcbin would put it into the next answer. */
  any_rtp = gst_caps_new_empty_simple ("application/x-rtp");
  gst_query_set_caps_result (query, any_rtp);

  return TRUE;
}

static void
on_pad_added_on_streaming_thread (GstElement *webrtc,
                                  GstPad     *pad,
                                  gpointer    user_data)
{
  GstPad *sink;

  if (GST_PAD_DIRECTION (pad) != GST_PAD_SRC)
    return;

  sink = gst_object_ref_sink (gst_pad_new ("hearth-track", GST_PAD_SINK));
  gst_pad_set_element_private (sink, user_data);
  gst_pad_set_chain_function (sink, on_packet_on_streaming_thread);
  gst_pad_set_event_function (sink, on_event_on_streaming_thread);
  gst_pad_set_query_function (sink, on_query_on_streaming_thread);
  gst_pad_set_active (sink, TRUE);
  gst_pad_link (pad, sink);
  /* It goes when webrtcbin's pad goes. */
  g_object_set_data_full (G_OBJECT (pad), "hearth-track", sink, g_object_unref);
}

static void
on_new_transceiver_on_pc_thread (GstElement              *webrtc,
                                 GstWebRTCRTPTransceiver *transceiver,
                                 gpointer                 user_data)
{
  GstWebRTCKind kind;

  g_object_get (transceiver, "kind", &kind, NULL);
  g_object_set (transceiver, "do-nack", kind == GST_WEBRTC_KIND_VIDEO, NULL);
}

static void
on_new_jitterbuffer_on_streaming_thread (GstElement *rtpbin,
                                         GstElement *jitterbuffer,
                                         guint       session,
                                         guint       ssrc,
                                         gpointer    user_data)
{
  HearthConnection *connection = user_data;
  g_autoptr (GObject) track = hearth_ssrc_table_find (hearth_connection_get_expected (connection), ssrc);
  gboolean video = track != NULL && hearth_receiving_track_get_kind (HEARTH_RECEIVING_TRACK (track)) == HEARTH_SDP_VIDEO;

  g_object_set (jitterbuffer,
                "latency", video ? VIDEO_WAIT_MS : AUDIO_WAIT_MS,
                /* webrtcbin has just set this from whichever line it looked at last. */
                "do-retransmission", video,
                /* Or the first packet waits for the whole latency, in case one before it is late. */
                "faststart-min-packets", 1,
                /* A packet is missing when a later one is there, and not when it is late: a camera that is off sends none, and a
                 * delay on the way would be taken for loss. */
                "rtx-next-seqnum", FALSE,
                NULL);
}

static void
on_channel (gpointer target,
            gpointer data)
{
  HearthReceivingConnection *self = target;
  HearthDataChannel *channel = data;

  if (hearth_connection_get_state (HEARTH_CONNECTION (self)) == HEARTH_CONNECTION_CLOSED)
    {
      hearth_data_channel_close (channel);
      return;
    }

  /* Also of a connection that has failed: webrtcbin's thread may speak to the channel until the connection is closed. */
  g_ptr_array_add (self->channels, g_object_ref (channel));
  if (!hearth_connection_is_over (HEARTH_CONNECTION (self)))
    g_signal_emit (self, signals[CHANNEL_OPENED], 0, channel);
}

static void
on_data_channel_on_pc_thread (GstElement           *webrtc,
                              GstWebRTCDataChannel *channel,
                              gpointer              user_data)
{
  HearthReceivingConnection *self = user_data;
  g_autofree char *label = NULL;

  g_object_get (channel, "label", &label, NULL);
  if (label == NULL || strlen (label) > HEARTH_LIMIT_CHANNEL_LABEL_BYTES || !g_utf8_validate (label, -1, NULL)
      || ++self->n_channels > HEARTH_LIMIT_CHANNELS)
    {
      gst_webrtc_data_channel_close (channel);
      return;
    }

  /* Made here, before webrtcbin delivers the first message. */
  hearth_main_thread_post (self, on_channel,
                           hearth_data_channel_new (channel, hearth_connection_get_gate (HEARTH_CONNECTION (self))),
                           g_object_unref);
}

/* --- Tracks --------------------------------------------------------------------------------------------------------------- */

static void
on_track_started (HearthReceivingTrack *track,
                  gpointer              user_data)
{
  g_signal_emit (user_data, signals[TRACK_ADDED], 0, hearth_receiving_track_get_track_id (track), track);
}

static HearthReceivingTrack *
steal_track (GPtrArray  *tracks,
             const char *track_id,
             guint32     ssrc)
{
  for (guint i = 0; i < tracks->len; i++)
    {
      HearthReceivingTrack *track = g_ptr_array_index (tracks, i);

      if (hearth_receiving_track_get_ssrc (track) == ssrc
          && g_str_equal (hearth_receiving_track_get_track_id (track), track_id))
        return g_ptr_array_steal_index (tracks, i);
    }

  return NULL;
}

/* Ends what is not in the offer any more: whoever it belonged to is told. */
static void
end_tracks (HearthReceivingConnection *self,
            GPtrArray                 *tracks)
{
  for (guint i = 0; i < tracks->len; i++)
    {
      HearthReceivingTrack *track = g_ptr_array_index (tracks, i);

      g_signal_handlers_disconnect_by_data (track, self);
      hearth_receiving_track_close (track);
      if (hearth_receiving_track_is_started (track) && !hearth_connection_is_over (HEARTH_CONNECTION (self)))
        g_signal_emit (self, signals[TRACK_REMOVED], 0, hearth_receiving_track_get_track_id (track));
    }
}

static guint
count_if_new (HearthReceivingConnection *self,
              guint32                    ssrc)
{
  return ssrc != 0 && !g_hash_table_contains (self->ssrcs, GUINT_TO_POINTER (ssrc)) ? 1 : 0;
}

/* Returns: whether so many have been announced that @offer must not announce more */
static gboolean
is_too_much (HearthReceivingConnection      *self,
             const HearthSessionDescription *offer)
{
  guint n_new = 0;

  for (guint i = 0; i < offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (offer->media, i);

      n_new += count_if_new (self, line->ssrc) + count_if_new (self, line->rtx_ssrc);
    }

  return g_hash_table_size (self->ssrcs) + n_new > HEARTH_LIMIT_RECEIVED_SSRCS;
}

static void
note_ssrcs (HearthReceivingConnection      *self,
            const HearthSessionDescription *offer)
{
  for (guint i = 0; i < offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (offer->media, i);

      g_hash_table_add (self->ssrcs, GUINT_TO_POINTER (line->ssrc));
      g_hash_table_add (self->ssrcs, GUINT_TO_POINTER (line->rtx_ssrc));
    }
  g_hash_table_remove (self->ssrcs, NULL);
}

static void
update_tracks (HearthReceivingConnection      *self,
               const HearthSessionDescription *offer,
               GHashTable                     *track_ids)
{
  HearthSsrcTable *expected = hearth_connection_get_expected (HEARTH_CONNECTION (self));
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->tracks);

  self->tracks = g_ptr_array_new_with_free_func (g_object_unref);
  hearth_ssrc_table_begin (expected);
  for (guint i = 0; i < offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (offer->media, i);
      const char *track_id = g_hash_table_lookup (track_ids, line->mid);
      HearthReceivingTrack *track;

      if (line->kind == HEARTH_SDP_DATA || !line->active || track_id == NULL)
        continue;

      track = steal_track (before, track_id, line->ssrc);
      if (track == NULL)
        {
          track = hearth_receiving_track_new (track_id, line->kind, line->ssrc, self->transport);
          g_signal_connect (track, "started", G_CALLBACK (on_track_started), self);
        }
      g_ptr_array_add (self->tracks, track);
      hearth_ssrc_table_add (expected, line->ssrc,
                             line->kind == HEARTH_SDP_VIDEO ? HEARTH_SDP_PAYLOAD_VP8 : HEARTH_SDP_PAYLOAD_OPUS,
                             G_OBJECT (track));
      if (line->rtx_ssrc != 0)
        /* Where webrtcbin plays, nothing leaves it as a retransmission. */
        hearth_ssrc_table_add (expected, line->rtx_ssrc, HEARTH_SDP_PAYLOAD_RTX, self->forwarding ? G_OBJECT (track) : NULL);
    }
  hearth_ssrc_table_commit (expected);

  end_tracks (self, before);
}

static void
hearth_receiving_connection_connected (HearthConnection *connection)
{
  HearthReceivingConnection *self = HEARTH_RECEIVING_CONNECTION (connection);
  GstElement *webrtc = hearth_connection_get_webrtc (connection);

  /* Or it would live and bring nothing. */
  if (self->forwarding && self->tracks->len > 0 && !hearth_forwarding_tap_can_decipher (webrtc))
    {
      hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, "The connection has no keys that we know to use");
      return;
    }
  hearth_receiving_transport_open (self->transport, webrtc);
}

/* --- Negotiation ---------------------------------------------------------------------------------------------------------- */

static void
on_answer_set (HearthConnection            *connection,
               GstWebRTCSessionDescription *description)
{
  HearthReceivingConnection *self = HEARTH_RECEIVING_CONNECTION (connection);

  self->phase = PHASE_STABLE;
  hearth_connection_remote_is_set (connection);
  if (hearth_connection_get_state (connection) == HEARTH_CONNECTION_CONNECTED)
    hearth_receiving_connection_connected (connection);
  hearth_connection_announce (connection, self->answer);
}

static void
on_answer_made (HearthConnection            *connection,
                GstWebRTCSessionDescription *description)
{
  HearthReceivingConnection *self = HEARTH_RECEIVING_CONNECTION (connection);
  g_autoptr (HearthSessionDescription) answer = NULL;

  answer = hearth_connection_parse_local (connection, HEARTH_SDP_ANSWER, description, self->offer);
  if (answer == NULL)
    return;

  self->phase = PHASE_ANSWERED;
  g_clear_pointer (&self->answer, hearth_session_description_free);
  self->answer = g_steal_pointer (&answer);
  hearth_connection_set_local (connection, description, on_answer_set);
}

static void
on_offer_set (HearthConnection            *connection,
              GstWebRTCSessionDescription *description)
{
  HEARTH_RECEIVING_CONNECTION (connection)->phase = PHASE_ANSWERING;
  hearth_connection_create (connection, HEARTH_SDP_ANSWER, on_answer_made);
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

static void
hearth_receiving_connection_closed (HearthConnection *connection)
{
  HearthReceivingConnection *self = HEARTH_RECEIVING_CONNECTION (connection);

  hearth_receiving_transport_close (self->transport);
  end_tracks (self, self->tracks);
  g_ptr_array_set_size (self->tracks, 0);
  for (guint i = 0; i < self->channels->len; i++)
    hearth_data_channel_close (g_ptr_array_index (self->channels, i));
  g_ptr_array_set_size (self->channels, 0);
}

static void
hearth_receiving_connection_finalize (GObject *object)
{
  HearthReceivingConnection *self = HEARTH_RECEIVING_CONNECTION (object);

  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->ssrcs, g_hash_table_unref);
  g_clear_pointer (&self->offer, hearth_session_description_free);
  g_clear_pointer (&self->answer, hearth_session_description_free);
  g_clear_pointer (&self->transport, hearth_receiving_transport_unref);

  G_OBJECT_CLASS (hearth_receiving_connection_parent_class)->finalize (object);
}

static void
hearth_receiving_connection_class_init (HearthReceivingConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_receiving_connection_finalize;
  HEARTH_CONNECTION_CLASS (klass)->connected = hearth_receiving_connection_connected;
  HEARTH_CONNECTION_CLASS (klass)->closed = hearth_receiving_connection_closed;

  signals[TRACK_ADDED] = g_signal_new ("track-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, HEARTH_TYPE_RTP_SOURCE);
  signals[TRACK_REMOVED] = g_signal_new ("track-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANNEL_OPENED] = g_signal_new ("channel-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DATA_CHANNEL);
}

static void
hearth_receiving_connection_init (HearthReceivingConnection *self)
{
  self->tracks = g_ptr_array_new_with_free_func (g_object_unref);
  self->channels = g_ptr_array_new_with_free_func (g_object_unref);
  self->ssrcs = g_hash_table_new (NULL, NULL);
  self->transport = hearth_receiving_transport_new ();
}

HearthReceivingConnection *
hearth_receiving_connection_new (const HearthConnectionConfig  *config,
                                 guint                          generation,
                                 GError                       **error)
{
  g_autoptr (HearthReceivingConnection) self = g_object_new (HEARTH_TYPE_RECEIVING_CONNECTION, NULL);
  g_autoptr (GstElement) rtpbin = NULL;
  GstElement *webrtc;

  self->forwarding = config->forwarding;
  if (!hearth_connection_start (HEARTH_CONNECTION (self), "recv", config, generation, &hearth_receiving_transport_hooks,
                                hearth_receiving_transport_ref (self->transport),
                                (GDestroyNotify) hearth_receiving_transport_unref, error))
    return NULL;

  webrtc = hearth_connection_get_webrtc (HEARTH_CONNECTION (self));
  if (config->forwarding)
    hearth_forwarding_tap_install (webrtc, hearth_connection_get_gate (HEARTH_CONNECTION (self)), self->transport,
                                   hearth_connection_get_expected (HEARTH_CONNECTION (self)));
  g_object_set (webrtc,
                /* Or an SSRC that comes back after a pause is never received again. */
                "reuse-source-pads", TRUE,
                NULL);
  g_signal_connect (webrtc, "pad-added", G_CALLBACK (on_pad_added_on_streaming_thread), self);
  g_signal_connect (webrtc, "on-new-transceiver", G_CALLBACK (on_new_transceiver_on_pc_thread), self);
  g_signal_connect (webrtc, "on-data-channel", G_CALLBACK (on_data_channel_on_pc_thread), self);
  rtpbin = gst_bin_get_by_name (GST_BIN (webrtc), "rtpbin");
  g_signal_connect (rtpbin, "new-jitterbuffer", G_CALLBACK (on_new_jitterbuffer_on_streaming_thread), self);

  return g_steal_pointer (&self);
}

gboolean
hearth_receiving_connection_accept_offer (HearthReceivingConnection       *self,
                                          const HearthSessionDescription  *offer,
                                          GHashTable                      *tracks,
                                          GError                         **error)
{
  HearthConnection *connection;

  g_return_val_if_fail (HEARTH_IS_RECEIVING_CONNECTION (self), FALSE);
  g_return_val_if_fail (offer != NULL && tracks != NULL, FALSE);
  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);
  connection = HEARTH_CONNECTION (self);

  if (hearth_connection_is_over (connection))
    return TRUE;

  /* Said again by somebody who has heard nothing: the answer follows, or was lost. webrtcbin is better not told of it while it
   * connects. */
  if (self->offer != NULL && g_str_equal (offer->sdp, self->offer->sdp))
    {
      if (self->phase == PHASE_STABLE)
        hearth_connection_announce (connection, self->answer);
      return TRUE;
    }
  if (self->phase != PHASE_STABLE || offer->type != HEARTH_SDP_OFFER
      || (self->offer != NULL && !hearth_session_description_continues (offer, self->offer)))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Not an offer that follows the one before");
      return FALSE;
    }
  if (is_too_much (self, offer))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "An offer of somebody who has sent as too many");
      return FALSE;
    }
  if (!hearth_connection_set_remote (connection, offer, on_offer_set, error))
    return FALSE;

  hearth_connection_begin (connection);
  self->phase = PHASE_OFFERED;
  g_clear_pointer (&self->offer, hearth_session_description_free);
  self->offer = hearth_session_description_copy (offer);
  note_ssrcs (self, offer);
  update_tracks (self, offer, tracks);

  return TRUE;
}

void
hearth_receiving_connection_get_arrival_stats (HearthReceivingConnection *self,
                                               HearthArrivalStats        *stats)
{
  g_return_if_fail (HEARTH_IS_RECEIVING_CONNECTION (self));
  g_return_if_fail (stats != NULL);

  hearth_receiving_transport_get_stats (self->transport, stats);
}
