/* Raised hands: who raised first stands first, whatever happens behind them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/hand-queue.h"

static void
test_order (void)
{
  HearthHandQueue queue;

  hearth_hand_queue_init (&queue);
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "a"), ==, 0);
  g_assert_false (hearth_hand_queue_set (&queue, "a", FALSE));
  g_assert_true (hearth_hand_queue_set (&queue, "c", TRUE));
  g_assert_true (hearth_hand_queue_set (&queue, "a", TRUE));
  g_assert_true (hearth_hand_queue_set (&queue, "b", TRUE));

  /* Saying it again changes no place. */
  g_assert_false (hearth_hand_queue_set (&queue, "c", TRUE));
  g_assert_false (hearth_hand_queue_set (&queue, "b", TRUE));
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "c"), ==, 1);
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "a"), ==, 2);
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "b"), ==, 3);

  /* The others move up, and who raises it anew stands last. */
  g_assert_true (hearth_hand_queue_set (&queue, "a", FALSE));
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "b"), ==, 2);
  g_assert_true (hearth_hand_queue_set (&queue, "c", FALSE));
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "b"), ==, 1);
  g_assert_true (hearth_hand_queue_set (&queue, "c", TRUE));
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "c"), ==, 2);
  g_assert_cmpuint (hearth_hand_queue_get_place (&queue, "a"), ==, 0);
  hearth_hand_queue_clear (&queue);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hand-queue/order", test_order);

  return g_test_run ();
}
