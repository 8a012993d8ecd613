/* HearthTrackForwarder: from sources to one sink, through gates and changes; what the main thread hears of it; several threads at
 * once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/track-forwarder.h"

#include "base/main-thread.h"
#include "packets.h"

#define MS GST_MSECOND

typedef struct
{
  HearthTrackForwarder *forwarder;
  TestLayers *layers;
  TestSink *sink;
  guint n_changes;
} Fixture;

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_layers_changed (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->forwarder = hearth_track_forwarder_new (HEARTH_FORWARD_VIDEO);
  fixture->layers = test_layers_new (3);
  fixture->sink = test_sink_new ();
  g_signal_connect_swapped (fixture->forwarder, "layers-changed", G_CALLBACK (on_layers_changed), fixture);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (fixture->forwarder), HEARTH_RTP_SINK (fixture->sink));
  hearth_track_forwarder_set_video (fixture->forwarder, HEARTH_LAYERED_SOURCE (fixture->layers));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  iterate ();
  g_assert_finalize_object (fixture->forwarder);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    if (fixture->layers->sources[i] != NULL)
      g_assert_cmpuint (fixture->layers->sources[i]->fanout.sinks->len, ==, 0);
  g_assert_finalize_object (fixture->layers);
  g_assert_finalize_object (fixture->sink);
}

/* Picture @n of @layer: one packet each, 33 ms apart; each layer counts from elsewhere. */
static TestPacket
make_picture (guint    layer,
              guint    n,
              gboolean key)
{
  return (TestPacket) {
    .sequence = (guint16) (1000 * layer + n),
    .timestamp = 5000 + 2970 * n,
    .ssrc = 70 + layer,
    .marker = TRUE,
    .picture_id = (int) ((3000 * layer + n) & 0x7fff),
    .bits = 15,
    .tl0_picidx = (int) ((50 * layer + n) & 0xff),
    .first = TRUE,
    .key = key,
    .tag = layer << 28 | n,
    .pts = (1000 + 33 * n) * MS,
  };
}

static void
push_picture (Fixture  *fixture,
              guint     layer,
              guint     n,
              gboolean  key)
{
  TestPacket packet = make_picture (layer, n, key);

  test_source_push (fixture->layers->sources[layer], &packet);
}

static int
count_requests (Fixture *fixture,
                guint    layer)
{
  return g_atomic_int_get (&fixture->layers->sources[layer]->n_keyframe_requests);
}

static guint
count_sinks (Fixture *fixture,
             guint    layer)
{
  return fixture->layers->sources[layer]->fanout.sinks->len;
}

static void
test_gate (Fixture       *fixture,
           gconstpointer  data)
{
  HearthTrackForwarderStats stats;

  push_picture (fixture, 0, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 0);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 1);
  g_assert_cmpint (count_requests (fixture, 0), ==, 1);
  push_picture (fixture, 0, 1, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 0);
  push_picture (fixture, 0, 2, TRUE);
  push_picture (fixture, 0, 3, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 0)->tag, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 0)->pts, ==, 1066 * MS);

  hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
  g_assert_cmpuint (stats.packets, ==, 2);
  g_assert_cmpuint (stats.dropped, ==, 1);
  g_assert_cmpuint (stats.switches, ==, 1);
  g_assert_cmpint (stats.layer, ==, 0);

  /* It flows: nobody asks any more, and nobody's layers have changed. */
  iterate ();
  g_assert_cmpint (count_requests (fixture, 0), ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 0, TRUE);
  iterate ();

  hearth_track_forwarder_select (fixture->forwarder, 2, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x5);
  g_assert_cmpint (count_requests (fixture, 2), ==, 1);
  push_picture (fixture, 0, 1, FALSE);
  push_picture (fixture, 2, 1, FALSE);
  push_picture (fixture, 2, 2, TRUE);
  push_picture (fixture, 0, 2, FALSE);
  push_picture (fixture, 2, 3, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 4);

  for (int i = 0; i < 4; i++)
    {
      static const guint tags[] = { 0, 1, 2u << 28 | 2, 2u << 28 | 3 };
      TestPacket *packet = test_sink_get (fixture->sink, i);
      TestPacket *first = test_sink_get (fixture->sink, 0);

      g_assert_cmpuint (packet->tag, ==, tags[i]);
      g_assert_cmpuint (packet->ssrc, ==, first->ssrc);
      g_assert_cmpuint (packet->sequence, ==, (guint16) (first->sequence + i));
      g_assert_cmpuint (packet->timestamp - first->timestamp, ==, 2970u * (guint) i);
      g_assert_cmpint (packet->picture_id, ==, (first->picture_id + i) & 0x7fff);
      g_assert_cmpint (packet->tl0_picidx, ==, (first->tl0_picidx + i) & 0xff);
    }

  g_assert_cmpuint (fixture->n_changes, ==, 0);
  iterate ();
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x4);
}

