/* Whose picture is forwarded, and which of its layers are sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/layer-demand.h"
#include "room/picture-seats.h"

static void
assert_seated (HearthPictureSeats *seats,
               const char         *id)
{
  g_assert_true (hearth_picture_seats_has (seats, id));
  g_assert_false (hearth_picture_seats_waits (seats, id));
}

static void
assert_waits (HearthPictureSeats *seats,
              const char         *id)
{
  g_assert_false (hearth_picture_seats_has (seats, id));
  g_assert_true (hearth_picture_seats_waits (seats, id));
}

static void
test_first_come (void)
{
  g_autoptr (HearthPictureSeats) seats = hearth_picture_seats_new (2);

  g_assert_false (hearth_picture_seats_set (seats, "a", FALSE));
  g_assert_true (hearth_picture_seats_set (seats, "a", TRUE));
  g_assert_false (hearth_picture_seats_set (seats, "a", TRUE));
  g_assert_true (hearth_picture_seats_set (seats, "b", TRUE));
  g_assert_false (hearth_picture_seats_set (seats, "c", TRUE));
  g_assert_false (hearth_picture_seats_set (seats, "d", TRUE));
  assert_seated (seats, "a");
  assert_seated (seats, "b");
  assert_waits (seats, "c");
  assert_waits (seats, "d");

  /* Who waits longest is next. */
  g_assert_true (hearth_picture_seats_remove (seats, "a"));
  assert_seated (seats, "c");
  assert_waits (seats, "d");
  g_assert_false (hearth_picture_seats_remove (seats, "d"));
  g_assert_false (hearth_picture_seats_remove (seats, "nobody"));
  g_assert_true (hearth_picture_seats_remove (seats, "b"));
  assert_seated (seats, "c");
}

static void
test_switched_off (void)
{
  g_autoptr (HearthPictureSeats) seats = hearth_picture_seats_new (2);

  hearth_picture_seats_set (seats, "a", TRUE);
  hearth_picture_seats_set (seats, "b", TRUE);

  /* The seat is kept for as long as nobody else needs it. */
  g_assert_false (hearth_picture_seats_set (seats, "a", FALSE));
  assert_seated (seats, "a");
  g_assert_false (hearth_picture_seats_set (seats, "a", TRUE));
  g_assert_false (hearth_picture_seats_set (seats, "a", FALSE));

  g_assert_true (hearth_picture_seats_set (seats, "c", TRUE));
  assert_seated (seats, "c");
  g_assert_false (hearth_picture_seats_has (seats, "a"));
  g_assert_false (hearth_picture_seats_waits (seats, "a"));

  /* Back again: at the end of the queue. */
  g_assert_false (hearth_picture_seats_set (seats, "d", TRUE));
  g_assert_false (hearth_picture_seats_set (seats, "a", TRUE));
  assert_waits (seats, "a");
  g_assert_true (hearth_picture_seats_set (seats, "b", FALSE));
  assert_seated (seats, "d");
  assert_waits (seats, "a");

  /* Who gives up waiting does not wait. */
  g_assert_false (hearth_picture_seats_set (seats, "a", FALSE));
  g_assert_false (hearth_picture_seats_waits (seats, "a"));
}

static void
test_layers_are_kept_for_a_while (void)
{
  HearthLayerDemand demand = { 0 };
  gint64 now = 1000 * G_USEC_PER_SEC;

  g_assert_cmpint (hearth_layer_demand_get_due (&demand), ==, -1);
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x4, now), ==, 0x4);
  g_assert_cmpint (hearth_layer_demand_get_due (&demand), ==, -1);

  /* A smaller one instead: at once, and the large one for two seconds more. */
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x1, now), ==, 0x5);
  g_assert_cmpint (hearth_layer_demand_get_due (&demand), ==, now + HEARTH_LAYER_DEMAND_KEEP_US);
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x1, now + HEARTH_LAYER_DEMAND_KEEP_US - 1), ==, 0x5);
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x1, now + HEARTH_LAYER_DEMAND_KEEP_US), ==, 0x1);
  g_assert_cmpint (hearth_layer_demand_get_due (&demand), ==, -1);
}

static void
test_layers_wanted_again (void)
{
  HearthLayerDemand demand = { 0 };
  gint64 now = 1000 * G_USEC_PER_SEC;

  hearth_layer_demand_update (&demand, 0x3, now);
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x1, now), ==, 0x3);
  now += HEARTH_LAYER_DEMAND_KEEP_US / 2;
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x3, now), ==, 0x3);
  g_assert_cmpint (hearth_layer_demand_get_due (&demand), ==, -1);

  /* The two seconds count from the last time. */
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x0, now), ==, 0x3);
  now += HEARTH_LAYER_DEMAND_KEEP_US - 1;
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x0, now), ==, 0x3);
  g_assert_cmpuint (hearth_layer_demand_update (&demand, 0x0, now + 1), ==, 0x0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pictures/first-come", test_first_come);
  g_test_add_func ("/pictures/switched-off", test_switched_off);
  g_test_add_func ("/pictures/layers-are-kept-for-a-while", test_layers_are_kept_for_a_while);
  g_test_add_func ("/pictures/layers-wanted-again", test_layers_wanted_again);

  return g_test_run ();
}
