/* When to try again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "signalling/backoff.h"

static void
test_waits (void)
{
  const double seconds[] = { 0, 0.25, 0.5, 1, 2, 3, 3 };
  HearthBackoff backoff;
  gint64 now = 5 * G_USEC_PER_SEC;

  hearth_backoff_begin (&backoff, now);
  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      gint64 wait = hearth_backoff_next (&backoff, now, 0.5);

      g_assert_cmpint (wait, ==, (gint64) (seconds[i] * G_USEC_PER_SEC));
      now += wait;
    }
}

static void
test_jitter (void)
{
  HearthBackoff backoff;

  hearth_backoff_begin (&backoff, 0);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (hearth_backoff_next (&backoff, 0, 1), >=, 0);

  g_assert_cmpint (hearth_backoff_next (&backoff, 0, 0), ==, (gint64) (2.4 * G_USEC_PER_SEC));
  g_assert_cmpint (hearth_backoff_next (&backoff, 0, 1), ==, (gint64) (3.6 * G_USEC_PER_SEC));
}

static void
test_end (void)
{
  HearthBackoff backoff;
  gint64 now = 0;
  guint n_attempts = 0;

  hearth_backoff_begin (&backoff, now);
  for (;;)
    {
      gint64 wait = hearth_backoff_next (&backoff, now, 0.5);

      if (wait < 0)
        break;
      n_attempts++;
      now += wait + G_USEC_PER_SEC / 10; /* the attempt itself */
    }

  g_assert_cmpint (now, >, (HEARTH_LIMIT_RECONNECT_SECONDS - 5) * G_USEC_PER_SEC);
  g_assert_cmpint (now, <=, (HEARTH_LIMIT_RECONNECT_SECONDS + 1) * G_USEC_PER_SEC);
  g_assert_cmpuint (n_attempts, >, 30);

  /* It stays the end, and another loss is another beginning. */
  g_assert_cmpint (hearth_backoff_next (&backoff, now, 0.5), ==, -1);
  hearth_backoff_begin (&backoff, now);
  g_assert_cmpint (hearth_backoff_next (&backoff, now, 0.5), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/backoff/waits", test_waits);
  g_test_add_func ("/signalling/backoff/jitter", test_jitter);
  g_test_add_func ("/signalling/backoff/end", test_end);

  return g_test_run ();
}
