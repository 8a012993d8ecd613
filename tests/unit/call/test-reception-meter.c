/* How well somebody arrives: worse at once, better only after a while, and one lost packet is no reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/reception-meter.h"

typedef struct
{
  HearthReceptionMeter meter;
  guint64 received;
  guint64 lost;
  gint64 now;
} Way;

/* One look later. */
static HearthReception
run (Way     *way,
     guint64  received,
     guint64  lost)
{
  way->received += received;
  way->lost += lost;
  way->now += HEARTH_RECEPTION_INTERVAL_US;

  return hearth_reception_meter_update (&way->meter, way->received, way->lost, way->now);
}

static void
test_shares (void)
{
  Way way = { .now = 1 };

  /* What was lost before anybody looked is no news. */
  g_assert_cmpint (run (&way, 100, 900), ==, HEARTH_RECEPTION_GOOD);
  g_assert_cmpint (run (&way, 980, 20), ==, HEARTH_RECEPTION_GOOD);
  g_assert_cmpint (run (&way, 960, 40), ==, HEARTH_RECEPTION_WEAK);
  g_assert_cmpint (run (&way, 850, 150), ==, HEARTH_RECEPTION_POOR);
  g_assert_cmpint (run (&way, 0, 1000), ==, HEARTH_RECEPTION_POOR);
}

/* Nobody speaks and the camera is off: a packet now and then. */
static void
test_few (void)
{
  Way way = { .now = 1 };

  run (&way, 100, 0);
  g_assert_cmpint (run (&way, 10, 5), ==, HEARTH_RECEPTION_GOOD);
  g_assert_cmpint (run (&way, 0, 0), ==, HEARTH_RECEPTION_GOOD);
}

static void
test_recovery (void)
{
  Way way = { .now = 1 };
  const int n_looks = HEARTH_RECEPTION_CALM_US / HEARTH_RECEPTION_INTERVAL_US;

  run (&way, 100, 0);
  g_assert_cmpint (run (&way, 800, 200), ==, HEARTH_RECEPTION_POOR);
  for (int i = 1; i < n_looks; i++)
    g_assert_cmpint (run (&way, 1000, 0), ==, HEARTH_RECEPTION_POOR);
  g_assert_cmpint (run (&way, 1000, 0), ==, HEARTH_RECEPTION_GOOD);
}

/* Between two looks nothing changes; packets that came late are no losses any more. */
static void
test_between (void)
{
  Way way = { .now = 1 };

  run (&way, 1000, 100);
  g_assert_cmpint (hearth_reception_meter_update (&way.meter, 1000, 1100, way.now + 1), ==, HEARTH_RECEPTION_GOOD);
  way.lost -= 50;
  g_assert_cmpint (run (&way, 1000, 0), ==, HEARTH_RECEPTION_GOOD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reception-meter/shares", test_shares);
  g_test_add_func ("/reception-meter/few", test_few);
  g_test_add_func ("/reception-meter/recovery", test_recovery);
  g_test_add_func ("/reception-meter/between", test_between);

  return g_test_run ();
}
