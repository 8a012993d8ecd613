/* A sending and a receiving connection with each other: media, data, tracks that come and go, key frames, lip sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "pair.h"

/* RTCP gives the sender's clock to within a fraction of a millisecond; the jitterbuffer's estimate of the path moves a little. */
#define MAX_SKEW_MS 10.0

static gboolean
has_media (Pair *pair)
{
  RtpCounter *audio = pair_get_counter (pair, "alice/audio");
  RtpCounter *video = pair_get_counter (pair, "alice/video");

  return audio != NULL && video != NULL && rtp_counter_get_n (audio) >= 25 && rtp_counter_get_n (video) >= 50;
}

static void
test_media (void)
{
  g_autoptr (Pair) pair = pair_new ();
  gint64 begun_at = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer generator;
  gpointer track_id;

  pair_add_track (pair, "alice/audio", 0, 20);
  pair_add_track (pair, "alice/video", 0, 50);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, pair_is_connected);
  g_test_message ("connected after %.0f ms", (double) (g_get_monotonic_time () - begun_at) / 1000);
  pair_wait (pair, has_media);
  g_test_message ("media after %.0f ms", (double) (g_get_monotonic_time () - begun_at) / 1000);

  g_hash_table_iter_init (&iter, pair->generators);
  while (g_hash_table_iter_next (&iter, &track_id, &generator))
    {
      RtpCounter *counter = pair_get_counter (pair, track_id);
      g_autoptr (GstCaps) sent = hearth_rtp_source_get_caps (generator);
      g_autoptr (GstCaps) received = hearth_rtp_source_get_caps (g_hash_table_lookup (pair->sources, track_id));
      guint ssrc;

      g_assert_cmpuint (rtp_counter_get_n_missing (counter), ==, 0);
      gst_structure_get_uint (gst_caps_get_structure (sent, 0), "ssrc", &ssrc);
      g_assert_cmpuint (rtp_counter_get_ssrc (counter), ==, ssrc);
      g_assert_true (gst_caps_is_always_compatible (sent, received) || gst_caps_can_intersect (sent, received));
    }
  g_assert_cmpint (hearth_connection_get_last_received (HEARTH_CONNECTION (pair->receiving)), >, begun_at);
  g_assert_cmpuint (pair->n_offers, ==, 1);
}

static gboolean
has_been_offered (Pair *pair)
{
  return pair->n_offers > 0;
}

static gboolean
has_been_answered (Pair *pair)
{
  return pair->n_answers > 0;
}

/* An offer that is said again, before it is answered or when its answer was lost, gets one answer each time there is one. */
static void
test_said_again (void)
{
  g_autoptr (Pair) pair = pair_new ();

  pair->drop_answers = TRUE;
  pair_add_track (pair, "alice/audio", 0, 20);
  pair_add_track (pair, "alice/video", 0, 50);
  hearth_sending_connection_repeat (pair->sending);
  g_assert_cmpuint (pair->n_offers, ==, 0);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_been_offered);
  hearth_sending_connection_repeat (pair->sending);
  g_assert_cmpuint (pair->n_offers, ==, 2);
  g_assert_cmpuint (pair->n_answers, ==, 0);
  pair_wait (pair, has_been_answered);
  pair_run (pair, 200);
  g_assert_cmpuint (pair->n_answers, ==, 1);

  pair->drop_answers = FALSE;
  hearth_sending_connection_repeat (pair->sending);
  g_assert_cmpuint (pair->n_answers, ==, 2);
  pair_wait (pair, pair_is_connected);
  pair_wait (pair, has_media);
  g_assert_cmpuint (pair->n_offers, ==, 3);
  g_assert_cmpuint (pair->n_answers, ==, 2);
}

static gboolean
is_channel_open (Pair *pair)
{
  return pair->channel != NULL && hearth_data_channel_is_open (pair->channel);
}

static void
on_reply (HearthDataChannel *channel,
          const char        *text,
          GPtrArray         *replies)
{
  g_ptr_array_add (replies, g_strdup (text));
}

static gboolean
has_hundred_messages (Pair *pair)
{
  return pair->received->len == 100;
}

static gboolean
has_reply (Pair *pair)
{
  GPtrArray *replies = g_object_get_data (G_OBJECT (pair->sending), "replies");

  return replies->len == 1;
}

