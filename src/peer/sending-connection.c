/* A connection on which we send: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sending-connection.h"

#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "peer/connection-private.h"
#include "peer/data-channel-private.h"
#include "peer/sending-track.h"
#include "peer/sending-transport.h"
#include "peer/webrtc-element.h"

/* Twice before anybody who watches the path thinks that it is silent (room/path-health.c). */
#define PRESENCE_INTERVAL_MS 500

/* Of webrtcbin's own RTCP, which nobody gets (sending-transport.h): hardly ever. */
#define REPORT_INTERVAL (GST_SECOND * 3600)

typedef enum
{
  PHASE_STABLE,
  PHASE_OFFERING,  /* webrtcbin makes an offer */
  PHASE_OFFERED,   /* the peer has it */
  PHASE_ANSWERED,  /* webrtcbin takes the answer in */
} Phase;

struct _HearthSendingConnection
{
  HearthConnection parent_instance;

  GPtrArray *tracks;   /* of HearthSendingTrack, one per media line, in the order they were made */
  GPtrArray *channels; /* of HearthDataChannel */
  HearthSendingTransport *transport;
  guint presence_timer;

  Phase phase;
  gboolean again; /* something changed since the offer was asked for */
  gboolean stale; /* a track came or went while webrtcbin was making the offer, which may say half of it */
  HearthSessionDescription *offer;  /* the latest */
  HearthSessionDescription *answer; /* to it, or to the one before */
  GHashTable *offered;              /* mid → track id, of the latest offer */
};

G_DEFINE_FINAL_TYPE (HearthSendingConnection, hearth_sending_connection, HEARTH_TYPE_CONNECTION)

static void start_offer (HearthSendingConnection *self);

static HearthSendingTrack *
find_track (HearthSendingConnection *self,
            const char              *track_id)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (g_strcmp0 (hearth_sending_track_get_track_id (track), track_id) == 0)
        return track;
    }

  return NULL;
}

static HearthSendingTrack *
find_track_by_ssrc (HearthSendingConnection *self,
                    guint32                  ssrc)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (ssrc != 0 && hearth_sending_track_get_ssrc (track) == ssrc)
        return track;
    }

  return NULL;
}

/* --- Negotiation, one at a time ------------------------------------------------------------------------------------------- */

/* One negotiation at a time; and between the first and the second the connection comes about, for webrtcbin looks at the remote
 * description without its lock when DTLS is done, and the second one frees the first. */
static gboolean
may_offer (HearthSendingConnection *self)
{
  return self->phase == PHASE_STABLE
         && (self->answer == NULL || hearth_connection_get_state (HEARTH_CONNECTION (self)) != HEARTH_CONNECTION_CONNECTING);
}

/* Whom a key-frame request can be about. */
static void
update_ssrcs (HearthSendingConnection *self)
{
  HearthSsrcTable *table = hearth_sending_transport_get_tracks (self->transport);

  hearth_ssrc_table_begin (table);
  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (hearth_sending_track_get_ssrc (track) != 0 && hearth_sending_track_get_kind (track) == HEARTH_SDP_VIDEO)
        hearth_ssrc_table_add (table, hearth_sending_track_get_ssrc (track), HEARTH_SDP_PAYLOAD_VP8, G_OBJECT (track));
    }
  hearth_ssrc_table_commit (table);
}

