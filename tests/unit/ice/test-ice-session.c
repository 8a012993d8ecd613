/* Two ICE sessions find each other: over good networks and bad ones, whatever is known first, and whoever thinks to be in
 * control.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "ice/consent.h"
#include "simulation.h"

#define MS G_TIME_SPAN_MILLISECOND
#define SECOND G_TIME_SPAN_SECOND

static void
test_connects (void)
{
  for (guint controlling = 0; controlling < 2; controlling++)
    {
      g_autoptr (Simulation) net = simulation_new (controlling == 0, controlling == 1, 1, 2);
      gint64 took;

      g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_NEW);
      simulation_introduce (net);
      g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CHECKING);
      took = simulation_run_until_connected (net);
      /* The best pair, checked and nominated: two round trips of 20 ms. */
      g_assert_cmpint (took, <, 70 * MS);
      simulation_run (net, SECOND);
      simulation_assert_agreed (net);
      g_assert_true (hearth_socket_address_equal (&hearth_ice_session_get_selected (net->sides[0].session)->local,
                                                  &net->sides[0].addresses[0]));
      g_assert_cmpuint (net->sides[0].n_sent + net->sides[1].n_sent, <, 30);
    }
}

/* The best address is not reachable: the next one is nominated without much ado. */
static void
test_second_best (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);

  net->unreachable = &net->sides[1].addresses[0];
  simulation_introduce (net);
  g_assert_cmpint (simulation_run_until_connected (net), <, 400 * MS);
  simulation_run (net, SECOND);
  simulation_assert_agreed (net);
}

static void
test_trickle (void)
{
  g_autoptr (Simulation) net = simulation_new (FALSE, TRUE, 1, 2);

  /* The second side asks before the first knows anything: no candidate, no credentials. */
  simulation_trade_credentials (net, 1);
  simulation_trickle (net, 0, 1);
  simulation_run (net, 200 * MS);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_NEW);
  simulation_trade_credentials (net, 0);
  simulation_run_until_connected (net);
  simulation_run (net, SECOND);
  simulation_assert_agreed (net);

  /* What comes late does no harm. */
  simulation_trickle (net, 0, 0);
  simulation_trickle (net, 1, 0);
  simulation_trickle (net, 1, 1);
  simulation_run (net, SECOND);
  simulation_assert_agreed (net);
}

/* Candidates first, credentials later. */
static void
test_candidates_first (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);

  for (guint i = 0; i < 2; i++)
    simulation_trickle (net, i, 0);
  simulation_run (net, SECOND);
  g_assert_cmpuint (net->sides[0].n_sent + net->sides[1].n_sent, ==, 0);
  simulation_trade_credentials (net, 0);
  simulation_trade_credentials (net, 1);
  g_assert_cmpint (simulation_run_until_connected (net), <, 100 * MS);
}

/* The controlling side is behind a NAT and known by none of its addresses: peer-reflexive. */
static void
test_peer_reflexive (void)
{
  for (guint hidden = 0; hidden < 2; hidden++)
    {
      g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);
      const GArray *remotes;
      gboolean learned = FALSE;

      g_assert_true (hearth_socket_address_parse (&net->sides[hidden].mapped, "203.0.113.9", 4000));
      simulation_introduce (net);
      simulation_run_until_connected (net);
      simulation_run (net, SECOND);
      simulation_assert_agreed (net);

      remotes = hearth_check_list_get_remotes (hearth_ice_session_get_check_list (net->sides[1 - hidden].session));
      for (guint i = 0; i < remotes->len; i++)
        learned |= g_array_index (remotes, HearthIceCandidate, i).type == HEARTH_ICE_PEER_REFLEXIVE;
      g_assert_true (learned);
    }
}

static void
test_loss (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (Simulation) net = simulation_new (seed % 2 == 0, seed % 2 == 1, 1, 2);

      g_rand_set_seed (net->random, seed);
      net->loss = 0.4;
      net->jitter = 3; /* later ones overtake */
      simulation_introduce (net);
      simulation_run_until_connected (net);
      simulation_run (net, 5 * SECOND);
      g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CONNECTED);
      g_assert_cmpint (hearth_ice_session_get_state (net->sides[1].session), ==, HEARTH_ICE_CONNECTED);
    }
}

/* Both think they are in the same role: the larger number controls, whoever asks first. */
static void
test_role_conflict (void)
{
  for (guint both_control = 0; both_control < 2; both_control++)
    for (guint first_is_larger = 0; first_is_larger < 2; first_is_larger++)
      for (guint first_to_ask = 0; first_to_ask < 2; first_to_ask++)
        {
          guint64 first = first_is_larger ? 9 : 3;
          g_autoptr (Simulation) net = simulation_new (both_control, both_control, first, 12 - first);

          simulation_trade_credentials (net, first_to_ask);
          simulation_trickle (net, 1 - first_to_ask, 0);
          simulation_run (net, 15 * MS);
          simulation_introduce (net);
          simulation_run_until_connected (net);
          simulation_run (net, SECOND);
          simulation_assert_agreed (net);
          g_assert_cmpint (hearth_check_list_is_controlling (hearth_ice_session_get_check_list (net->sides[0].session)), ==,
                           first_is_larger);
        }
}

