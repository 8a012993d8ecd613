/* Checks stay few, whatever a peer that knows the password does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "ice/check-list.h"

#define MS G_TIME_SPAN_MILLISECOND
#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  HearthCheckList *checks;
  HearthPath path;
} Fixture;

/* One of our addresses, of the controlling side with the lowest tie-breaker. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HearthIceCandidate candidate;

  g_assert_true (hearth_socket_address_parse (&fixture->path.local, "192.0.2.1", 1));
  g_assert_true (hearth_socket_address_parse (&fixture->path.remote, "192.0.2.2", 2));
  fixture->checks = hearth_check_list_new (7, 0);
  hearth_check_list_set_controlling (fixture->checks, TRUE);
  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, &fixture->path.local, &fixture->path.local, 1);
  hearth_check_list_add_local (fixture->checks, &candidate);
  hearth_check_list_start (fixture->checks, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_check_list_free (fixture->checks);
}

static void
ask (Fixture        *fixture,
     gint64          now,
     HearthStunRole  role)
{
  const HearthStunMessage request = { .type = HEARTH_STUN_BINDING_REQUEST, .priority = 1, .role = role, .tie_breaker = 1 };

  g_assert_cmpint (hearth_check_list_handle_request (fixture->checks, now, &fixture->path, &request), ==, HEARTH_CHECK_ACCEPT);
}

static guint
send_all (Fixture *fixture,
          gint64   now)
{
  HearthCheck check;
  guint n_sent = 0;

  while (hearth_check_list_next (fixture->checks, now, &check))
    n_sent++;

  return n_sent;
}

/* Somebody asks and asks and never answers: twenty questions of ours, and as many again after a while. */
static void
test_storm (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_sent = 0;
  gint64 now;

  for (now = 0; now < 5 * SECOND; now += 10 * MS)
    {
      ask (fixture, now, HEARTH_STUN_ROLE_CONTROLLED);
      n_sent += send_all (fixture, now);
    }
  g_assert_cmpuint (n_sent, ==, 20);
  for (; now < 10 * SECOND; now += 10 * MS)
    {
      ask (fixture, now, HEARTH_STUN_ROLE_CONTROLLED);
      n_sent += send_all (fixture, now);
    }
  g_assert_cmpuint (n_sent, ==, 40);
}

/* Somebody asks from everywhere at once. */
static void
test_pace (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_sent = 0;

  for (guint16 i = 0; i < 50; i++)
    {
      fixture->path.remote.port = (guint16) (1000 + i);
      ask (fixture, 0, HEARTH_STUN_ROLE_CONTROLLED);
    }
  /* One triggered and one in its turn. */
  g_assert_cmpuint (send_all (fixture, 0), ==, 2);
  for (gint64 now = 0; now < 200 * MS; now += MS)
    n_sent += send_all (fixture, now);
  g_assert_cmpuint (n_sent, ==, 2 * 9);
  g_assert_cmpint (hearth_check_list_get_deadline (fixture->checks), ==, 200 * MS);
}

/* The only valid pair is lost while the roles change: nothing remains to wait for. */
static void
test_lost_in_conflict (Fixture       *fixture,
                       gconstpointer  data)
{
  HearthStunMessage answer = { .type = HEARTH_STUN_BINDING_SUCCESS };
  HearthCheck check;
  gint64 now = SECOND;

  ask (fixture, now, HEARTH_STUN_ROLE_CONTROLLED);
  g_assert_true (hearth_check_list_next (fixture->checks, now, &check));
  answer.transaction = check.transaction;
  g_assert_true (hearth_check_list_handle_response (fixture->checks, now, &fixture->path, &answer));
  g_assert_true (hearth_check_list_next (fixture->checks, now, &check));
  g_assert_true (check.use_candidate);

  ask (fixture, now, HEARTH_STUN_ROLE_CONTROLLING);
  g_assert_false (hearth_check_list_is_controlling (fixture->checks));
  for (; now < 25 * SECOND; now += 100 * MS)
    send_all (fixture, now);
  hearth_check_list_set_controlling (fixture->checks, TRUE);
  g_assert_false (hearth_check_list_has_failed (fixture->checks));
  g_assert_false (hearth_check_list_next (fixture->checks, now, &check));
  g_assert_cmpint (hearth_check_list_get_deadline (fixture->checks), >, now);
}

