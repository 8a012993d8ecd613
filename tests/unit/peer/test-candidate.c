/* Which candidates are accepted, and what is shown of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "peer/candidate.h"
#include "peer/peer-error.h"

static void
test_accepted (void)
{
  static const char *const candidates[] = {
    /* libnice, Chromium, Firefox */
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host",
    "candidate:2 1 udp 1677729535 203.0.113.7 50001 typ srflx raddr 192.168.1.20 rport 49152",
    "candidate:842163049 1 udp 1677729535 203.0.113.7 50001 typ srflx raddr 0.0.0.0 rport 0 "
    "generation 0 ufrag Xy5+ network-cost 999",
    "candidate:3 1 UDP 505413887 198.51.100.1 60000 typ relay raddr 203.0.113.7 rport 50001",
    "candidate:4 1 TCP 1010828543 192.168.1.20 9 typ host tcptype active",
    "candidate:0 1 UDP 2122252543 2001:db8::17 50000 typ host",
  };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autoptr (GError) error = NULL;

      hearth_candidate_check (candidates[i], &error);
      g_assert_no_error (error);
    }
}

static void
test_refused (void)
{
  g_autofree char *filler = g_strnfill (HEARTH_LIMIT_CANDIDATE_BYTES, 'x');
  g_autofree char *too_long = g_strconcat ("candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host x ", filler, NULL);
  const char *candidates[] = {
    "",
    "candidate:",
    "a=candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host generation",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ relais",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 tip host",
    "candidate:1 2 UDP 2015363327 192.168.1.20 49152 typ host",
    "candidate:1 1 SCTP 2015363327 192.168.1.20 49152 typ host",
    "candidate:1 1 UDP 99999999999 192.168.1.20 49152 typ host",
    "candidate:1 1 UDP -1 192.168.1.20 49152 typ host",
    "candidate:1 1 UDP 2015363327 192.168.1.20 0 typ host",
    "candidate:1 1 UDP 2015363327 192.168.1.20 65536 typ host",
    "candidate:1 1 UDP 2015363327 d0c6a1b2-7e4c.local 49152 typ host",
    "candidate:1 1 UDP 2015363327 example.org 49152 typ host",
    "candidate:1 1 UDP 2015363327 0.0.0.0 49152 typ host",
    "candidate:1 1 UDP 2015363327 :: 49152 typ host",
    "candidate:1 1 UDP 2015363327 fe80::1%eth0 49152 typ host",
    "candidate:1 1 UDP 2015363327 224.0.0.251 49152 typ host",
    "candidate:1 1 UDP 2015363327 ff02::fb 49152 typ host",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ srflx raddr evil.example rport 1",
    "candidate:1  1 UDP 2015363327 192.168.1.20 49152 typ host",
    "candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host\r\na=x",
    "candidate:1%n 1 UDP 2015363327 192.168.1.20 49152 typ host",
    too_long,
  };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autoptr (GError) error = NULL;

      if (hearth_candidate_check (candidates[i], &error))
        g_test_message ("accepted: %s", candidates[i]);
      g_assert_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION);
    }
}

static void
test_hidden (void)
{
  g_autofree char *host = hearth_candidate_hide_addresses ("candidate:1 1 UDP 2015363327 192.168.1.20 49152 typ host");
  g_autofree char *relay = hearth_candidate_hide_addresses ("candidate:3 1 UDP 505413887 198.51.100.1 60000 typ relay "
                                                            "raddr 203.0.113.7 rport 50001");

  g_assert_null (host);
  g_assert_cmpstr (relay, ==, "candidate:3 1 UDP 505413887 198.51.100.1 60000 typ relay raddr 0.0.0.0 rport 0");
  g_assert_true (hearth_candidate_check (relay, NULL));
}

static void
test_value (void)
{
  HearthCandidate *candidate = hearth_candidate_new (3, "");

  g_assert_cmpuint (candidate->mline, ==, 3);
  g_assert_cmpstr (candidate->text, ==, "");
  hearth_candidate_free (candidate);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/peer/candidate/accepted", test_accepted);
  g_test_add_func ("/peer/candidate/refused", test_refused);
  g_test_add_func ("/peer/candidate/hidden", test_hidden);
  g_test_add_func ("/peer/candidate/value", test_value);

  return g_test_run ();
}
