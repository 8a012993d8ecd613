/* What of GStreamer's messages is held back: examples of what version 1.28 says at its most talkative.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/discreet-log.h"

static void
test_secrets (void)
{
  const char *const secret[] = {
    "Adding turn server: turn://user:password@127.0.0.1:3478?transport=udp",
    "validating turn server, turns://user:password@127.0.0.1:5349?transport=tcp",
    "Setting local ICE credentials on ICE stream 1 ufrag:UG1PWQSotCtG04cY5MWt pwd:AnAzxn1rxL1xTssMElOZQNqTAEWTnV",
    "Source caps: application/x-srtcp, srtp-key=(buffer)42b4cd84abfae3a8de8aad70f3f03a9246c9268d530b86bab65de1d48b92",
    "caps=(caps)\"application/x-srtcp\\,\\ srtp-key\\=\\(buffer\\)42b4cd84abfae3a8de8aad70f3f03a9246c9268d530b\"",
    "received key: 0H5AibgTrYijnCyvIEsFNxXv31D8Fr1GPA+MXQaF",
    "created offer v=0\r\na=ice-ufrag:BvIZrQaGIndgw2OI\r\n",
    "a=ice-pwd:1QbWDTijPMccEu29yRR3",
    "a=fingerprint:sha-256 3E:71:9F",
    "adding candidate:1 1 UDP 2015363327 192.0.2.2 56199 typ host",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    g_assert_false (hearth_discreet_log_may_tell (secret[i]));
}

static void
test_others (void)
{
  const char *const harmless[] = {
    "",
    "Set property: key=[0x7cca9145d040]",
    "return: turned off",
    "application/x-rtp, media=(string)audio, payload=(int)111, clock-rate=(int)48000",
    "gathered candidates: 3",
  };

  g_assert_true (hearth_discreet_log_may_tell (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    g_assert_true (hearth_discreet_log_may_tell (harmless[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/discreet-log/secrets", test_secrets);
  g_test_add_func ("/media/discreet-log/others", test_others);

  return g_test_run ();
}
