/* Turns of the main loop that keep people waiting, by sleeping and by computing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/stall-watch.h"

#include <time.h>

static gint64
thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
do_nothing (gpointer data)
{
}

static void
sleep_long (gpointer data)
{
  g_usleep (HEARTH_STALL_US + 10000);
}

static void
compute_long (gpointer data)
{
  const gint64 end = thread_time () + HEARTH_STALL_US + 10000;

  while (thread_time () < end)
    ;
}

static void
turn (GSourceOnceFunc work)
{
  g_idle_add_once (work, NULL);
  g_main_context_iteration (NULL, TRUE);
  /* A turn ends where the next wait begins. */
  g_main_context_iteration (NULL, FALSE);
}

static void
test_nothing (void)
{
  HearthStalls stalls;

  turn (do_nothing);
  hearth_stall_watch_take (&stalls);
  g_assert_cmpint (stalls.longest_busy, <, HEARTH_STALL_US);
  g_assert_cmpint (stalls.longest, >=, stalls.longest_busy);
  g_assert_cmpuint (stalls.n_busy, ==, 0);
}

static void
test_waits (void)
{
  HearthStalls stalls;

  hearth_stall_watch_take (&stalls);
  turn (sleep_long);
  hearth_stall_watch_take (&stalls);
  g_assert_cmpuint (stalls.n, ==, 1);
  g_assert_cmpuint (stalls.n_busy, ==, 0);
  g_assert_cmpint (stalls.longest, >=, HEARTH_STALL_US + 10000);

  hearth_stall_watch_take (&stalls);
  g_assert_cmpint (stalls.longest, ==, 0);
}

static void
test_computes (void)
{
  HearthStalls stalls;

  hearth_stall_watch_take (&stalls);
  turn (compute_long);
  turn (compute_long);
  hearth_stall_watch_take (&stalls);
  g_assert_cmpuint (stalls.n_busy, ==, 2);
  g_assert_cmpuint (stalls.n, >=, 2);
  g_assert_cmpint (stalls.longest_busy, >=, HEARTH_STALL_US + 10000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_stall_watch_start ();

  g_test_add_func ("/stall-watch/nothing", test_nothing);
  g_test_add_func ("/stall-watch/waits", test_waits);
  g_test_add_func ("/stall-watch/computes", test_computes);

  return g_test_run ();
}
