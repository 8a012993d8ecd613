/* What keys look like: the same for everybody and for ever, and as different as they can be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/badge.h"

/* Two people compare what two programs show, perhaps of different age: this may not change. Made with Python's hashlib. */
static void
test_vector (void)
{
  const HearthBadge badge = hearth_badge_for_key ("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

  g_assert_cmpstr (badge.colour, ==, "red");
  g_assert_cmpint (badge.shapes[0], ==, HEARTH_BADGE_CIRCLE);
  g_assert_cmpint (badge.shapes[1], ==, HEARTH_BADGE_HOURGLASS);
  g_assert_cmpint (badge.shapes[2], ==, HEARTH_BADGE_PLUS);
}

static void
test_spread (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint shapes[HEARTH_N_BADGE_SHAPES] = { 0 };

  for (guint i = 0; i < 4096; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);
      const HearthBadge badge = hearth_badge_for_key (key);

      for (guint k = 0; k < HEARTH_BADGE_LENGTH; k++)
        shapes[badge.shapes[k]]++;
      g_hash_table_add (seen, g_strdup_printf ("%s %d %d %d", badge.colour, badge.shapes[0], badge.shapes[1], badge.shapes[2]));
    }

  /* Of 2¹⁵ badges 4096 keys have about 3850 different ones. */
  g_assert_cmpuint (g_hash_table_size (seen), >, 3700);
  for (guint i = 0; i < HEARTH_N_BADGE_SHAPES; i++)
    g_assert_cmpuint (shapes[i], >, 600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/badge/vector", test_vector);
  g_test_add_func ("/base/badge/spread", test_spread);

  return g_test_run ();
}