static void
choose (Fixture *fixture,
        gint64   now,
        guint16  port)
{
  const HearthStunMessage request = {
    .type = HEARTH_STUN_BINDING_REQUEST, .priority = 1, .role = HEARTH_STUN_ROLE_CONTROLLING, .tie_breaker = 1, .use_candidate = TRUE,
  };

  fixture->path.remote.port = port;
  g_assert_cmpint (hearth_check_list_handle_request (fixture->checks, now, &fixture->path, &request), ==, HEARTH_CHECK_ACCEPT);
}

/* Sends the one check that is due, which goes to @port; @transaction: (out) */
static void
expect_check (Fixture *fixture,
              gint64   now,
              guint16  port,
              guint8  *transaction)
{
  HearthCheck check;

  g_assert_true (hearth_check_list_next (fixture->checks, now, &check));
  g_assert_cmpuint (check.path.remote.port, ==, port);
  memcpy (transaction, check.transaction, HEARTH_STUN_TRANSACTION_BYTES);
}

static gboolean
answer_from (Fixture      *fixture,
             gint64        now,
             guint16       port,
             const guint8 *transaction)
{
  const HearthStunMessage answer = { .type = HEARTH_STUN_BINDING_SUCCESS, .transaction = transaction };

  fixture->path.remote.port = port;

  return hearth_check_list_handle_response (fixture->checks, now, &fixture->path, &answer);
}

static void
assert_selected (Fixture *fixture,
                 guint16  port)
{
  const HearthPath *selected = hearth_check_list_get_selected (fixture->checks);

  g_assert_nonnull (selected);
  g_assert_cmpuint (selected->remote.port, ==, port);
}

/* A peer that knows the password says that it is somewhere else now: it has to answer there first, and now, not in the beginning. */
static void
test_moves (Fixture       *fixture,
            gconstpointer  data)
{
  guint8 first[HEARTH_STUN_TRANSACTION_BYTES], second[HEARTH_STUN_TRANSACTION_BYTES], third[HEARTH_STUN_TRANSACTION_BYTES];
  gint64 now = SECOND;

  hearth_check_list_set_controlling (fixture->checks, FALSE);
  choose (fixture, now, 2);
  g_assert_null (hearth_check_list_get_selected (fixture->checks));
  expect_check (fixture, now, 2, first);
  g_assert_true (answer_from (fixture, now, 2, first));
  assert_selected (fixture, 2);

  /* To where it has never answered. */
  now += 60 * SECOND;
  choose (fixture, now, 3);
  assert_selected (fixture, 2);
  expect_check (fixture, now, 3, second);
  assert_selected (fixture, 2);
  g_assert_false (answer_from (fixture, now, 3, first));
  assert_selected (fixture, 2);
  g_assert_true (answer_from (fixture, now, 3, second));
  assert_selected (fixture, 3);

  /* And back to where it answered a minute ago. Who only ever asks gets as many questions as anybody, and nothing else. */
  now += 60 * SECOND;
  choose (fixture, now, 2);
  assert_selected (fixture, 3);
  expect_check (fixture, now, 2, third);
  g_assert_false (answer_from (fixture, now, 2, first));
  g_assert_cmpuint (send_all (fixture, now), ==, 0);
  for (gint64 end = now + 10 * SECOND; now < end; now += 10 * MS)
    {
      choose (fixture, now, 2);
      send_all (fixture, now);
      assert_selected (fixture, 3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/check-list/storm", Fixture, NULL, set_up, test_storm, tear_down);
  g_test_add ("/check-list/pace", Fixture, NULL, set_up, test_pace, tear_down);
  g_test_add ("/check-list/moves", Fixture, NULL, set_up, test_moves, tear_down);
  g_test_add ("/check-list/lost-in-conflict", Fixture, NULL, set_up, test_lost_in_conflict, tear_down);

  return g_test_run ();
}
