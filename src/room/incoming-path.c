/* The receiving side of a path: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/incoming-path.h"

#include "base/token-bucket.h"
#include "peer/peer-error.h"
#include "peer/receiving-connection.h"
#include "room/path-private.h"
#include "room/signed-description.h"

/* Offers from one person. A guest's lines hardly ever change: one a second in the long run, with a burst for the attempts of a bad
 * network. A host's change with everybody who comes or goes, and it puts together what changes within NEGOTIATION_MS. */
#define OFFER_BURST 40
#define OFFERS_PER_SECOND_UP 1
#define OFFERS_PER_SECOND_DOWN 5

typedef struct
{
  HearthRtpSource *source;
  HearthConnection *connection; /* not owned, only compared: which one brought it */
} Track;

struct _HearthIncomingPath
{
  HearthPath parent_instance;

  GHashTable *tracks; /* track id → Track */
  guint generation;   /* of the newest offer */
  char *ice_ufrag;    /* of the newest offer: a later one for the same connection has the same */
  gboolean restarted; /* what comes next may be a connection of any generation */
  HearthTokenBucket offers;
};

enum
{
  TRACK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthIncomingPath, hearth_incoming_path, HEARTH_TYPE_PATH)

static void
track_free (gpointer data)
{
  Track *track = data;

  g_object_unref (track->source);
  g_free (track);
}

static void
on_track_added (HearthConnection   *connection,
                const char         *track_id,
                HearthRtpSource    *source,
                HearthIncomingPath *self)
{
  Track *track = g_new0 (Track, 1);

  track->source = g_object_ref (source);
  track->connection = connection;
  g_hash_table_replace (self->tracks, g_strdup (track_id), track);
  g_signal_emit (self, signals[TRACK_CHANGED], 0, track_id, source);
}

static void
on_track_removed (HearthConnection   *connection,
                  const char         *track_id,
                  HearthIncomingPath *self)
{
  g_autofree char *removed = g_strdup (track_id);
  const Track *track = g_hash_table_lookup (self->tracks, removed);

  if (track == NULL || track->connection != connection)
    return;

  g_hash_table_remove (self->tracks, removed);
  g_signal_emit (self, signals[TRACK_CHANGED], 0, removed, NULL);
}

static void
on_channel_opened (HearthConnection   *connection,
                   HearthDataChannel  *channel,
                   HearthIncomingPath *self)
{
  if (hearth_path_get_direction (HEARTH_PATH (self)) == HEARTH_DIRECTION_DOWN
      && g_strcmp0 (hearth_data_channel_get_label (channel), HEARTH_PATH_CONTROL) == 0)
    hearth_path_set_channel (HEARTH_PATH (self), connection, channel);
}

