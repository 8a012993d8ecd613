/* Numbers of the wire are digits and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/decimal.h"

static void
test_numbers (void)
{
  guint64 number = 0;

  g_assert_true (hearth_decimal_parse ("0", 0, 9, &number));
  g_assert_cmpuint (number, ==, 0);
  g_assert_true (hearth_decimal_parse ("0042", 0, 99, &number));
  g_assert_cmpuint (number, ==, 42);
  g_assert_true (hearth_decimal_parse ("18446744073709551615", 0, G_MAXUINT64, &number));
  g_assert_cmpuint (number, ==, G_MAXUINT64);
  g_assert_true (hearth_decimal_parse ("5", 5, 5, NULL));
}

static void
test_others (void)
{
  static const char *const others[] = {
    "", " 1", "1 ", "+1", "-1", "0x1", "1.0", "a", "1a", "\v1", "\v\n1", "\f1", "\n1", "1\n", "\302\2401", "18446744073709551616",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hearth_decimal_parse (others[i], 0, G_MAXUINT64, NULL));
  g_assert_false (hearth_decimal_parse ("4", 5, 9, NULL));
  g_assert_false (hearth_decimal_parse ("10", 5, 9, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/decimal/numbers", test_numbers);
  g_test_add_func ("/base/decimal/others", test_others);

  return g_test_run ();
}