/* What was lost of the old layer may come for a while after the switch, and then no more. */
static void
test_late_packets (Fixture       *fixture,
                   gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 0, TRUE);
  push_picture (fixture, 0, 2, FALSE);
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  push_picture (fixture, 1, 3, TRUE);
  iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x2);

  push_picture (fixture, 0, 3, FALSE); /* newer than the end */
  push_picture (fixture, 0, 1, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 4);
  g_assert_cmpuint (test_sink_get (fixture->sink, 3)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 1));
  g_assert_cmpuint (test_sink_get (fixture->sink, 2)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 3));

  while (count_sinks (fixture, 0) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_sinks (fixture, 1), ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  GstBufferList *list = gst_buffer_list_new ();

  hearth_track_forwarder_select (fixture->forwarder, 0, 0);
  for (guint i = 0; i < 4; i++)
    {
      TestPacket packet = make_picture (0, i, i == 1);

      packet.temporal = i == 2;
      gst_buffer_list_add (list, test_packet_write (&packet));
    }
  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout, GST_MINI_OBJECT_CAST (list));
  g_assert_cmpuint (fixture->sink->lists->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->sink->lists, guint, 0), ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 0)->tag, ==, 1);
  g_assert_cmpuint (test_sink_get (fixture->sink, 1)->tag, ==, 3);
}

/* A sender begins anew in the middle of a picture, and of a list: the end of what was goes out after it. */
static void
test_list_with_an_end (Fixture       *fixture,
                       gconstpointer  data)
{
  GstBufferList *list = gst_buffer_list_new ();

  hearth_track_forwarder_select (fixture->forwarder, 0, 0);
  for (guint i = 0; i < 5; i++)
    {
      TestPacket packet = make_picture (0, i, i == 0 || i == 4);

      packet.marker = i != 1;
      packet.sequence += i >= 2 ? 20000 : 0;
      gst_buffer_list_add (list, test_packet_write (&packet));
    }
  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout, GST_MINI_OBJECT_CAST (list));

  g_assert_cmpuint (fixture->sink->lists->len, ==, 1);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 4);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (test_sink_get (fixture->sink, (int) i)->sequence, ==,
                      (guint16) (test_sink_get (fixture->sink, (int) i - 1)->sequence + 1));
}

static void
test_source_comes_later (Fixture       *fixture,
                         gconstpointer  data)
{
  g_clear_object (&fixture->layers->sources[1]);
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x2);

  fixture->layers->sources[1] = test_source_new ();
  g_signal_emit_by_name (fixture->layers, "layers-changed");
  g_assert_cmpint (count_requests (fixture, 1), ==, 1);
  push_picture (fixture, 1, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  /* Another one takes its place: it has to begin with a key frame. */
  g_object_unref (fixture->layers->sources[1]);
  fixture->layers->sources[1] = test_source_new ();
  g_signal_emit_by_name (fixture->layers, "layers-changed");
  g_assert_cmpint (count_requests (fixture, 1), ==, 1);
  push_picture (fixture, 1, 10, FALSE);
  push_picture (fixture, 1, 11, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 1)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 1));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static gboolean
on_timeout (gpointer user_data)
{
  g_error ("nothing came");
}

static void
test_asks_again (Fixture       *fixture,
                 gconstpointer  data)
{
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);
  gint64 begin = g_get_monotonic_time ();

  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  while (count_requests (fixture, 1) < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 2 * G_TIME_SPAN_SECOND - 20 * G_TIME_SPAN_MILLISECOND);
  g_source_remove (timeout);

  push_picture (fixture, 1, 0, TRUE);
  iterate ();
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);
  g_assert_cmpint (count_requests (fixture, 1), ==, 3);
}

