/* Hand-over to the main thread: order, lifetime, and who runs where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"

#define N_POSTS 1000

typedef struct
{
  GObject *target;
  GArray *seen;
  guint n_destroyed;
} Log;

typedef struct
{
  Log *log;
  guint number;
} Work;

static void
on_work (gpointer target,
         gpointer data)
{
  Work *work = data;

  g_assert_true (hearth_main_thread_is_current ());
  g_assert_true (target == work->log->target);
  g_array_append_val (work->log->seen, work->number);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_assert_true (hearth_main_thread_is_current ());
  work->log->n_destroyed++;
  g_free (work);
}

static void
post (Log  *log,
      guint number)
{
  Work *work = g_new (Work, 1);

  work->log = log;
  work->number = number;
  hearth_main_thread_post (log->target, on_work, work, work_free);
}

static gpointer
post_from_thread (gpointer data)
{
  g_assert_false (hearth_main_thread_is_current ());
  for (guint i = 0; i < N_POSTS; i++)
    post (data, i);

  return NULL;
}

static void
log_init (Log *log)
{
  log->target = g_object_new (G_TYPE_OBJECT, NULL);
  log->seen = g_array_new (FALSE, FALSE, sizeof (guint));
  log->n_destroyed = 0;
}

static void
log_clear (Log *log)
{
  g_clear_object (&log->target);
  g_array_unref (log->seen);
}

static void
test_order (void)
{
  Log log;
  GThread *thread;

  log_init (&log);
  thread = g_thread_new ("poster", post_from_thread, &log);
  while (log.n_destroyed < N_POSTS)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);

  g_assert_cmpuint (log.seen->len, ==, N_POSTS);
  for (guint i = 0; i < N_POSTS; i++)
    g_assert_cmpuint (g_array_index (log.seen, guint, i), ==, i);
  log_clear (&log);
}

/* Posting from the main thread does not run anything before it returns. */
static void
test_never_at_once (void)
{
  Log log;

  log_init (&log);
  post (&log, 7);
  g_assert_cmpuint (log.seen->len, ==, 0);
  while (log.n_destroyed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (log.seen->len, ==, 1);
  log_clear (&log);
}

/* Posted work neither keeps its object alive nor runs without it; its data is freed all the same. */
static void
test_target_gone (void)
{
  Log log;
  gpointer weak;

  log_init (&log);
  weak = log.target;
  g_object_add_weak_pointer (log.target, &weak);
  post (&log, 1);
  g_clear_object (&log.target);
  g_assert_null (weak);

  while (log.n_destroyed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (log.seen->len, ==, 0);
  log_clear (&log);
}

/* The object lives for the length of the call, also where the call drops the last reference. */
static void
on_drop_target (gpointer target,
                gpointer data)
{
  Log *log = data;

  g_clear_object (&log->target);
  g_assert_cmpuint (G_OBJECT (target)->ref_count, ==, 1);
  log->n_destroyed++;
}

static void
test_dropped_inside (void)
{
  Log log;

  log_init (&log);
  hearth_main_thread_post (log.target, on_drop_target, &log, NULL);
  while (log.n_destroyed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (log.target);
  log_clear (&log);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/base/main-thread/order", test_order);
  g_test_add_func ("/base/main-thread/never-at-once", test_never_at_once);
  g_test_add_func ("/base/main-thread/target-gone", test_target_gone);
  g_test_add_func ("/base/main-thread/dropped-inside", test_dropped_inside);

  return g_test_run ();
}
