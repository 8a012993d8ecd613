/* Deadlines pass in order, move, and can be given up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/deadline-queue.h"

typedef struct
{
  HearthDeadlineQueue queue;
  HearthDeadline first;
  HearthDeadline second;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  hearth_deadline_queue_init (&fixture->queue, 100);
  hearth_deadline_set (&fixture->first, &fixture->queue, &fixture->first, 1000);
  hearth_deadline_set (&fixture->second, &fixture->queue, &fixture->second, 1050);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_null (hearth_deadline_queue_pop (&fixture->queue, 1099));
  g_assert_true (hearth_deadline_queue_pop (&fixture->queue, 1100) == &fixture->first);
  g_assert_null (hearth_deadline_queue_pop (&fixture->queue, 1100));
  g_assert_true (hearth_deadline_queue_pop (&fixture->queue, 9999) == &fixture->second);
  g_assert_null (hearth_deadline_queue_pop (&fixture->queue, 9999));
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  HearthDeadlineQueue other;

  hearth_deadline_set (&fixture->first, &fixture->queue, &fixture->first, 1090);
  g_assert_true (hearth_deadline_queue_pop (&fixture->queue, 1150) == &fixture->second);
  g_assert_null (hearth_deadline_queue_pop (&fixture->queue, 1189));

  hearth_deadline_queue_init (&other, 10);
  hearth_deadline_set (&fixture->first, &other, &other, 1100);
  g_assert_null (hearth_deadline_queue_pop (&fixture->queue, 9999));
  g_assert_true (hearth_deadline_queue_pop (&other, 1110) == &other);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  hearth_deadline_clear (&fixture->first);
  hearth_deadline_clear (&fixture->first);
  g_assert_true (hearth_deadline_queue_pop (&fixture->queue, 9999) == &fixture->second);
  hearth_deadline_clear (&fixture->second);
  g_assert_null (hearth_deadline_queue_pop_earliest (&fixture->queue));
}

static void
test_earliest (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_true (hearth_deadline_queue_pop_earliest (&fixture->queue) == &fixture->first);
  g_assert_true (hearth_deadline_queue_pop_earliest (&fixture->queue) == &fixture->second);
  g_assert_null (hearth_deadline_queue_pop_earliest (&fixture->queue));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/signalling/deadline-queue/order", Fixture, NULL, fixture_set_up, test_order, NULL);
  g_test_add ("/signalling/deadline-queue/move", Fixture, NULL, fixture_set_up, test_move, NULL);
  g_test_add ("/signalling/deadline-queue/clear", Fixture, NULL, fixture_set_up, test_clear, NULL);
  g_test_add ("/signalling/deadline-queue/earliest", Fixture, NULL, fixture_set_up, test_earliest, NULL);

  return g_test_run ();
}
