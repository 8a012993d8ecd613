/* HearthKeyframePace: whoever asks alone gets it at once, a few who come together soon, and whoever keeps asking one a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/keyframe-pace.h"

#include "base/limits.h"

#define SECOND G_USEC_PER_SEC
#define GAP (HEARTH_LIMIT_KEYFRAME_GAP_MS * G_TIME_SPAN_MILLISECOND)
#define INTERVAL (HEARTH_LIMIT_KEYFRAME_INTERVAL_MS * G_TIME_SPAN_MILLISECOND)

static void
test_alone (void)
{
  HearthKeyframePace pace = { 0 };

  for (gint64 now = 5 * SECOND; now < 50 * SECOND; now += INTERVAL)
    {
      g_assert_cmpint (hearth_keyframe_pace_get_next (&pace), <=, now);
      hearth_keyframe_pace_note (&pace, now);
    }
}

static void
test_together (void)
{
  HearthKeyframePace pace = { 0 };
  gint64 now = 5 * SECOND;

  hearth_keyframe_pace_note (&pace, now);
  for (guint i = 1; i < HEARTH_LIMIT_KEYFRAME_BURST; i++)
    {
      g_assert_cmpint (hearth_keyframe_pace_get_next (&pace), ==, now + GAP);
      now += GAP;
      hearth_keyframe_pace_note (&pace, now);
    }

  /* Meanwhile one has come back. */
  now = hearth_keyframe_pace_get_next (&pace);
  hearth_keyframe_pace_note (&pace, now);
  g_assert_cmpint (hearth_keyframe_pace_get_next (&pace), ==, now + INTERVAL);

  /* After a while the next few may come together. */
  now += HEARTH_LIMIT_KEYFRAME_BURST * INTERVAL;
  hearth_keyframe_pace_note (&pace, now);
  g_assert_cmpint (hearth_keyframe_pace_get_next (&pace), ==, now + GAP);
}

/* However long it goes on: never more than one a second, and a burst. */
static void
test_for_ever (void)
{
  HearthKeyframePace pace = { 0 };
  gint64 began_at = 5 * SECOND;
  guint n = 0;

  for (gint64 now = began_at; now < began_at + 100 * SECOND; now += SECOND / 1000)
    {
      if (now < hearth_keyframe_pace_get_next (&pace))
        continue;
      hearth_keyframe_pace_note (&pace, now);
      n++;
      g_assert_cmpint (n, <=, (now - began_at) / INTERVAL + HEARTH_LIMIT_KEYFRAME_BURST);
    }
  g_assert_cmpuint (n, >=, 100 * SECOND / INTERVAL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyframe-pace/alone", test_alone);
  g_test_add_func ("/keyframe-pace/together", test_together);
  g_test_add_func ("/keyframe-pace/for-ever", test_for_ever);

  return g_test_run ();
}