/* A track flows when both sides agreed on the line as it is now, and there is a path. */
static void
update_flow (HearthSendingConnection *self)
{
  HearthConnection *connection = HEARTH_CONNECTION (self);
  HearthPacketOutlet *outlet = hearth_sending_transport_get_outlet (self->transport);
  g_autoptr (GError) error = NULL;

  if (self->answer == NULL || self->phase != PHASE_STABLE)
    return;
  if (self->tracks->len > 0
      && !hearth_packet_outlet_open (outlet, hearth_connection_get_webrtc (connection), hearth_connection_get_gate (connection), &error))
    {
      hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, error->message);
      return;
    }

  for (guint i = 0; i < self->offer->media->len; i++)
    {
      const HearthSdpMedia *offered = g_ptr_array_index (self->offer->media, i);
      const HearthSdpMedia *answered = g_ptr_array_index (self->answer->media, i);
      HearthSendingTrack *track = find_track_by_ssrc (self, offered->ssrc);

      if (track == NULL || !offered->active || !answered->active)
        continue;
      if (!hearth_sending_track_start (track, answered->transport_cc))
        {
          hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, "The connection has sent as too many");
          return;
        }
    }
}

static void
on_answer_set (HearthConnection            *connection,
               GstWebRTCSessionDescription *description)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);

  self->phase = PHASE_STABLE;
  hearth_connection_remote_is_set (connection);
  if (hearth_connection_get_state (connection) == HEARTH_CONNECTION_CONNECTED)
    update_flow (self);
  if (self->again && may_offer (self) && !hearth_connection_is_over (connection))
    start_offer (self);
}

static void
on_offer_set (HearthConnection            *connection,
              GstWebRTCSessionDescription *description)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);

  self->phase = PHASE_OFFERED;
  hearth_connection_announce (connection, self->offer);
}

/* "a=ssrc:SSRC …" or "a=ssrc-group:FID SSRC RTX": the number at @index. */
static guint32
read_ssrc (const char *value,
           guint       index)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);

  return index < g_strv_length (parts) ? (guint32) g_ascii_strtoull (parts[index], NULL, 10) : 0;
}

/* webrtcbin names everybody who ever sent on a line with retransmission, so that its offers grow with each one who came and went, and
 * makes up who retransmits anew in each. What is left is who sends now, and the one who has always retransmitted that. */
static void
correct_ssrcs (HearthSendingConnection *self,
               GstSDPMedia             *media)
{
  HearthSendingTrack *track = NULL;
  guint32 rtx_ssrc = 0;

  /* Groups stand before what they group. */
  for (guint i = 0; i < gst_sdp_media_attributes_len (media); i++)
    {
      const GstSDPAttribute *attribute = gst_sdp_media_get_attribute (media, i);
      gboolean is_group = g_str_equal (attribute->key, "ssrc-group");
      g_autofree char *corrected = NULL;
      GstSDPAttribute replacement;

      if (is_group)
        {
          track = find_track_by_ssrc (self, read_ssrc (attribute->value, 1));
          rtx_ssrc = track != NULL ? read_ssrc (attribute->value, 2) : 0;
          if (track != NULL)
            corrected = g_strdup_printf ("FID %u %u", hearth_sending_track_get_ssrc (track), hearth_sending_track_get_rtx_ssrc (track));
        }
      else if (g_str_equal (attribute->key, "ssrc"))
        {
          guint32 ssrc = read_ssrc (attribute->value, 0);
          const char *rest = strchr (attribute->value, ' ');

          if (track != NULL && ssrc == rtx_ssrc && rest != NULL)
            corrected = g_strdup_printf ("%u%s", hearth_sending_track_get_rtx_ssrc (track), rest);
          else if (find_track_by_ssrc (self, ssrc) != NULL)
            continue;
        }
      else
        {
          continue;
        }

      if (corrected == NULL)
        {
          gst_sdp_media_remove_attribute (media, i--);
          continue;
        }
      gst_sdp_attribute_set (&replacement, attribute->key, corrected);
      gst_sdp_media_replace_attribute (media, i, &replacement);
    }
}