static HearthConnection *
make_connection (HearthIncomingPath  *self,
                 guint                generation,
                 GError             **error)
{
  HearthReceivingConnection *connection
    = hearth_receiving_connection_new (hearth_path_get_config (HEARTH_PATH (self)), generation, error);

  if (connection == NULL)
    return NULL;

  g_signal_connect_object (connection, "track-added", G_CALLBACK (on_track_added), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (connection, "track-removed", G_CALLBACK (on_track_removed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (connection, "channel-opened", G_CALLBACK (on_channel_opened), self, G_CONNECT_DEFAULT);
  hearth_path_set_next (HEARTH_PATH (self), HEARTH_CONNECTION (connection));
  hearth_path_extend_attempt (HEARTH_PATH (self));

  return HEARTH_CONNECTION (connection);
}

static gboolean
handle (HearthPath           *path,
        const HearthPayload  *payload,
        GError              **error)
{
  HearthIncomingPath *self = HEARTH_INCOMING_PATH (path);
  g_autoptr (HearthSessionDescription) offer = NULL;
  HearthConnection *connection;
  gboolean again;

  if (payload->type != HEARTH_PAYLOAD_OFFER)
    return TRUE;
  again = payload->generation == self->generation && g_strcmp0 (payload->ice_ufrag, self->ice_ufrag) == 0;
  if (!again && !self->restarted && payload->generation <= self->generation)
    return TRUE;
  if (!hearth_token_bucket_take (&self->offers, 1, g_get_monotonic_time ()))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Offers come too fast");
      return FALSE;
    }

  offer = hearth_signed_description_parse (payload, error);
  if (offer == NULL)
    return FALSE;

  if (again)
    {
      connection = hearth_path_find (path, payload->generation);
    }
  else
    {
      hearth_path_give_up_next (path);
      connection = make_connection (self, payload->generation, error);
    }
  self->generation = payload->generation;
  self->restarted = FALSE;
  g_set_str (&self->ice_ufrag, payload->ice_ufrag);

  /* The newest one may have failed already on this side; the next attempt brings another. */
  if (connection == NULL)
    return again;

  return hearth_receiving_connection_accept_offer (HEARTH_RECEIVING_CONNECTION (connection), offer, payload->tracks, error);
}

static void
attempt (HearthPath *path)
{
  HearthIncomingPath *self = HEARTH_INCOMING_PATH (path);
  g_autoptr (HearthPayload) payload = hearth_payload_new (HEARTH_PAYLOAD_RENEW);

  payload->direction = hearth_path_get_direction (path);
  payload->generation = self->generation;
  hearth_path_emit_payload (path, payload);
}

/* What only the old connection brought is over; a track of the same name may follow from the fresh one. */
static void
taken_over (HearthPath       *path,
            HearthConnection *retired)
{
  HearthIncomingPath *self = HEARTH_INCOMING_PATH (path);
  g_autoptr (GPtrArray) over = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer track_id, value;

  g_hash_table_iter_init (&iter, self->tracks);
  while (g_hash_table_iter_next (&iter, &track_id, &value))
    {
      if (((const Track *) value)->connection == retired)
        g_ptr_array_add (over, g_strdup (track_id));
    }

  for (guint i = 0; i < over->len; i++)
    on_track_removed (retired, g_ptr_array_index (over, i), self);
}

static void
measure (HearthConnection *connection,
         HearthWayStats   *stats)
{
  HearthArrivalStats arrivals;

  hearth_receiving_connection_get_arrival_stats (HEARTH_RECEIVING_CONNECTION (connection), &arrivals);
  stats->bytes = arrivals.bytes;
  stats->known = arrivals.packets + arrivals.lost;
  stats->lost = arrivals.lost;
}

static void
hearth_incoming_path_dispose (GObject *object)
{
  HearthIncomingPath *self = HEARTH_INCOMING_PATH (object);

  G_OBJECT_CLASS (hearth_incoming_path_parent_class)->dispose (object);
  g_clear_pointer (&self->tracks, g_hash_table_unref);
}

static void
hearth_incoming_path_finalize (GObject *object)
{
  g_free (HEARTH_INCOMING_PATH (object)->ice_ufrag);

  G_OBJECT_CLASS (hearth_incoming_path_parent_class)->finalize (object);
}

static void
hearth_incoming_path_class_init (HearthIncomingPathClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HearthPathClass *path_class = HEARTH_PATH_CLASS (klass);

  object_class->dispose = hearth_incoming_path_dispose;
  object_class->finalize = hearth_incoming_path_finalize;
  path_class->offers = FALSE;
  path_class->attempt = attempt;
  path_class->handle = handle;
  path_class->taken_over = taken_over;
  path_class->measure = measure;

  signals[TRACK_CHANGED] = g_signal_new ("track-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, HEARTH_TYPE_RTP_SOURCE);
}

static void
hearth_incoming_path_init (HearthIncomingPath *self)
{
  self->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, track_free);
}

HearthIncomingPath *
hearth_incoming_path_new (HearthDirection               direction,
                          const HearthConnectionConfig *config)
{
  HearthIncomingPath *self = g_object_new (HEARTH_TYPE_INCOMING_PATH, NULL);

  hearth_path_init_direction (HEARTH_PATH (self), direction, config);
  hearth_token_bucket_init (&self->offers, OFFER_BURST,
                            direction == HEARTH_DIRECTION_DOWN ? OFFERS_PER_SECOND_DOWN : OFFERS_PER_SECOND_UP,
                            g_get_monotonic_time ());

  return self;
}

void
hearth_incoming_path_restart (HearthIncomingPath *self)
{
  g_return_if_fail (HEARTH_IS_INCOMING_PATH (self));

  self->restarted = TRUE;
}