static void
test_receiver_asks (Fixture       *fixture,
                    gconstpointer  data)
{
  HearthRtpSource *source = HEARTH_RTP_SOURCE (fixture->forwarder);

  hearth_rtp_source_request_keyframe (source); /* of nothing */
  iterate ();

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 0, TRUE);
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  iterate ();
  g_assert_cmpint (count_requests (fixture, 0), ==, 1);
  g_assert_cmpint (count_requests (fixture, 1), >=, 1);

  /* Of what flows, and however often it asks, the main thread is woken once. */
  for (guint i = 0; i < 1000; i++)
    hearth_rtp_source_request_keyframe (source);
  iterate ();
  g_assert_cmpint (count_requests (fixture, 0), ==, 2);
}

/* A sender that counts anew all the time begins with a key frame each time, and keeps nobody busy. */
static void
test_restless_sender (Fixture       *fixture,
                      gconstpointer  data)
{
  HearthTrackForwarderStats stats;

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  for (guint i = 0; i < 1000; i++)
    {
      TestPacket packet = make_picture (0, i, TRUE);

      packet.sequence = (guint16) (20000 * (i / 3) + i);
      packet.key = i % 3 == 2;
      test_source_push (fixture->layers->sources[0], &packet);
      if (i % 100 == 0)
        iterate ();
    }
  iterate ();

  hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
  g_assert_cmpuint (stats.switches, ==, 333);
  g_assert_cmpint (count_requests (fixture, 0), <=, 3); /* one a second */
  for (guint i = 1; i < fixture->sink->packets->len; i++)
    g_assert_cmpuint (test_sink_get (fixture->sink, (int) i)->sequence, ==,
                      (guint16) (test_sink_get (fixture->sink, (int) i - 1)->sequence + 1));
}

static void
test_nothing_after (Fixture       *fixture,
                    gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 0, TRUE);
  hearth_track_forwarder_select (fixture->forwarder, -1, 1);
  g_assert_cmpuint (count_sinks (fixture, 0), ==, 0);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  push_picture (fixture, 0, 1, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 2, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  hearth_track_forwarder_set_video (fixture->forwarder, NULL);
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);

  hearth_track_forwarder_close (fixture->forwarder);
  hearth_track_forwarder_close (fixture->forwarder);
  hearth_track_forwarder_set_video (fixture->forwarder, HEARTH_LAYERED_SOURCE (fixture->layers));
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 3, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
}

static void
on_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
}

/* A line on which nobody listens yet, or any more, costs nobody a packet or a key frame. */
static void
test_nobody_listens (Fixture       *fixture,
                     gconstpointer  data)
{
  HearthRtpSource *source = HEARTH_RTP_SOURCE (fixture->forwarder);
  gboolean over = FALSE;

  hearth_rtp_source_remove_sink (source, HEARTH_RTP_SINK (fixture->sink));
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  g_assert_cmpuint (count_sinks (fixture, 1), ==, 0);
  g_assert_cmpint (count_requests (fixture, 1), ==, 0);

  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (fixture->sink));
  iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x2);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpint (count_requests (fixture, 1), ==, 1);
  push_picture (fixture, 1, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  hearth_track_forwarder_select (fixture->forwarder, 2, 1);
  g_assert_cmpint (count_requests (fixture, 2), ==, 1);
  hearth_rtp_source_remove_sink (source, HEARTH_RTP_SINK (fixture->sink));
  iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  g_assert_cmpuint (count_sinks (fixture, 1), ==, 0);

  /* It would have been asked again by now. */
  g_timeout_add_once (1500, on_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_requests (fixture, 2), ==, 1);
}

static void
test_malformed (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 rubbish[] = { 0x80, 0x60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0xf0, 0xf0 };
  HearthTrackForwarderStats stats;
  TestPacket sound = { .audio = TRUE };

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  push_picture (fixture, 0, 0, TRUE);

  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout, GST_MINI_OBJECT_CAST (gst_buffer_new ()));
  for (gsize size = 1; size <= sizeof rubbish; size++)
    hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout,
                            GST_MINI_OBJECT_CAST (gst_buffer_new_memdup (rubbish, size)));
  test_source_push (fixture->layers->sources[0], &sound);
  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout,
                          GST_MINI_OBJECT_CAST (gst_buffer_new_allocate (NULL, HEARTH_LIMIT_RTP_BYTES + 1, NULL)));
  push_picture (fixture, 0, 2, FALSE);

  hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
  g_assert_cmpuint (stats.packets, ==, 2);
  g_assert_cmpuint (stats.dropped, ==, sizeof rubbish + 3);
  g_assert_cmpuint (stats.malformed, ==, sizeof rubbish + 2); /* all but the one without payload */
  /* What was dropped has left no gap. */
  g_assert_cmpuint (test_sink_get (fixture->sink, 1)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 1));
}

