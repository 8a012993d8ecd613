/* What is put off runs once, in its order, on the thread that put it off; elsewhere nothing is put off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/io-thread.h"

static void
note_a (gpointer data)
{
  g_string_append_c (data, 'a');
}

static void
note_b_and_put_off (gpointer data)
{
  g_string_append_c (data, 'b');
  g_assert_true (hearth_io_thread_defer (note_a, data));
}

static gpointer
run (gpointer data)
{
  GString *order = data;

  g_assert_false (hearth_io_thread_defer (note_a, order));
  hearth_io_thread_begin ();
  g_assert_false (hearth_io_thread_has_deferred ());
  g_assert_true (hearth_io_thread_defer (note_a, order));
  g_assert_true (hearth_io_thread_defer (note_b_and_put_off, order));
  g_assert_cmpstr (order->str, ==, "");
  g_assert_true (hearth_io_thread_has_deferred ());
  while (hearth_io_thread_run_next ())
    ;
  g_assert_cmpstr (order->str, ==, "aba");
  g_assert_false (hearth_io_thread_has_deferred ());
  /* The end of the thread leaves nothing behind. */
  g_assert_true (hearth_io_thread_defer (note_a, order));
  hearth_io_thread_end ();
  g_assert_cmpstr (order->str, ==, "abaa");
  g_assert_false (hearth_io_thread_defer (note_a, order));

  return NULL;
}

static void
test_put_off (void)
{
  g_autoptr (GString) order = g_string_new ("");

  g_thread_join (g_thread_new ("io", run, order));
  g_assert_false (hearth_io_thread_defer (note_a, order));
  g_assert_cmpstr (order->str, ==, "abaa");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/io-thread/put-off", test_put_off);

  return g_test_run ();
}
