/* Connections that end: at every moment, by the peer, by nonsense; and what is left of them afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <dirent.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "pair.h"
#include "peer/peer-error.h"

#define CYCLES 50

static gboolean
has_media (Pair *pair)
{
  RtpCounter *audio = pair_get_counter (pair, "alice/audio");
  RtpCounter *video = pair_get_counter (pair, "alice/video");

  return audio != NULL && video != NULL && rtp_counter_get_n (audio) > 0 && rtp_counter_get_n (video) > 0
         && pair->channel != NULL && hearth_data_channel_is_open (pair->channel);
}

static HearthDataChannel *
begin (Pair *pair)
{
  HearthDataChannel *channel = hearth_sending_connection_open_channel (pair->sending, "control");

  pair_add_track (pair, "alice/audio", 0, 20);
  pair_add_track (pair, "alice/video", 0, 20);
  hearth_sending_connection_negotiate (pair->sending);

  return channel;
}

static void
test_close_new (void)
{
  g_autoptr (Pair) pair = pair_new ();
}

/* After each turn of the main loop once: every state on the way is among them. */
static void
test_close_on_the_way (void)
{
  gboolean connected = FALSE;

  for (guint turns = 0; !connected; turns = turns * 2 + 1)
    {
      g_autoptr (Pair) pair = pair_new ();

      begin (pair);
      for (guint i = 0; i < turns && !pair_is_connected (pair); i++)
        g_main_context_iteration (NULL, TRUE);
      connected = pair_is_connected (pair);
    }
}

static void
test_close_under_load (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Pair) pair = pair_new ();
      HearthDataChannel *channel = begin (pair);
      g_autofree char *text = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES, 'x');

      pair_wait (pair, has_media);
      while (hearth_data_channel_send (channel, text))
        ;
      hearth_connection_close (i == 1 ? HEARTH_CONNECTION (pair->receiving) : HEARTH_CONNECTION (pair->sending));
      hearth_connection_close (HEARTH_CONNECTION (pair->sending));
    }
}

static gint64
get_silence_ms (Pair *pair)
{
  return (g_get_monotonic_time () - hearth_connection_get_last_received (HEARTH_CONNECTION (pair->receiving))) / 1000;
}

static gboolean
is_heard (Pair *pair)
{
  return get_silence_ms (pair) < 200;
}

/* A peer that is gone says nothing and webrtcbin notices it after half a minute: the owner's watchdog looks at this. */
static void
test_silence (void)
{
  g_autoptr (Pair) pair = pair_new ();

  begin (pair);
  pair_wait (pair, has_media);
  pair_run (pair, 500);
  pair_wait (pair, is_heard);
  hearth_connection_close (HEARTH_CONNECTION (pair->sending));
  pair_run (pair, 1000);
  g_assert_cmpint (get_silence_ms (pair), >, 400);
  g_assert_cmpint (hearth_connection_get_state (HEARTH_CONNECTION (pair->receiving)), ==, HEARTH_CONNECTION_CONNECTED);
}

static gboolean
have_both_failed (Pair *pair)
{
  return pair->sending_error != NULL && pair->receiving_error != NULL;
}

/* A peer that never answers, a TURN server that does not let us in: nobody says so, only the clock. */
static void
test_deadline (void)
{
  g_autoptr (Pair) pair = pair_new ();
  gint64 begun_at = g_get_monotonic_time ();

  pair->drop_answers = TRUE;
  pair->expect_failure = TRUE;
  begin (pair);
  pair_run (pair, (HEARTH_LIMIT_PEER_CONNECT_SECONDS - 1) * 1000);
  g_assert_no_error (pair->sending_error);
  pair_wait (pair, have_both_failed);
  g_assert_error (pair->sending_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_UNREACHABLE);
  g_assert_error (pair->receiving_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_UNREACHABLE);
  g_assert_cmpint (g_get_monotonic_time () - begun_at, <, (HEARTH_LIMIT_PEER_CONNECT_SECONDS + 10) * G_USEC_PER_SEC);
}

/* A channel whose reader does not read is full at some point, and says so. */
static void
test_full_channel (void)
{
  g_autoptr (Pair) pair = pair_new ();
  HearthDataChannel *channel = begin (pair);
  g_autofree char *text = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES, 'x');
  guint n = 0;

  pair_wait (pair, has_media);
  while (n < 100000 && hearth_data_channel_send (channel, text))
    n++;
  g_test_message ("%u messages of %d bytes", n, HEARTH_LIMIT_CONTROL_BYTES);
  g_assert_cmpuint (n, <, 100000);
}

