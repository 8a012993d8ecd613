/* All rooms of a server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/room-registry.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/id.h"
#include "signalling/signalling-room.h"

struct _HearthRoomRegistry
{
  GHashTable *rooms; /* name → HearthSignallingRoom */
  HearthDeadlineQueue hostless;
  guint max_rooms;
};

static void
end_room (HearthRoomRegistry   *self,
          HearthSignallingRoom *room)
{
  hearth_signalling_room_end (room);
  g_hash_table_remove (self->rooms, hearth_signalling_room_get_name (room));
}

static void
room_destroy (gpointer data)
{
  hearth_signalling_room_free (data);
}

static void
deny (HearthRoomSeat   *seat,
      HearthDenyReason  reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  envelope->reason = reason;
  seat->funcs->send (seat, envelope);
}

/* A full table gives up the room whose host has been away longest. */
static gboolean
make_place (HearthRoomRegistry *self)
{
  HearthSignallingRoom *room;

  if (g_hash_table_size (self->rooms) < self->max_rooms)
    return TRUE;

  room = hearth_deadline_queue_pop_earliest (&self->hostless);
  if (room == NULL)
    return FALSE;

  end_room (self, room);
  return TRUE;
}

static HearthRegistryVerdict
handle_open (HearthRoomRegistry   *self,
             HearthRoomSeat       *seat,
             const HearthEnvelope *envelope)
{
  HearthSignallingRoom *room = g_hash_table_lookup (self->rooms, envelope->room);

  if (room != NULL && !hearth_signalling_room_check_token (room, envelope->token))
    {
      deny (seat, HEARTH_DENY_TAKEN);
      return HEARTH_VERDICT_MISS;
    }

  /* A token for a room that is not there is one from before a restart of the server: the host simply opens it again. */
  if (room == NULL)
    {
      if (!make_place (self))
        {
          deny (seat, HEARTH_DENY_BUSY);
          return HEARTH_VERDICT_FINE;
        }

      room = hearth_signalling_room_new (envelope->room);
      g_hash_table_insert (self->rooms, (gpointer) hearth_signalling_room_get_name (room), room);
    }

  hearth_deadline_clear (hearth_signalling_room_get_deadline (room));
  hearth_signalling_room_take_host (room, seat);
  return HEARTH_VERDICT_FINE;
}

static HearthRegistryVerdict
handle_knock (HearthRoomRegistry   *self,
              HearthRoomSeat       *seat,
              const HearthEnvelope *envelope)
{
  HearthSignallingRoom *room;
  HearthDenyReason reason;

  if (envelope->payload == NULL || strlen (envelope->payload) > HEARTH_LIMIT_KNOCK_BYTES)
    return HEARTH_VERDICT_VIOLATION;

  room = g_hash_table_lookup (self->rooms, envelope->room);
  if (room == NULL)
    {
      deny (seat, HEARTH_DENY_NO_SUCH_ROOM);
      return HEARTH_VERDICT_MISS;
    }

  reason = hearth_signalling_room_knock (room, seat, envelope->payload);
  if (reason != HEARTH_DENY_NONE)
    deny (seat, reason);

  return HEARTH_VERDICT_FINE;
}

static HearthRegistryVerdict
handle_newcomer (HearthRoomRegistry   *self,
                 HearthRoomSeat       *seat,
                 const HearthEnvelope *envelope)
{
  if (envelope->version != HEARTH_PROTOCOL_VERSION)
    {
      deny (seat, HEARTH_DENY_VERSION);
      return HEARTH_VERDICT_FINE;
    }

  if (seat->kind != HEARTH_SEAT_NONE || !hearth_id_is_valid (envelope->room))
    return HEARTH_VERDICT_VIOLATION;

  if (envelope->type == HEARTH_ENVELOPE_OPEN)
    return handle_open (self, seat, envelope);

  return handle_knock (self, seat, envelope);
}

static HearthRegistryVerdict
handle_host (HearthRoomRegistry   *self,
             HearthRoomSeat       *seat,
             const HearthEnvelope *envelope)
{
  if (envelope->type == HEARTH_ENVELOPE_LEAVE && envelope->to == NULL)
    {
      end_room (self, seat->room);
      return HEARTH_VERDICT_FINE;
    }

  return hearth_signalling_room_from_host (seat->room, envelope) ? HEARTH_VERDICT_FINE : HEARTH_VERDICT_VIOLATION;
}

