/* What the two ends of a connection tell each other of their packets, and what a connection for forwarding does without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/rtp/rtp.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "ice/host-socket.h"
#include "media/rtp-fanout.h"
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

static gboolean
is_whole (Pair *pair)
{
  return rtp_counter_get_n_missing (pair_get_counter (pair, "alice/video")) == 0;
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
  /* What a busy machine loses comes again. */
  pair_wait (tapped, is_whole);
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
  /* A machine that is busy elsewhere loses some by itself. */
  g_assert_cmpuint (stats.lost_packets - before.lost_packets, >=, wire->n_lost - 2);
  g_assert_cmpuint (stats.lost_packets - before.lost_packets, <=, wire->n_lost * 3 / 2);
  pair_free (pair);
}

/* The generators' headers, payloads, and the number that each packet is given. */
#define VIDEO_PACKET_BYTES (12 + 800 + 8)
#define AUDIO_PACKET_BYTES (12 + 80 + 8)

static HearthArrivalStats
get_arrivals (Pair *pair)
{
  HearthArrivalStats stats;

  hearth_receiving_connection_get_arrival_stats (pair->receiving, &stats);

  return stats;
}

/* What both ends count against what the generators really sent, on a wire that loses and one that does not. */
static void
check_figures (Pair *pair,
               Wire *wire,
               guint lose_every)
{
  RtpGenerator *audio = g_hash_table_lookup (pair->generators, "alice/audio");
  RtpGenerator *video = g_hash_table_lookup (pair->generators, "alice/video");
  HearthArrivalStats before, after;
  HearthTransportStats sent_before, sent_after;
  guint n_audio, n_video;
  double bytes, lost;

  wire->lose_every = lose_every;
  n_audio = rtp_generator_get_n_sent (audio);
  n_video = rtp_generator_get_n_sent (video);
  before = get_arrivals (pair);
  hearth_sending_connection_get_transport_stats (pair->sending, &sent_before);
  pair_run (pair, 3000);
  wire->lose_every = 0;
  n_audio = rtp_generator_get_n_sent (audio) - n_audio;
  n_video = rtp_generator_get_n_sent (video) - n_video;
  hearth_sending_connection_get_transport_stats (pair->sending, &sent_after);
  pair_run (pair, 500);
  after = get_arrivals (pair);
  after.lost -= before.lost;
  bytes = (double) n_audio * AUDIO_PACKET_BYTES + (double) n_video * VIDEO_PACKET_BYTES;
  lost = (double) wire->n_lost;
  g_test_message ("%u and %u packets, %.0f bytes; counted as sent %" G_GUINT64_FORMAT "; %.0f lost, counted %" G_GUINT64_FORMAT,
                  n_audio, n_video, bytes, sent_after.sent_bytes - sent_before.sent_bytes, lost, after.lost);

  /* And what was sent again. */
  g_assert_cmpfloat ((double) (sent_after.sent_bytes - sent_before.sent_bytes), >, 0.97 * bytes);
  g_assert_cmpfloat ((double) (sent_after.sent_bytes - sent_before.sent_bytes), <, 1.03 * bytes + lost * 1.5 * VIDEO_PACKET_BYTES);
  g_assert_cmpfloat ((double) after.lost, >=, 0.95 * lost - 1);
  g_assert_cmpfloat ((double) after.lost, <=, 1.05 * lost + 3);
}

static void
test_figures (void)
{
  static const guint losses[] = { 0, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autoptr (Wire) wire = NULL;
      Pair *pair = i == 0 ? pair_new () : pair_new_forwarding ();

      wire = wire_tap (HEARTH_CONNECTION (pair->receiving));
      let_alice_in (pair);
      check_figures (pair, wire, losses[i]);
      pair_free (pair);
    }
}

static void
assert_near (HearthRoute route)
{
  g_assert_false (hearth_route_is_relayed (&route));
  g_assert_true (route.local == HEARTH_ADDRESS_HOST || route.local == HEARTH_ADDRESS_PEER_REFLEXIVE);
  g_assert_true (route.remote == HEARTH_ADDRESS_HOST || route.remote == HEARTH_ADDRESS_PEER_REFLEXIVE);
}

/* Both ends know which kind of way it is, where libnice has found it and where the room's socket has; also where there is no media. */
static void
test_route (void)
{
  g_autoptr (HearthHostSocket) socket = hearth_host_socket_new (0, NULL);
  HearthConnectionConfig plain = { 0 };
  HearthConnectionConfig shared = { .socket = socket };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Pair) pair = pair_new_with (i == 1 ? &shared : &plain, i == 2 ? &shared : &plain);
      HearthRoute none = hearth_connection_get_route (HEARTH_CONNECTION (pair->sending));

      g_assert_cmpuint (none.local, ==, HEARTH_ADDRESS_UNKNOWN);
      if (i == 0)
        hearth_sending_connection_open_channel (pair->sending, "data");
      else
        pair_add_track (pair, "alice/video", 0, 80);
      hearth_sending_connection_negotiate (pair->sending);
      pair_wait (pair, pair_is_connected);
      assert_near (hearth_connection_get_route (HEARTH_CONNECTION (pair->sending)));
      assert_near (hearth_connection_get_route (HEARTH_CONNECTION (pair->receiving)));
    }
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

