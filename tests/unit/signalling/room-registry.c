/* Rooms without sockets: what each envelope means for everybody, with a clock of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "protocol/id.h"
#include "seated-person.h"
#include "signalling/room-registry.h"

#define SECOND G_USEC_PER_SEC
#define ROOM "AAAAAAAAAAAAAAAAAAAAAA"
#define OTHER_ROOM "BBBBBBBBBBBBBBBBBBBBBA"
#define PAYLOAD "aGVsbG8"

typedef struct
{
  HearthRoomRegistry *registry;
  Person host;
  Person ann;
  Person ben;
} Fixture;

static HearthRegistryVerdict
say (Fixture            *fixture,
     Person             *person,
     HearthEnvelopeType  type,
     const char         *to,
     const char         *payload)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  envelope->to = g_strdup (to);
  envelope->payload = g_strdup (payload);

  return hearth_room_registry_handle (fixture->registry, &person->seat, envelope);
}

static HearthRegistryVerdict
open_room (Fixture    *fixture,
           Person     *person,
           const char *room,
           const char *token)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_OPEN);

  envelope->room = g_strdup (room);
  envelope->token = g_strdup (token);

  return hearth_room_registry_handle (fixture->registry, &person->seat, envelope);
}

static HearthRegistryVerdict
knock (Fixture    *fixture,
       Person     *person,
       const char *room)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  envelope->room = g_strdup (room);
  envelope->payload = g_strdup (PAYLOAD);

  return hearth_room_registry_handle (fixture->registry, &person->seat, envelope);
}

static char *
open_and_get_token (Fixture    *fixture,
                    Person     *person,
                    const char *token)
{
  g_autoptr (HearthEnvelope) opened = NULL;

  g_assert_cmpint (open_room (fixture, person, ROOM, token), ==, HEARTH_VERDICT_FINE);
  opened = person_expect (person, HEARTH_ENVELOPE_OPENED);

  return g_strdup (opened->token);
}

static char *
let_in (Fixture *fixture,
        Person  *guest)
{
  g_autoptr (HearthEnvelope) heard = NULL;

  g_assert_cmpint (knock (fixture, guest, ROOM), ==, HEARTH_VERDICT_FINE);
  heard = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_ADMIT, heard->from, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  hearth_envelope_free (person_expect (guest, HEARTH_ENVELOPE_ADMIT));

  return g_strdup (heard->from);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  HearthSignallingLimits limits;

  hearth_signalling_limits_init (&limits);
  limits.rooms = 3;
  fixture->registry = hearth_room_registry_new (&limits);
  person_init (&fixture->host);
  person_init (&fixture->ann);
  person_init (&fixture->ben);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  hearth_room_registry_free (fixture->registry);
  g_assert_cmpint (fixture->host.seat.kind, ==, HEARTH_SEAT_NONE);
  g_assert_cmpint (fixture->ann.seat.kind, ==, HEARTH_SEAT_NONE);
  g_assert_cmpint (fixture->ben.seat.kind, ==, HEARTH_SEAT_NONE);
  person_clear (&fixture->host);
  person_clear (&fixture->ann);
  person_clear (&fixture->ben);
}

static void
test_misses (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *token = NULL;
  g_autofree char *wrong = hearth_id_new ();

  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_MISS);
  person_expect_denied (&fixture->ann, HEARTH_DENY_NO_SUCH_ROOM);

  token = open_and_get_token (fixture, &fixture->host, NULL);
  g_assert_cmpint (open_room (fixture, &fixture->ann, ROOM, NULL), ==, HEARTH_VERDICT_MISS);
  person_expect_denied (&fixture->ann, HEARTH_DENY_TAKEN);
  g_assert_cmpint (open_room (fixture, &fixture->ann, ROOM, wrong), ==, HEARTH_VERDICT_MISS);
  person_expect_denied (&fixture->ann, HEARTH_DENY_TAKEN);
  g_assert_cmpint (open_room (fixture, &fixture->ann, ROOM, "not a token"), ==, HEARTH_VERDICT_MISS);
  person_expect_denied (&fixture->ann, HEARTH_DENY_TAKEN);

  /* A room that has ended is one that never was. */
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_LEAVE, NULL, NULL), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpuint (hearth_room_registry_get_n_rooms (fixture->registry), ==, 0);
  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_MISS);
  person_expect_denied (&fixture->ann, HEARTH_DENY_NO_SUCH_ROOM);
}

static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_OPEN);

  envelope->room = g_strdup (ROOM);
  envelope->version = HEARTH_PROTOCOL_VERSION + 1;
  g_assert_cmpint (hearth_room_registry_handle (fixture->registry, &fixture->host.seat, envelope), ==, HEARTH_VERDICT_FINE);
  person_expect_denied (&fixture->host, HEARTH_DENY_VERSION);
  g_assert_cmpuint (hearth_room_registry_get_n_rooms (fixture->registry), ==, 0);
}

