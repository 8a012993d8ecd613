/* Addresses of STUN and TURN servers: both ways to write them, one way out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/ice-server.h"

typedef struct
{
  const char *text;
  const char *address;
} Case;

static void
test_stun (void)
{
  static const Case cases[] = {
    { "stun:stun.example.org", "stun://stun.example.org:3478" },
    { "stun:stun.example.org:19302", "stun://stun.example.org:19302" },
    { "stun://stun.example.org", "stun://stun.example.org:3478" },
    { "STUN://Stun.Example.org:1", "stun://stun.example.org:1" },
    { "stun:192.0.2.1", "stun://192.0.2.1:3478" },
    { "stun:[2001:DB8::1]:3479", "stun://[2001:db8::1]:3479" },
    { "", NULL },
    { "stun", NULL },
    { "stun:", NULL },
    { "stun://", NULL },
    { "stun:///x", NULL },
    { "stuns:stun.example.org", NULL }, /* libnice cannot */
    { "turn:stun.example.org", NULL },
    { "stun.example.org:3478", NULL },
    { "stun:user@stun.example.org", NULL },
    { "stun:stun.example.org?transport=udp", NULL },
    { "stun:stun.example.org:0", NULL },
    { "stun:stun.example.org/", NULL },
    { "stun: stun.example.org", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = hearth_ice_server_parse_stun (cases[i].text);

      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

static void
test_turn (void)
{
  static const Case cases[] = {
    { "turn:anna:secret@turn.example.org", "turn://anna:secret@turn.example.org:3478?transport=udp" },
    { "turn://anna:secret@turn.example.org:80?transport=tcp", "turn://anna:secret@turn.example.org:80?transport=tcp" },
    { "turn:anna:secret@192.0.2.1?transport=UDP", "turn://anna:secret@192.0.2.1:3478?transport=udp" },
    { "turns:anna:secret@turn.example.org", "turns://anna:secret@turn.example.org:5349?transport=tcp" },
    { "TURNS://anna:secret@[2001:db8::1]:443?transport=tcp", "turns://anna:secret@[2001:db8::1]:443?transport=tcp" },
    { "turn:1700000000%3Aanna:a%2Fb%40c=@turn.example.org",
      "turn://1700000000%3Aanna:a%2Fb%40c=@turn.example.org:3478?transport=udp" },
    { "", NULL },
    { "turn:", NULL },
    { "turn:turn.example.org", NULL },
    { "turn:anna@turn.example.org", NULL },
    { "turn:anna:@turn.example.org", NULL },
    { "turn::secret@turn.example.org", NULL },
    { "turn:anna:sec:ret@turn.example.org", NULL },
    { "turn:anna:sec@ret@turn.example.org", NULL },
    { "turn:anna:sec%zzret@turn.example.org", NULL },
    { "turn:anna:sec%00ret@turn.example.org", NULL },
    { "turn:anna:sec ret@turn.example.org", NULL },
    { "turn:anna:secret@", NULL },
    { "turn:anna:secret@turn.example.org?", NULL },
    { "turn:anna:secret@turn.example.org?transport=sctp", NULL },
    { "turn:anna:secret@turn.example.org?transport=udp&x=y", NULL },
    { "turns:anna:secret@turn.example.org?transport=udp", NULL },
    { "turn:anna:secret@turn.example.org/", NULL },
    { "stun:anna:secret@turn.example.org", NULL },
  };
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autofree char *long_text = g_strconcat ("turn:anna:", endless, "@turn.example.org", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = hearth_ice_server_parse_turn (cases[i].text);
      g_autofree char *again = address != NULL ? hearth_ice_server_parse_turn (address) : NULL;

      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpstr (again, ==, address);
    }
  g_assert_null (hearth_ice_server_parse_turn (long_text));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/call/ice-server/stun", test_stun);
  g_test_add_func ("/call/ice-server/turn", test_turn);

  return g_test_run ();
}