static void
on_offer_made (HearthConnection            *connection,
               GstWebRTCSessionDescription *description)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);
  HearthSessionDescription *offer;

  if (self->stale)
    {
      start_offer (self);
      return;
    }

  for (guint i = 0; i < gst_sdp_message_medias_len (description->sdp); i++)
    correct_ssrcs (self, (GstSDPMedia *) gst_sdp_message_get_media (description->sdp, i));
  offer = hearth_connection_parse_local (connection, HEARTH_SDP_OFFER, description, NULL);
  if (offer == NULL)
    return;

  g_clear_pointer (&self->offer, hearth_session_description_free);
  self->offer = offer;
  g_hash_table_remove_all (self->offered);
  for (guint i = 0; i < offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (offer->media, i);
      HearthSendingTrack *track = find_track_by_ssrc (self, line->ssrc);

      if (line->active && track != NULL)
        g_hash_table_insert (self->offered, g_strdup (line->mid), g_strdup (hearth_sending_track_get_track_id (track)));
    }
  hearth_connection_set_local (connection, description, on_offer_set);
}

static void
start_offer (HearthSendingConnection *self)
{
  self->again = FALSE;
  self->stale = FALSE;
  self->phase = PHASE_OFFERING;
  hearth_connection_create (HEARTH_CONNECTION (self), HEARTH_SDP_OFFER, on_offer_made);
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

/* Who receives opens no channels: the host does. */
static void
on_data_channel_on_pc_thread (GstElement           *webrtc,
                              GstWebRTCDataChannel *channel,
                              gpointer              user_data)
{
  gst_webrtc_data_channel_close (channel);
}

static gboolean
on_presence_timer (gpointer user_data)
{
  HearthSendingConnection *self = user_data;

  hearth_packet_outlet_show_presence (hearth_sending_transport_get_outlet (self->transport));

  return G_SOURCE_CONTINUE;
}

static void
silence_reports (HearthConnection *connection)
{
  g_autoptr (GstElement) session = hearth_webrtc_element_find (hearth_connection_get_webrtc (connection), "GstRtpSession");

  if (session != NULL)
    g_object_set (session, "rtcp-min-interval", (guint64) REPORT_INTERVAL, NULL);
}

static void
hearth_sending_connection_connected (HearthConnection *connection)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);

  silence_reports (connection);
  if (self->presence_timer == 0)
    self->presence_timer = g_timeout_add (PRESENCE_INTERVAL_MS, on_presence_timer, self);
  update_flow (self);
  if (self->again && self->phase == PHASE_STABLE && !hearth_connection_is_over (connection))
    start_offer (self);
}

static void
hearth_sending_connection_closed (HearthConnection *connection)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);

  g_clear_handle_id (&self->presence_timer, g_source_remove);
  for (guint i = 0; i < self->tracks->len; i++)
    hearth_sending_track_close (g_ptr_array_index (self->tracks, i));
  for (guint i = 0; i < self->channels->len; i++)
    hearth_data_channel_close (g_ptr_array_index (self->channels, i));
  g_ptr_array_set_size (self->tracks, 0);
  g_ptr_array_set_size (self->channels, 0);
  update_ssrcs (self);
}

static void
hearth_sending_connection_finalize (GObject *object)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (object);

  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->offer, hearth_session_description_free);
  g_clear_pointer (&self->answer, hearth_session_description_free);
  g_clear_pointer (&self->offered, g_hash_table_unref);
  g_clear_pointer (&self->transport, hearth_sending_transport_unref);

  G_OBJECT_CLASS (hearth_sending_connection_parent_class)->finalize (object);
}

static void
hearth_sending_connection_class_init (HearthSendingConnectionClass *klass)
{
  HearthConnectionClass *connection_class = HEARTH_CONNECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_sending_connection_finalize;
  connection_class->connected = hearth_sending_connection_connected;
  connection_class->closed = hearth_sending_connection_closed;
}

static void
hearth_sending_connection_init (HearthSendingConnection *self)
{
  self->tracks = g_ptr_array_new_with_free_func (g_object_unref);
  self->channels = g_ptr_array_new_with_free_func (g_object_unref);
  self->offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->transport = hearth_sending_transport_new ();
}

