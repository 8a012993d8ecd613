/* Host and guests at a real server, on the GLib loop as in the app: what they say reaches whom it should.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "base/main-thread.h"
#include "protocol/id.h"
#include "signalling/signalling-server.h"
#include "visitor.h"

typedef struct
{
  HearthSignallingServer *server;
  char *address;
  char *room;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  HearthSignallingLimits limits;
  const HearthSignallingServerConfig config = {
    .loop = HEARTH_SIGNALLING_LOOP_GLIB,
    .address = "127.0.0.1",
    .limits = &limits,
  };
  g_autoptr (GError) error = NULL;

  hearth_signalling_limits_init (&limits);
  limits.room_kept = G_USEC_PER_SEC;
  limits.tick = G_USEC_PER_SEC / 20;

  fixture->server = hearth_signalling_server_new (&config, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->server);
  fixture->address = g_strdup_printf ("http://127.0.0.1:%u", hearth_signalling_server_get_port (fixture->server));
  fixture->room = hearth_id_new ();
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  hearth_signalling_server_free (fixture->server);
  g_free (fixture->address);
  g_free (fixture->room);

  /* The clients' farewells end here. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Returns: the resume token */
static char *
open_room (Visitor    *host,
           const char *room,
           const char *token)
{
  g_autoptr (HearthEnvelope) opened = NULL;

  visitor_open (host, room, token);
  opened = visitor_expect (host, HEARTH_ENVELOPE_OPENED);
  g_assert_cmpstr (opened->room, ==, room);
  g_assert_true (hearth_id_is_valid (opened->token));

  return g_strdup (opened->token);
}

/* Returns: the guest's id, once it is inside */
static char *
let_in (Visitor    *host,
        Visitor    *guest,
        const char *room)
{
  g_autoptr (HearthEnvelope) knock = NULL;
  g_autoptr (HearthEnvelope) admit = NULL;

  visitor_knock (guest, room);
  knock = visitor_expect (host, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpstr (knock->payload, ==, "aGVsbG8");
  g_assert_true (hearth_id_is_valid (knock->from));

  visitor_send (host, HEARTH_ENVELOPE_ADMIT, knock->from, "d2VsY29tZQ");
  admit = visitor_expect (guest, HEARTH_ENVELOPE_ADMIT);
  g_assert_cmpstr (admit->id, ==, knock->from);
  g_assert_cmpstr (admit->payload, ==, "d2VsY29tZQ");

  return g_strdup (knock->from);
}

static void
test_relay (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) ann = visitor_new (fixture->address);
  g_autoptr (Visitor) ben = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *ann_id = let_in (host, ann, fixture->room);
  g_autofree char *ben_id = let_in (host, ben, fixture->room);
  g_autoptr (HearthEnvelope) from_ann = NULL;
  g_autoptr (HearthEnvelope) to_ben = NULL;
  g_autoptr (HearthEnvelope) left = NULL;

  g_assert_cmpstr (ann_id, !=, ben_id);

  visitor_send (ann, HEARTH_ENVELOPE_RELAY, NULL, "b2ZmZXI");
  from_ann = visitor_expect (host, HEARTH_ENVELOPE_RELAY);
  g_assert_cmpstr (from_ann->from, ==, ann_id);
  g_assert_cmpstr (from_ann->payload, ==, "b2ZmZXI");

  visitor_send (host, HEARTH_ENVELOPE_RELAY, ben_id, "YW5zd2Vy");
  to_ben = visitor_expect (ben, HEARTH_ENVELOPE_RELAY);
  g_assert_null (to_ben->from);
  g_assert_cmpstr (to_ben->payload, ==, "YW5zd2Vy");

  visitor_send (ann, HEARTH_ENVELOPE_LEAVE, NULL, NULL);
  left = visitor_expect (host, HEARTH_ENVELOPE_LEAVE);
  g_assert_cmpstr (left->from, ==, ann_id);

  visitor_send (host, HEARTH_ENVELOPE_LEAVE, NULL, NULL);
  hearth_envelope_free (visitor_expect (ben, HEARTH_ENVELOPE_HOST_GONE));
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) guest = visitor_new (fixture->address);
  g_autofree char *token = NULL;
  g_autoptr (HearthEnvelope) knock = NULL;

  visitor_knock (guest, fixture->room);
  visitor_expect_denied (guest, HEARTH_DENY_NO_SUCH_ROOM);

  token = open_room (host, fixture->room, NULL);
  visitor_knock (guest, fixture->room);
  knock = visitor_expect (host, HEARTH_ENVELOPE_KNOCK);
  visitor_deny (host, knock->from, HEARTH_DENY_LOCKED);
  visitor_expect_denied (guest, HEARTH_DENY_LOCKED);

  visitor_open (guest, fixture->room, NULL);
  visitor_expect_denied (guest, HEARTH_DENY_TAKEN);
}

static void
test_guest_vanishes (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) guest = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *id = let_in (host, guest, fixture->room);
  g_autoptr (HearthEnvelope) left = NULL;

  visitor_vanish (guest);
  left = visitor_expect (host, HEARTH_ENVELOPE_LEAVE);
  g_assert_cmpstr (left->from, ==, id);
}

