/* The way media takes between two people in one direction: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/path-private.h"

#include "base/main-thread.h"
#include "peer/sending-connection.h"
#include "room/path-attempts.h"
#include "room/path-leg.h"
#include "room/signed-description.h"
#include "room/transport-choice.h"

/* Through TURN over TCP a connection took 2.2 seconds (facts); an attempt that needs ten has no path. */
#define ATTEMPT_SECONDS 10

/* How long the other side may take to say anything to an offer, or to a wish for one: then it may have been lost on its way. An offer is
 * said again so often before it is given up: a computer that has too much to do would otherwise begin anew each time and never come to
 * an end. */
#define EXPECT_SECONDS 3
#define MAX_REPEATS 2

/* How often the health is judged: a quarter of the time after which silence is shown. */
#define WATCH_MS 250

typedef struct
{
  HearthDirection direction;
  HearthTransportChoice transport;
  gboolean closed;

  HearthPathLeg current;
  HearthPathLeg next;
  gint64 opened_at; /* when current was connected, µs monotonic; 0 before the first time */
  gboolean failed;  /* current says so itself, or its channel closed */
  HearthPathHealth health;

  HearthPathAttempts attempts;
  gboolean heard;  /* something of this attempt */
  guint n_repeats; /* of this attempt */
  guint watch_source;
  gint64 pinged_at;
  GError *error;
} HearthPathPrivate;

enum
{
  PAYLOAD,
  HEALTH_CHANGED,
  OPENED,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HearthPath, hearth_path, G_TYPE_OBJECT)

static void
set_health (HearthPath       *self,
            HearthPathHealth  health)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  if (priv->health == health)
    return;

  g_debug ("%s path: health %d → %d", priv->direction == HEARTH_DIRECTION_DOWN ? "downward" : "upward", priv->health, health);
  priv->health = health;
  g_signal_emit (self, signals[HEALTH_CHANGED], 0);
}

static void
judge_health (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  HearthPathHealth health;

  if (priv->opened_at == 0)
    health = HEARTH_PATH_OPENING;
  else if (priv->failed)
    health = HEARTH_PATH_LOST;
  else
    health = hearth_path_health_judge (priv->opened_at, hearth_connection_get_last_received (priv->current.connection),
                                       g_get_monotonic_time ());

  set_health (self, health);
  if (health == HEARTH_PATH_LOST && !priv->closed
      && priv->next.connection == NULL && hearth_path_attempts_is_idle (&priv->attempts))
    hearth_path_attempts_schedule (&priv->attempts);
}

