/* What the server does with its sockets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-hub.h"

#include "base/limits.h"
#include "protocol/protocol-error.h"
#include "signalling/room-registry.h"

/* A ping and its pong take 10 µs: so many keep a message waiting for a third of a millisecond. All who were due at once took
 * p99 to 60 ms and more with ten thousand sockets. */
#define PINGS_PER_TURN 32

/* To ask the kernel what has come takes 1 µs. */
#define METERED_PER_TURN 64

struct _HearthSignallingHub
{
  guint max_connections;
  guint n_connections;
  HearthAddressThrottle *throttle;
  HearthRoomRegistry *registry;
  HearthSignallingMetrics metrics;

  HearthDeadlineQueue upgrade;  /* no WebSocket yet */
  HearthDeadlineQueue seatless; /* in no room */
  HearthDeadlineQueue quiet;    /* has said something not long ago */
  HearthDeadlineQueue pong;     /* has been pinged since */
  HearthDeadlineQueue metered;  /* every WebSocket */
};

static void
seat_send (HearthRoomSeat       *seat,
           const HearthEnvelope *envelope)
{
  hearth_signalling_peer_send (hearth_signalling_peer_from_seat (seat), envelope);
}

static void
seat_unseated (HearthRoomSeat *seat)
{
  HearthSignallingPeer *peer = hearth_signalling_peer_from_seat (seat);
  HearthSignallingHub *self = hearth_signalling_peer_get_owner (peer);

  hearth_deadline_set (hearth_signalling_peer_get_deadline (peer), &self->seatless, peer, g_get_monotonic_time ());
}

/* Who is sent away from doors all the time gets no answer from any, as with wrong rooms. That a host has too much to do is nobody's fault, but
 * who knocks most waits longest; that a room is full or locked says nothing about who knocks. */
static void
seat_refused (HearthRoomSeat   *seat,
              HearthDenyReason  reason)
{
  HearthSignallingHub *self = hearth_signalling_peer_get_owner (hearth_signalling_peer_from_seat (seat));
  gint64 now = g_get_monotonic_time ();

  if (reason == HEARTH_DENY_FULL || reason == HEARTH_DENY_LOCKED)
    return;
  if (reason == HEARTH_DENY_BUSY)
    {
      hearth_address_throttle_hold_back (self->throttle, &seat->address, now);
      return;
    }

  self->metrics.refusals++;
  hearth_address_throttle_miss (self->throttle, &seat->address, now);
}

static void
seat_replaced (HearthRoomSeat *seat)
{
  hearth_signalling_peer_close (hearth_signalling_peer_from_seat (seat), LWS_CLOSE_STATUS_NORMAL, HEARTH_SOCKET_END_REPLACED);
}

static const HearthRoomSeatFuncs seat_funcs = {
  .send = seat_send,
  .unseated = seat_unseated,
  .refused = seat_refused,
  .replaced = seat_replaced,
};

static void
deny (HearthSignallingPeer *peer,
      HearthDenyReason      reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  envelope->reason = reason;
  hearth_signalling_peer_send (peer, envelope);
}

static void
note_sign_of_life (HearthSignallingHub  *self,
                   HearthSignallingPeer *peer,
                   gint64                now)
{
  hearth_deadline_set (hearth_signalling_peer_get_liveness (peer), &self->quiet, peer, now);
}

/* Where everybody of an address together says too much, whoever says something next has to go: most likely who says most.
 * Returns: whether the peer may stay */
static gboolean
charge_address (HearthSignallingHub  *self,
                HearthSignallingPeer *peer,
                gsize                 n_bytes,
                gint64                now)
{
  if (hearth_address_throttle_receive (self->throttle, hearth_signalling_peer_get_address (peer), n_bytes, now))
    return TRUE;

  hearth_signalling_peer_reject (peer, HEARTH_DENY_BUSY, HEARTH_SOCKET_END_TOO_MUCH);
  return FALSE;
}

static gboolean
asks_for_a_room (const HearthEnvelope *envelope)
{
  return envelope->type == HEARTH_ENVELOPE_OPEN || envelope->type == HEARTH_ENVELOPE_KNOCK;
}

