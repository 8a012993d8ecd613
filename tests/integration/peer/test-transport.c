/* What the two ends of a connection tell each other of their packets, and what a connection for forwarding does without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "pair.h"
#include "peer/connection-private.h"

#define FLOOD_SECONDS 2

static gboolean
has_media (Pair *pair)
{
  RtpCounter *audio = pair_get_counter (pair, "alice/audio");
  RtpCounter *video = pair_get_counter (pair, "alice/video");

  return audio != NULL && video != NULL && rtp_counter_get_n (audio) >= 25 && rtp_counter_get_n (video) >= 50;
}

static void
let_alice_in (Pair *pair)
{
  pair_add_track (pair, "alice/audio", 0, 20);
  pair_add_track (pair, "alice/video", 0, 80);
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, has_media);
}

static int
compare_type (gconstpointer item,
              gconstpointer type)
{
  return g_strcmp0 (G_OBJECT_TYPE_NAME (g_value_get_object (item)), type);
}

static gboolean
has_element (HearthConnection *connection,
             const char       *type)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (hearth_connection_get_webrtc (connection)));
  g_auto (GValue) found = G_VALUE_INIT;

  return gst_iterator_find_custom (elements, compare_type, &found, (gpointer) type);
}

/* A jitterbuffer would be two threads more for each stream, and a delay. */
static void
test_no_jitterbuffer (void)
{
  g_autoptr (Pair) tapped = pair_new_forwarding ();
  g_autoptr (Pair) played = pair_new ();

  let_alice_in (tapped);
  let_alice_in (played);
  g_assert_false (has_element (HEARTH_CONNECTION (tapped->receiving), "GstRtpJitterBuffer"));
  g_assert_true (has_element (HEARTH_CONNECTION (played->receiving), "GstRtpJitterBuffer"));
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (tapped, "alice/video")), ==, 0);
}

static gboolean
is_reported (Pair *pair)
{
  HearthTransportStats stats;

  hearth_sending_connection_get_transport_stats (pair->sending, &stats);

  return stats.received_packets >= pair->n_wanted && stats.round_trip_ms > 0;
}

static void
test_feedback (void)
{
  g_autoptr (Wire) wire = NULL;
  Pair *pair = pair_new ();
  HearthTransportStats before;
  HearthTransportStats stats;

  wire = wire_tap (HEARTH_CONNECTION (pair->receiving));
  let_alice_in (pair);
  pair->n_wanted = 200;
  pair_wait (pair, is_reported);
  hearth_sending_connection_get_transport_stats (pair->sending, &before);
  g_test_message ("%" G_GUINT64_FORMAT " sent, %" G_GUINT64_FORMAT " came, %" G_GUINT64_FORMAT " lost, %.1f ms there and back, "
                  "%.1f ms in queues", before.sent_packets, before.received_packets, before.lost_packets, before.round_trip_ms,
                  before.queueing_ms);
  g_assert_cmpuint (before.received_packets + before.lost_packets, <=, before.sent_packets);
  g_assert_cmpuint (before.lost_packets * 20, <=, before.sent_packets);
  g_assert_cmpfloat (before.round_trip_ms, <, 1000);

  /* Retransmissions are numbered and reported on as well. */
  wire->lose_every = 5;
  pair->n_wanted = (guint) before.received_packets + 300;
  pair_wait (pair, is_reported);
  wire->lose_every = 0;
  pair->n_wanted += 200;
  pair_wait (pair, is_reported);
  hearth_sending_connection_get_transport_stats (pair->sending, &stats);
  g_test_message ("%u lost on the way, %" G_GUINT64_FORMAT " reported", wire->n_lost, stats.lost_packets - before.lost_packets);
  g_assert_cmpuint (wire->n_lost, >, 10);
  g_assert_cmpuint (stats.lost_packets - before.lost_packets, ==, wire->n_lost);
  pair_free (pair);
}

/* One PLI, as its receiver's rtpsession would send it (RFC 4585 section 6.3.1). */
static void
ask (HearthConnection *connection,
     guint32           ssrc)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (hearth_connection_get_webrtc (connection)));
  g_auto (GValue) found = G_VALUE_INIT;
  g_autoptr (GstPad) pad = NULL;
  guint8 *pli = g_malloc0 (12);

  g_assert_true (gst_iterator_find_custom (elements, compare_type, &found, (gpointer) "TransportSendBin"));
  pad = gst_element_get_static_pad (g_value_get_object (&found), "rtcp_sink");
  pli[0] = 0x81;
  pli[1] = 206;
  pli[3] = 2;
  GST_WRITE_UINT32_BE (pli + 4, 1);
  GST_WRITE_UINT32_BE (pli + 8, ssrc);
  g_assert_cmpint (gst_pad_chain (pad, gst_buffer_new_wrapped (pli, 12)), ==, GST_FLOW_OK);
}

static void
on_track_received (HearthReceivingConnection *receiving,
                   const char                *track_id,
                   HearthRtpSource           *source,
                   Pair                      *down)
{
  g_assert_true (hearth_sending_connection_add_track (down->sending, track_id, source));
  hearth_sending_connection_negotiate (down->sending);
}

/* A receiver who asks a thousand times a second is answered once a second. */
static void
test_keyframe_flood (void)
{
  g_autoptr (Pair) up = pair_new_forwarding ();
  g_autoptr (Pair) down = pair_new ();
  RtpGenerator *alice;
  guint n_wanted;
  guint32 ssrc;

  g_signal_connect (up->receiving, "track-added", G_CALLBACK (on_track_received), down);
  let_alice_in (up);
  pair_wait (down, has_media);
  alice = g_hash_table_lookup (up->generators, "alice/video");
  ssrc = rtp_counter_get_ssrc (pair_get_counter (down, "alice/video"));
  pair_run (down, 1200);

  n_wanted = rtp_generator_get_n_keyframes_wanted (alice);
  for (guint i = 0; i < FLOOD_SECONDS * 100; i++)
    {
      for (guint j = 0; j < 10; j++)
        ask (HEARTH_CONNECTION (down->receiving), ssrc);
      pair_run (down, 10);
    }
  n_wanted = rtp_generator_get_n_keyframes_wanted (alice) - n_wanted;
  g_test_message ("asked %u times, passed on %u times", FLOOD_SECONDS * 1000, n_wanted);
  g_assert_cmpuint (n_wanted, >=, 1);
  /* The machine may be slower than the loop believes. */
  g_assert_cmpuint (n_wanted, <=, 4 * FLOOD_SECONDS);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (down, "alice/video")), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/peer/transport/no-jitterbuffer", test_no_jitterbuffer);
  g_test_add_func ("/peer/transport/feedback", test_feedback);
  g_test_add_func ("/peer/transport/keyframe-flood", test_keyframe_flood);

  return g_test_run ();
}