static void
test_violations (Fixture       *fixture,
                 gconstpointer  data)
{
  const HearthEnvelopeType servers_own[] = {
    HEARTH_ENVELOPE_OPENED, HEARTH_ENVELOPE_HOST_AWAY, HEARTH_ENVELOPE_HOST_BACK, HEARTH_ENVELOPE_HOST_GONE,
    HEARTH_ENVELOPE_ERROR,
  };
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *ann_id = let_in (fixture, &fixture->ann);
  g_autoptr (HearthEnvelope) heard = NULL;

  g_assert_cmpint (knock (fixture, &fixture->ben, ROOM), ==, HEARTH_VERDICT_FINE);
  heard = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);

  for (gsize i = 0; i < G_N_ELEMENTS (servers_own); i++)
    {
      g_assert_cmpint (say (fixture, &fixture->host, servers_own[i], ann_id, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
      g_assert_cmpint (say (fixture, &fixture->ann, servers_own[i], NULL, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
    }

  /* A second seat. */
  g_assert_cmpint (open_room (fixture, &fixture->host, OTHER_ROOM, NULL), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_VIOLATION);

  /* What only a host may, or only whoever is inside. */
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_ADMIT, heard->from, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_DENY, heard->from, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_LEAVE, heard->from, NULL), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_RELAY, heard->from, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (say (fixture, &fixture->ben, HEARTH_ENVELOPE_RELAY, NULL, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_RELAY, NULL, PAYLOAD), ==, HEARTH_VERDICT_VIOLATION);

  person_expect_nothing (&fixture->host);
  person_expect_nothing (&fixture->ann);
  person_expect_nothing (&fixture->ben);
}

static void
test_late_words (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *ann_id = let_in (fixture, &fixture->ann);

  /* The host sends somebody out who says something at the same moment, and answers somebody who has gone. */
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_LEAVE, ann_id, NULL), ==, HEARTH_VERDICT_FINE);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_HOST_GONE));
  g_assert_cmpuint (fixture->ann.n_unseated, ==, 1);
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_RELAY, NULL, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_LEAVE, NULL, NULL), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_RELAY, ann_id, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_ADMIT, ann_id, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_LEAVE, ann_id, NULL), ==, HEARTH_VERDICT_FINE);
  person_expect_nothing (&fixture->host);
  person_expect_nothing (&fixture->ann);
}

static void
test_full_house (Fixture       *fixture,
                 gconstpointer  data)
{
  const guint n_guests = HEARTH_LIMIT_ROOM_PEOPLE - 1;
  g_autofree Person *guests = g_new0 (Person, n_guests);
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autoptr (HearthEnvelope) heard = NULL;

  for (guint i = 0; i + 1 < n_guests; i++)
    {
      person_init (&guests[i]);
      g_free (let_in (fixture, &guests[i]));
    }

  /* Two at the door, one place: the second is admitted too late. */
  person_init (&guests[n_guests - 1]);
  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_FINE);
  heard = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);
  g_free (let_in (fixture, &guests[n_guests - 1]));
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_ADMIT, heard->from, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  person_expect_denied (&fixture->ann, HEARTH_DENY_FULL);
  hearth_envelope_free (person_expect (&fixture->host, HEARTH_ENVELOPE_LEAVE));

  g_assert_cmpint (knock (fixture, &fixture->ben, ROOM), ==, HEARTH_VERDICT_FINE);
  person_expect_denied (&fixture->ben, HEARTH_DENY_FULL);

  hearth_room_registry_lose (fixture->registry, &guests[0].seat, 0);
  hearth_envelope_free (person_expect (&fixture->host, HEARTH_ENVELOPE_LEAVE));
  g_free (let_in (fixture, &fixture->ben));

  say (fixture, &fixture->host, HEARTH_ENVELOPE_LEAVE, NULL, NULL);
  for (guint i = 1; i < n_guests; i++)
    hearth_envelope_free (person_expect (&guests[i], HEARTH_ENVELOPE_HOST_GONE));
}