HearthSendingConnection *
hearth_sending_connection_new (const HearthConnectionConfig  *config,
                               guint                          generation,
                               GError                       **error)
{
  g_autoptr (HearthSendingConnection) self = g_object_new (HEARTH_TYPE_SENDING_CONNECTION, NULL);
  HearthConnection *connection = HEARTH_CONNECTION (self);

  if (!hearth_connection_start (connection, "send", config, generation, &hearth_sending_transport_hooks,
                                hearth_sending_transport_ref (self->transport),
                                (GDestroyNotify) hearth_sending_transport_unref, error))
    return NULL;
  g_signal_connect (hearth_connection_get_webrtc (connection), "on-data-channel",
                    G_CALLBACK (on_data_channel_on_pc_thread), self);

  return g_steal_pointer (&self);
}

HearthDataChannel *
hearth_sending_connection_open_channel (HearthSendingConnection *self,
                                        const char              *label)
{
  HearthConnection *connection;
  GstWebRTCDataChannel *channel = NULL;
  HearthDataChannel *wrapped;

  g_return_val_if_fail (HEARTH_IS_SENDING_CONNECTION (self), NULL);
  g_return_val_if_fail (label != NULL && strlen (label) <= HEARTH_LIMIT_CHANNEL_LABEL_BYTES, NULL);
  g_return_val_if_fail (self->channels->len < HEARTH_LIMIT_CHANNELS, NULL);
  connection = HEARTH_CONNECTION (self);
  g_return_val_if_fail (hearth_connection_get_state (connection) == HEARTH_CONNECTION_NEW, NULL);

  g_signal_emit_by_name (hearth_connection_get_webrtc (connection), "create-data-channel", label, NULL, &channel);
  if (channel == NULL)
    return NULL;
  wrapped = hearth_data_channel_new (channel, hearth_connection_get_gate (connection));
  g_ptr_array_add (self->channels, wrapped);
  gst_object_unref (channel);

  return wrapped;
}

static gboolean
is_track_id (const char *text)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-");

  return length >= 1 && length <= HEARTH_LIMIT_TRACK_ID_BYTES && text[length] == '\0';
}

/* The line for @ssrc: the one that has had it before, else any free one of the kind; %NULL for a new one. A line that is taken
 * keeps its SSRC for itself, and so does one that had it once, so then another is made up. */
static HearthSendingTrack *
choose_line (HearthSendingConnection *self,
             HearthSdpKind            kind,
             guint32                 *ssrc)
{
  HearthSendingTrack *free_line = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);
      gboolean is_free = hearth_sending_track_get_track_id (track) == NULL && hearth_sending_track_get_kind (track) == kind;

      if (hearth_sending_track_has_used (track, *ssrc))
        {
          if (is_free)
            return track;
          taken = TRUE;
        }
      if (is_free && free_line == NULL)
        free_line = track;
    }

  if (taken || *ssrc == 0)
    {
      *ssrc = g_random_int () | 1;
      return choose_line (self, kind, ssrc);
    }

  return free_line;
}

