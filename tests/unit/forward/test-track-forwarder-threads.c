/* HearthTrackForwarder: packets from several threads at once, while the main thread selects.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "forwarder-fixture.h"

#define MS GST_MSECOND

typedef struct
{
  TestSource *source;
  guint voice;
  GstClockTime *now; /* shared, atomic */
  int *done;         /* atomic */
} Talker;

static gpointer
talk (gpointer data)
{
  Talker *self = data;
  TestPacket packet = { .audio = TRUE, .tag = self->voice };

  while (!g_atomic_int_get (self->done))
    {
      packet.pts = __atomic_add_fetch (self->now, 20 * MS, __ATOMIC_RELAXED);
      packet.sequence++;
      packet.timestamp = (guint32) (packet.pts / MS * 48) + self->voice * 1000003;
      test_source_push (self->source, &packet);
    }

  return NULL;
}

/* Streaming threads push as fast as they can: this is soon over. */
static void
await_packets (TestSink *sink,
               guint     n)
{
  gboolean there = FALSE;

  while (!there)
    {
      g_thread_yield ();
      g_mutex_lock (&sink->mutex);
      there = sink->packets->len >= n;
      g_mutex_unlock (&sink->mutex);
    }
}

static void
test_threads (void)
{
  HearthTrackForwarder *forwarder = hearth_track_forwarder_new (HEARTH_FORWARD_AUDIO);
  TestSink *sink = test_sink_new ();
  GstClockTime now = 0;
  int done = FALSE;
  Talker talkers[4];
  GThread *threads[4];

  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (forwarder), HEARTH_RTP_SINK (sink));
  for (guint i = 0; i < 4; i++)
    {
      talkers[i] = (Talker) { test_source_new (), i, &now, &done };
      threads[i] = g_thread_new ("talker", talk, &talkers[i]);
    }
  for (guint i = 0; i < 200; i++)
    {
      hearth_track_forwarder_set_audio (forwarder, HEARTH_RTP_SOURCE (talkers[i % 4].source));
      await_packets (sink, i + 1);
      fixture_iterate ();
    }
  g_atomic_int_set (&done, TRUE);
  for (guint i = 0; i < 4; i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (sink->packets->len, >=, 200);
  for (guint i = 1; i < sink->packets->len; i++)
    {
      TestPacket *packet = test_sink_get (sink, (int) i);
      TestPacket *before = test_sink_get (sink, (int) i - 1);

      g_assert_cmpuint (packet->sequence, ==, (guint16) (before->sequence + 1));
      g_assert_cmpint ((gint32) (packet->timestamp - before->timestamp), >, 0);
    }

  hearth_track_forwarder_close (forwarder);
  fixture_iterate ();
  g_assert_finalize_object (forwarder);
  for (guint i = 0; i < 4; i++)
    g_assert_finalize_object (talkers[i].source);
  g_assert_finalize_object (sink);
}

typedef struct
{
  TestSource *source;
  guint layer;
  int *done; /* atomic */
} Camera;

/* Each layer is made on a thread of its own. Every fifth picture is a key frame. */
static gpointer
film (gpointer data)
{
  Camera *self = data;

  for (guint n = 0; !g_atomic_int_get (self->done); n++)
    {
      TestPacket packet = fixture_make_picture (self->layer, n, n % 5 == 0);

      packet.temporal = n % 5 % 2;
      packet.sync = packet.temporal == 1;
      test_source_push (self->source, &packet);
      g_thread_yield ();
    }

  return NULL;
}

/* While layers, temporal layers and sinks change, numbers go on, and what changes begins with a key frame. */
static void
test_video_threads (Fixture       *fixture,
                    gconstpointer  data)
{
  TestSink *second = test_sink_new ();
  int done = FALSE;
  Camera cameras[HEARTH_LIMIT_VIDEO_LAYERS];
  GThread *threads[HEARTH_LIMIT_VIDEO_LAYERS];

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      cameras[i] = (Camera) { fixture->layers->sources[i], i, &done };
      threads[i] = g_thread_new ("camera", film, &cameras[i]);
    }
  for (guint i = 0; i < 300; i++)
    {
      HearthTrackForwarderStats stats;

      hearth_track_forwarder_select (fixture->forwarder, (int) (i % 3), i / 3 % 2);
      hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (fixture->forwarder), HEARTH_RTP_SINK (second));
      do
        {
          hearth_rtp_source_request_keyframe (HEARTH_RTP_SOURCE (fixture->forwarder));
          g_main_context_iteration (NULL, FALSE);
          hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
        }
      while (stats.layer != (int) (i % 3));
      hearth_rtp_source_remove_sink (HEARTH_RTP_SOURCE (fixture->forwarder), HEARTH_RTP_SINK (second));
      if (i % 50 == 49)
        hearth_track_forwarder_select (fixture->forwarder, -1, 0);
    }
  g_atomic_int_set (&done, TRUE);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (fixture->sink->packets->len, >=, 300);
  for (guint i = 1; i < fixture->sink->packets->len; i++)
    {
      TestPacket *packet = test_sink_get (fixture->sink, (int) i);
      TestPacket *before = test_sink_get (fixture->sink, (int) i - 1);

      g_assert_cmpuint (packet->sequence, ==, (guint16) (before->sequence + 1));
      g_assert_cmpint (packet->picture_id, ==, (before->picture_id + 1) & 0x7fff);
      g_assert_true (packet->key || packet->tag >> 28 == before->tag >> 28);
    }
  g_assert_finalize_object (second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, func) g_test_add ("/track-forwarder/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("video-threads", test_video_threads);
#undef ADD
  g_test_add_func ("/track-forwarder/threads", test_threads);

  return g_test_run ();
}