static void
handle_envelope (HearthSignallingHub  *self,
                 HearthSignallingPeer *peer,
                 const HearthEnvelope *envelope,
                 gint64                now)
{
  const HearthAddress *address = hearth_signalling_peer_get_address (peer);
  HearthRoomSeat *seat = hearth_signalling_peer_get_seat (peer);
  gboolean was_host = seat->kind == HEARTH_SEAT_HOST;

  /* The same answer whether the room is there or not. */
  if (asks_for_a_room (envelope) && !hearth_address_throttle_ask (self->throttle, address, now))
    {
      self->metrics.asks_refused++;
      deny (peer, HEARTH_DENY_BUSY);
      return;
    }

  switch (hearth_room_registry_handle (self->registry, seat, envelope))
    {
    case HEARTH_VERDICT_VIOLATION:
      hearth_signalling_peer_reject (peer, HEARTH_DENY_MALFORMED, HEARTH_SOCKET_END_MALFORMED);
      return;
    case HEARTH_VERDICT_MISS:
      self->metrics.misses++;
      hearth_address_throttle_miss (self->throttle, address, now);
      break;
    case HEARTH_VERDICT_FINE:
    default:
      break;
    }

  /* What a host may say is for its own room: with that much it could fill another host's queue. */
  if (was_host && seat->kind == HEARTH_SEAT_NONE)
    hearth_signalling_peer_trust_as_guest (peer, now);

  if (!asks_for_a_room (envelope) || seat->kind == HEARTH_SEAT_NONE)
    return;

  hearth_deadline_clear (hearth_signalling_peer_get_deadline (peer));
  if (seat->kind == HEARTH_SEAT_HOST)
    hearth_signalling_peer_trust_as_host (peer, now);
}

static void
handle_message (HearthSignallingHub  *self,
                HearthSignallingPeer *peer,
                GBytes               *message,
                gint64                now)
{
  g_autoptr (HearthEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  gsize length;

  /* An empty message is nothing at all for GBytes. */
  text = g_bytes_get_data (message, &length);
  envelope = hearth_envelope_parse (text != NULL ? text : "", length, &error);
  if (envelope != NULL)
    {
      handle_envelope (self, peer, envelope, now);
      return;
    }

  if (g_error_matches (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION))
    deny (peer, HEARTH_DENY_VERSION);
  else
    hearth_signalling_peer_reject (peer, HEARTH_DENY_MALFORMED, HEARTH_SOCKET_END_MALFORMED);
}

HearthSignallingHub *
hearth_signalling_hub_new (const HearthSignallingLimits *limits)
{
  HearthSignallingHub *self;

  g_return_val_if_fail (limits != NULL, NULL);
  g_return_val_if_fail (limits->connections > 0, NULL);

  self = g_new0 (HearthSignallingHub, 1);
  self->max_connections = limits->connections;
  self->throttle = hearth_address_throttle_new (limits);
  self->registry = hearth_room_registry_new (limits);
  hearth_deadline_queue_init (&self->upgrade, limits->upgrade);
  hearth_deadline_queue_init (&self->seatless, limits->seatless);
  hearth_deadline_queue_init (&self->quiet, limits->quiet);
  hearth_deadline_queue_init (&self->pong, limits->pong);
  hearth_deadline_queue_init (&self->metered, limits->meter);

  return self;
}

void
hearth_signalling_hub_free (HearthSignallingHub *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->n_connections == 0);

  hearth_room_registry_free (self->registry);
  hearth_address_throttle_free (self->throttle);
  g_free (self);
}

gboolean
hearth_signalling_hub_admit (HearthSignallingHub *self,
                             const HearthAddress *address)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  if (self->n_connections >= self->max_connections)
    {
      self->metrics.sockets_refused_full++;
      return FALSE;
    }
  if (hearth_address_is_known (address) && !hearth_address_throttle_connect (self->throttle, address, g_get_monotonic_time ()))
    {
      self->metrics.sockets_refused_address++;
      return FALSE;
    }

  self->metrics.sockets_accepted++;
  self->n_connections++;
  return TRUE;
}

void
hearth_signalling_hub_dismiss (HearthSignallingHub *self,
                               const HearthAddress *address)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);
  g_return_if_fail (self->n_connections > 0);

  self->n_connections--;
  if (hearth_address_is_known (address))
    hearth_address_throttle_disconnect (self->throttle, address, g_get_monotonic_time ());
}

HearthSignallingPeer *
hearth_signalling_hub_connect (HearthSignallingHub *self,
                               struct lws          *wsi,
                               const HearthAddress *address)
{
  HearthSignallingPeer *peer;
  gint64 now = g_get_monotonic_time ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (wsi != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  peer = hearth_signalling_peer_new (wsi, address, &seat_funcs, &self->metrics, self, now);
  hearth_deadline_set (hearth_signalling_peer_get_deadline (peer), &self->upgrade, peer, now);

  return peer;
}

gboolean
hearth_signalling_hub_identify (HearthSignallingHub  *self,
                                HearthSignallingPeer *peer,
                                const HearthAddress  *address)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);
  g_return_val_if_fail (address != NULL && hearth_address_is_known (address), FALSE);

  if (!hearth_address_throttle_connect (self->throttle, address, g_get_monotonic_time ()))
    {
      self->metrics.sockets_refused_address++;
      return FALSE;
    }

  hearth_signalling_peer_set_address (peer, address);
  return TRUE;
}

void
hearth_signalling_hub_open (HearthSignallingHub  *self,
                            HearthSignallingPeer *peer)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  self->metrics.upgrades++;
  hearth_deadline_set (hearth_signalling_peer_get_deadline (peer), &self->seatless, peer, now);
  hearth_deadline_set (hearth_signalling_peer_get_metering (peer), &self->metered, peer, now);
  note_sign_of_life (self, peer, now);
}

