/* Tracks that come and go while another flows, lost packets, and one SSRC for two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "base/main-thread.h"
#include "pair.h"

#define CYCLES 8

static gboolean
has_alice (Pair *pair)
{
  RtpCounter *counter = pair_get_counter (pair, "alice/video");

  return pair_is_connected (pair) && counter != NULL && rtp_counter_get_n (counter) >= 30;
}

static gboolean
has_bob (Pair *pair)
{
  RtpCounter *counter = pair_get_counter (pair, "bob/video");

  return g_hash_table_contains (pair->sources, "bob/video") && counter != NULL && rtp_counter_get_n (counter) >= 9;
}

static gboolean
has_no_bob (Pair *pair)
{
  return !g_hash_table_contains (pair->sources, "bob/video") && pair->n_offers == pair->n_answers;
}

static void
let_bob_go (Pair *pair)
{
  hearth_sending_connection_remove_track (pair->sending, "bob/video");
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_no_bob);
  g_hash_table_remove (pair->counters, "bob/video");
}

static void
let_alice_in (Pair *pair)
{
  pair_add_track (pair, "alice/video", 0, 20);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_alice);
}

static void
assert_alice_lost_nothing (Pair *pair)
{
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (pair, "alice/video")), ==, 0);
}

/* Somebody else each time, on the same line. */
static void
test_come_and_go (void)
{
  g_autoptr (Pair) pair = pair_new ();

  let_alice_in (pair);
  for (guint i = 0; i < CYCLES; i++)
    {
      gint64 begun_at = g_get_monotonic_time ();
      g_autoptr (GHashTable) tracks = NULL;

      pair_add_track (pair, "bob/video", 0, 20);
      hearth_sending_connection_negotiate (pair->sending);
      pair_wait (pair, has_bob);
      g_test_message ("9 packets of the new one after %.0f ms", (double) (g_get_monotonic_time () - begun_at) / 1000);
      tracks = hearth_sending_connection_get_tracks (pair->sending);
      g_assert_cmpuint (g_hash_table_size (tracks), ==, 2);
      let_bob_go (pair);
    }
  assert_alice_lost_nothing (pair);
}

/* The same source again: paused and taken up. */
static void
test_return (void)
{
  g_autoptr (Pair) pair = pair_new ();
  g_autoptr (RtpGenerator) bob = NULL;

  let_alice_in (pair);
  bob = g_object_ref (pair_add_track (pair, "bob/video", 0, 20));
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_bob);
  for (guint i = 0; i < CYCLES; i++)
    {
      let_bob_go (pair);
      g_assert_true (hearth_sending_connection_add_track (pair->sending, "bob/video", HEARTH_RTP_SOURCE (bob)));
      hearth_sending_connection_negotiate (pair->sending);
      pair_wait (pair, has_bob);
    }
  assert_alice_lost_nothing (pair);
}

/* A guest who sends as another does takes nothing away from that one. */
static void
test_same_ssrc (void)
{
  g_autoptr (Pair) pair = pair_new ();

  pair_add_track (pair, "alice/video", 0x1234, 20);
  pair_add_track (pair, "bob/video", 0x1234, 20);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_alice);
  pair_wait (pair, has_bob);
  g_assert_cmpuint (rtp_counter_get_ssrc (pair_get_counter (pair, "alice/video")), ==, 0x1234);
  g_assert_cmpuint (rtp_counter_get_ssrc (pair_get_counter (pair, "bob/video")), !=, 0x1234);
  assert_alice_lost_nothing (pair);
}

static gboolean
has_four (Pair *pair)
{
  return g_hash_table_size (pair->sources) == 4;
}

static gboolean
has_six (Pair *pair)
{
  return g_hash_table_size (pair->sources) == 6;
}

/* What changes while the connection comes about is offered once that is there: webrtcbin does not survive it before. */
static void
test_while_connecting (void)
{
  g_autoptr (Pair) pair = pair_new ();

  pair_add_track (pair, "alice/video", 0, 20);
  hearth_sending_connection_negotiate (pair->sending);
  while (pair->n_offers == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *track_id = g_strdup_printf ("guest-%u/audio", i);

      pair_add_track (pair, track_id, 0, 20);
      hearth_sending_connection_negotiate (pair->sending);
    }
  while (hearth_connection_get_state (HEARTH_CONNECTION (pair->sending)) != HEARTH_CONNECTION_CONNECTED)
    {
      g_assert_cmpuint (pair->n_offers, <=, 1);
      g_main_context_iteration (NULL, TRUE);
    }
  pair_wait (pair, has_four);
  g_assert_cmpuint (pair->n_offers, ==, 2);
}

