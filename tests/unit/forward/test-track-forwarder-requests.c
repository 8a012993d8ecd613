/* HearthTrackForwarder: when it asks its sources for a key frame, and when it leaves them alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "forwarder-fixture.h"

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
  while (fixture_count_requests (fixture, 1) < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 2 * G_TIME_SPAN_SECOND - 20 * G_TIME_SPAN_MILLISECOND);
  g_source_remove (timeout);

  fixture_push_picture (fixture, 1, 0, TRUE);
  fixture_iterate ();
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);
  g_assert_cmpint (fixture_count_requests (fixture, 1), ==, 3);
}

static void
test_receiver_asks (Fixture       *fixture,
                    gconstpointer  data)
{
  HearthRtpSource *source = HEARTH_RTP_SOURCE (fixture->forwarder);

  hearth_rtp_source_request_keyframe (source); /* of nothing */
  fixture_iterate ();

  hearth_track_forwarder_select (fixture->forwarder, 0, 1);
  fixture_push_picture (fixture, 0, 0, TRUE);
  hearth_track_forwarder_select (fixture->forwarder, 1, 1);
  fixture_iterate ();
  g_assert_cmpint (fixture_count_requests (fixture, 0), ==, 1);
  g_assert_cmpint (fixture_count_requests (fixture, 1), >=, 1);

  /* Of what flows, and however often it asks, the main thread is woken once. */
  for (guint i = 0; i < 1000; i++)
    hearth_rtp_source_request_keyframe (source);
  fixture_iterate ();
  g_assert_cmpint (fixture_count_requests (fixture, 0), ==, 2);
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
      TestPacket packet = fixture_make_picture (0, i, TRUE);

      packet.sequence = (guint16) (20000 * (i / 3) + i);
      packet.key = i % 3 == 2;
      test_source_push (fixture->layers->sources[0], &packet);
      if (i % 100 == 0)
        fixture_iterate ();
    }
  fixture_iterate ();

  hearth_track_forwarder_get_stats (fixture->forwarder, &stats);
  g_assert_cmpuint (stats.switches, ==, 333);
  g_assert_cmpint (fixture_count_requests (fixture, 0), <=, 3); /* one a second */
  for (guint i = 1; i < fixture->sink->packets->len; i++)
    g_assert_cmpuint (test_sink_get (fixture->sink, (int) i)->sequence, ==,
                      (guint16) (test_sink_get (fixture->sink, (int) i - 1)->sequence + 1));
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
  fixture_iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  g_assert_cmpuint (fixture_count_sinks (fixture, 1), ==, 0);
  g_assert_cmpint (fixture_count_requests (fixture, 1), ==, 0);

  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (fixture->sink));
  fixture_iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0x2);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpint (fixture_count_requests (fixture, 1), ==, 1);
  fixture_push_picture (fixture, 1, 0, TRUE);
  g_assert_cmpuint (fixture->sink->packets->len, ==, 1);

  hearth_track_forwarder_select (fixture->forwarder, 2, 1);
  g_assert_cmpint (fixture_count_requests (fixture, 2), ==, 1);
  hearth_rtp_source_remove_sink (source, HEARTH_RTP_SINK (fixture->sink));
  fixture_iterate ();
  g_assert_cmpuint (hearth_track_forwarder_get_layers (fixture->forwarder), ==, 0);
  g_assert_cmpuint (fixture_count_sinks (fixture, 1), ==, 0);

  /* It would have been asked again by now. */
  g_timeout_add_once (1500, on_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture_count_requests (fixture, 2), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, func) g_test_add ("/track-forwarder/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("asks-again", test_asks_again);
  ADD ("receiver-asks", test_receiver_asks);
  ADD ("restless-sender", test_restless_sender);
  ADD ("nobody-listens", test_nobody_listens);
#undef ADD

  return g_test_run ();
}
