/* How often each sender is heard: each for themselves, and of no more senders than a room has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/sender-budget.h"

#include "base/limits.h"

#define CAPACITY 8
#define PER_SECOND 0.5

/* What one uses up is nobody else's. */
static void
test_each (void)
{
  g_autoptr (HearthSenderBudget) budget = hearth_sender_budget_new (CAPACITY, PER_SECOND);

  for (guint i = 0; i < 100 * CAPACITY; i++)
    g_assert_true (hearth_sender_budget_take (budget, "loud", 0) == (i < CAPACITY));
  for (guint i = 0; i < CAPACITY; i++)
    g_assert_true (hearth_sender_budget_take (budget, "quiet", 0));
  g_assert_false (hearth_sender_budget_take (budget, "quiet", 0));

  g_assert_false (hearth_sender_budget_take (budget, "loud", G_USEC_PER_SEC));
  g_assert_true (hearth_sender_budget_take (budget, "loud", 2 * G_USEC_PER_SEC));
  g_assert_false (hearth_sender_budget_take (budget, "loud", 2 * G_USEC_PER_SEC));
}

/* Whoever calls themselves something else each time is heard as often as a whole room, until those before have had their time. */
static void
test_many (void)
{
  g_autoptr (HearthSenderBudget) budget = hearth_sender_budget_new (CAPACITY, PER_SECOND);
  guint n = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("g%u", i);

      n += hearth_sender_budget_take (budget, id, 0);
    }
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_ROOM_PEOPLE);
  g_assert_true (hearth_sender_budget_take (budget, "g0", 0));
  g_assert_false (hearth_sender_budget_take (budget, "new", G_USEC_PER_SEC));

  /* All but the first, who has been heard twice, are full again. */
  g_assert_true (hearth_sender_budget_take (budget, "new", 3 * G_USEC_PER_SEC));
  for (guint i = 0; i < CAPACITY - 1; i++)
    g_assert_true (hearth_sender_budget_take (budget, "g0", 3 * G_USEC_PER_SEC));
  g_assert_false (hearth_sender_budget_take (budget, "g0", 3 * G_USEC_PER_SEC));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/room/sender-budget/each", test_each);
  g_test_add_func ("/room/sender-budget/many", test_many);

  return g_test_run ();
}