static gboolean
on_watch (gpointer user_data)
{
  g_autoptr (HearthPath) self = g_object_ref (HEARTH_PATH (user_data));
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  gint64 now = g_get_monotonic_time ();

  if (now - priv->pinged_at >= HEARTH_PATH_PING_US)
    {
      g_autoptr (HearthControlMessage) ping = hearth_control_message_new (HEARTH_CONTROL_PING);

      /* Where the channel is not open or full the silence on the other side is the message. An upward path has none: there RTCP
       * is always to be heard. */
      (void) hearth_path_send (self, ping);
      priv->pinged_at = now;
    }
  judge_health (self);

  return priv->watch_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
hearth_path_give_up_next (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  if (priv->next.connection != NULL)
    hearth_transport_choice_fail (&priv->transport);
  hearth_path_leg_close (&priv->next, self);
}

static void
begin_attempt (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  priv->heard = FALSE;
  priv->n_repeats = 0;
  hearth_path_attempts_expect (&priv->attempts, EXPECT_SECONDS);
  HEARTH_PATH_GET_CLASS (self)->attempt (self);
}

static void
on_attempt_due (gpointer user_data)
{
  g_autoptr (HearthPath) self = g_object_ref (HEARTH_PATH (user_data));
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  /* What was silent may have come back by itself in the meantime. */
  if (priv->health == HEARTH_PATH_ALIVE)
    hearth_path_attempts_restart (&priv->attempts);
  else
    begin_attempt (self);
}

static void
on_attempt_expired (gpointer user_data)
{
  g_autoptr (HearthPath) self = g_object_ref (HEARTH_PATH (user_data));
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  if (priv->next.connection != NULL && !priv->heard && priv->n_repeats < MAX_REPEATS
      && HEARTH_PATH_GET_CLASS (self)->repeat != NULL)
    {
      priv->n_repeats++;
      hearth_path_attempts_expect (&priv->attempts, EXPECT_SECONDS);
      HEARTH_PATH_GET_CLASS (self)->repeat (self);
      return;
    }

  hearth_path_give_up_next (self);
  hearth_path_attempts_schedule (&priv->attempts);
}

static void
take_over (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  HearthPathLeg retired = priv->current;

  hearth_path_attempts_end (&priv->attempts);
  priv->current = priv->next;
  priv->next = (HearthPathLeg){ NULL, NULL };
  priv->opened_at = g_get_monotonic_time ();
  priv->failed = FALSE;

  if (HEARTH_PATH_GET_CLASS (self)->taken_over != NULL)
    HEARTH_PATH_GET_CLASS (self)->taken_over (self, retired.connection);
  hearth_path_leg_close (&retired, self);
  judge_health (self);
  if (priv->current.channel != NULL && hearth_control_channel_is_open (priv->current.channel))
    g_signal_emit (self, signals[OPENED], 0);
}

static void
on_state_changed (HearthConnection *connection,
                  HearthPath       *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  if (hearth_connection_get_state (connection) == HEARTH_CONNECTION_CONNECTED && connection == priv->next.connection)
    take_over (self);
}

static void
on_failed (HearthConnection *connection,
           const GError     *error,
           HearthPath       *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_debug ("Connection %u failed: %s", hearth_connection_get_generation (connection), error->message);
  if (connection == priv->next.connection)
    {
      hearth_path_give_up_next (self);
      hearth_path_fail_attempt (self, g_error_copy (error));
    }
  else if (connection == priv->current.connection)
    {
      g_clear_error (&priv->error);
      priv->error = g_error_copy (error);
      priv->failed = TRUE;
      judge_health (self);
    }
}

static void
on_description (HearthConnection         *connection,
                HearthSessionDescription *description,
                HearthPath               *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  g_autoptr (HearthPayload) payload = hearth_signed_description_to_payload (description);

  payload->direction = priv->direction;
  payload->generation = hearth_connection_get_generation (connection);
  if (description->type == HEARTH_SDP_OFFER)
    payload->tracks = hearth_sending_connection_get_tracks (HEARTH_SENDING_CONNECTION (connection));

  hearth_path_emit_payload (self, payload);
}

static void
on_candidate (HearthConnection *connection,
              guint             mline,
              const char       *candidate,
              HearthPath       *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  g_autoptr (HearthPayload) payload = hearth_payload_new (HEARTH_PAYLOAD_CANDIDATE);

  payload->direction = priv->direction;
  payload->generation = hearth_connection_get_generation (connection);
  payload->mline = mline;
  payload->candidate = g_strdup (candidate);

  hearth_path_emit_payload (self, payload);
}

static void
on_channel_opened (HearthControlChannel *channel,
                   HearthPath           *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  /* What is said goes over the connection that flows; a fresh one's channel is announced when it takes over. */
  if (channel == priv->current.channel)
    g_signal_emit (self, signals[OPENED], 0);
}

static void
on_channel_message (HearthControlChannel *channel,
                    HearthControlMessage *message,
                    HearthPath           *self)
{
  if (message->type != HEARTH_CONTROL_PING)
    g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
on_channel_closed (HearthControlChannel *channel,
                   HearthPath           *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  if (channel != priv->current.channel)
    return;

  priv->failed = TRUE;
  judge_health (self);
}

static void
hearth_path_dispose (GObject *object)
{
  HearthPath *self = HEARTH_PATH (object);
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  hearth_path_close (self);
  g_clear_error (&priv->error);
  hearth_transport_choice_clear (&priv->transport);

  G_OBJECT_CLASS (hearth_path_parent_class)->dispose (object);
}

static void
hearth_path_class_init (HearthPathClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_path_dispose;

  signals[PAYLOAD] = g_signal_new ("payload", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HEALTH_CHANGED] = g_signal_new ("health-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hearth_path_init (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  hearth_path_attempts_init (&priv->attempts, on_attempt_due, on_attempt_expired, self);
}

void
hearth_path_init_direction (HearthPath                   *self,
                            HearthDirection               direction,
                            const HearthConnectionConfig *config)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  priv->direction = direction;
  hearth_transport_choice_init (&priv->transport, config);
}

const HearthConnectionConfig *
hearth_path_get_config (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  return hearth_transport_choice_get (&priv->transport);
}

HearthDirection
hearth_path_get_direction (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  return priv->direction;
}

HearthConnection *
hearth_path_get_current (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  return priv->current.connection;
}

HearthConnection *
hearth_path_get_next (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  return priv->next.connection;
}

HearthConnection *
hearth_path_find (HearthPath *self,
                  guint       generation)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  /* The one that is being made first: after a guest's restart both may carry the same number. */
  if (priv->next.connection != NULL && hearth_connection_get_generation (priv->next.connection) == generation)
    return priv->next.connection;
  if (priv->current.connection != NULL && hearth_connection_get_generation (priv->current.connection) == generation)
    return priv->current.connection;

  return NULL;
}

void
hearth_path_set_next (HearthPath       *self,
                      HearthConnection *connection)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  hearth_path_leg_close (&priv->next, self);
  hearth_path_attempts_unschedule (&priv->attempts);
  if (priv->watch_source == 0)
    priv->watch_source = g_timeout_add (WATCH_MS, on_watch, self);

  priv->next.connection = connection;
  g_signal_connect_object (connection, "state-changed", G_CALLBACK (on_state_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (connection, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (connection, "description", G_CALLBACK (on_description), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (connection, "candidate", G_CALLBACK (on_candidate), self, G_CONNECT_DEFAULT);
}

void
hearth_path_extend_attempt (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  priv->heard = TRUE;
  hearth_path_attempts_expect (&priv->attempts, ATTEMPT_SECONDS);
}

void
hearth_path_set_channel (HearthPath        *self,
                         HearthConnection  *connection,
                         HearthDataChannel *channel)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  HearthPathLeg *leg = connection == priv->next.connection ? &priv->next : &priv->current;

  g_return_if_fail (connection == leg->connection);

  /* One control channel for each connection: a second one is not ours. */
  if (leg->channel != NULL)
    return;

  /* The host offers what goes down, its guests what goes up. */
  leg->channel = hearth_control_channel_new (channel, (priv->direction == HEARTH_DIRECTION_UP) == HEARTH_PATH_GET_CLASS (self)->offers);
  g_signal_connect_object (leg->channel, "opened", G_CALLBACK (on_channel_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (leg->channel, "message", G_CALLBACK (on_channel_message), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (leg->channel, "closed", G_CALLBACK (on_channel_closed), self, G_CONNECT_DEFAULT);
  if (hearth_control_channel_is_open (leg->channel))
    on_channel_opened (leg->channel, self);
}

void
hearth_path_fail_attempt (HearthPath *self,
                          GError     *error)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_clear_error (&priv->error);
  priv->error = error;
  if (!priv->closed)
    hearth_path_attempts_schedule (&priv->attempts);
}

void
hearth_path_emit_payload (HearthPath    *self,
                          HearthPayload *payload)
{
  g_signal_emit (self, signals[PAYLOAD], 0, payload);
}

void
hearth_path_start (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_if_fail (HEARTH_IS_PATH (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (priv->closed)
    return;

  if (HEARTH_PATH_GET_CLASS (self)->offers)
    begin_attempt (self);
  else
    hearth_path_attempts_expect (&priv->attempts, EXPECT_SECONDS);
}

void
hearth_path_renew (HearthPath *self,
                   gboolean    anyway)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_if_fail (HEARTH_IS_PATH (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (priv->closed || (!anyway && hearth_path_attempts_is_expecting (&priv->attempts)))
    return;

  hearth_path_attempts_restart (&priv->attempts);
  hearth_path_give_up_next (self);
  begin_attempt (self);
}

gboolean
hearth_path_handle (HearthPath           *self,
                    const HearthPayload  *payload,
                    GError              **error)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);
  HearthConnection *connection;

  g_return_val_if_fail (HEARTH_IS_PATH (self), FALSE);

  if (priv->closed || payload->direction != priv->direction)
    return TRUE;
  if (payload->type != HEARTH_PAYLOAD_CANDIDATE)
    return HEARTH_PATH_GET_CLASS (self)->handle (self, payload, error);

  connection = hearth_path_find (self, payload->generation);

  return connection == NULL || hearth_connection_add_candidate (connection, payload->mline, payload->candidate, error);
}

gboolean
hearth_path_send (HearthPath                 *self,
                  const HearthControlMessage *message)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), FALSE);

  return priv->current.channel != NULL && hearth_control_channel_send (priv->current.channel, message);
}

HearthPathHealth
hearth_path_get_health (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), HEARTH_PATH_LOST);

  return priv->health;
}

gint64
hearth_path_get_silence (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), 0);

  if (priv->opened_at == 0 || priv->current.connection == NULL)
    return 0;

  return g_get_monotonic_time () - MAX (priv->opened_at, hearth_connection_get_last_received (priv->current.connection));
}

