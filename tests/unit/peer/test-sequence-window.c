/* Each sequence number passes once, around the end of the numbers as well, and none that is too old to tell.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sequence-window.h"

static void
test_once (void)
{
  HearthSequenceWindow window = { 0 };

  for (guint i = 0; i < 100000; i++)
    {
      guint16 seqnum = (guint16) (65530 + i);

      g_assert_true (hearth_sequence_window_take (&window, seqnum));
      g_assert_false (hearth_sequence_window_take (&window, seqnum));
      g_assert_cmpint (hearth_sequence_window_get_ahead (&window, (guint16) (seqnum + 3)), ==, 3);
      g_assert_cmpint (hearth_sequence_window_get_ahead (&window, (guint16) (seqnum - 3)), ==, -3);
    }
}

static void
test_late (void)
{
  HearthSequenceWindow window = { 0 };

  g_assert_true (hearth_sequence_window_take (&window, 65000));
  g_assert_true (hearth_sequence_window_take (&window, (guint16) (65000 + HEARTH_SEQUENCE_WINDOW)));
  /* The oldest that can be told is the one after the first. */
  g_assert_false (hearth_sequence_window_take (&window, 65000));
  g_assert_true (hearth_sequence_window_take (&window, 65001));
  g_assert_false (hearth_sequence_window_take (&window, 65001));
}

static void
test_jump (void)
{
  HearthSequenceWindow window = { 0 };

  g_assert_true (hearth_sequence_window_take (&window, 10));
  g_assert_true (hearth_sequence_window_take (&window, 20000));
  /* Nothing of before is taken for something of now. */
  g_assert_true (hearth_sequence_window_take (&window, 20000 - HEARTH_SEQUENCE_WINDOW + 1));
  g_assert_false (hearth_sequence_window_take (&window, 10));
}

/* Against a list of all that was taken. */
static void
test_anything (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (31);
  HearthSequenceWindow window = { 0 };
  g_autofree guint *taken_at = g_new0 (guint, 1 << 16);

  for (guint i = 1; i < 300000; i++)
    {
      guint16 seqnum = (guint16) (i + (guint) g_rand_int_range (random, 0, 1500));

      if (!hearth_sequence_window_take (&window, seqnum))
        continue;
      g_assert_true (taken_at[seqnum] == 0 || i - taken_at[seqnum] > 30000);
      taken_at[seqnum] = i;
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sequence-window/once", test_once);
  g_test_add_func ("/sequence-window/late", test_late);
  g_test_add_func ("/sequence-window/jump", test_jump);
  g_test_add_func ("/sequence-window/anything", test_anything);

  return g_test_run ();
}