static void
test_nobody_there (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);

  net->cut = TRUE;
  simulation_introduce (net);
  simulation_run (net, 29 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CHECKING);
  simulation_run (net, 2 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_FAILED);
  /* Four pairs, twenty times each. */
  g_assert_cmpuint (net->sides[0].n_sent, <=, 80);
  g_assert_cmpint (hearth_ice_session_get_deadline (net->sides[0].session), ==, G_MAXINT64);
}

static void
test_consent (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);
  guint n_sent;

  simulation_introduce (net);
  simulation_run_until_connected (net);
  simulation_run (net, SECOND);
  n_sent = net->sides[0].n_sent;
  simulation_run (net, 120 * SECOND);
  /* A question every 4 to 6 s, and an answer to each of the other's. */
  g_assert_cmpuint (net->sides[0].n_sent - n_sent, >=, 2 * 20);
  g_assert_cmpuint (net->sides[0].n_sent - n_sent, <=, 2 * 30);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CONNECTED);

  net->cut = TRUE;
  simulation_run (net, 23 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CONNECTED);
  simulation_run (net, 8 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_FAILED);
  g_assert_null (hearth_ice_session_get_selected (net->sides[0].session));

  /* Back too late: only a restart helps. */
  n_sent = net->sides[0].n_sent;
  net->cut = FALSE;
  simulation_run (net, 10 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_FAILED);
}

/* The peer restarts ICE with other credentials: the path stays in use until there is another. */
static void
test_restart (void)
{
  static const char *const ufrags[] = { "1st-again", "2nd-again" };
  static const char password[] = "another password, long enough";
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);

  simulation_introduce (net);
  simulation_run_until_connected (net);
  simulation_run (net, SECOND);

  for (guint i = 0; i < 2; i++)
    g_assert_true (hearth_ice_session_set_local_credentials (net->sides[i].session, net->now, ufrags[i], password));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (hearth_ice_session_set_remote_credentials (net->sides[i].session, net->now, ufrags[1 - i], password));
      g_assert_cmpint (hearth_ice_session_get_state (net->sides[i].session), ==, HEARTH_ICE_CONNECTED);
      simulation_trickle (net, i, 1);
    }
  simulation_run (net, SECOND);
  simulation_assert_agreed (net);
  g_assert_true (hearth_socket_address_equal (&hearth_ice_session_get_selected (net->sides[0].session)->remote,
                                              &net->sides[1].addresses[1]));
  simulation_run (net, 60 * SECOND);
  g_assert_cmpint (hearth_ice_session_get_state (net->sides[0].session), ==, HEARTH_ICE_CONNECTED);
}

/* Whoever does not know the password gets no answer and changes nothing. */
static void
test_stranger (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "stranger";
  const HearthPath path = { net->sides[0].addresses[0], net->sides[1].addresses[0] };
  const char *passwords[] = { NULL, "the password of the second" };

  simulation_introduce (net);
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      HearthStunWriter packet, answer;
      HearthStunMessage message;

      hearth_stun_writer_begin (&packet, HEARTH_STUN_BINDING_REQUEST, transaction);
      hearth_stun_writer_add (&packet, HEARTH_STUN_USERNAME, "first:second", 12);
      hearth_stun_writer_add_64 (&packet, HEARTH_STUN_ICE_CONTROLLING, G_MAXUINT64);
      hearth_stun_writer_end (&packet, passwords[i]);
      g_assert_true (hearth_stun_message_parse (&message, packet.data, packet.length));
      g_assert_cmpint (hearth_ice_session_handle (net->sides[0].session, net->now, &path, &message, &answer), ==,
                       HEARTH_ICE_STRANGER);
      g_assert_cmpuint (answer.length, ==, 0);
    }
  g_assert_true (hearth_check_list_is_controlling (hearth_ice_session_get_check_list (net->sides[0].session)));
}