static void
test_host_away (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *ann_id = let_in (fixture, &fixture->ann);
  g_autofree char *fresh = NULL;
  g_autofree char *last = NULL;
  g_autoptr (HearthEnvelope) heard = NULL;
  g_autoptr (HearthEnvelope) again = NULL;
  const gint64 kept = HEARTH_LIMIT_ROOM_KEPT_SECONDS * SECOND;

  hearth_room_registry_lose (fixture->registry, &fixture->host.seat, 0);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_HOST_AWAY));
  g_assert_cmpint (say (fixture, &fixture->ann, HEARTH_ENVELOPE_RELAY, NULL, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (knock (fixture, &fixture->ben, ROOM), ==, HEARTH_VERDICT_FINE);
  hearth_envelope_free (person_expect (&fixture->ben, HEARTH_ENVELOPE_HOST_AWAY));
  hearth_room_registry_lose (fixture->registry, &fixture->ann.seat, SECOND);
  hearth_room_registry_expire (fixture->registry, kept - 1);

  /* Back just in time: who left, who knocked, and a token that the old one is not. */
  fresh = open_and_get_token (fixture, &fixture->host, token);
  g_assert_cmpstr (fresh, !=, token);
  person_expect_left (&fixture->host, ann_id);
  heard = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpstr (heard->payload, ==, PAYLOAD);
  hearth_envelope_free (person_expect (&fixture->ben, HEARTH_ENVELOPE_HOST_BACK));
  hearth_room_registry_expire (fixture->registry, 9 * kept);
  person_expect_nothing (&fixture->ben);

  /* Who left is told once, a knock until it is answered: nobody knows when the lost socket died. */
  hearth_room_registry_lose (fixture->registry, &fixture->host.seat, 10 * kept);
  last = open_and_get_token (fixture, &fixture->host, fresh);
  again = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpstr (again->from, ==, heard->from);
  g_assert_cmpstr (again->payload, ==, PAYLOAD);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_ADMIT, heard->from, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  hearth_room_registry_lose (fixture->registry, &fixture->host.seat, 10 * kept);
  g_free (open_and_get_token (fixture, &fixture->host, last));
  person_expect_nothing (&fixture->host);
}

static void
test_host_gone (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *ann_id = let_in (fixture, &fixture->ann);
  const gint64 kept = HEARTH_LIMIT_ROOM_KEPT_SECONDS * SECOND;

  hearth_room_registry_lose (fixture->registry, &fixture->host.seat, 0);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_HOST_AWAY));
  hearth_room_registry_expire (fixture->registry, kept);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_HOST_GONE));
  g_assert_cmpuint (hearth_room_registry_get_n_rooms (fixture->registry), ==, 0);

  /* The host can still make it anew, with a token from before. */
  g_free (open_and_get_token (fixture, &fixture->host, token));
}

static void
test_takeover (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *fresh = open_and_get_token (fixture, &fixture->ben, token);

  g_assert_cmpuint (fixture->host.n_replaced, ==, 1);
  g_assert_cmpint (fixture->host.seat.kind, ==, HEARTH_SEAT_NONE);
  g_assert_cmpint (fixture->ben.seat.kind, ==, HEARTH_SEAT_HOST);
  person_expect_nothing (&fixture->ben);

  /* The end of the old socket is nothing to the room. */
  hearth_room_registry_lose (fixture->registry, &fixture->host.seat, 0);
  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_FINE);
  hearth_envelope_free (person_expect (&fixture->ben, HEARTH_ENVELOPE_KNOCK));
}

/* The old socket had been dead for a while: what it was given nobody has heard. */
static void
test_takeover_from_the_dead (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  g_autofree char *fresh = NULL;
  g_autofree char *gone_id = NULL;
  Person gone;
  g_autoptr (HearthEnvelope) lost = NULL;
  g_autoptr (HearthEnvelope) heard = NULL;

  person_init (&gone);
  gone_id = let_in (fixture, &gone);
  hearth_room_registry_lose (fixture->registry, &gone.seat, 0);
  person_expect_left (&fixture->host, gone_id);
  g_assert_cmpint (knock (fixture, &fixture->ann, ROOM), ==, HEARTH_VERDICT_FINE);
  lost = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);

  fresh = open_and_get_token (fixture, &fixture->ben, token);
  person_expect_left (&fixture->ben, gone_id);
  heard = person_expect (&fixture->ben, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpstr (heard->from, ==, lost->from);
  g_assert_cmpint (say (fixture, &fixture->ben, HEARTH_ENVELOPE_ADMIT, heard->from, PAYLOAD), ==, HEARTH_VERDICT_FINE);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_ADMIT));

  /* Whoever knocks and goes while nobody is there leaves no trace. */
  hearth_room_registry_lose (fixture->registry, &fixture->ben.seat, 0);
  hearth_envelope_free (person_expect (&fixture->ann, HEARTH_ENVELOPE_HOST_AWAY));
  g_assert_cmpint (knock (fixture, &fixture->host, ROOM), ==, HEARTH_VERDICT_FINE);
  g_assert_cmpint (say (fixture, &fixture->host, HEARTH_ENVELOPE_LEAVE, NULL, NULL), ==, HEARTH_VERDICT_FINE);
  g_free (open_and_get_token (fixture, &fixture->ben, fresh));
  person_expect_nothing (&fixture->ben);
}

