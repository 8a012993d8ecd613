/* The sending side of a path: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/outgoing-path.h"

#include "base/pacer.h"
#include "base/token-bucket.h"
#include "peer/sending-connection.h"
#include "room/path-private.h"
#include "room/signed-description.h"

/* How often the other side may ask for a fresh connection, each of which costs threads and sockets: its own back-off asks five
 * times in the first seven seconds. */
#define RENEW_BURST 6
#define RENEWS_PER_SECOND 0.5

/* People come and go: one offer for all lines that have changed meanwhile. A guest takes more of them than that from its host; a
 * host takes fewer from a guest, whose few lines seldom change (incoming-path.c). */
#define NEGOTIATION_MS 250

struct _HearthOutgoingPath
{
  HearthPath parent_instance;

  GHashTable *tracks; /* track id → HearthRtpSource */
  guint generation;   /* of the newest connection */
  HearthPacer negotiation;
  HearthTokenBucket renewals;
};

G_DEFINE_FINAL_TYPE (HearthOutgoingPath, hearth_outgoing_path, HEARTH_TYPE_PATH)

static void
add_track (HearthConnection *connection,
           const char       *track_id,
           HearthRtpSource  *source)
{
  if (!hearth_sending_connection_add_track (HEARTH_SENDING_CONNECTION (connection), track_id, source))
    g_debug ("%s finds no place in connection %u", track_id, hearth_connection_get_generation (connection));
}

static void
attempt (HearthPath *path)
{
  HearthOutgoingPath *self = HEARTH_OUTGOING_PATH (path);
  g_autoptr (GError) error = NULL;
  HearthSendingConnection *connection;
  GHashTableIter iter;
  gpointer track_id, source;

  connection = hearth_sending_connection_new (hearth_path_get_config (path), ++self->generation, &error);
  if (connection == NULL)
    {
      hearth_path_fail_attempt (path, g_steal_pointer (&error));
      return;
    }

  hearth_path_set_next (path, HEARTH_CONNECTION (connection));
  if (hearth_path_get_direction (path) == HEARTH_DIRECTION_DOWN)
    hearth_path_set_channel (path, HEARTH_CONNECTION (connection),
                             hearth_sending_connection_open_channel (connection, HEARTH_PATH_CONTROL));
  g_hash_table_iter_init (&iter, self->tracks);
  while (g_hash_table_iter_next (&iter, &track_id, &source))
    add_track (HEARTH_CONNECTION (connection), track_id, source);
  hearth_sending_connection_negotiate (connection);
}

static void
repeat (HearthPath *path)
{
  hearth_sending_connection_repeat (HEARTH_SENDING_CONNECTION (hearth_path_get_next (path)));
}

static gboolean
handle (HearthPath           *path,
        const HearthPayload  *payload,
        GError              **error)
{
  HearthOutgoingPath *self = HEARTH_OUTGOING_PATH (path);
  HearthConnection *connection;
  g_autoptr (HearthSessionDescription) answer = NULL;

  if (payload->type == HEARTH_PAYLOAD_RENEW)
    {
      /* The other side counts what it has; where a newer one is on its way to it already, that will do. */
      if ((payload->generation >= self->generation || hearth_path_get_next (path) == NULL)
          && hearth_token_bucket_take (&self->renewals, 1, g_get_monotonic_time ()))
        hearth_path_renew (path, TRUE);
      return TRUE;
    }

  connection = hearth_path_find (path, payload->generation);
  if (connection == NULL || payload->type != HEARTH_PAYLOAD_ANSWER)
    return TRUE;

  answer = hearth_signed_description_parse (payload, error);
  if (answer != NULL && connection == hearth_path_get_next (path))
    hearth_path_extend_attempt (path);

  return answer != NULL && hearth_sending_connection_accept_answer (HEARTH_SENDING_CONNECTION (connection), answer, error);
}

static void
set_track_on (HearthConnection *connection,
              const char       *track_id,
              HearthRtpSource  *old_source,
              HearthRtpSource  *source)
{
  if (connection == NULL)
    return;

  if (old_source != NULL)
    hearth_sending_connection_remove_track (HEARTH_SENDING_CONNECTION (connection), track_id);
  if (source != NULL)
    add_track (connection, track_id, source);
}