static gboolean
goes_on (Pair *pair)
{
  return rtp_counter_get_n (pair_get_counter (pair, "alice/video")) > pair->n_wanted && pair->received->len == 1;
}

static void
assert_refused (Pair       *pair,
                guint       mline,
                const char *candidate)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_connection_add_candidate (HEARTH_CONNECTION (pair->sending), mline, candidate, &error));
  g_assert_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION);
}

/* Refused, and everything goes on as before. */
static void
test_nonsense (void)
{
  g_autoptr (Pair) pair = pair_new ();
  g_autoptr (GHashTable) no_tracks = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (HearthSessionDescription) foreign = NULL;
  g_autoptr (GError) error = NULL;
  HearthDataChannel *channel;

  channel = begin (pair);
  pair_wait (pair, has_media);

  assert_refused (pair, 0, "candidate:nonsense");
  assert_refused (pair, 0, "candidate:1 1 UDP 2013266431 4a1e.local 50000 typ host");
  assert_refused (pair, HEARTH_LIMIT_SDP_MEDIA, "candidate:1 1 UDP 2013266431 192.0.2.1 50000 typ host");

  /* An answer that nobody waits for, and an offer from somebody else. */
  {
    g_autoptr (Pair) other = pair_new ();

    begin (other);
    pair_wait (other, pair_is_connected);
    foreign = hearth_session_description_copy (other->last_offer);
    g_assert_false (hearth_sending_connection_accept_answer (pair->sending, other->last_answer, &error));
    g_assert_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION);
    g_clear_error (&error);
  }
  g_assert_false (hearth_receiving_connection_accept_offer (pair->receiving, foreign, no_tracks, &error));
  g_assert_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION);

  pair->n_wanted = rtp_counter_get_n (pair_get_counter (pair, "alice/video")) + 15;
  g_assert_true (hearth_data_channel_send (channel, "still here"));
  pair_wait (pair, goes_on);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (pair, "alice/video")), ==, 0);
}

static void
test_too_many_candidates (void)
{
  g_autoptr (Pair) pair = pair_new ();

  for (guint i = 0; i < HEARTH_LIMIT_CANDIDATES; i++)
    g_assert_true (hearth_connection_add_candidate (HEARTH_CONNECTION (pair->sending), 0,
                                                    "candidate:1 1 UDP 2013266431 192.0.2.1 50000 typ host", NULL));
  assert_refused (pair, 0, "candidate:1 1 UDP 2013266431 192.0.2.1 50000 typ host");
}

static guint
count_entries (const char *path)
{
  DIR *directory = opendir (path);
  guint n = 0;

  g_assert_nonnull (directory);
  while (readdir (directory) != NULL)
    n++;
  closedir (directory);

  return n;
}

static void
test_churn (void)
{
  guint fds = 0;
  guint threads = 0;
  gint64 begun_at;
  gint64 longest_close = 0;

  for (guint i = 0; i < CYCLES; i++)
    {
      Pair *pair = pair_new ();

      begin (pair);
      pair_wait (pair, has_media);
      begun_at = g_get_monotonic_time ();
      hearth_connection_close (HEARTH_CONNECTION (pair->sending));
      longest_close = MAX (longest_close, g_get_monotonic_time () - begun_at);
      pair_free (pair);

      /* Thread pools and the like are there after the first few. */
      if (i == 4)
        {
          fds = count_entries ("/proc/self/fd");
          threads = count_entries ("/proc/self/task");
        }
      if (i % 10 == 4)
        g_test_message ("after %u: %u fds, %u threads", i + 1,
                        count_entries ("/proc/self/fd"), count_entries ("/proc/self/task"));
    }
  g_test_message ("the longest close took %.0f ms", (double) longest_close / 1000);
  pair_settle ();
  g_assert_cmpuint (count_entries ("/proc/self/fd"), <=, fds);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, threads + 2);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/peer/lifetime/close-new", test_close_new);
  g_test_add_func ("/peer/lifetime/close-on-the-way", test_close_on_the_way);
  g_test_add_func ("/peer/lifetime/close-under-load", test_close_under_load);
  g_test_add_func ("/peer/lifetime/silence", test_silence);
  g_test_add_func ("/peer/lifetime/deadline", test_deadline);
  g_test_add_func ("/peer/lifetime/full-channel", test_full_channel);
  g_test_add_func ("/peer/lifetime/nonsense", test_nonsense);
  g_test_add_func ("/peer/lifetime/too-many-candidates", test_too_many_candidates);
  g_test_add_func ("/peer/lifetime/churn", test_churn);

  status = g_test_run ();
  /* The leaks tracer, where the environment turns it on, reports here. */
  gst_deinit ();

  return status;
}