static void
test_full_server (Fixture       *fixture,
                  gconstpointer  data)
{
  Person hosts[5];
  char *names[G_N_ELEMENTS (hosts)];

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      person_init (&hosts[i]);
      names[i] = hearth_id_new ();
    }

  for (guint i = 0; i < 3; i++)
    open_room (fixture, &hosts[i], names[i], NULL);
  open_room (fixture, &hosts[3], names[3], NULL);
  person_expect_denied (&hosts[3], HEARTH_DENY_BUSY);

  /* The one that has been without a host longest makes place. */
  hearth_room_registry_lose (fixture->registry, &hosts[1].seat, 1);
  hearth_room_registry_lose (fixture->registry, &hosts[0].seat, 2);
  open_room (fixture, &hosts[3], names[3], NULL);
  hearth_envelope_free (person_expect (&hosts[3], HEARTH_ENVELOPE_OPENED));
  g_assert_cmpint (knock (fixture, &fixture->ann, names[1]), ==, HEARTH_VERDICT_MISS);
  g_assert_cmpint (knock (fixture, &fixture->ann, names[0]), ==, HEARTH_VERDICT_FINE);

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      hearth_room_registry_lose (fixture->registry, &hosts[i].seat, 3);
      person_clear (&hosts[i]);
      g_free (names[i]);
    }
}

/* Whoever counts is told why a host let somebody not in, before they hear it. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const HearthDenyReason reasons[] = {
    HEARTH_DENY_REFUSED, HEARTH_DENY_BANNED, HEARTH_DENY_BUSY, HEARTH_DENY_FULL, HEARTH_DENY_LOCKED,
  };
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (HearthEnvelope) heard = NULL;
      g_autoptr (HearthEnvelope) deny = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

      knock (fixture, &fixture->ann, ROOM);
      heard = person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK);
      deny->to = g_strdup (heard->from);
      deny->reason = reasons[i];
      g_assert_cmpint (hearth_room_registry_handle (fixture->registry, &fixture->host.seat, deny), ==, HEARTH_VERDICT_FINE);
      g_assert_cmpint (fixture->ann.refused, ==, reasons[i]);
      person_expect_denied (&fixture->ann, reasons[i]);
    }
}

/* Nobody closes a door to others by knocking at it. */
static void
test_crowded_door (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *token = open_and_get_token (fixture, &fixture->host, NULL);
  Person crowd[HEARTH_LIMIT_ROOM_KNOCKS + 1];
  const guint n_others = HEARTH_LIMIT_ROOM_KNOCKS - HEARTH_LIMIT_ADDRESS_KNOCKS;

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    {
      person_init (&crowd[i]);
      crowd[i].seat.address.family = 4;
    }

  for (guint i = 0; i < HEARTH_LIMIT_ADDRESS_KNOCKS; i++)
    {
      knock (fixture, &crowd[i], ROOM);
      hearth_envelope_free (person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK));
    }
  knock (fixture, &crowd[HEARTH_LIMIT_ADDRESS_KNOCKS], ROOM);
  person_expect_denied (&crowd[HEARTH_LIMIT_ADDRESS_KNOCKS], HEARTH_DENY_FULL);
  person_expect_nothing (&fixture->host);

  /* From somewhere else, until there is no place for anybody. */
  for (guint i = 0; i <= n_others; i++)
    {
      Person *other = &crowd[HEARTH_LIMIT_ADDRESS_KNOCKS + i];

      other->seat.address.bytes[3] = 1;
      knock (fixture, other, ROOM);
      if (i < n_others)
        hearth_envelope_free (person_expect (&fixture->host, HEARTH_ENVELOPE_KNOCK));
      else
        person_expect_denied (other, HEARTH_DENY_FULL);
    }

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    {
      hearth_room_registry_lose (fixture->registry, &crowd[i].seat, 1);
      person_clear (&crowd[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/signalling/room-registry/misses", test_misses },
    { "/signalling/room-registry/version", test_version },
    { "/signalling/room-registry/violations", test_violations },
    { "/signalling/room-registry/late-words", test_late_words },
    { "/signalling/room-registry/full-house", test_full_house },
    { "/signalling/room-registry/refused", test_refused },
    { "/signalling/room-registry/crowded-door", test_crowded_door },
    { "/signalling/room-registry/host-away", test_host_away },
    { "/signalling/room-registry/host-gone", test_host_gone },
    { "/signalling/room-registry/takeover", test_takeover },
    { "/signalling/room-registry/takeover-from-the-dead", test_takeover_from_the_dead },
    { "/signalling/room-registry/full-server", test_full_server },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
