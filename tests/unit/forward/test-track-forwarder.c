/* HearthTrackForwarder: from sources to one sink, through gates and changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "forwarder-fixture.h"

#define MS GST_MSECOND

static void
test_gate (Fixture       *fixture,
           gconstpointer  data)
{
  HearthTrackForwarderStats stats;

  fixture_push_picture (fixture, 0, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 0);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 1);
  g_assert_cmpint (fixture_count_requests (fixture, 0), ==, 1);
  fixture_push_picture (fixture, 0, 1, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 0);
  fixture_push_picture (fixture, 0, 2, TRUE);
  fixture_push_picture (fixture, 0, 3, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 0)->tag, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 0)->pts, ==, 1066 * MS);

  hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
  g_assert_cmpuint (stats.packets, ==, 2);
  g_assert_cmpuint (stats.dropped, ==, 1);
  g_assert_cmpuint (stats.switches, ==, 1);
  g_assert_cmpint (stats.layer, ==, 0);

  /* It flows: nobody asks any more, and nobody's layers have changed. */
  fixture_iterate ();
  g_assert_cmpint (fixture_count_requests (fixture, 0), ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 0, TRUE);
  fixture_iterate ();

  hearth_track_forwarder_select (fixture->forwarder, 2, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x5);
  g_assert_cmpint (fixture_count_requests (fixture, 2), ==, 1);
  fixture_push_picture (fixture, 0, 1, FALSE);
  fixture_push_picture (fixture, 2, 1, FALSE);
  fixture_push_picture (fixture, 2, 2, TRUE);
  fixture_push_picture (fixture, 0, 2, FALSE);
  fixture_push_picture (fixture, 2, 3, FALSE);
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
  fixture_iterate ();
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x4);
}

/* What was lost of the old layer may come for a while after the switch, and then no more. */
static void
test_late_packets (Fixture       *fixture,
                   gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 0, TRUE);
  fixture_push_picture (fixture, 0, 2, FALSE);
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  fixture_push_picture (fixture, 1, 3, TRUE);
  fixture_iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x2);

  fixture_push_picture (fixture, 0, 3, FALSE); /* newer than the end */
  fixture_push_picture (fixture, 0, 1, FALSE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 4);
  g_assert_cmpuint (test_sink_get (fixture->sink, 3)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 1));
  g_assert_cmpuint (test_sink_get (fixture->sink, 2)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 3));

  while (fixture_count_sinks (fixture, 0) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture_count_sinks (fixture, 1), ==, 1);
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
      TestPacket packet = fixture_make_picture (0, i, i == 1);

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
      TestPacket packet = fixture_make_picture (0, i, i == 0 || i == 4);

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
  g_assert_cmpint (fixture_count_requests (fixture, 1), ==, 1);
  fixture_push_picture (fixture, 1, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  /* Another one takes its place: it has to begin with a key frame. */
  g_object_unref (fixture->layers->sources[1]);
  fixture->layers->sources[1] = test_source_new ();
  g_signal_emit_by_name (fixture->layers, "layers-changed");
  g_assert_cmpint (fixture_count_requests (fixture, 1), ==, 1);
  fixture_push_picture (fixture, 1, 10, FALSE);
  fixture_push_picture (fixture, 1, 11, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  g_assert_cmpuint (test_sink_get (fixture->sink, 1)->sequence, ==, (guint16) (test_sink_get (fixture->sink, 0)->sequence + 1));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_nothing_after (Fixture       *fixture,
                    gconstpointer  data)
{
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 0, TRUE);
  hearth_track_forwarder_select (fixture->forwarder, -1, 1);
  g_assert_cmpuint (fixture_count_sinks (fixture, 0), ==, 0);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  fixture_push_picture (fixture, 0, 1, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 2, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
  hearth_track_forwarder_set_video (fixture->forwarder, NULL);
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);

  hearth_track_forwarder_close (fixture->forwarder);
  hearth_track_forwarder_close (fixture->forwarder);
  hearth_track_forwarder_set_video (fixture->forwarder, HEARTH_LAYERED_SOURCE (fixture->layers));
  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 3, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 2);
}

static void
test_malformed (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 rubbish[] = { 0x80, 0x60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0xf0, 0xf0 };
  HearthTrackForwarderStats stats;
  TestPacket sound = { .audio = TRUE };

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 0, TRUE);

  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout, GST_MINI_OBJECT_CAST (gst_buffer_new ()));
  for (gsize size = 1; size <= sizeof rubbish; size++)
    hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout,
                            GST_MINI_OBJECT_CAST (gst_buffer_new_memdup (rubbish, size)));
  test_source_push (fixture->layers->sources[0], &sound);
  hearth_rtp_fanout_push (&fixture->layers->sources[0]->fanout,
                          GST_MINI_OBJECT_CAST (gst_buffer_new_allocate (NULL, HEARTH_LIMIT_RTP_BYTES + 1, NULL)));
  fixture_push_picture (fixture, 0, 2, FALSE);

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
  fixture_iterate ();
  g_assert_cmpuint (voices[0]->fanout.sinks->len + voices[1]->fanout.sinks->len, ==, 0);
  g_assert_finalize_object (forwarder);
  g_assert_finalize_object (voices[0]);
  g_assert_finalize_object (voices[1]);
  g_assert_finalize_object (sink);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, func) g_test_add ("/track-forwarder/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("gate", test_gate);
  ADD ("switch", test_switch);
  ADD ("late-packets", test_late_packets);
  ADD ("lists", test_lists);
  ADD ("list-with-an-end", test_list_with_an_end);
  ADD ("source-comes-later", test_source_comes_later);
  ADD ("nothing-after", test_nothing_after);
  ADD ("malformed", test_malformed);
#undef ADD
  g_test_add_func ("/track-forwarder/caps", test_caps);
  g_test_add_func ("/track-forwarder/voices", test_voices);

  return g_test_run ();
}
