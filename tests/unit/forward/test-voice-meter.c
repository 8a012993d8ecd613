/* HearthVoiceMeter: the level out of packets, of the last 100 ms and no longer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/voice-meter.h"

#define WINDOW (100 * G_TIME_SPAN_MILLISECOND)

/* The time is taken before a packet comes: however busy the computer is, the packet is not older than 100 ms then. */

/* A sound packet with a header extension of one element; no element where @id is 0. */
static GstBuffer *
make_packet (guint  id,
             guint8 value)
{
  guint8 packet[] = {
    0x90, 0x6f, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3,
    0xbe, 0xde, 0, 1, 0, 0, 0, 0,
    0xf8, 0xff, 0xfe,
  };

  if (id > 0)
    {
      packet[16] = (guint8) (id << 4);
      packet[17] = value;
    }

  return gst_buffer_new_memdup (packet, sizeof packet);
}

static void
push (HearthVoiceMeter *meter,
      guint             id,
      guint8            value)
{
  hearth_rtp_sink_push (HEARTH_RTP_SINK (meter), GST_MINI_OBJECT_CAST (make_packet (id, value)));
}

static void
test_levels (void)
{
  g_autoptr (HearthVoiceMeter) meter = hearth_voice_meter_new ();
  gint64 now = g_get_monotonic_time ();

  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, HEARTH_VOICE_SILENCE);
  push (meter, 1, 30);
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, -30);
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, g_get_monotonic_time () + WINDOW), ==, HEARTH_VOICE_SILENCE);

  /* The voice bit says nothing about the level. */
  push (meter, 1, 0x80 | 20);
  push (meter, 1, 20);
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, -20);
  push (meter, 1, 127);
  push (meter, 1, 127);
  push (meter, 1, 0);
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, -30);
}

static void
test_no_level (void)
{
  g_autoptr (HearthVoiceMeter) meter = hearth_voice_meter_new ();
  GstBufferList *list = gst_buffer_list_new ();
  gint64 now = g_get_monotonic_time ();

  push (meter, 0, 0);
  push (meter, 3, 10);
  hearth_rtp_sink_push (HEARTH_RTP_SINK (meter), GST_MINI_OBJECT_CAST (gst_buffer_new ()));
  hearth_rtp_sink_push (HEARTH_RTP_SINK (meter), GST_MINI_OBJECT_CAST (gst_buffer_new_memdup ("\x90\x6f", 2)));
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, HEARTH_VOICE_SILENCE);

  for (guint8 i = 0; i < 40; i++)
    gst_buffer_list_add (list, make_packet (1, 50));
  hearth_rtp_sink_push (HEARTH_RTP_SINK (meter), GST_MINI_OBJECT_CAST (list));
  g_assert_cmpfloat (hearth_voice_meter_get_level (meter, now), ==, -50);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/voice-meter/levels", test_levels);
  g_test_add_func ("/voice-meter/no-level", test_no_level);

  return g_test_run ();
}