/* Sound and picture of a person come and go together: one offer for both. */
static void
on_negotiate (gpointer user_data)
{
  HearthOutgoingPath *self = HEARTH_OUTGOING_PATH (user_data);
  HearthConnection *const connections[] = {
    hearth_path_get_current (HEARTH_PATH (self)),
    hearth_path_get_next (HEARTH_PATH (self)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      if (connections[i] != NULL)
        hearth_sending_connection_negotiate (HEARTH_SENDING_CONNECTION (connections[i]));
    }
}

static void
measure (HearthConnection *connection,
         HearthWayStats   *stats)
{
  HearthTransportStats transport;

  hearth_sending_connection_get_transport_stats (HEARTH_SENDING_CONNECTION (connection), &transport);
  stats->bytes = transport.sent_bytes;
  stats->known = transport.received_packets + transport.lost_packets;
  stats->lost = transport.lost_packets;
  stats->round_trip_ms = transport.round_trip_ms;
  stats->queueing_ms = transport.queueing_ms;
}

static void
hearth_outgoing_path_dispose (GObject *object)
{
  HearthOutgoingPath *self = HEARTH_OUTGOING_PATH (object);

  hearth_pacer_cancel (&self->negotiation);
  G_OBJECT_CLASS (hearth_outgoing_path_parent_class)->dispose (object);
  g_clear_pointer (&self->tracks, g_hash_table_unref);
}

static void
hearth_outgoing_path_class_init (HearthOutgoingPathClass *klass)
{
  HearthPathClass *path_class = HEARTH_PATH_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_outgoing_path_dispose;
  path_class->offers = TRUE;
  path_class->attempt = attempt;
  path_class->repeat = repeat;
  path_class->handle = handle;
  path_class->measure = measure;
}

static void
hearth_outgoing_path_init (HearthOutgoingPath *self)
{
  self->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  hearth_pacer_init (&self->negotiation, NEGOTIATION_MS, on_negotiate, self);
  hearth_token_bucket_init (&self->renewals, RENEW_BURST, RENEWS_PER_SECOND, g_get_monotonic_time ());
}

HearthOutgoingPath *
hearth_outgoing_path_new (HearthDirection               direction,
                          const HearthConnectionConfig *config)
{
  HearthOutgoingPath *self = g_object_new (HEARTH_TYPE_OUTGOING_PATH, NULL);

  hearth_path_init_direction (HEARTH_PATH (self), direction, config);

  return self;
}

void
hearth_outgoing_path_set_track (HearthOutgoingPath *self,
                                const char         *track_id,
                                HearthRtpSource    *source)
{
  g_autoptr (HearthRtpSource) old_source = NULL;

  g_return_if_fail (HEARTH_IS_OUTGOING_PATH (self));
  g_return_if_fail (track_id != NULL);
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  g_set_object (&old_source, g_hash_table_lookup (self->tracks, track_id));
  if (old_source == source)
    return;

  if (source != NULL)
    g_hash_table_replace (self->tracks, g_strdup (track_id), g_object_ref (source));
  else
    g_hash_table_remove (self->tracks, track_id);

  set_track_on (hearth_path_get_current (HEARTH_PATH (self)), track_id, old_source, source);
  set_track_on (hearth_path_get_next (HEARTH_PATH (self)), track_id, old_source, source);

  /* A connection that is still to be made offers everything at once. */
  if (hearth_path_get_current (HEARTH_PATH (self)) == NULL && hearth_path_get_next (HEARTH_PATH (self)) == NULL)
    return;
  hearth_pacer_queue (&self->negotiation);
}

void
hearth_outgoing_path_repeat (HearthOutgoingPath *self)
{
  HearthConnection *current;

  g_return_if_fail (HEARTH_IS_OUTGOING_PATH (self));

  /* One that is still being made is made anew by itself when nothing comes of it. */
  current = hearth_path_get_current (HEARTH_PATH (self));
  if (current != NULL)
    hearth_sending_connection_repeat (HEARTH_SENDING_CONNECTION (current));
}
