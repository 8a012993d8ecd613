/* HearthRtpFanout: who gets what, and that nobody gets anything after having been removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-fanout.h"

#define TEST_TYPE_SINK (test_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

struct _TestSink
{
  GObject parent_instance;

  int n_packets; /* atomic */
  int removed;   /* atomic */
};

static void
test_sink_push (HearthRtpSink *sink,
                GstMiniObject *packets)
{
  TestSink *self = TEST_SINK (sink);

  g_assert_false (g_atomic_int_get (&self->removed));
  g_atomic_int_inc (&self->n_packets);
  g_thread_yield ();
  g_assert_false (g_atomic_int_get (&self->removed));
  gst_mini_object_unref (packets);
}

static void
test_sink_rtp_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = test_sink_push;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink, test_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, test_sink_rtp_sink_init))

static void
test_sink_class_init (TestSinkClass *klass)
{
}

static void
test_sink_init (TestSink *self)
{
}

static void
push (HearthRtpFanout *fanout)
{
  hearth_rtp_fanout_push (fanout, GST_MINI_OBJECT (gst_buffer_new ()));
}

static void
test_membership (void)
{
  HearthRtpFanout fanout;
  TestSink *first = g_object_new (TEST_TYPE_SINK, NULL);
  TestSink *second = g_object_new (TEST_TYPE_SINK, NULL);

  hearth_rtp_fanout_init (&fanout);
  push (&fanout);

  hearth_rtp_fanout_add (&fanout, HEARTH_RTP_SINK (first));
  hearth_rtp_fanout_add (&fanout, HEARTH_RTP_SINK (first));
  hearth_rtp_fanout_add (&fanout, HEARTH_RTP_SINK (second));
  push (&fanout);
  g_assert_cmpint (first->n_packets, ==, 1);
  g_assert_cmpint (second->n_packets, ==, 1);

  hearth_rtp_fanout_remove (&fanout, HEARTH_RTP_SINK (first));
  hearth_rtp_fanout_remove (&fanout, HEARTH_RTP_SINK (first));
  push (&fanout);
  g_assert_cmpint (first->n_packets, ==, 1);
  g_assert_cmpint (second->n_packets, ==, 2);

  g_assert_finalize_object (first);
  hearth_rtp_fanout_clear (&fanout);
  g_assert_finalize_object (second);
}

typedef struct
{
  HearthRtpFanout fanout;
  int done; /* atomic */
} Stream;

static gpointer
stream (gpointer data)
{
  Stream *self = data;

  while (!g_atomic_int_get (&self->done))
    push (&self->fanout);

  return NULL;
}

static void
test_removal_during_push (void)
{
  Stream self = { 0 };
  TestSink *stays = g_object_new (TEST_TYPE_SINK, NULL);
  GThread *thread;

  hearth_rtp_fanout_init (&self.fanout);
  hearth_rtp_fanout_add (&self.fanout, HEARTH_RTP_SINK (stays));
  thread = g_thread_new ("stream", stream, &self);

  for (int i = 0; i < 500; i++)
    {
      TestSink *goes = g_object_new (TEST_TYPE_SINK, NULL);

      hearth_rtp_fanout_add (&self.fanout, HEARTH_RTP_SINK (goes));
      while (g_atomic_int_get (&goes->n_packets) == 0)
        g_thread_yield ();
      hearth_rtp_fanout_remove (&self.fanout, HEARTH_RTP_SINK (goes));
      g_atomic_int_set (&goes->removed, TRUE);
      g_assert_finalize_object (goes);
    }

  g_atomic_int_set (&self.done, TRUE);
  g_thread_join (thread);
  g_assert_cmpint (stays->n_packets, >=, 500);
  hearth_rtp_fanout_clear (&self.fanout);
  g_assert_finalize_object (stays);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/rtp-fanout/membership", test_membership);
  g_test_add_func ("/rtp-fanout/removal-during-push", test_removal_during_push);

  return g_test_run ();
}
