/* The room's I/O thread: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/io-thread.h"

#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* The shortest that Linux takes. */
#define SLICE_NS 100000

/* struct sched_attr of linux/sched/types.h, in its first version: not all C libraries have it. */
typedef struct
{
  guint32 size;
  guint32 policy;
  guint64 flags;
  gint32 nice;
  guint32 priority;
  guint64 runtime;
  guint64 deadline;
  guint64 period;
} SchedulingAttributes;

typedef struct
{
  HearthIoThreadFunc func;
  gpointer data;
} Deferred;

/* Of the calling thread; %NULL where it is no I/O thread. */
static _Thread_local GArray *deferred;

static void
ask_for_short_slices (void)
{
  SchedulingAttributes attributes = { .size = sizeof attributes };

  /* Linux since 6.12 runs whose deadline comes first, and that is a slice from now: whoever asks for less at a time is let in
   * sooner, even while somebody else computes. Without this a packet may wait for the rest of another thread's 3 ms. Needs no
   * privilege and takes no larger share. */
  if (syscall (SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) < 0)
    return;
  attributes.size = sizeof attributes;
  attributes.runtime = SLICE_NS;
  if (attributes.policy == SCHED_OTHER && syscall (SYS_sched_setattr, 0, &attributes, 0) < 0)
    g_debug ("No short slices: %s", g_strerror (errno));
}

gint64
hearth_io_thread_get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

void
hearth_io_thread_begin (void)
{
  g_return_if_fail (deferred == NULL);

  ask_for_short_slices ();
  deferred = g_array_new (FALSE, FALSE, sizeof (Deferred));
}

void
hearth_io_thread_end (void)
{
  g_return_if_fail (deferred != NULL);

  while (hearth_io_thread_run_next ())
    ;
  g_clear_pointer (&deferred, g_array_unref);
}

gboolean
hearth_io_thread_is_current (void)
{
  return deferred != NULL;
}

gboolean
hearth_io_thread_defer (HearthIoThreadFunc func,
                        gpointer           data)
{
  Deferred one = { func, data };

  if (deferred == NULL)
    return FALSE;
  g_array_append_val (deferred, one);

  return TRUE;
}

gboolean
hearth_io_thread_has_deferred (void)
{
  return deferred != NULL && deferred->len > 0;
}

gboolean
hearth_io_thread_run_next (void)
{
  Deferred one;

  if (!hearth_io_thread_has_deferred ())
    return FALSE;

  /* A handful at most; one may put off another. */
  one = g_array_index (deferred, Deferred, 0);
  g_array_remove_index (deferred, 0);
  one.func (one.data);

  return TRUE;
}