static void
test_host_comes_back (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) again = visitor_new (fixture->address);
  g_autoptr (Visitor) guest = visitor_new (fixture->address);
  g_autoptr (Visitor) late = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *wrong_token = hearth_id_new ();
  g_autofree char *fresh_token = NULL;
  g_autofree char *id = let_in (host, guest, fixture->room);
  g_autoptr (HearthEnvelope) knock = NULL;
  g_autoptr (HearthEnvelope) relayed = NULL;

  visitor_vanish (host);
  hearth_envelope_free (visitor_expect (guest, HEARTH_ENVELOPE_HOST_AWAY));

  visitor_knock (late, fixture->room);
  hearth_envelope_free (visitor_expect (late, HEARTH_ENVELOPE_HOST_AWAY));

  visitor_open (again, fixture->room, wrong_token);
  visitor_expect_denied (again, HEARTH_DENY_TAKEN);

  fresh_token = open_room (again, fixture->room, token);
  g_assert_cmpstr (fresh_token, !=, token);
  knock = visitor_expect (again, HEARTH_ENVELOPE_KNOCK);
  g_assert_cmpstr (knock->payload, ==, "aGVsbG8");
  hearth_envelope_free (visitor_expect (guest, HEARTH_ENVELOPE_HOST_BACK));
  hearth_envelope_free (visitor_expect (late, HEARTH_ENVELOPE_HOST_BACK));

  visitor_send (guest, HEARTH_ENVELOPE_RELAY, NULL, "c3RpbGw");
  relayed = visitor_expect (again, HEARTH_ENVELOPE_RELAY);
  g_assert_cmpstr (relayed->from, ==, id);
}

static void
test_host_takes_over (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) again = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *fresh_token = open_room (again, fixture->room, token);

  visitor_expect_lost (host);
  g_assert_false (visitor_is_lost (again));
}

static void
test_host_stays_away (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) guest = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *id = let_in (host, guest, fixture->room);

  visitor_vanish (host);
  hearth_envelope_free (visitor_expect (guest, HEARTH_ENVELOPE_HOST_AWAY));
  hearth_envelope_free (visitor_expect (guest, HEARTH_ENVELOPE_HOST_GONE));

  visitor_knock (guest, fixture->room);
  visitor_expect_denied (guest, HEARTH_DENY_NO_SUCH_ROOM);
}

static void
test_knock_queue (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) visitor_free);
  g_autofree char *token = open_room (host, fixture->room, NULL);

  for (guint i = 0; i < HEARTH_LIMIT_ADDRESS_KNOCKS + 1; i++)
    {
      Visitor *guest = visitor_new (fixture->address);

      g_ptr_array_add (guests, guest);
      visitor_knock (guest, fixture->room);
      if (i < HEARTH_LIMIT_ADDRESS_KNOCKS)
        hearth_envelope_free (visitor_expect (host, HEARTH_ENVELOPE_KNOCK));
      else
        visitor_expect_denied (guest, HEARTH_DENY_FULL);
    }
}

static void
test_guests_cannot_reach_each_other (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) ann = visitor_new (fixture->address);
  g_autoptr (Visitor) ben = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *ann_id = let_in (host, ann, fixture->room);
  g_autofree char *ben_id = let_in (host, ben, fixture->room);
  g_autoptr (HearthEnvelope) left = NULL;
  g_autoptr (HearthEnvelope) complaint = NULL;

  visitor_send (ann, HEARTH_ENVELOPE_RELAY, ben_id, "cHNzdA");
  complaint = visitor_expect (ann, HEARTH_ENVELOPE_ERROR);
  g_assert_cmpint (complaint->reason, ==, HEARTH_DENY_MALFORMED);
  visitor_expect_lost (ann);
  left = visitor_expect (host, HEARTH_ENVELOPE_LEAVE);
  g_assert_cmpstr (left->from, ==, ann_id);

  /* Nothing has come to the other one: the next thing it hears is this. */
  visitor_send (host, HEARTH_ENVELOPE_LEAVE, NULL, NULL);
  hearth_envelope_free (visitor_expect (ben, HEARTH_ENVELOPE_HOST_GONE));
}

static void
test_server_ends (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (Visitor) host = visitor_new (fixture->address);
  g_autoptr (Visitor) guest = visitor_new (fixture->address);
  g_autofree char *token = open_room (host, fixture->room, NULL);
  g_autofree char *id = let_in (host, guest, fixture->room);
  const HearthSignallingServerConfig config = { .loop = HEARTH_SIGNALLING_LOOP_GLIB, .address = "127.0.0.1" };

  g_clear_pointer (&fixture->server, hearth_signalling_server_free);
  visitor_expect_lost (host);
  visitor_expect_lost (guest);

  /* And another one works in the same process. */
  fixture->server = hearth_signalling_server_new (&config, NULL);
  g_assert_nonnull (fixture->server);
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
    { "/signalling/rooms/relay", test_relay },
    { "/signalling/rooms/denied", test_denied },
    { "/signalling/rooms/guest-vanishes", test_guest_vanishes },
    { "/signalling/rooms/host-comes-back", test_host_comes_back },
    { "/signalling/rooms/host-takes-over", test_host_takes_over },
    { "/signalling/rooms/host-stays-away", test_host_stays_away },
    { "/signalling/rooms/knock-queue", test_knock_queue },
    { "/signalling/rooms/guests-cannot-reach-each-other", test_guests_cannot_reach_each_other },
    { "/signalling/rooms/server-ends", test_server_ends },
  };

  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
