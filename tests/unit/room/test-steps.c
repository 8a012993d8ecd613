/* Whether a path lives, and what follows for a guest and for a visit, at every age of the silence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/guest-step.h"
#include "room/visit-step.h"

#define S G_USEC_PER_SEC

static void
test_health (void)
{
  g_assert_cmpint (hearth_path_health_judge (0, 0, 100 * S), ==, HEARTH_PATH_OPENING);

  /* Counted from opening while nothing has come, then from the last that came. */
  g_assert_cmpint (hearth_path_health_judge (10 * S, 0, 10 * S), ==, HEARTH_PATH_ALIVE);
  g_assert_cmpint (hearth_path_health_judge (10 * S, 0, 10 * S + HEARTH_PATH_SILENT_US - 1), ==, HEARTH_PATH_ALIVE);
  g_assert_cmpint (hearth_path_health_judge (10 * S, 0, 10 * S + HEARTH_PATH_SILENT_US), ==, HEARTH_PATH_SILENT);
  g_assert_cmpint (hearth_path_health_judge (10 * S, 20 * S, 20 * S + HEARTH_PATH_LOST_US - 1), ==, HEARTH_PATH_SILENT);
  g_assert_cmpint (hearth_path_health_judge (10 * S, 20 * S, 20 * S + HEARTH_PATH_LOST_US), ==, HEARTH_PATH_LOST);

  /* What was received on the connection before this one does not count. */
  g_assert_cmpint (hearth_path_health_judge (20 * S, 10 * S, 20 * S), ==, HEARTH_PATH_ALIVE);
}

static void
test_died (void)
{
  /* The socket went together with the media, seen a while later. */
  g_assert_true (hearth_path_health_died (5 * S, 5 * S));
  g_assert_true (hearth_path_health_died (5 * S, 4 * S));
  g_assert_true (hearth_path_health_died (4 * S, 5 * S));

  /* The server noticed ten seconds after the network went; media outlived the server; it is still there. */
  g_assert_false (hearth_path_health_died (15 * S, 5 * S));
  g_assert_false (hearth_path_health_died (5 * S, 60 * S));
  g_assert_false (hearth_path_health_died (5 * S, -1));
}

static void
test_guest (void)
{
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_OPENING, 0, 0, -1), ==, HEARTH_GUEST_JOINING);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_OPENING, 0, 0, 0), ==, HEARTH_GUEST_GONE);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_OPENING, 0, HEARTH_GUEST_JOIN_US, -1), ==, HEARTH_GUEST_GONE);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_ALIVE, 0, 300 * S, -1), ==, HEARTH_GUEST_INSIDE);

  /* A call does not need the server. */
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_ALIVE, 0, 300 * S, 200 * S), ==, HEARTH_GUEST_INSIDE);

  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_SILENT, 2 * S, 300 * S, 2 * S), ==, HEARTH_GUEST_AWAY);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_LOST, HEARTH_GUEST_DEAD_US, 300 * S, HEARTH_GUEST_DEAD_US), ==, HEARTH_GUEST_GONE);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_LOST, 60 * S, 300 * S, -1), ==, HEARTH_GUEST_AWAY);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_LOST, 60 * S, 300 * S, 45 * S), ==, HEARTH_GUEST_AWAY);
  g_assert_cmpint (hearth_guest_step_judge (HEARTH_PATH_LOST, HEARTH_GUEST_AWAY_US, 300 * S, -1), ==, HEARTH_GUEST_GONE);
}

static void
test_visit (void)
{
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_OPENING, 0, 0, -1), ==, HEARTH_VISIT_JOINING);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_OPENING, 0, HEARTH_VISIT_JOIN_US, -1), ==, HEARTH_VISIT_UNREACHABLE);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_ALIVE, 0, 300 * S, 200 * S), ==, HEARTH_VISIT_INSIDE);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_SILENT, 2 * S, 300 * S, -1), ==, HEARTH_VISIT_RECONNECTING);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_LOST, HEARTH_VISIT_DEAD_US, 300 * S, HEARTH_VISIT_DEAD_US), ==, HEARTH_VISIT_LOST);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_LOST, 60 * S, 300 * S, 45 * S), ==, HEARTH_VISIT_RECONNECTING);
  g_assert_cmpint (hearth_visit_step_judge (HEARTH_PATH_LOST, HEARTH_VISIT_AWAY_US, 300 * S, -1), ==, HEARTH_VISIT_LOST);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/steps/health", test_health);
  g_test_add_func ("/steps/died", test_died);
  g_test_add_func ("/steps/guest", test_guest);
  g_test_add_func ("/steps/visit", test_visit);

  return g_test_run ();
}
