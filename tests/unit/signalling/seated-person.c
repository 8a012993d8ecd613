/* A seat with nothing behind it but a memory: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "seated-person.h"

#include <string.h>

static Person *
person_from_seat (HearthRoomSeat *seat)
{
  return (Person *) seat;
}

static void
person_hear (HearthRoomSeat       *seat,
             const HearthEnvelope *envelope)
{
  g_autofree char *text = hearth_envelope_to_text (envelope);
  HearthEnvelope *copy = hearth_envelope_parse (text, strlen (text), NULL);

  g_assert_nonnull (copy);
  g_queue_push_tail (&person_from_seat (seat)->heard, copy);
}

static void
person_unseated (HearthRoomSeat *seat)
{
  g_assert_cmpint (seat->kind, ==, HEARTH_SEAT_NONE);
  g_assert_null (seat->room);
  g_assert_null (seat->id);
  person_from_seat (seat)->n_unseated++;
}

static void
person_refused (HearthRoomSeat   *seat,
                HearthDenyReason  reason)
{
  g_assert_cmpint (seat->kind, ==, HEARTH_SEAT_WAITING);
  person_from_seat (seat)->refused = reason;
}

static void
person_replaced (HearthRoomSeat *seat)
{
  person_from_seat (seat)->n_replaced++;
}

static const HearthRoomSeatFuncs person_funcs = {
  .send = person_hear,
  .unseated = person_unseated,
  .refused = person_refused,
  .replaced = person_replaced,
};

void
person_init (Person *person)
{
  *person = (Person) { .seat.funcs = &person_funcs };
}

void
person_clear (Person *person)
{
  g_queue_clear_full (&person->heard, (GDestroyNotify) hearth_envelope_free);
}

HearthEnvelope *
person_expect (Person             *person,
               HearthEnvelopeType  type)
{
  HearthEnvelope *envelope = g_queue_pop_head (&person->heard);

  g_assert_nonnull (envelope);
  g_assert_cmpint (envelope->type, ==, type);

  return envelope;
}

void
person_expect_denied (Person           *person,
                      HearthDenyReason  reason)
{
  g_autoptr (HearthEnvelope) deny = person_expect (person, HEARTH_ENVELOPE_DENY);

  g_assert_cmpint (deny->reason, ==, reason);
}

void
person_expect_left (Person     *host,
                    const char *id)
{
  g_autoptr (HearthEnvelope) left = person_expect (host, HEARTH_ENVELOPE_LEAVE);

  g_assert_cmpstr (left->from, ==, id);
}

void
person_expect_nothing (Person *person)
{
  g_assert_true (g_queue_is_empty (&person->heard));
}
