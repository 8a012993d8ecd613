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
#include "peer/sending-lines.h"
#include "peer/sending-transport.h"

/* Twice before anybody who watches the path thinks that it is silent (room/path-health.c). */
#define PRESENCE_INTERVAL_MS 500

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

  HearthSendingTransport *transport;
  HearthSendingLines *lines;
  GPtrArray *channels; /* of HearthDataChannel */
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

/* --- Negotiation, one at a time ------------------------------------------------------------------------------------------- */

/* One negotiation at a time; and between the first and the second the connection comes about, for webrtcbin looks at the remote
 * description without its lock when DTLS is done, and the second one frees the first. */
static gboolean
may_offer (HearthSendingConnection *self)
{
  return self->phase == PHASE_STABLE
         && (self->answer == NULL || hearth_connection_get_state (HEARTH_CONNECTION (self)) != HEARTH_CONNECTION_CONNECTING);
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
  if (hearth_sending_lines_get_length (self->lines) > 0
      && !hearth_packet_outlet_open (outlet, hearth_connection_get_webrtc (connection), hearth_connection_get_gate (connection), &error))
    {
      hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, error->message);
      return;
    }

  for (guint i = 0; i < self->offer->media->len; i++)
    {
      const HearthSdpMedia *offered = g_ptr_array_index (self->offer->media, i);
      const HearthSdpMedia *answered = g_ptr_array_index (self->answer->media, i);
      HearthSendingTrack *track = hearth_sending_lines_find_ssrc (self->lines, offered->ssrc);

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

  hearth_sending_lines_correct_offer (self->lines, description->sdp);
  offer = hearth_connection_parse_local (connection, HEARTH_SDP_OFFER, description, NULL);
  if (offer == NULL)
    return;

  g_clear_pointer (&self->offer, hearth_session_description_free);
  self->offer = offer;
  g_hash_table_remove_all (self->offered);
  for (guint i = 0; i < offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (offer->media, i);
      HearthSendingTrack *track = hearth_sending_lines_find_ssrc (self->lines, line->ssrc);

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
hearth_sending_connection_connected (HearthConnection *connection)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (connection);

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
  hearth_sending_lines_close (self->lines);
  for (guint i = 0; i < self->channels->len; i++)
    hearth_data_channel_close (g_ptr_array_index (self->channels, i));
  g_ptr_array_set_size (self->channels, 0);
}

static void
hearth_sending_connection_finalize (GObject *object)
{
  HearthSendingConnection *self = HEARTH_SENDING_CONNECTION (object);

  g_clear_pointer (&self->lines, hearth_sending_lines_free);
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
  self->channels = g_ptr_array_new_with_free_func (g_object_unref);
  self->offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->transport = hearth_sending_transport_new ();
  self->lines = hearth_sending_lines_new (self->transport);
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

gboolean
hearth_sending_connection_add_track (HearthSendingConnection *self,
                                     const char              *track_id,
                                     HearthRtpSource         *source)
{
  HearthConnection *connection;
  HearthSendingTrack *track;
  guint32 ssrc;

  g_return_val_if_fail (HEARTH_IS_SENDING_CONNECTION (self), FALSE);
  g_return_val_if_fail (track_id != NULL && is_track_id (track_id), FALSE);
  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (source), FALSE);
  g_return_val_if_fail (hearth_sending_lines_find (self->lines, track_id) == NULL, FALSE);
  connection = HEARTH_CONNECTION (self);
  if (hearth_connection_is_over (connection))
    return FALSE;

  track = hearth_sending_lines_choose (self->lines, hearth_connection_get_webrtc (connection), source, &ssrc);
  if (track == NULL)
    return FALSE;
  if (!hearth_sending_track_attach (track, track_id, source, ssrc))
    {
      hearth_connection_fail (connection, HEARTH_PEER_ERROR_INTERNAL, "webrtcbin takes no more lines");
      return FALSE;
    }
  self->stale = TRUE;
  hearth_sending_lines_changed (self->lines);

  return TRUE;
}

void
hearth_sending_connection_remove_track (HearthSendingConnection *self,
                                        const char              *track_id)
{
  HearthSendingTrack *track;

  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (track_id != NULL);

  track = hearth_sending_lines_find (self->lines, track_id);
  if (track == NULL)
    return;
  self->stale = TRUE;
  hearth_sending_track_detach (track);
  hearth_sending_lines_changed (self->lines);
}

void
hearth_sending_connection_negotiate (HearthSendingConnection *self)
{
  g_return_if_fail (HEARTH_IS_SENDING_CONNECTION (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (hearth_connection_is_over (HEARTH_CONNECTION (self))
      || (hearth_sending_lines_get_length (self->lines) == 0 && self->channels->len == 0))
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
