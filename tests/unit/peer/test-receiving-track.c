/* What comes before anybody listens is kept for the first who does, up to a limit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "base/main-thread.h"
#include "media/rtp-sink.h"
#include "peer/receiving-track.h"

#define TEST_TYPE_SINK (test_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

struct _TestSink
{
  GObject parent_instance;

  GArray *numbers; /* guint64, of the packets that came */
  void (*busy) (TestSink *self); /* nullable: what happens while it takes the first one */
  HearthReceivingTrack *track;
};

static void
test_sink_push (HearthRtpSink *sink,
                GstMiniObject *packets)
{
  guint64 number = GST_BUFFER_OFFSET (GST_BUFFER_CAST (packets));

  g_array_append_val (TEST_SINK (sink)->numbers, number);
  gst_mini_object_unref (packets);
  if (TEST_SINK (sink)->busy != NULL && number == 0)
    TEST_SINK (sink)->busy (TEST_SINK (sink));
}

static void
test_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = test_sink_push;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink, test_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, test_sink_iface_init))

static void
test_sink_finalize (GObject *object)
{
  g_array_unref (TEST_SINK (object)->numbers);

  G_OBJECT_CLASS (test_sink_parent_class)->finalize (object);
}

static void
test_sink_class_init (TestSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_sink_finalize;
}

static void
test_sink_init (TestSink *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
}

static HearthReceivingTrack *
make_track (const char    *track_id,
            HearthSdpKind  kind,
            guint32        ssrc)
{
  g_autoptr (HearthReceivingTransport) transport = hearth_receiving_transport_new ();

  return hearth_receiving_track_new (track_id, kind, ssrc, transport);
}

static void
push (HearthReceivingTrack *track,
      guint64               begin,
      guint64               end)
{
  for (guint64 number = begin; number < end; number++)
    {
      GstBuffer *packet = gst_buffer_new_allocate (NULL, 20, NULL);

      GST_BUFFER_OFFSET (packet) = number;
      hearth_receiving_track_push (track, GST_MINI_OBJECT_CAST (packet));
    }
}

static void
check (TestSink *sink,
       guint64   begin,
       guint64   end)
{
  g_assert_cmpuint (sink->numbers->len, ==, end - begin);
  for (guint i = 0; i < sink->numbers->len; i++)
    g_assert_cmpuint (g_array_index (sink->numbers, guint64, i), ==, begin + i);
}

static void
test_first_gets_all (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("video", HEARTH_SDP_VIDEO, 7);
  g_autoptr (TestSink) first = g_object_new (TEST_TYPE_SINK, NULL);
  g_autoptr (TestSink) second = g_object_new (TEST_TYPE_SINK, NULL);

  push (track, 0, 10);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (first));
  push (track, 10, 20);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (second));
  push (track, 20, 30);
  hearth_rtp_source_remove_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (first));
  push (track, 30, 40);
  hearth_receiving_track_close (track);

  check (first, 0, 30);
  check (second, 20, 40);
}

static gpointer
push_on_streaming_thread (gpointer data)
{
  TestSink *sink = data;

  push (sink->track, 10, 20);

  return NULL;
}

/* Ends only if the streaming thread does not have to wait for the one who listens first. */
static void
be_busy (TestSink *self)
{
  g_thread_join (g_thread_new ("streaming", push_on_streaming_thread, self));
}

static void
test_nobody_waits (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("video", HEARTH_SDP_VIDEO, 7);
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);

  sink->busy = be_busy;
  sink->track = track;
  push (track, 0, 10);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (sink));
  push (track, 20, 30);
  hearth_receiving_track_close (track);

  check (sink, 0, 30);
}

static void
test_nobody_listens (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("video", HEARTH_SDP_VIDEO, 7);
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);
  guint64 late = HEARTH_LIMIT_EARLY_PACKETS + 5;

  push (track, 0, late);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (sink));
  push (track, late, late + 10);
  hearth_receiving_track_close (track);

  check (sink, late, late + 10);
}

/* Sound that has waited would only be heard late, and all that follows with it. */
static void
test_sound_does_not_wait (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("audio", HEARTH_SDP_AUDIO, 7);
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);

  push (track, 0, 10);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (sink));
  push (track, 10, 20);
  hearth_receiving_track_close (track);

  check (sink, 10, 20);
}

/* What was kept is given back when the track goes (LeakSanitizer looks). */
static void
test_never_anybody (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("video", HEARTH_SDP_VIDEO, 7);

  push (track, 0, 10);
  hearth_receiving_track_close (track);
  push (track, 10, 20);
  g_assert_false (hearth_receiving_track_is_started (track));
}

/* Who says another bitrate again and again gets no more for it, and small packets are not free. */
static void
test_limit (void)
{
  g_autoptr (HearthReceivingTrack) track = make_track ("audio", HEARTH_SDP_AUDIO, 7);
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);
  guint burst = HEARTH_LIMIT_TRACK_BURST_BYTES / HEARTH_LIMIT_PACKET_COST;

  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (track), HEARTH_RTP_SINK (sink));
  for (guint i = 0; i < 20; i++)
    {
      hearth_receiving_track_set_limit (track, 8 + i % 2); /* what returns meanwhile is a byte a second */
      push (track, 0, burst);
    }
  hearth_receiving_track_close (track);

  g_assert_cmpuint (sink->numbers->len, ==, burst);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/receiving-track/first-gets-all", test_first_gets_all);
  g_test_add_func ("/receiving-track/nobody-waits", test_nobody_waits);
  g_test_add_func ("/receiving-track/nobody-listens", test_nobody_listens);
  g_test_add_func ("/receiving-track/sound-does-not-wait", test_sound_does_not_wait);
  g_test_add_func ("/receiving-track/never-anybody", test_never_anybody);
  g_test_add_func ("/receiving-track/limit", test_limit);

  return g_test_run ();
}
