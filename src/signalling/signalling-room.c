/* One room on the server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-room.h"

#include "base/limits.h"
#include "protocol/id.h"

struct _HearthSignallingRoom
{
  char *name;
  char *token;
  HearthRoomSeat *host; /* NULL while it is away */
  GHashTable *guests;   /* id → HearthRoomSeat, waiting and inside */
  guint n_waiting;
  guint n_inside;

  GQueue departed; /* ids of the guests that went last and that the host may know: told when it comes back */
  HearthDeadline deadline;
};

static void
say (HearthRoomSeat     *seat,
     HearthEnvelopeType  type)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  seat->funcs->send (seat, envelope);
}

static void
say_from (HearthRoomSeat     *seat,
          HearthEnvelopeType  type,
          const char         *from,
          const char         *payload)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  envelope->from = g_strdup (from);
  envelope->payload = g_strdup (payload);
  seat->funcs->send (seat, envelope);
}

static void
say_to_guests (HearthSignallingRoom *self,
               HearthEnvelopeType    type)
{
  GHashTableIter iter;
  gpointer seat;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &seat))
    say (seat, type);
}

static void
unseat (HearthRoomSeat *seat)
{
  seat->kind = HEARTH_SEAT_NONE;
  seat->room = NULL;
  g_clear_pointer (&seat->id, g_free);
  g_clear_pointer (&seat->knock, g_free);
  seat->announced = FALSE;
  seat->funcs->unseated (seat);
}

static void
take_guest_out (HearthSignallingRoom *self,
                HearthRoomSeat       *seat)
{
  if (seat->kind == HEARTH_SEAT_WAITING)
    self->n_waiting--;
  else
    self->n_inside--;

  g_hash_table_remove (self->guests, seat->id);
  unseat (seat);
}

static guint
count_knocks_from (HearthSignallingRoom *self,
                   const HearthAddress  *address)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HearthRoomSeat *seat = value;

      if (seat->kind == HEARTH_SEAT_WAITING && hearth_address_equal (&seat->address, address))
        n++;
    }

  return n;
}

static void
hand_over_knock (HearthSignallingRoom *self,
                 HearthRoomSeat       *seat)
{
  seat->announced = TRUE;
  say_from (self->host, HEARTH_ENVELOPE_KNOCK, seat->id, seat->knock);
}

/* No more than can have been there at the same time: a socket is not dead for long before it is noticed. */
static void
remember_departure (HearthSignallingRoom *self,
                    const char           *id)
{
  if (g_queue_get_length (&self->departed) >= HEARTH_LIMIT_ROOM_PEOPLE + HEARTH_LIMIT_ROOM_KNOCKS)
    g_free (g_queue_pop_head (&self->departed));

  g_queue_push_tail (&self->departed, g_strdup (id));
}

/* Also what the host's last socket was given: it may have been dead for a while before anybody noticed. */
static void
tell_host_what_it_missed (HearthSignallingRoom *self)
{
  GHashTableIter iter;
  gpointer value;

  for (GList *id = self->departed.head; id != NULL; id = id->next)
    say_from (self->host, HEARTH_ENVELOPE_LEAVE, id->data, NULL);
  g_queue_clear_full (&self->departed, g_free);

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HearthRoomSeat *seat = value;

      if (seat->knock != NULL)
        hand_over_knock (self, seat);
    }
}

static void
admit (HearthSignallingRoom *self,
       HearthRoomSeat       *seat,
       const char           *payload)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_ADMIT);

  self->n_waiting--;
  self->n_inside++;
  seat->kind = HEARTH_SEAT_INSIDE;
  g_clear_pointer (&seat->knock, g_free);

  envelope->id = g_strdup (seat->id);
  envelope->payload = g_strdup (payload);
  seat->funcs->send (seat, envelope);
}

static void
deny (HearthSignallingRoom *self,
      HearthRoomSeat       *seat,
      HearthDenyReason      reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  envelope->reason = reason;
  seat->funcs->send (seat, envelope);
  take_guest_out (self, seat);
}

HearthSignallingRoom *
hearth_signalling_room_new (const char *name)
{
  HearthSignallingRoom *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (HearthSignallingRoom, 1);
  self->name = g_strdup (name);
  self->guests = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->departed);

  return self;
}

void
hearth_signalling_room_free (HearthSignallingRoom *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->host == NULL && g_hash_table_size (self->guests) == 0);

  hearth_deadline_clear (&self->deadline);
  g_queue_clear_full (&self->departed, g_free);
  g_hash_table_unref (self->guests);
  g_free (self->token);
  g_free (self->name);
  g_free (self);
}

const char *
hearth_signalling_room_get_name (HearthSignallingRoom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

HearthDeadline *
hearth_signalling_room_get_deadline (HearthSignallingRoom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->deadline;
}

guint
hearth_signalling_room_get_n_waiting (HearthSignallingRoom *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_waiting;
}

guint
hearth_signalling_room_get_n_inside (HearthSignallingRoom *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_inside;
}

gboolean
hearth_signalling_room_check_token (HearthSignallingRoom *self,
                                    const char           *token)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->token != NULL && token != NULL && hearth_id_is_valid (token) && hearth_id_equal (self->token, token);
}

