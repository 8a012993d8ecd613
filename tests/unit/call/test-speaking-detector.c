/* Who speaks: clicks and pauses do not count.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/speaking-detector.h"

#define STEP_US 50000

/* Feeds a level for a time. Returns: how often the answer changed */
static guint
feed (HearthSpeakingDetector *detector,
      double                  level,
      gint64                  length,
      gint64                 *now)
{
  guint n_changes = 0;

  for (gint64 end = *now + length; *now < end; *now += STEP_US)
    {
      gboolean before = detector->speaking;

      if (hearth_speaking_detector_update (detector, level, *now) != before)
        n_changes++;
    }

  return n_changes;
}

static void
test_voice (void)
{
  HearthSpeakingDetector detector = { 0 };
  gint64 now = G_USEC_PER_SEC;

  g_assert_cmpuint (feed (&detector, -60, G_USEC_PER_SEC, &now), ==, 0);
  g_assert_cmpuint (feed (&detector, -20, HEARTH_SPEAKING_ATTACK_US - STEP_US, &now), ==, 0); /* a click */
  g_assert_cmpuint (feed (&detector, -60, G_USEC_PER_SEC, &now), ==, 0);
  g_assert_cmpuint (feed (&detector, -20, G_USEC_PER_SEC, &now), ==, 1);
  g_assert_true (detector.speaking);

  g_assert_cmpuint (feed (&detector, -60, HEARTH_SPEAKING_RELEASE_US - STEP_US, &now), ==, 0); /* a breath */
  g_assert_cmpuint (feed (&detector, -20, STEP_US, &now), ==, 0);
  g_assert_cmpuint (feed (&detector, -45, 3 * G_USEC_PER_SEC, &now), ==, 0); /* between the two */
  g_assert_cmpuint (feed (&detector, -60, 2 * HEARTH_SPEAKING_RELEASE_US, &now), ==, 1);
  g_assert_false (detector.speaking);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speaking-detector/voice", test_voice);

  return g_test_run ();
}
