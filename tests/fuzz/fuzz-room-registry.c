/* Rooms against people who say anything in any order: four bytes are one thing that happens to one of eight of them.
 *
 *   person, what (an envelope's type, a lost socket, time), room or other person, flags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "signalling/room-registry.h"

#define N_PEOPLE 8
#define N_ROOMS 3

#define FLAG_PAYLOAD 0x01
#define FLAG_LONG 0x02
#define FLAG_TOKEN 0x04
#define FLAG_WRONG_TOKEN 0x08
#define FLAG_TO 0x10
#define FLAG_TO_NOBODY 0x20
#define FLAG_VERSION 0x40
#define FLAG_WRONG_ROOM 0x80

typedef struct
{
  HearthRoomSeat seat;
  char *token; /* of the last OPENED */
} Person;

static const char * const rooms[N_ROOMS] = { "AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBA", "CCCCCCCCCCCCCCCCCCCCCA" };

static void
person_hear (HearthRoomSeat       *seat,
             const HearthEnvelope *envelope)
{
  Person *person = (Person *) seat;
  g_autofree char *text = hearth_envelope_to_text (envelope);
  g_autoptr (HearthEnvelope) read = hearth_envelope_parse (text, strlen (text), NULL);

  /* Whatever the server says can be read, and only hosts hear who somebody is. */
  g_assert_nonnull (read);
  g_assert_true (envelope->from == NULL || seat->kind == HEARTH_SEAT_HOST);

  if (envelope->type == HEARTH_ENVELOPE_OPENED)
    {
      g_free (person->token);
      person->token = g_strdup (envelope->token);
    }
}

static void
person_unseated (HearthRoomSeat *seat)
{
  g_assert_cmpint (seat->kind, ==, HEARTH_SEAT_NONE);
}

static void
person_refused (HearthRoomSeat   *seat,
                HearthDenyReason  reason)
{
  g_assert_cmpint (seat->kind, ==, HEARTH_SEAT_WAITING);
  g_assert_cmpint (reason, !=, HEARTH_DENY_NONE);
}

static const HearthRoomSeatFuncs person_funcs = {
  .send = person_hear,
  .unseated = person_unseated,
  .refused = person_refused,
  .replaced = person_unseated,
};

static HearthEnvelope *
create_envelope (Person             *people,
                 const Person       *sender,
                 HearthEnvelopeType  type,
                 guint8              which,
                 guint8              flags)
{
  HearthEnvelope *envelope = hearth_envelope_new (type);
  const Person *other = &people[which % N_PEOPLE];

  envelope->room = g_strdup (flags & FLAG_WRONG_ROOM ? "no room" : rooms[which % N_ROOMS]);
  envelope->reason = (HearthDenyReason) (which % (HEARTH_DENY_EXPIRED + 1));
  if (flags & FLAG_VERSION)
    envelope->version++;
  if (flags & FLAG_PAYLOAD)
    envelope->payload = flags & FLAG_LONG ? g_strnfill (HEARTH_LIMIT_KNOCK_BYTES + 1, 'a') : g_strdup ("aGVsbG8");
  if (flags & FLAG_TOKEN)
    envelope->token = g_strdup (flags & FLAG_WRONG_TOKEN ? rooms[0] : sender->token);
  if (flags & FLAG_TO)
    envelope->to = g_strdup (flags & FLAG_TO_NOBODY ? rooms[1] : other->seat.id);

  return envelope;
}

static void
check_people (const Person *people)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      const HearthRoomSeat *seat = &people[i].seat;

      g_assert_cmpint (seat->room == NULL, ==, seat->kind == HEARTH_SEAT_NONE);
      g_assert_cmpint (seat->id != NULL, ==, seat->kind == HEARTH_SEAT_WAITING || seat->kind == HEARTH_SEAT_INSIDE);
      g_assert_true (seat->knock == NULL || seat->kind == HEARTH_SEAT_WAITING);

      for (guint j = 0; j < i; j++)
        {
          const HearthRoomSeat *other = &people[j].seat;

          g_assert_false (seat->kind == HEARTH_SEAT_HOST && other->kind == HEARTH_SEAT_HOST && seat->room == other->room);
          g_assert_true (seat->id == NULL || g_strcmp0 (seat->id, other->id) != 0);
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const guint lose = HEARTH_ENVELOPE_ERROR + 1;
  const guint wait = lose + 1;
  Person people[N_PEOPLE] = { 0 };
  HearthSignallingLimits limits;
  HearthRoomRegistry *registry;
  gint64 now = 0;

  hearth_signalling_limits_init (&limits);
  limits.rooms = N_ROOMS - 1;
  registry = hearth_room_registry_new (&limits);
  for (guint i = 0; i < N_PEOPLE; i++)
    people[i].seat.funcs = &person_funcs;

  for (size_t i = 0; i + 4 <= size; i += 4)
    {
      Person *person = &people[data[i] % N_PEOPLE];
      guint what = data[i + 1] % (wait + 1);

      if (what == wait)
        {
          now += data[i + 2] * G_USEC_PER_SEC * 4;
          hearth_room_registry_expire (registry, now);
        }
      else if (what == lose)
        {
          hearth_room_registry_lose (registry, &person->seat, now);
        }
      else
        {
          g_autoptr (HearthEnvelope) envelope = create_envelope (people, person, (HearthEnvelopeType) what,
                                                                 data[i + 2], data[i + 3]);

          hearth_room_registry_handle (registry, &person->seat, envelope);
        }

      check_people (people);
      g_assert_cmpuint (hearth_room_registry_get_n_rooms (registry), <=, limits.rooms);
    }

  hearth_room_registry_free (registry);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_assert_cmpint (people[i].seat.kind, ==, HEARTH_SEAT_NONE);
      g_free (people[i].token);
    }

  return 0;
}