static void
test_caps (void)
{
  static const char *const expected[] = { "OPUS", "VP8" };

  for (guint kind = 0; kind < 2; kind++)
    {
      g_autoptr (HearthTrackForwarder) forwarder = hearth_track_forwarder_new (kind);
      g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (HEARTH_RTP_SOURCE (forwarder));
      g_autoptr (GstCaps) again = hearth_rtp_source_get_caps (HEARTH_RTP_SOURCE (forwarder));
      GstStructure *structure = gst_caps_get_structure (caps, 0);
      guint ssrc = 0;

      g_assert_true (gst_caps_is_equal (caps, again));
      g_assert_true (gst_caps_is_fixed (caps));
      g_assert_cmpstr (gst_structure_get_string (structure, "encoding-name"), ==, expected[kind]);
      g_assert_true (gst_structure_get_uint (structure, "ssrc", &ssrc));
      g_assert_cmpuint (ssrc, !=, 0);
    }
}

static void
test_voices (void)
{
  HearthTrackForwarder *forwarder = hearth_track_forwarder_new (HEARTH_FORWARD_AUDIO);
  TestSource *voices[2] = { test_source_new (), test_source_new () };
  TestSink *sink = test_sink_new ();
  HearthTrackForwarderStats stats;

  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (forwarder), HEARTH_RTP_SINK (sink));
  for (guint i = 0; i < 40; i++)
    {
      for (guint voice = 0; voice < 2; voice++)
        {
          TestPacket packet = { .audio = TRUE, .sequence = (guint16) (900 * voice + i), .timestamp = 7777777 * voice + 960 * i,
                                .tag = 100 * voice + i, .pts = (5000 + 20 * i) * MS };

          if (i % 10 == 0)
            hearth_track_forwarder_set_audio (forwarder, HEARTH_RTP_SOURCE (voices[i / 10 % 2]));
          test_source_push (voices[voice], &packet);
        }
    }

  g_assert_cmpuint (sink->packets->len, ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      TestPacket *packet = test_sink_get (sink, (int) i);

      g_assert_cmpuint (packet->tag, ==, 100 * (i / 10 % 2) + i);
      g_assert_cmpuint (packet->marker, ==, i % 10 == 0);
      g_assert_cmpuint (packet->sequence, ==, (guint16) (test_sink_get (sink, 0)->sequence + i));
      g_assert_cmpuint (packet->timestamp - test_sink_get (sink, 0)->timestamp, ==, 960 * i);
    }
  hearth_track_forwarder_get_stats (forwarder, &stats);
  g_assert_cmpuint (stats.switches, ==, 4);

  hearth_track_forwarder_set_audio (forwarder, NULL);
  iterate ();
  g_assert_cmpuint (voices[0]->fanout.sinks->len + voices[1]->fanout.sinks->len, ==, 0);
  g_assert_finalize_object (forwarder);
  g_assert_finalize_object (voices[0]);
  g_assert_finalize_object (voices[1]);
  g_assert_finalize_object (sink);
}

/* --- Threads -------------------------------------------------------------------------------------------------------------- */

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
      iterate ();
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
  iterate ();
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
      TestPacket packet = make_picture (self->layer, n, n % 5 == 0);

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

#define ADD(name, func) g_test_add ("/track-forwarder/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("gate", test_gate);
  ADD ("switch", test_switch);
  ADD ("late-packets", test_late_packets);
  ADD ("lists", test_lists);
  ADD ("list-with-an-end", test_list_with_an_end);
  ADD ("source-comes-later", test_source_comes_later);
  ADD ("asks-again", test_asks_again);
  ADD ("receiver-asks", test_receiver_asks);
  ADD ("restless-sender", test_restless_sender);
  ADD ("nothing-after", test_nothing_after);
  ADD ("nobody-listens", test_nobody_listens);
  ADD ("malformed", test_malformed);
  ADD ("video-threads", test_video_threads);
  g_test_add_func ("/track-forwarder/caps", test_caps);
  g_test_add_func ("/track-forwarder/voices", test_voices);
  g_test_add_func ("/track-forwarder/threads", test_threads);

  return g_test_run ();
}
