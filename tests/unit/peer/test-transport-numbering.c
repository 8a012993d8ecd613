/* Packets get consecutive numbers wherever there is room for them or room can be made, and are otherwise what they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-numbering.h"

#include <gst/rtp/rtp.h>

#include "base/rtp-extension.h"
#include "peer/transport-feedback.h"

#define PAYLOAD "not a very long payload"
#define PTS (5 * GST_SECOND)

static GstBuffer *
make_packet (guint n_contributors)
{
  GstBuffer *packet = gst_rtp_buffer_new_allocate (sizeof PAYLOAD, 0, (guint8) n_contributors);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (packet, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_seq (&rtp, 4711);
  gst_rtp_buffer_set_ssrc (&rtp, 0x12345678);
  gst_rtp_buffer_set_marker (&rtp, TRUE);
  memcpy (gst_rtp_buffer_get_payload (&rtp), PAYLOAD, sizeof PAYLOAD);
  gst_rtp_buffer_unmap (&rtp);
  GST_BUFFER_PTS (packet) = PTS;

  return packet;
}

static void
add_extension (GstBuffer    *packet,
               guint8        id,
               const guint8 *data,
               guint         size)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (packet, GST_MAP_READWRITE, &rtp);
  g_assert_true (gst_rtp_buffer_add_extension_onebyte_header (&rtp, id, data, size));
  gst_rtp_buffer_unmap (&rtp);
}

/* Looks with GStreamer's eyes. Returns: the number */
static guint16
check_packet (GstBuffer *packet,
              int        level)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  guint16 read;
  guint16 number;
  gpointer data;
  GstMapInfo map;
  guint size;

  g_assert_true (gst_rtp_buffer_map (packet, GST_MAP_READ, &rtp));
  g_assert_cmpuint (gst_rtp_buffer_get_ssrc (&rtp), ==, 0x12345678);
  g_assert_cmpuint (gst_rtp_buffer_get_seq (&rtp), ==, 4711);
  g_assert_true (gst_rtp_buffer_get_marker (&rtp));
  g_assert_cmpmem (gst_rtp_buffer_get_payload (&rtp), gst_rtp_buffer_get_payload_len (&rtp), PAYLOAD, sizeof PAYLOAD);
  g_assert_true (gst_rtp_buffer_get_extension_onebyte_header (&rtp, HEARTH_RTP_EXTENSION_TRANSPORT_CC, 0, &data, &size));
  g_assert_cmpuint (size, ==, 2);
  number = (guint16) (((guint8 *) data)[0] << 8 | ((guint8 *) data)[1]);
  if (level >= 0)
    {
      g_assert_true (gst_rtp_buffer_get_extension_onebyte_header (&rtp, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, 0, &data, &size));
      g_assert_cmpuint (size, ==, 1);
      g_assert_cmpint (*(guint8 *) data, ==, level);
    }
  gst_rtp_buffer_unmap (&rtp);
  g_assert_cmpuint (GST_BUFFER_PTS (packet), ==, PTS);

  gst_buffer_map (packet, &map, GST_MAP_READ);
  g_assert_true (hearth_transport_numbering_read (map.data, map.size, &read));
  gst_buffer_unmap (packet, &map);
  g_assert_cmpuint (read, ==, number);

  return number;
}

/* Returns: (transfer full): @packet as it is when it was stamped */
static GstBuffer *
stamp (HearthTransportNumbering *numbering,
       GstBuffer                *packet)
{
  gsize size = gst_buffer_get_size (packet);
  guint8 *data = g_malloc (size + HEARTH_TRANSPORT_NUMBER_ROOM);
  GstBuffer *stamped;

  gst_buffer_extract (packet, 0, data, size);
  g_assert_true (hearth_transport_numbering_stamp (numbering, data, &size, 0));
  stamped = gst_buffer_new_wrapped (data, size);
  GST_BUFFER_PTS (stamped) = GST_BUFFER_PTS (packet);
  gst_buffer_unref (packet);

  return stamped;
}

static void
test_makes_room (void)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  const guint8 level = 42;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GstBuffer) packet = make_packet (i % 4);

      if (i >= 4)
        add_extension (packet, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, &level, 1);
      packet = stamp (numbering, g_steal_pointer (&packet));
      g_assert_cmpuint (check_packet (packet, i >= 4 ? level : -1), ==, i);
    }
}

