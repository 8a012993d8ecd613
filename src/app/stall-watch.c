/* How long the main loop kept everybody waiting: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/stall-watch.h"

#include <time.h>

/* A poll function is called without any data of its caller's. */
static struct
{
  GPollFunc poll; /* the one that was there; NULL before the start */
  gint64 turn_since;
  gint64 busy_since;
  HearthStalls stalls;
} watch;

static gint64
get_thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
begin_turn (void)
{
  watch.turn_since = g_get_monotonic_time ();
  watch.busy_since = get_thread_time ();
}

static void
end_turn (void)
{
  gint64 took = g_get_monotonic_time () - watch.turn_since;
  gint64 busy = get_thread_time () - watch.busy_since;

  watch.stalls.n += took > HEARTH_STALL_US;
  watch.stalls.n_busy += busy > HEARTH_STALL_US;
  watch.stalls.longest = MAX (watch.stalls.longest, took);
  watch.stalls.longest_busy = MAX (watch.stalls.longest_busy, busy);
}

static int
poll_and_measure (GPollFD *fds,
                  guint    n_fds,
                  int      timeout)
{
  int n;

  end_turn ();
  n = watch.poll (fds, n_fds, timeout);
  begin_turn ();

  return n;
}

void
hearth_stall_watch_start (void)
{
  if (watch.poll != NULL)
    return;

  watch.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_and_measure);
  begin_turn ();
}

void
hearth_stall_watch_take (HearthStalls *stalls)
{
  g_return_if_fail (stalls != NULL);

  *stalls = watch.stalls;
  watch.stalls = (HearthStalls) { 0 };
}
