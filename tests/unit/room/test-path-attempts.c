/* Attempts: the first at once, later ones by the back-off, each with its time; one that comes to nothing is told of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/path-attempts.h"

typedef struct
{
  HearthPathAttempts attempts;
  guint n_due;
  guint n_expired;
} Fixture;

static void
on_due (gpointer owner)
{
  Fixture *fixture = owner;

  fixture->n_due++;
}

static void
on_expired (gpointer owner)
{
  Fixture *fixture = owner;

  fixture->n_expired++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  hearth_path_attempts_init (&fixture->attempts, on_due, on_expired, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_path_attempts_end (&fixture->attempts);
  g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

static void
test_schedule (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));
  hearth_path_attempts_schedule (&fixture->attempts);
  hearth_path_attempts_schedule (&fixture->attempts);
  g_assert_false (hearth_path_attempts_is_idle (&fixture->attempts));
  g_assert_false (hearth_path_attempts_is_expecting (&fixture->attempts));
  g_assert_cmpuint (fixture->n_due, ==, 0);

  /* The first one does not wait. */
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_due, ==, 1);
  g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));

  /* The second one does. */
  hearth_path_attempts_schedule (&fixture->attempts);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_due, ==, 1);
  while (fixture->n_due < 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_expect (Fixture       *fixture,
             gconstpointer  data)
{
  hearth_path_attempts_expect (&fixture->attempts, 100);
  g_assert_true (hearth_path_attempts_is_expecting (&fixture->attempts));
  hearth_path_attempts_expect (&fixture->attempts, 1);
  while (fixture->n_expired < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));
  g_assert_cmpuint (fixture->n_due, ==, 0);

  /* What is scheduled ends what was expected. */
  hearth_path_attempts_expect (&fixture->attempts, 100);
  hearth_path_attempts_schedule (&fixture->attempts);
  g_assert_false (hearth_path_attempts_is_expecting (&fixture->attempts));
}

/* Whatever was tried before, a new misfortune begins with an attempt at once. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  static void (*const forget[]) (HearthPathAttempts *) = { hearth_path_attempts_restart, hearth_path_attempts_end };

  for (guint i = 0; i < G_N_ELEMENTS (forget); i++)
    {
      hearth_path_attempts_schedule (&fixture->attempts);
      g_assert_true (g_main_context_iteration (NULL, FALSE));
      hearth_path_attempts_schedule (&fixture->attempts);
      forget[i] (&fixture->attempts);
      g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));
    }
  hearth_path_attempts_schedule (&fixture->attempts);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_due, ==, 3);
}

/* One that the other side has begun takes the place of the next, but not of the back-off. */
static void
test_unschedule (Fixture       *fixture,
                 gconstpointer  data)
{
  hearth_path_attempts_schedule (&fixture->attempts);
  hearth_path_attempts_unschedule (&fixture->attempts);
  g_assert_true (hearth_path_attempts_is_idle (&fixture->attempts));
  hearth_path_attempts_schedule (&fixture->attempts);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_due, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/path-attempts/schedule", Fixture, NULL, set_up, test_schedule, tear_down);
  g_test_add ("/path-attempts/expect", Fixture, NULL, set_up, test_expect, tear_down);
  g_test_add ("/path-attempts/restart", Fixture, NULL, set_up, test_restart, tear_down);
  g_test_add ("/path-attempts/unschedule", Fixture, NULL, set_up, test_unschedule, tear_down);

  return g_test_run ();
}
