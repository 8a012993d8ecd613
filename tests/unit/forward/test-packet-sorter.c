/* HearthReorderBuffer and HearthPacketSorter: packets in any order come out in theirs, each once, and nobody waits too long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/packet-sorter.h"

#include "base/main-thread.h"
#include "forward/reorder-buffer.h"
#include "packets.h"

#define MS G_TIME_SPAN_MILLISECOND

typedef struct
{
  HearthReorderBuffer *buffer;
  GString *passed;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->buffer = hearth_reorder_buffer_new (50 * MS);
  fixture->passed = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_reorder_buffer_free (fixture->buffer);
  g_string_free (fixture->passed, TRUE);
}

static void
push (Fixture *fixture,
      guint16  sequence,
      gint64   now)
{
  g_autoptr (GstBufferList) ready = gst_buffer_list_new ();
  GstBuffer *packet = gst_buffer_new ();

  GST_BUFFER_OFFSET (packet) = sequence;
  hearth_reorder_buffer_push (fixture->buffer, sequence, packet, now, ready);
  for (guint i = 0; i < gst_buffer_list_length (ready); i++)
    g_string_append_printf (fixture->passed, "%u ", (guint) GST_BUFFER_OFFSET (gst_buffer_list_get (ready, i)));
}

/* What has passed since the last time. */
static void
assert_passed (Fixture    *fixture,
               const char *expected)
{
  g_assert_cmpstr (g_strchomp (fixture->passed->str), ==, expected);
  g_string_truncate (fixture->passed, 0);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  push (fixture, 10, 0);
  push (fixture, 11, 0);
  assert_passed (fixture, "10 11");
  push (fixture, 13, 1 * MS);
  push (fixture, 14, 2 * MS);
  push (fixture, 14, 2 * MS);
  push (fixture, 11, 3 * MS);
  assert_passed (fixture, "");
  push (fixture, 12, 20 * MS);
  assert_passed (fixture, "12 13 14");
  push (fixture, 12, 20 * MS);
  assert_passed (fixture, "");
}

static void
test_patience (Fixture       *fixture,
               gconstpointer  data)
{
  push (fixture, 1, 0);
  push (fixture, 3, 10 * MS);
  push (fixture, 5, 40 * MS);
  push (fixture, 6, 59 * MS);
  assert_passed (fixture, "1");
  push (fixture, 7, 60 * MS);
  assert_passed (fixture, "3"); /* the second gap has its own time */
  push (fixture, 2, 61 * MS);
  assert_passed (fixture, "");
  push (fixture, 8, 90 * MS);
  assert_passed (fixture, "5 6 7 8");

  /* Several at once. */
  push (fixture, 10, 100 * MS);
  push (fixture, 12, 100 * MS);
  push (fixture, 14, 400 * MS);
  assert_passed (fixture, "10 12");
  push (fixture, 13, 400 * MS);
  assert_passed (fixture, "13 14");
}

static void
test_wrap_around (Fixture       *fixture,
                  gconstpointer  data)
{
  push (fixture, 65534, 0);
  push (fixture, 1, 0);
  push (fixture, 0, 0);
  assert_passed (fixture, "65534");
  push (fixture, 65535, 0);
  assert_passed (fixture, "65535 0 1");
}

static void
test_far_ahead (Fixture       *fixture,
                gconstpointer  data)
{
  push (fixture, 0, 0);
  push (fixture, 2, 0);
  push (fixture, 3, 0);
  assert_passed (fixture, "0");
  push (fixture, 2 + HEARTH_REORDER_BUFFER_PACKETS, 0);
  assert_passed (fixture, "2 3");
  push (fixture, 30000, 0);
  push (fixture, 30001, 49 * MS);
  assert_passed (fixture, "514");
  push (fixture, 30002, 50 * MS);
  assert_passed (fixture, "30000 30001 30002");
}

/* Shuffled within a window, with losses and duplicates: what comes out rises, and only what was lost is missing. */
static void
test_shuffled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gint64 now = 0;
  guint16 block[16];
  guint n_sent = 0, n_passed = 0;
  int last = -1;

  for (guint base = 0; base < 8000; base += G_N_ELEMENTS (block))
    {
      g_auto (GStrv) numbers = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (block); i++)
        block[i] = (guint16) (base + i);
      for (guint i = 1; base > 0 && i < G_N_ELEMENTS (block); i++)
        {
          guint other = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);
          guint16 kept = block[i];

          block[i] = block[other];
          block[other] = kept;
        }
      for (guint i = 0; i < G_N_ELEMENTS (block); i++)
        {
          now += 1 * MS;
          if (block[i] != 0 && g_rand_int_range (rand, 0, 20) == 0)
            continue;
          n_sent++;
          push (fixture, block[i], now);
          if (g_rand_int_range (rand, 0, 10) == 0)
            push (fixture, block[i], now);
        }
      numbers = g_strsplit (g_strchomp (fixture->passed->str), " ", -1);
      for (guint i = 0; numbers[i] != NULL && *numbers[i] != '\0'; i++)
        {
          int number = atoi (numbers[i]);

          g_assert_cmpint (number, >, last);
          last = number;
          n_passed++;
        }
      g_string_truncate (fixture->passed, 0);
    }
  g_assert_cmpuint (n_sent - n_passed, <=, 64); /* what still waits */
}

static void
test_object (void)
{
  TestSource *source = test_source_new ();
  TestSink *sink = test_sink_new ();
  HearthPacketSorter *sorter = hearth_packet_sorter_new (HEARTH_RTP_SOURCE (source), 10000);
  TestPacket packet = { .picture_id = -1, .tl0_picidx = -1 };
  GstBufferList *list = gst_buffer_list_new ();

  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (sorter), HEARTH_RTP_SINK (sink));
  hearth_rtp_source_request_keyframe (HEARTH_RTP_SOURCE (sorter));
  g_assert_cmpint (source->n_keyframe_requests, ==, 1);
  gst_caps_unref (hearth_rtp_source_get_caps (HEARTH_RTP_SOURCE (sorter)));

  packet.sequence = 5;
  test_source_push (source, &packet);
  packet.sequence = 7;
  test_source_push (source, &packet);
  hearth_rtp_fanout_push (&source->fanout, GST_MINI_OBJECT_CAST (gst_buffer_new_memdup ("?", 1)));
  g_assert_cmpuint (sink->packets->len, ==, 1);
  packet.sequence = 6;
  gst_buffer_list_add (list, test_packet_write (&packet));
  packet.sequence = 8;
  gst_buffer_list_add (list, test_packet_write (&packet));
  hearth_rtp_fanout_push (&source->fanout, GST_MINI_OBJECT_CAST (list));
  g_assert_cmpuint (sink->packets->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (test_sink_get (sink, (int) i)->sequence, ==, 5 + i);
  g_assert_cmpuint (sink->lists->len, ==, 2);

  packet.sequence = 10;
  test_source_push (source, &packet); /* waits until the end */
  hearth_packet_sorter_close (sorter);
  hearth_packet_sorter_close (sorter);
  g_assert_cmpuint (source->fanout.sinks->len, ==, 0);
  g_assert_finalize_object (sorter);
  g_assert_finalize_object (source);
  g_assert_finalize_object (sink);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, func) g_test_add ("/packet-sorter/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("order", test_order);
  ADD ("patience", test_patience);
  ADD ("wrap-around", test_wrap_around);
  ADD ("far-ahead", test_far_ahead);
  ADD ("shuffled", test_shuffled);
  g_test_add_func ("/packet-sorter/object", test_object);

  return g_test_run ();
}