void
hearth_signalling_room_take_host (HearthSignallingRoom *self,
                                  HearthRoomSeat       *seat)
{
  g_autoptr (HearthEnvelope) opened = hearth_envelope_new (HEARTH_ENVELOPE_OPENED);
  HearthRoomSeat *replaced;
  gboolean back;

  g_return_if_fail (self != NULL);
  g_return_if_fail (seat != NULL && seat->kind == HEARTH_SEAT_NONE);

  replaced = g_steal_pointer (&self->host);
  back = replaced == NULL && self->token != NULL;
  if (replaced != NULL)
    {
      unseat (replaced);
      replaced->funcs->replaced (replaced);
    }

  g_free (self->token);
  self->token = hearth_id_new ();
  self->host = seat;
  seat->kind = HEARTH_SEAT_HOST;
  seat->room = self;

  opened->room = g_strdup (self->name);
  opened->token = g_strdup (self->token);
  seat->funcs->send (seat, opened);

  tell_host_what_it_missed (self);
  if (back)
    say_to_guests (self, HEARTH_ENVELOPE_HOST_BACK);
}

void
hearth_signalling_room_lose_host (HearthSignallingRoom *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->host != NULL);

  unseat (g_steal_pointer (&self->host));
  say_to_guests (self, HEARTH_ENVELOPE_HOST_AWAY);
}

HearthDenyReason
hearth_signalling_room_knock (HearthSignallingRoom *self,
                              HearthRoomSeat       *seat,
                              const char           *payload)
{
  g_return_val_if_fail (self != NULL, HEARTH_DENY_NO_SUCH_ROOM);
  g_return_val_if_fail (seat != NULL && seat->kind == HEARTH_SEAT_NONE, HEARTH_DENY_BUSY);

  /* The host is one of the people. */
  if (self->n_inside + 1 >= HEARTH_LIMIT_ROOM_PEOPLE)
    return HEARTH_DENY_FULL;
  if (self->n_waiting >= HEARTH_LIMIT_ROOM_KNOCKS
      || count_knocks_from (self, &seat->address) >= HEARTH_LIMIT_ADDRESS_KNOCKS)
    return HEARTH_DENY_FULL;

  self->n_waiting++;
  seat->kind = HEARTH_SEAT_WAITING;
  seat->room = self;
  seat->id = hearth_id_new ();
  seat->knock = g_strdup (payload);
  g_hash_table_insert (self->guests, seat->id, seat);

  if (self->host != NULL)
    hand_over_knock (self, seat);
  else
    say (seat, HEARTH_ENVELOPE_HOST_AWAY);

  return HEARTH_DENY_NONE;
}

void
hearth_signalling_room_remove_guest (HearthSignallingRoom *self,
                                     HearthRoomSeat       *seat)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (seat != NULL && seat->room == self && seat->id != NULL);

  if (seat->announced)
    remember_departure (self, seat->id);
  if (self->host != NULL)
    say_from (self->host, HEARTH_ENVELOPE_LEAVE, seat->id, NULL);

  take_guest_out (self, seat);
}

gboolean
hearth_signalling_room_from_host (HearthSignallingRoom *self,
                                  const HearthEnvelope *envelope)
{
  HearthRoomSeat *seat;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (envelope != NULL, FALSE);

  if (envelope->to == NULL)
    return FALSE;

  seat = g_hash_table_lookup (self->guests, envelope->to);

  switch (envelope->type)
    {
    case HEARTH_ENVELOPE_ADMIT:
      if (envelope->payload == NULL)
        return FALSE;
      if (seat == NULL || seat->kind != HEARTH_SEAT_WAITING)
        return TRUE;
      if (self->n_inside + 1 >= HEARTH_LIMIT_ROOM_PEOPLE)
        {
          say_from (self->host, HEARTH_ENVELOPE_LEAVE, seat->id, NULL);
          deny (self, seat, HEARTH_DENY_FULL);
          return TRUE;
        }
      admit (self, seat, envelope->payload);
      return TRUE;

    case HEARTH_ENVELOPE_DENY:
      if (envelope->reason == HEARTH_DENY_NONE)
        return FALSE;
      if (seat == NULL || seat->kind != HEARTH_SEAT_WAITING)
        return TRUE;
      seat->funcs->refused (seat, envelope->reason);
      deny (self, seat, envelope->reason);
      return TRUE;

    case HEARTH_ENVELOPE_RELAY:
      if (envelope->payload == NULL)
        return FALSE;
      if (seat != NULL)
        say_from (seat, HEARTH_ENVELOPE_RELAY, NULL, envelope->payload);
      return TRUE;

    case HEARTH_ENVELOPE_LEAVE:
      if (seat != NULL)
        {
          say (seat, HEARTH_ENVELOPE_HOST_GONE);
          take_guest_out (self, seat);
        }
      return TRUE;

    default:
      return FALSE;
    }
}

gboolean
hearth_signalling_room_from_guest (HearthSignallingRoom *self,
                                   HearthRoomSeat       *seat,
                                   const HearthEnvelope *envelope)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (seat != NULL && seat->room == self, FALSE);
  g_return_val_if_fail (envelope != NULL, FALSE);

  /* Guests speak to the host alone, and only once it has let them in. */
  if (envelope->type != HEARTH_ENVELOPE_RELAY || envelope->to != NULL || envelope->payload == NULL
      || seat->kind != HEARTH_SEAT_INSIDE)
    return FALSE;

  if (self->host != NULL)
    say_from (self->host, HEARTH_ENVELOPE_RELAY, seat->id, envelope->payload);

  return TRUE;
}

void
hearth_signalling_room_end (HearthSignallingRoom *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HearthRoomSeat *seat = value;

      g_hash_table_iter_remove (&iter);
      say (seat, HEARTH_ENVELOPE_HOST_GONE);
      unseat (seat);
    }
  self->n_waiting = 0;
  self->n_inside = 0;

  if (self->host != NULL)
    unseat (g_steal_pointer (&self->host));
}