/* A receiver who asks a thousand times a second is answered once a second, after a first few. */
static void
test_keyframe_flood (void)
{
  g_autoptr (Pair) up = pair_new_forwarding ();
  g_autoptr (Pair) down = pair_new ();
  RtpGenerator *alice;
  gint64 began_at;
  guint n_wanted;
  guint n_seconds;
  guint32 ssrc;

  g_signal_connect (up->receiving, "track-added", G_CALLBACK (on_track_received), down);
  let_alice_in (up);
  pair_wait (down, has_media);
  alice = g_hash_table_lookup (up->generators, "alice/video");
  ssrc = rtp_counter_get_ssrc (pair_get_counter (down, "alice/video"));
  pair_run (down, 1200);

  n_wanted = rtp_generator_get_n_keyframes_wanted (alice);
  began_at = g_get_monotonic_time ();
  for (guint i = 0; i < FLOOD_SECONDS * 100; i++)
    {
      for (guint j = 0; j < 10; j++)
        ask (HEARTH_CONNECTION (down->receiving), ssrc);
      pair_run (down, 10);
    }
  n_wanted = rtp_generator_get_n_keyframes_wanted (alice) - n_wanted;
  /* The machine may be slower than the loop believes. */
  n_seconds = (guint) ((g_get_monotonic_time () - began_at) / G_USEC_PER_SEC) + 1;
  g_test_message ("asked %u times within %u s, passed on %u times", FLOOD_SECONDS * 1000, n_seconds, n_wanted);
  g_assert_cmpuint (n_wanted, >=, 1);
  g_assert_cmpuint (n_wanted, <=, n_seconds + HEARTH_LIMIT_KEYFRAME_BURST);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (down, "alice/video")), ==, 0);
}

/* --- A source whose packets the test makes -------------------------------------------------------------------------------- */

#define TEST_TYPE_SCRIPT (test_script_get_type ())
G_DECLARE_FINAL_TYPE (TestScript, test_script, TEST, SCRIPT, GObject)

struct _TestScript
{
  GObject parent_instance;

  HearthRtpFanout fanout;
};

static GstCaps *
test_script_get_caps (HearthRtpSource *source)
{
  return gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, "video", "ssrc", G_TYPE_UINT, 0x5eed, NULL);
}

static void
test_script_add_sink (HearthRtpSource *source,
                      HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&TEST_SCRIPT (source)->fanout, sink);
}

static void
test_script_remove_sink (HearthRtpSource *source,
                         HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&TEST_SCRIPT (source)->fanout, sink);
}

static void
test_script_request_keyframe (HearthRtpSource *source)
{
}

static void
test_script_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = test_script_get_caps;
  iface->add_sink = test_script_add_sink;
  iface->remove_sink = test_script_remove_sink;
  iface->request_keyframe = test_script_request_keyframe;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestScript, test_script, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, test_script_source_init))

static void
test_script_finalize (GObject *object)
{
  hearth_rtp_fanout_clear (&TEST_SCRIPT (object)->fanout);

  G_OBJECT_CLASS (test_script_parent_class)->finalize (object);
}

static void
test_script_class_init (TestScriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_script_finalize;
}

static void
test_script_init (TestScript *self)
{
  hearth_rtp_fanout_init (&self->fanout);
}

static void
test_script_push (TestScript *self,
                  guint16     seqnum)
{
  GstBuffer *packet = gst_rtp_buffer_new_allocate (20, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (packet, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_ssrc (&rtp, 0x5eed);
  gst_rtp_buffer_set_seq (&rtp, seqnum);
  gst_rtp_buffer_unmap (&rtp);
  GST_BUFFER_PTS (packet) = 0;
  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (packet));
}

static gboolean
has_script (Pair *pair)
{
  RtpCounter *counter = pair_get_counter (pair, "alice/video");

  return counter != NULL && rtp_counter_get_n (counter) >= pair->n_wanted;
}

/* A packet that is sent a second time, or much too late, must not take the connection down: that is what srtpenc would do. */
static void
test_old_packets (void)
{
  g_autoptr (Pair) pair = pair_new_forwarding ();
  g_autoptr (TestScript) script = g_object_new (TEST_TYPE_SCRIPT, NULL);
  guint n_before = 0;
  guint n_begun;

  g_assert_true (hearth_sending_connection_add_track (pair->sending, "alice/video", HEARTH_RTP_SOURCE (script)));
  hearth_sending_connection_negotiate (pair->sending);
  pair_wait (pair, pair_is_connected);
  pair->n_wanted = 1;
  for (; !has_script (pair); n_before++)
    {
      test_script_push (script, (guint16) (60000 + n_before));
      pair_run (pair, 20);
    }

  pair_run (pair, 200);
  n_begun = rtp_counter_get_n (pair_get_counter (pair, "alice/video"));

  /* All but one, which comes 900 packets late; then it and others again, and one that is older than anybody remembers. */
  for (guint i = 0; i < 1000; i++)
    {
      if (i != 100)
        test_script_push (script, (guint16) (60000 + n_before + i));
      if (i % 50 == 0)
        pair_run (pair, 5);
    }
  test_script_push (script, (guint16) (60000 + n_before + 100));
  test_script_push (script, (guint16) (60000 + n_before + 100));
  test_script_push (script, (guint16) (60000 + n_before + 999));
  test_script_push (script, (guint16) (60000 - 30000));
  /* The late one is for a receiver's rtpsession to judge. */
  pair->n_wanted = n_begun + 999;
  pair_wait (pair, has_script);
  pair_run (pair, 200);
  g_assert_true (pair_is_connected (pair));
  g_assert_cmpuint (rtp_counter_get_n (pair_get_counter (pair, "alice/video")), <=, n_begun + 1000);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (pair, "alice/video")), <=, 1);
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
  g_test_add_func ("/peer/transport/figures", test_figures);
  g_test_add_func ("/peer/transport/route", test_route);
  g_test_add_func ("/peer/transport/keyframe-flood", test_keyframe_flood);
  g_test_add_func ("/peer/transport/old-packets", test_old_packets);

  return g_test_run ();
}