static void
test_data (void)
{
  g_autoptr (Pair) pair = pair_new ();
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *longest = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES, 'x');
  HearthDataChannel *channel;
  gint64 begun_at = g_get_monotonic_time ();

  channel = hearth_sending_connection_open_channel (pair->sending, "control");
  g_assert_nonnull (channel);
  g_signal_connect (channel, "message", G_CALLBACK (on_reply), replies);
  g_object_set_data (G_OBJECT (pair->sending), "replies", replies);
  g_assert_false (hearth_data_channel_send (channel, "too early"));

  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, is_channel_open);
  g_test_message ("open after %.0f ms", (double) (g_get_monotonic_time () - begun_at) / 1000);
  g_assert_cmpstr (hearth_data_channel_get_label (pair->channel), ==, "control");

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u of a hundred, ä €", i);

      g_assert_true (hearth_data_channel_send (channel, text));
    }
  pair_wait (pair, has_hundred_messages);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u of a hundred, ä €", i);

      g_assert_cmpstr (g_ptr_array_index (pair->received, i), ==, text);
    }

  g_assert_true (hearth_data_channel_send (pair->channel, longest));
  pair_wait (pair, has_reply);
  g_assert_cmpstr (g_ptr_array_index (replies, 0), ==, longest);
}

/* How far what was captured together is apart on the receiver's time line. */
static double
get_skew_ms (Pair *pair)
{
  return fabs (rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/audio"))
               - rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/video")));
}

static gboolean
is_in_sync (Pair *pair)
{
  return has_media (pair) && get_skew_ms (pair) < MAX_SKEW_MS;
}

static void
test_lip_sync (void)
{
  g_autoptr (Pair) pair = pair_new ();
  gint64 begun_at;
  guint n_in_sync = 0;

  /* Sound leaves 20 ms after its capture, pictures 80: by arrival alone they would be 60 ms apart. */
  pair_add_track (pair, "alice/audio", 0, 20);
  pair_add_track (pair, "alice/video", 0, 80);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_media);
  begun_at = g_get_monotonic_time ();
  pair_wait (pair, is_in_sync);
  g_test_message ("in sync %.0f ms later", (double) (g_get_monotonic_time () - begun_at) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begun_at, <, 5 * G_USEC_PER_SEC);

  /* It stays so for a second; a machine that is busy elsewhere may spoil a moment. */
  for (guint i = 0; i < 40 && n_in_sync < 4; i++)
    {
      pair_run (pair, 250);
      g_test_message ("audio %.1f ms after capture, video %.1f ms: skew %.1f ms",
                      rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/audio")),
                      rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/video")), get_skew_ms (pair));
      n_in_sync = get_skew_ms (pair) < MAX_SKEW_MS ? n_in_sync + 1 : 0;
    }
  g_assert_cmpuint (n_in_sync, ==, 4);
}

static gboolean
was_asked_for_keyframe (Pair *pair)
{
  RtpGenerator *video = g_hash_table_lookup (pair->generators, "alice/video");

  return rtp_generator_get_n_keyframes_wanted (video) >= pair->n_wanted;
}

static void
test_keyframe_request (void)
{
  g_autoptr (Pair) pair = pair_new ();
  HearthRtpSource *source;
  RtpGenerator *video;
  gint64 asked_at;

  pair_add_track (pair, "alice/audio", 0, 20);
  video = pair_add_track (pair, "alice/video", 0, 20);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_media);
  /* The first frame that passes must be one. */
  g_assert_cmpuint (rtp_generator_get_n_keyframes_wanted (video), ==, 1);
  pair_run (pair, 200);

  source = g_hash_table_lookup (pair->sources, "alice/video");
  asked_at = g_get_monotonic_time ();
  for (guint i = 0; i < 50; i++)
    hearth_rtp_source_request_keyframe (source);
  pair->n_wanted = 2;
  pair_wait (pair, was_asked_for_keyframe);
  g_test_message ("a key frame was asked for within %.1f ms", (double) (g_get_monotonic_time () - asked_at) / 1000);
  /* Not with a later one, and not with the RTCP that is due in any case. */
  g_assert_cmpint (g_get_monotonic_time () - asked_at, <, 900 * HEARTH_LIMIT_KEYFRAME_GAP_MS);

  /* The other 49 are one, some time after the first. */
  pair->n_wanted = 3;
  pair_wait (pair, was_asked_for_keyframe);
  g_assert_cmpint (g_get_monotonic_time () - asked_at, >=, 900 * HEARTH_LIMIT_KEYFRAME_GAP_MS);
  pair_run (pair, 300);
  g_assert_cmpuint (rtp_generator_get_n_keyframes_wanted (video), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/peer/connection/media", test_media);
  g_test_add_func ("/peer/connection/said-again", test_said_again);
  g_test_add_func ("/peer/connection/data", test_data);
  g_test_add_func ("/peer/connection/lip-sync", test_lip_sync);
  g_test_add_func ("/peer/connection/keyframe-request", test_keyframe_request);

  return g_test_run ();
}