void
hearth_signalling_hub_receive (HearthSignallingHub  *self,
                               HearthSignallingPeer *peer,
                               const void           *data,
                               gsize                 length)
{
  g_autoptr (GBytes) message = NULL;
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  note_sign_of_life (self, peer, now);
  if (!charge_address (self, peer, length, now))
    return;
  if (hearth_signalling_peer_receive (peer, data, length, now, &message) == HEARTH_PEER_MESSAGE)
    handle_message (self, peer, message, now);
}

void
hearth_signalling_hub_pong (HearthSignallingHub  *self,
                            HearthSignallingPeer *peer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  note_sign_of_life (self, peer, g_get_monotonic_time ());
}

void
hearth_signalling_hub_disconnect (HearthSignallingHub  *self,
                                  HearthSignallingPeer *peer)
{
  HearthAddress address;

  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  address = *hearth_signalling_peer_get_address (peer);
  hearth_room_registry_lose (self->registry, hearth_signalling_peer_get_seat (peer), g_get_monotonic_time ());
  hearth_signalling_peer_free (peer);
  hearth_signalling_hub_dismiss (self, &address);
}

void
hearth_signalling_hub_drain (HearthSignallingHub *self)
{
  HearthDeadlineQueue *open[] = { &self->quiet, &self->pong };
  HearthSignallingPeer *peer;

  g_return_if_fail (self != NULL);

  while ((peer = hearth_deadline_queue_pop_earliest (&self->upgrade)) != NULL)
    hearth_signalling_peer_cut (peer, HEARTH_SOCKET_END_GOING_AWAY);

  /* Every WebSocket is in one of these. */
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    while ((peer = hearth_deadline_queue_pop_earliest (open[i])) != NULL)
      hearth_signalling_peer_close (peer, LWS_CLOSE_STATUS_GOINGAWAY, HEARTH_SOCKET_END_GOING_AWAY);
}

guint
hearth_signalling_hub_get_n_connections (HearthSignallingHub *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_connections;
}

HearthSignallingMetrics *
hearth_signalling_hub_get_metrics (HearthSignallingHub *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->metrics;
}

void
hearth_signalling_hub_measure (HearthSignallingHub    *self,
                               HearthSignallingGauges *gauges)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (gauges != NULL);

  gauges->sockets = self->n_connections;
  gauges->max_sockets = self->max_connections;
  gauges->rooms = hearth_room_registry_get_n_rooms (self->registry);
  hearth_room_registry_count_guests (self->registry, &gauges->waiting, &gauges->inside);
  gauges->addresses = hearth_address_throttle_get_n_known (self->throttle);
}

/* Returns: whether there are more */
static gboolean
ping_some (HearthSignallingHub *self,
           gint64               now)
{
  for (guint i = 0; i < PINGS_PER_TURN; i++)
    {
      HearthSignallingPeer *peer = hearth_deadline_queue_pop (&self->quiet, now);

      if (peer == NULL)
        return FALSE;
      hearth_signalling_peer_ping (peer);
      hearth_deadline_set (hearth_signalling_peer_get_liveness (peer), &self->pong, peer, now);
    }

  return TRUE;
}

/* Returns: whether there are more */
static gboolean
meter_some (HearthSignallingHub *self,
            gint64               now)
{
  for (guint i = 0; i < METERED_PER_TURN; i++)
    {
      HearthSignallingPeer *peer = hearth_deadline_queue_pop (&self->metered, now);
      gsize unseen;

      if (peer == NULL)
        return FALSE;
      hearth_deadline_set (hearth_signalling_peer_get_metering (peer), &self->metered, peer, now);
      unseen = hearth_signalling_peer_meter (peer, now);
      if (unseen > 0)
        charge_address (self, peer, unseen, now);
    }

  return TRUE;
}

gboolean
hearth_signalling_hub_tick (HearthSignallingHub *self)
{
  HearthSignallingPeer *peer;
  gint64 now = g_get_monotonic_time ();
  gboolean more_to_meter, more_to_ping;

  g_return_val_if_fail (self != NULL, FALSE);

  while ((peer = hearth_deadline_queue_pop (&self->upgrade, now)) != NULL)
    hearth_signalling_peer_cut (peer, HEARTH_SOCKET_END_NO_UPGRADE);

  while ((peer = hearth_deadline_queue_pop (&self->seatless, now)) != NULL)
    hearth_signalling_peer_close (peer, LWS_CLOSE_STATUS_POLICY_VIOLATION, HEARTH_SOCKET_END_NO_SEAT);

  while ((peer = hearth_deadline_queue_pop (&self->pong, now)) != NULL)
    hearth_signalling_peer_cut (peer, HEARTH_SOCKET_END_NO_PONG);

  hearth_room_registry_expire (self->registry, now);
  hearth_address_throttle_forget (self->throttle, now);

  more_to_meter = meter_some (self, now);
  more_to_ping = ping_some (self, now);
  return more_to_meter || more_to_ping;
}
