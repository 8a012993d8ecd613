/* The token bucket: bursts, what comes back, and clocks that stand still or jump.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/token-bucket.h"

static void
test_burst (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 3, 1, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_true (hearth_token_bucket_take (&bucket, 1, 0));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, 0));
  g_assert_true (hearth_token_bucket_take (&bucket, 0, 0));
}

static void
test_return (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 2, 4, 0);
  g_assert_true (hearth_token_bucket_take (&bucket, 2, 0));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, G_USEC_PER_SEC / 4 - 1));
  g_assert_true (hearth_token_bucket_take (&bucket, 1, G_USEC_PER_SEC / 4 + 1));

  /* Never more than the capacity, however long nobody asks. */
  g_assert_true (hearth_token_bucket_take (&bucket, 2, 3600 * (gint64) G_USEC_PER_SEC));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, 3600 * (gint64) G_USEC_PER_SEC));
}

/* What is refused costs nothing: asking on and on does not keep the door shut. */
static void
test_refused_is_free (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 1, 1, 0);
  g_assert_true (hearth_token_bucket_take (&bucket, 1, 0));
  for (gint64 now = 0; now < G_USEC_PER_SEC; now += 1000)
    g_assert_false (hearth_token_bucket_take (&bucket, 1, now));
  g_assert_true (hearth_token_bucket_take (&bucket, 1, G_USEC_PER_SEC + 10));
}

/* A new rate gives nothing back, and a smaller burst takes what is more. */
static void
test_new_rate (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 10, 1, 0);
  g_assert_true (hearth_token_bucket_take (&bucket, 10, 0));
  hearth_token_bucket_set_rate (&bucket, 20, 4, G_USEC_PER_SEC);
  g_assert_true (hearth_token_bucket_take (&bucket, 1, G_USEC_PER_SEC));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, G_USEC_PER_SEC));
  g_assert_true (hearth_token_bucket_take (&bucket, 4, 2 * G_USEC_PER_SEC));
  hearth_token_bucket_set_rate (&bucket, 2, 4, 6 * G_USEC_PER_SEC);
  g_assert_false (hearth_token_bucket_take (&bucket, 3, 6 * G_USEC_PER_SEC));
  g_assert_true (hearth_token_bucket_take (&bucket, 2, 6 * G_USEC_PER_SEC));
}

static void
test_time_goes_back (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 1, 1, 10 * G_USEC_PER_SEC);
  g_assert_true (hearth_token_bucket_take (&bucket, 1, 0));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, G_MININT64));
  g_assert_false (hearth_token_bucket_take (&bucket, 1, 10 * G_USEC_PER_SEC));
  g_assert_true (hearth_token_bucket_take (&bucket, 1, 11 * G_USEC_PER_SEC));
}

/* What has happened cannot be refused, and is paid for afterwards. */
static void
test_owed (void)
{
  HearthTokenBucket bucket;

  hearth_token_bucket_init (&bucket, 10, 2, 0);
  g_assert_true (hearth_token_bucket_charge (&bucket, 10, 0));
  g_assert_false (hearth_token_bucket_charge (&bucket, 4, 0));
  g_assert_false (hearth_token_bucket_take (&bucket, 0, 0));
  g_assert_false (hearth_token_bucket_charge (&bucket, 0, G_USEC_PER_SEC));
  g_assert_true (hearth_token_bucket_charge (&bucket, 0, 2 * G_USEC_PER_SEC));
  g_assert_true (hearth_token_bucket_take (&bucket, 2, 3 * G_USEC_PER_SEC));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/token-bucket/burst", test_burst);
  g_test_add_func ("/base/token-bucket/return", test_return);
  g_test_add_func ("/base/token-bucket/refused-is-free", test_refused_is_free);
  g_test_add_func ("/base/token-bucket/new-rate", test_new_rate);
  g_test_add_func ("/base/token-bucket/owed", test_owed);
  g_test_add_func ("/base/token-bucket/time-goes-back", test_time_goes_back);

  return g_test_run ();
}