static void
test_unknown_attribute (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "newer";
  const HearthPath path = { net->sides[0].addresses[0], net->sides[1].addresses[0] };
  HearthStunWriter packet, answer;
  HearthStunMessage message;

  simulation_introduce (net);
  hearth_stun_writer_begin (&packet, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_add_32 (&packet, 0x7abc, 0);
  hearth_stun_writer_end (&packet, "the password of the first");
  g_assert_true (hearth_stun_message_parse (&message, packet.data, packet.length));
  hearth_ice_session_handle (net->sides[0].session, net->now, &path, &message, &answer);
  g_assert_true (hearth_stun_message_parse (&message, answer.data, answer.length));
  g_assert_cmpuint (message.error_code, ==, HEARTH_STUN_ERROR_UNKNOWN_ATTRIBUTE);
}

/* Candidates without end: the first ones count, and checks are paced. */
static void
test_too_many (void)
{
  g_autoptr (Simulation) net = simulation_new (TRUE, FALSE, 1, 2);
  HearthCheckList *checks = hearth_ice_session_get_check_list (net->sides[0].session);

  for (guint i = 0; i < 10 * HEARTH_LIMIT_CANDIDATES; i++)
    {
      HearthSocketAddress address;
      HearthIceCandidate candidate;

      g_assert_true (hearth_socket_address_parse (&address, "198.51.100.9", (guint16) (1000 + i)));
      hearth_ice_candidate_init (&candidate, HEARTH_ICE_RELAYED, &address, &address, i);
      g_assert_cmpint (hearth_check_list_add_remote (checks, &candidate), ==, i < HEARTH_LIMIT_CANDIDATES);
      /* Known ones are no news. */
      g_assert_cmpint (hearth_check_list_add_remote (checks, &candidate), ==, i < HEARTH_LIMIT_CANDIDATES);
    }
  g_assert_cmpuint (hearth_check_list_get_remotes (checks)->len, ==, HEARTH_LIMIT_CANDIDATES);
  g_assert_cmpuint (hearth_check_list_get_pairs (checks)->len, ==, HEARTH_LIMIT_ICE_PAIRS);
  simulation_trade_credentials (net, 0);
  simulation_run (net, 400 * MS);
  g_assert_cmpuint (net->sides[0].n_sent, <=, 21);
}

static void
test_credentials (void)
{
  g_autoptr (HearthIceSession) session = hearth_ice_session_new (1, 1);
  g_autofree char *longest = g_strnfill (HEARTH_LIMIT_ICE_UFRAG_BYTES, 'u');
  g_autofree char *too_long = g_strnfill (HEARTH_LIMIT_ICE_UFRAG_BYTES + 1, 'u');
  HearthIceCandidate candidate;
  HearthSocketAddress here, there;
  HearthStunWriter packet;
  HearthStunMessage message;
  HearthPath path;

  g_assert_false (hearth_ice_session_set_local_credentials (session, 0, NULL, NULL));
  g_assert_false (hearth_ice_session_set_local_credentials (session, 0, "abc", "a password of enough bytes"));
  g_assert_false (hearth_ice_session_set_local_credentials (session, 0, "abcd", "too short"));
  g_assert_false (hearth_ice_session_set_remote_credentials (session, 0, too_long, "a password of enough bytes"));
  g_assert_true (hearth_ice_session_set_local_credentials (session, 0, longest, longest));
  g_assert_true (hearth_ice_session_set_remote_credentials (session, 0, longest, longest));

  /* The longest check fits into what is there for it. */
  g_assert_true (hearth_socket_address_parse (&here, "2001:db8::1", 1));
  g_assert_true (hearth_socket_address_parse (&there, "2001:db8::2", 1));
  hearth_check_list_set_controlling (hearth_ice_session_get_check_list (session), TRUE);
  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, &here, &here, 1);
  hearth_check_list_add_local (hearth_ice_session_get_check_list (session), &candidate);
  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, &there, &there, 1);
  hearth_check_list_add_remote (hearth_ice_session_get_check_list (session), &candidate);
  g_assert_true (hearth_ice_session_next (session, 1, &path, &packet));
  g_assert_true (hearth_stun_message_parse (&message, packet.data, packet.length));
  g_assert_true (hearth_stun_message_check_integrity (&message, longest));
  g_assert_cmpuint (packet.length + 4, <=, sizeof packet.data);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ice-session/connects", test_connects);
  g_test_add_func ("/ice-session/second-best", test_second_best);
  g_test_add_func ("/ice-session/trickle", test_trickle);
  g_test_add_func ("/ice-session/candidates-first", test_candidates_first);
  g_test_add_func ("/ice-session/peer-reflexive", test_peer_reflexive);
  g_test_add_func ("/ice-session/loss", test_loss);
  g_test_add_func ("/ice-session/role-conflict", test_role_conflict);
  g_test_add_func ("/ice-session/nobody-there", test_nobody_there);
  g_test_add_func ("/ice-session/consent", test_consent);
  g_test_add_func ("/ice-session/restart", test_restart);
  g_test_add_func ("/ice-session/stranger", test_stranger);
  g_test_add_func ("/ice-session/unknown-attribute", test_unknown_attribute);
  g_test_add_func ("/ice-session/too-many", test_too_many);
  g_test_add_func ("/ice-session/credentials", test_credentials);

  return g_test_run ();
}