gboolean
hearth_sending_connection_add_track (HearthSendingConnection *self,
                                     const char              *track_id,
                                     HearthRtpSource         *source)
{
  HearthConnection *connection;
  g_autoptr (GstCaps) caps = NULL;
  const GstStructure *structure;
  HearthSendingTrack *track;
  HearthSdpKind kind;
  guint32 ssrc = 0;

  g_return_val_if_fail (HEARTH_IS_SENDING_CONNECTION (self), FALSE);
  g_return_val_if_fail (track_id != NULL && is_track_id (track_id), FALSE);
  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (source), FALSE);
  g_return_val_if_fail (find_track (self, track_id) == NULL, FALSE);
  connection = HEARTH_CONNECTION (self);
  if (hearth_connection_is_over (connection))
    return FALSE;

  caps = hearth_rtp_source_get_caps (source);
  structure = gst_caps_get_structure (caps, 0);
  gst_structure_get_uint (structure, "ssrc", &ssrc);
  kind = g_strcmp0 (gst_structure_get_string (structure, "media"), "video") == 0 ? HEARTH_SDP_VIDEO : HEARTH_SDP_AUDIO;

  track = choose_line (self, kind, &ssrc);
  if (track == NULL)
    {
      /* One line is kept for data. */
      if (self->tracks->len + 1 >= HEARTH_LIMIT_SDP_MEDIA)
        return FALSE;
      track = hearth_sending_track_new (hearth_connection_get_webrtc (connection),
                                        hearth_sending_transport_get_outlet (self->transport), kind);
      g_ptr_array_add (self->tracks, track);
    }

  if (!hearth_sending_track_attach (track, track_id, source, ssrc))
    {
      hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, "webrtcbin takes no more lines");
      return FALSE;
    }
  self->stale = TRUE;
  update_ssrcs (self);

  return TRUE;
}

void
hearth_sending_connection_remove_track (HearthSendingConnection *self,
                                        const char              *track_id)
{
  HearthSendingTrack *track;

  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (track_id != NULL);

  track = find_track (self, track_id);
  if (track == NULL)
    return;
  self->stale = TRUE;
  hearth_sending_track_detach (track);
  update_ssrcs (self);
}

void
hearth_sending_connection_negotiate (HearthSendingConnection *self)
{
  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (hearth_connection_is_over (HEARTH_CONNECTION (self)) || (self->tracks->len == 0 && self->channels->len == 0))
    return;

  if (!may_offer (self))
    {
      self->again = TRUE;
      return;
    }
  hearth_connection_begin (HEARTH_CONNECTION (self));
  if (!hearth_connection_is_over (HEARTH_CONNECTION (self)))
    start_offer (self);
}

GHashTable *
hearth_sending_connection_get_tracks (HearthSendingConnection *self)
{
  GHashTable *copy;
  GHashTableIter iter;
  gpointer mid;
  gpointer track_id;

  g_return_val_if_fail (HEARTH_IS_SENDING_CONNECTION (self), NULL);

  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->offered);
  while (g_hash_table_iter_next (&iter, &mid, &track_id))
    g_hash_table_insert (copy, g_strdup (mid), g_strdup (track_id));

  return copy;
}

void
hearth_sending_connection_repeat (HearthSendingConnection *self)
{
  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->phase == PHASE_OFFERED && !hearth_connection_is_over (HEARTH_CONNECTION (self)))
    hearth_connection_announce (HEARTH_CONNECTION (self), self->offer);
}

void
hearth_sending_connection_get_transport_stats (HearthSendingConnection *self,
                                               HearthTransportStats    *stats)
{
  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (stats != NULL);

  hearth_transport_numbering_get_stats (hearth_sending_transport_get_numbering (self->transport), stats);
}

gboolean
hearth_sending_connection_accept_answer (HearthSendingConnection         *self,
                                         const HearthSessionDescription  *answer,
                                         GError                         **error)
{
  g_return_val_if_fail (HEARTH_IS_SENDING_CONNECTION (self), FALSE);
  g_return_val_if_fail (answer != NULL, FALSE);

  if (hearth_connection_is_over (HEARTH_CONNECTION (self)))
    return TRUE;

  if (self->phase != PHASE_OFFERED || !hearth_session_description_answers (answer, self->offer)
      || (self->answer != NULL && !hearth_session_description_continues (answer, self->answer)))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Not an answer to what was offered");
      return FALSE;
    }
  if (!hearth_connection_set_remote (HEARTH_CONNECTION (self), answer, on_answer_set, error))
    return FALSE;

  self->phase = PHASE_ANSWERED;
  g_clear_pointer (&self->answer, hearth_session_description_free);
  self->answer = hearth_session_description_copy (answer);

  return TRUE;
}
