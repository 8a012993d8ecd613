/* Candidates: read from anybody, written for anybody, and addresses where nobody can be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "ice/ice-candidate.h"

static void
test_accepts (void)
{
  HearthIceCandidate candidate;
  char text[HEARTH_SOCKET_ADDRESS_TEXT_BYTES];

  g_assert_true (hearth_ice_candidate_parse (&candidate, "candidate:842163049 1 udp 1677729535 203.0.113.9 46154 typ srflx "
                                                         "raddr 0.0.0.0 rport 0 generation 0 ufrag EEtu network-cost 999"));
  g_assert_cmpint (candidate.type, ==, HEARTH_ICE_SERVER_REFLEXIVE);
  g_assert_cmpuint (candidate.priority, ==, 1677729535);
  g_assert_cmpuint (candidate.address.port, ==, 46154);
  g_assert_cmpstr (candidate.foundation, ==, "842163049");
  hearth_socket_address_format (&candidate.address, text);
  g_assert_cmpstr (text, ==, "203.0.113.9");

  g_assert_true (hearth_ice_candidate_parse (&candidate, "a=candidate:1 1 UDP 2130706431 2001:db8::1 9 typ host"));
  g_assert_cmpint (candidate.address.family, ==, AF_INET6);
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    "a=",
    "candidate:",
    "candidate:1 1 UDP 1 192.0.2.1",
    "candidate:1 2 UDP 1 192.0.2.1 9 typ host",
    "candidate:1 1 TCP 1 192.0.2.1 9 typ host tcptype active",
    "candidate:1 1 UDP 0 192.0.2.1 9 typ host",
    "candidate:1 1 UDP 4294967296 192.0.2.1 9 typ host",
    "candidate:1 1 UDP -1 192.0.2.1 9 typ host",
    "candidate:1 1 UDP 1 192.0.2.1 0 typ host",
    "candidate:1 1 UDP 1 192.0.2.1 65536 typ host",
    "candidate:1 1 UDP 1 192.0.2.1 9 typ guest",
    "candidate:1 1 UDP 1 192.0.2.1 9 type host",
    "candidate:1 1 UDP 1 0.0.0.0 9 typ host",
    "candidate:1 1 UDP 1 224.0.0.1 9 typ host",
    "candidate:1 1 UDP 1 255.255.255.255 9 typ host",
    "candidate:1 1 UDP 1 :: 9 typ host",
    "candidate:1 1 UDP 1 ff02::1 9 typ host",
    "candidate:1 1 UDP 1 fe80::1 9 typ host",
    "candidate:1 1 UDP 1 ::ffff:192.0.2.1 9 typ host",
    "candidate:1 1 UDP 1 3f2b5c1e-0000-4000-8000-000000000000.local 9 typ host",
    "candidate:123456789012345678901234567890123 1 UDP 1 192.0.2.1 9 typ host",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      HearthIceCandidate candidate;

      g_test_message ("%s", texts[i]);
      g_assert_false (hearth_ice_candidate_parse (&candidate, texts[i]));
    }
}

static void
test_truncations (void)
{
  static const char whole[] = "a=candidate:1 1 UDP 2130706431 192.0.2.1 12345 typ host";

  for (gsize length = 0; length < sizeof whole; length++)
    {
      g_autofree char *text = g_strndup (whole, length);
      HearthIceCandidate candidate;

      g_assert_cmpint (hearth_ice_candidate_parse (&candidate, text), ==, length == sizeof whole - 1);
    }
}

static void
test_written (void)
{
  HearthSocketAddress home, outside;
  HearthIceCandidate host, reflexive, read;
  g_autofree char *host_text = NULL;
  g_autofree char *reflexive_text = NULL;

  g_assert_true (hearth_socket_address_parse (&home, "192.168.1.7", 5000));
  g_assert_true (hearth_socket_address_parse (&outside, "203.0.113.9", 6000));
  hearth_ice_candidate_init (&host, HEARTH_ICE_HOST, &home, &home, G_MAXUINT16);
  hearth_ice_candidate_init (&reflexive, HEARTH_ICE_SERVER_REFLEXIVE, &outside, &home, G_MAXUINT16);
  /* RFC 8445 section 5.1.2.1. */
  g_assert_cmpuint (host.priority, ==, 2130706431);
  g_assert_cmpuint (reflexive.priority, <, host.priority);
  g_assert_cmpstr (host.foundation, !=, reflexive.foundation);

  host_text = hearth_ice_candidate_format (&host);
  g_assert_true (hearth_ice_candidate_parse (&read, host_text));
  g_assert_true (hearth_socket_address_equal (&read.address, &home));
  g_assert_cmpuint (read.priority, ==, host.priority);

  /* The address at home stays there. */
  reflexive_text = hearth_ice_candidate_format (&reflexive);
  g_assert_true (hearth_ice_candidate_parse (&read, reflexive_text));
  g_assert_cmpint (read.type, ==, HEARTH_ICE_SERVER_REFLEXIVE);
  g_assert_null (strstr (reflexive_text, "192.168.1.7"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ice-candidate/accepts", test_accepts);
  g_test_add_func ("/ice-candidate/refuses", test_refuses);
  g_test_add_func ("/ice-candidate/truncations", test_truncations);
  g_test_add_func ("/ice-candidate/written", test_written);

  return g_test_run ();
}