static void
test_room_is_there (void)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  const guint8 nothing[2] = { 0 };
  const guint8 level = 42;
  HearthTransportStats stats;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GstBuffer) packet = make_packet (0);
      gsize size;

      if (i >= 2)
        add_extension (packet, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, &level, 1);
      add_extension (packet, HEARTH_RTP_EXTENSION_TRANSPORT_CC, nothing, sizeof nothing);
      size = gst_buffer_get_size (packet);
      packet = stamp (numbering, g_steal_pointer (&packet));
      g_assert_cmpuint (gst_buffer_get_size (packet), ==, size);
      g_assert_cmpuint (check_packet (packet, i >= 2 ? level : -1), ==, i);
    }
  hearth_transport_numbering_get_stats (numbering, &stats);
  g_assert_cmpuint (stats.sent_packets, ==, 4);
}

/* Cut anywhere, and whatever else there is: as it was, and no number is used up. */
static void
test_not_for_us (void)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  g_autoptr (GstBuffer) packet = stamp (numbering, make_packet (2));
  gsize header = gst_buffer_get_size (packet) - sizeof PAYLOAD;
  HearthTransportStats stats;
  GstMapInfo map;
  guint16 number;

  gst_buffer_map (packet, &map, GST_MAP_READ);
  for (gsize size = 1; size < header; size++)
    {
      g_autofree guint8 *exact = g_memdup2 (map.data, size);
      gsize stamped = size;

      g_assert_false (hearth_transport_numbering_read (exact, size, &number));
      g_assert_false (hearth_transport_numbering_stamp (numbering, exact, &stamped, 0));
      g_assert_cmpuint (stamped, ==, size);
      g_assert_cmpmem (exact, size, map.data, size);
    }
  gst_buffer_unmap (packet, &map);
  hearth_transport_numbering_get_stats (numbering, &stats);
  g_assert_cmpuint (stats.sent_packets, ==, 1);
}

/* What the peer says of the packets arrives where they are counted; what is no feedback changes nothing. */
static void
test_report (void)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  g_autoptr (HearthTransportNumbering) same = hearth_transport_numbering_ref (numbering);
  const HearthTransportReport reports[] = { { 0, 1000 }, { 1, -1 }, { 2, 2000 } };
  guint8 packet[12 + HEARTH_TRANSPORT_NUMBER_ROOM];
  HearthTransportStats stats;
  guint n_taken;
  g_autoptr (GBytes) feedback = hearth_transport_feedback_build (1, 2, 0, reports, G_N_ELEMENTS (reports), &n_taken);
  const guint8 *data = g_bytes_get_data (feedback, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      gsize size = 12;

      memcpy (packet, "\x80\x60\0\1\0\0\0\1\0\0\0\1", 12);
      g_assert_true (hearth_transport_numbering_stamp (numbering, packet, &size, 500 + i));
      g_assert_cmpuint (size, ==, sizeof packet);
    }

  hearth_transport_numbering_report (same, data, g_bytes_get_size (feedback) - 4);
  hearth_transport_numbering_get_stats (numbering, &stats);
  g_assert_cmpuint (stats.received_packets + stats.lost_packets, ==, 0);

  hearth_transport_numbering_report (same, data, g_bytes_get_size (feedback));
  hearth_transport_numbering_get_stats (numbering, &stats);
  g_assert_cmpuint (stats.sent_packets, ==, 3);
  g_assert_cmpuint (stats.received_packets, ==, 2);
  g_assert_cmpuint (stats.lost_packets, ==, 1);
}

/* What does not leave after all leaves its number to the next. */
static void
test_take_back (void)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  HearthTransportStats stats;

  hearth_transport_numbering_take_back (numbering);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GstBuffer) packet = stamp (numbering, make_packet (0));

      g_assert_cmpuint (check_packet (packet, -1), ==, 0);
      hearth_transport_numbering_take_back (numbering);
      hearth_transport_numbering_take_back (numbering);
    }
  hearth_transport_numbering_get_stats (numbering, &stats);
  g_assert_cmpuint (stats.sent_packets, ==, 0);
  g_assert_cmpuint (stats.sent_bytes, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport-numbering/makes-room", test_makes_room);
  g_test_add_func ("/transport-numbering/room-is-there", test_room_is_there);
  g_test_add_func ("/transport-numbering/not-for-us", test_not_for_us);
  g_test_add_func ("/transport-numbering/report", test_report);
  g_test_add_func ("/transport-numbering/take-back", test_take_back);

  return g_test_run ();
}
