/* HearthKeyframeRequests and HearthLossCounter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "media/keyframe-requests.h"
#include "media/loss-counter.h"

#define SECOND G_USEC_PER_SEC
#define GAP (HEARTH_LIMIT_KEYFRAME_GAP_MS * G_TIME_SPAN_MILLISECOND)

static void
test_keyframes (void)
{
  HearthKeyframeRequests requests = { 0 };

  g_assert_false (hearth_keyframe_requests_take (&requests, SECOND));

  /* The first at once, and only once. */
  hearth_keyframe_requests_add (&requests);
  g_assert_true (hearth_keyframe_requests_take (&requests, SECOND));
  g_assert_false (hearth_keyframe_requests_take (&requests, SECOND));

  /* Those that come too soon after it become one, when it is time. */
  for (int i = 1; i < 10; i++)
    {
      hearth_keyframe_requests_add (&requests);
      g_assert_false (hearth_keyframe_requests_take (&requests, SECOND + i * GAP / 10));
    }
  g_assert_true (hearth_keyframe_requests_take (&requests, SECOND + GAP));
  g_assert_false (hearth_keyframe_requests_take (&requests, 4 * SECOND));

  hearth_keyframe_requests_add (&requests);
  g_assert_true (hearth_keyframe_requests_take (&requests, 4 * SECOND));

  /* Who asked before a key frame that comes anyway has got it; who asks after it is answered. */
  hearth_keyframe_requests_add (&requests);
  hearth_keyframe_requests_forget (&requests);
  g_assert_false (hearth_keyframe_requests_take (&requests, 6 * SECOND));
  hearth_keyframe_requests_add (&requests);
  g_assert_true (hearth_keyframe_requests_take (&requests, 6 * SECOND));
}

static guint64
count (const int *sequences)
{
  HearthLossCounter counter = { 0 };

  for (; *sequences >= 0; sequences++)
    hearth_loss_counter_add (&counter, (guint16) *sequences);

  return counter.lost;
}

static void
test_losses (void)
{
  g_assert_cmpuint (count ((int[]) { -1 }), ==, 0);
  g_assert_cmpuint (count ((int[]) { 500, 501, 502, -1 }), ==, 0);
  g_assert_cmpuint (count ((int[]) { 500, 503, 504, -1 }), ==, 2);
  g_assert_cmpuint (count ((int[]) { 500, 503, 501, 504, -1 }), ==, 1);
  g_assert_cmpuint (count ((int[]) { 500, 503, 502, 501, 504, -1 }), ==, 0);
  g_assert_cmpuint (count ((int[]) { 65534, 65535, 0, 1, -1 }), ==, 0);
  g_assert_cmpuint (count ((int[]) { 65534, 1, -1 }), ==, 2);
  g_assert_cmpuint (count ((int[]) { 65534, 1, 65535, -1 }), ==, 1);

  /* Another stream begins. */
  g_assert_cmpuint (count ((int[]) { 500, 502, 20000, 20002, -1 }), ==, 2);
  g_assert_cmpuint (count ((int[]) { 20000, 500, 501, -1 }), ==, 0);
}

static void
test_restart (void)
{
  HearthLossCounter counter = { 0 };

  hearth_loss_counter_add (&counter, 10);
  hearth_loss_counter_add (&counter, 12);
  hearth_loss_counter_restart (&counter);
  hearth_loss_counter_add (&counter, 100);
  hearth_loss_counter_add (&counter, 101);
  g_assert_cmpuint (counter.lost, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyframe-requests", test_keyframes);
  g_test_add_func ("/loss-counter/losses", test_losses);
  g_test_add_func ("/loss-counter/restart", test_restart);

  return g_test_run ();
}