static HearthRegistryVerdict
handle_guest (HearthRoomSeat       *seat,
              const HearthEnvelope *envelope)
{
  if (envelope->type == HEARTH_ENVELOPE_LEAVE && envelope->to == NULL)
    {
      hearth_signalling_room_remove_guest (seat->room, seat);
      return HEARTH_VERDICT_FINE;
    }

  return hearth_signalling_room_from_guest (seat->room, seat, envelope) ? HEARTH_VERDICT_FINE : HEARTH_VERDICT_VIOLATION;
}

/* Whoever has just been denied or sent out may have said something before hearing of it. */
static HearthRegistryVerdict
handle_outsider (const HearthEnvelope *envelope)
{
  switch (envelope->type)
    {
    case HEARTH_ENVELOPE_RELAY:
    case HEARTH_ENVELOPE_LEAVE:
      return HEARTH_VERDICT_FINE;
    default:
      return HEARTH_VERDICT_VIOLATION;
    }
}

HearthRoomRegistry *
hearth_room_registry_new (const HearthSignallingLimits *limits)
{
  HearthRoomRegistry *self;

  g_return_val_if_fail (limits != NULL, NULL);

  self = g_new0 (HearthRoomRegistry, 1);
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, room_destroy);
  self->max_rooms = limits->rooms;
  hearth_deadline_queue_init (&self->hostless, limits->room_kept);

  return self;
}

void
hearth_room_registry_free (HearthRoomRegistry *self)
{
  GHashTableIter iter;
  gpointer room;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    hearth_signalling_room_end (room);

  g_hash_table_unref (self->rooms);
  g_free (self);
}

HearthRegistryVerdict
hearth_room_registry_handle (HearthRoomRegistry   *self,
                             HearthRoomSeat       *seat,
                             const HearthEnvelope *envelope)
{
  g_return_val_if_fail (self != NULL, HEARTH_VERDICT_VIOLATION);
  g_return_val_if_fail (seat != NULL, HEARTH_VERDICT_VIOLATION);
  g_return_val_if_fail (envelope != NULL, HEARTH_VERDICT_VIOLATION);

  if (envelope->type == HEARTH_ENVELOPE_OPEN || envelope->type == HEARTH_ENVELOPE_KNOCK)
    return handle_newcomer (self, seat, envelope);

  switch (seat->kind)
    {
    case HEARTH_SEAT_HOST:
      return handle_host (self, seat, envelope);
    case HEARTH_SEAT_WAITING:
    case HEARTH_SEAT_INSIDE:
      return handle_guest (seat, envelope);
    case HEARTH_SEAT_NONE:
    default:
      return handle_outsider (envelope);
    }
}

void
hearth_room_registry_lose (HearthRoomRegistry *self,
                           HearthRoomSeat     *seat,
                           gint64              now)
{
  HearthSignallingRoom *room;

  g_return_if_fail (self != NULL);
  g_return_if_fail (seat != NULL);

  room = seat->room;

  switch (seat->kind)
    {
    case HEARTH_SEAT_HOST:
      hearth_signalling_room_lose_host (room);
      hearth_deadline_set (hearth_signalling_room_get_deadline (room), &self->hostless, room, now);
      break;
    case HEARTH_SEAT_WAITING:
    case HEARTH_SEAT_INSIDE:
      hearth_signalling_room_remove_guest (room, seat);
      break;
    case HEARTH_SEAT_NONE:
    default:
      break;
    }
}

void
hearth_room_registry_expire (HearthRoomRegistry *self,
                             gint64              now)
{
  HearthSignallingRoom *room;

  g_return_if_fail (self != NULL);

  while ((room = hearth_deadline_queue_pop (&self->hostless, now)) != NULL)
    end_room (self, room);
}

guint
hearth_room_registry_get_n_rooms (HearthRoomRegistry *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->rooms);
}

void
hearth_room_registry_count_guests (HearthRoomRegistry *self,
                                   guint              *waiting,
                                   guint              *inside)
{
  GHashTableIter iter;
  gpointer room;

  g_return_if_fail (self != NULL);
  g_return_if_fail (waiting != NULL && inside != NULL);

  *waiting = 0;
  *inside = 0;
  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    {
      *waiting += hearth_signalling_room_get_n_waiting (room);
      *inside += hearth_signalling_room_get_n_inside (room);
    }
}