void
hearth_path_get_stats (HearthPath     *self,
                       HearthWayStats *stats)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_if_fail (HEARTH_IS_PATH (self));
  g_return_if_fail (stats != NULL);

  *stats = (HearthWayStats) { .epoch = (guint64) priv->opened_at };
  if (priv->current.connection != NULL)
    HEARTH_PATH_GET_CLASS (self)->measure (priv->current.connection, stats);
}

HearthRoute
hearth_path_get_route (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), (HearthRoute) { 0 });

  return priv->current.connection != NULL ? hearth_connection_get_route (priv->current.connection) : (HearthRoute) { 0 };
}

const GError *
hearth_path_get_error (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), NULL);

  return priv->error;
}

guint
hearth_path_count_connections (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_val_if_fail (HEARTH_IS_PATH (self), 0);

  return (priv->current.connection != NULL) + (priv->next.connection != NULL);
}

void
hearth_path_close (HearthPath *self)
{
  HearthPathPrivate *priv = hearth_path_get_instance_private (self);

  g_return_if_fail (HEARTH_IS_PATH (self));

  priv->closed = TRUE;
  hearth_path_attempts_end (&priv->attempts);
  g_clear_handle_id (&priv->watch_source, g_source_remove);
  hearth_path_leg_close (&priv->next, self);
  hearth_path_leg_close (&priv->current, self);
}
