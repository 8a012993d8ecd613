/* What is asked for often is done soon, and seldom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pacer.h"

#define INTERVAL_MS 50

typedef struct
{
  HearthPacer pacer;
  guint n;
  gint64 done_at[2];
} Work;

static void
on_due (gpointer data)
{
  Work *work = data;

  g_assert_cmpuint (work->n, <, G_N_ELEMENTS (work->done_at));
  work->done_at[work->n++] = g_get_monotonic_time ();
}

static void
test_soon_and_seldom (void)
{
  Work work = { 0 };

  hearth_pacer_init (&work.pacer, INTERVAL_MS, on_due, &work);
  for (guint i = 0; i < 100; i++)
    hearth_pacer_queue (&work.pacer);
  g_assert_cmpuint (work.n, ==, 0);

  /* The first time in the next turn of the loop, all the same requests at once. */
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (work.n, ==, 1);
  g_assert_false (g_main_context_iteration (NULL, FALSE));

  for (guint i = 0; i < 100; i++)
    hearth_pacer_queue (&work.pacer);
  while (work.n < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (work.done_at[1] - work.done_at[0], >=, (INTERVAL_MS - 1) * 1000);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

static void
test_cancel (void)
{
  Work work = { 0 };

  hearth_pacer_init (&work.pacer, INTERVAL_MS, on_due, &work);
  hearth_pacer_cancel (&work.pacer);
  hearth_pacer_queue (&work.pacer);
  hearth_pacer_cancel (&work.pacer);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (work.n, ==, 0);

  /* It can be asked again. */
  hearth_pacer_queue (&work.pacer);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (work.n, ==, 1);
}

static void
test_hurry (void)
{
  Work work = { 0 };

  hearth_pacer_init (&work.pacer, INTERVAL_MS, on_due, &work);
  hearth_pacer_queue (&work.pacer);
  hearth_pacer_hurry (&work.pacer);
  g_assert_cmpuint (work.n, ==, 1);
  g_assert_false (g_main_context_iteration (NULL, FALSE));

  /* The interval counts from then. */
  hearth_pacer_queue (&work.pacer);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  hearth_pacer_cancel (&work.pacer);
}

static gboolean
draw_again (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A window that never finishes drawing, at GDK's priority for that (GDK_PRIORITY_REDRAW), keeps nobody waiting. */
static void
test_before_drawing (void)
{
  Work work = { 0 };
  guint drawing = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, draw_again, NULL, NULL);

  hearth_pacer_init (&work.pacer, INTERVAL_MS, on_due, &work);
  hearth_pacer_queue (&work.pacer);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (work.n, ==, 1);
  g_source_remove (drawing);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pacer/soon-and-seldom", test_soon_and_seldom);
  g_test_add_func ("/pacer/before-drawing", test_before_drawing);
  g_test_add_func ("/pacer/cancel", test_cancel);
  g_test_add_func ("/pacer/hurry", test_hurry);

  return g_test_run ();
}
