/* Kinds of addresses, by the words that candidates use for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/route.h"

static void
test_names (void)
{
  for (guint kind = HEARTH_ADDRESS_HOST; kind < HEARTH_N_ADDRESS_KINDS; kind++)
    g_assert_cmpuint (hearth_address_kind_parse (hearth_address_kind_get_name (kind)), ==, kind);
  g_assert_cmpstr (hearth_address_kind_get_name (HEARTH_ADDRESS_PEER_REFLEXIVE), ==, "prflx");

  g_assert_cmpuint (hearth_address_kind_parse (NULL), ==, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_address_kind_parse (""), ==, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_address_kind_parse ("192.0.2.1"), ==, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_address_kind_parse ("unknown"), ==, HEARTH_ADDRESS_UNKNOWN);
}

static void
test_relayed (void)
{
  const HearthRoute near = { HEARTH_ADDRESS_RELAY, HEARTH_ADDRESS_HOST };
  const HearthRoute far = { HEARTH_ADDRESS_PEER_REFLEXIVE, HEARTH_ADDRESS_RELAY };
  const HearthRoute direct = { HEARTH_ADDRESS_HOST, HEARTH_ADDRESS_SERVER_REFLEXIVE };
  const HearthRoute none = { HEARTH_ADDRESS_UNKNOWN, HEARTH_ADDRESS_UNKNOWN };

  g_assert_true (hearth_route_is_relayed (&near));
  g_assert_true (hearth_route_is_relayed (&far));
  g_assert_false (hearth_route_is_relayed (&direct));
  g_assert_false (hearth_route_is_relayed (&none));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route/names", test_names);
  g_test_add_func ("/route/relayed", test_relayed);

  return g_test_run ();
}