/* Many changes while an offer is on its way are one more offer. */
static void
test_coalescing (void)
{
  g_autoptr (Pair) pair = pair_new ();

  let_alice_in (pair);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *track_id = g_strdup_printf ("guest-%u/audio", i);

      pair_add_track (pair, track_id, 0, 20);
      hearth_sending_connection_negotiate (pair->sending);
      while (pair->n_offers < 2)
        g_main_context_iteration (NULL, TRUE);
    }
  pair_wait (pair, has_six);
  pair_run (pair, 300);
  g_assert_cmpuint (pair->n_offers, ==, 3);
  assert_alice_lost_nothing (pair);
}

/* One packet in twenty is lost on the way in: retransmission fills them in. */
static void
test_loss (void)
{
  g_autoptr (Wire) wire = NULL;
  Pair *pair = pair_new ();

  wire = wire_tap (HEARTH_CONNECTION (pair->receiving));
  let_alice_in (pair);
  g_assert_true (pair_is_lossless (pair, wire));
  pair_free (pair);
}

/* Returns: as whom Alice's picture is sent again, in the last offer */
static guint32
get_rtx_ssrc (Pair *pair)
{
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (g_hash_table_lookup (pair->generators, "alice/video"));
  guint ssrc = 0;

  gst_structure_get_uint (gst_caps_get_structure (caps, 0), "ssrc", &ssrc);
  for (guint i = 0; i < pair->last_offer->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (pair->last_offer->media, i);

      if (line->ssrc == ssrc)
        return line->rtx_ssrc;
    }

  return 0;
}

/* With packets sent again, offers made again, and nobody sending for a while: nothing leaves under a number that was used before. */
static void
test_never_twice (void)
{
  g_autoptr (Wire) lossy = NULL;
  g_autoptr (Wire) watched = NULL;
  Pair *pair = pair_new ();
  guint32 rtx_ssrc;
  guint n_reports;

  lossy = wire_tap (HEARTH_CONNECTION (pair->receiving));
  watched = wire_tap (HEARTH_CONNECTION (pair->sending));
  let_alice_in (pair);
  rtx_ssrc = get_rtx_ssrc (pair);
  g_assert_cmpuint (rtx_ssrc, !=, 0);
  g_assert_true (pair_is_lossless (pair, lossy));

  pair_add_track (pair, "bob/video", 0, 20);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_bob);
  let_bob_go (pair);
  g_assert_cmpuint (get_rtx_ssrc (pair), ==, rtx_ssrc);
  g_assert_true (pair_is_lossless (pair, lossy));

  rtp_generator_stop (g_hash_table_lookup (pair->generators, "alice/video"));
  pair_run (pair, 300);
  n_reports = watched->n_reports_out;
  pair_run (pair, 2200);
  g_assert_cmpuint (watched->n_reports_out, >=, n_reports + 3);
  g_assert_cmpuint (watched->n_media_out, >, 300);
  g_assert_cmpuint (watched->n_repeated, ==, 0);
  pair_free (pair);
}

static gboolean
is_settled (Pair *pair)
{
  return pair->n_offers > pair->n_wanted && (pair->refused || pair->n_offers == pair->n_answers);
}

/* Somebody who is somebody else in every offer is refused in the end, and what flows goes on. */
static void
test_too_many_ssrcs (void)
{
  g_autoptr (Pair) pair = pair_new ();

  let_alice_in (pair);
  pair->expect_refusal = TRUE;
  for (guint i = 0; i < HEARTH_LIMIT_RECEIVED_SSRCS && !pair->refused; i++)
    {
      pair->n_wanted = pair->n_offers;
      pair_add_track (pair, "bob/video", 0, 20);
      hearth_sending_connection_negotiate (pair->sending);
      pair_wait (pair, is_settled);
      rtp_generator_stop (g_hash_table_lookup (pair->generators, "bob/video"));
      if (!pair->refused)
        hearth_sending_connection_remove_track (pair->sending, "bob/video");
    }
  g_assert_true (pair->refused);
  g_assert_cmpuint (pair->n_offers, >=, HEARTH_LIMIT_RECEIVED_SSRCS / 2 - 1);
  pair_run (pair, 200);
  assert_alice_lost_nothing (pair);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/peer/tracks/come-and-go", test_come_and_go);
  g_test_add_func ("/peer/tracks/return", test_return);
  g_test_add_func ("/peer/tracks/same-ssrc", test_same_ssrc);
  g_test_add_func ("/peer/tracks/while-connecting", test_while_connecting);
  g_test_add_func ("/peer/tracks/coalescing", test_coalescing);
  g_test_add_func ("/peer/tracks/loss", test_loss);
  g_test_add_func ("/peer/tracks/never-twice", test_never_twice);
  g_test_add_func ("/peer/tracks/too-many-ssrcs", test_too_many_ssrcs);

  return g_test_run ();
}
