/* One RTP stream of several that come one after the other: HearthRtpSplice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-splice.h"

#define RATE 48000

typedef struct
{
  guint16 sequence;
  guint32 timestamp;
  guint8 second; /* byte: marker and payload type */
} Taken;

static GstBuffer *
make_packet (guint16      sequence,
             guint32      timestamp,
             GstClockTime pts,
             gsize        size)
{
  guint8 bytes[64] = { 0x80, 0x80 | 96 };
  GstBuffer *packet;

  GST_WRITE_UINT16_BE (bytes + 2, sequence);
  GST_WRITE_UINT32_BE (bytes + 4, timestamp);
  GST_WRITE_UINT32_BE (bytes + 8, 0x12345678);
  bytes[12] = 42;
  packet = gst_buffer_new_memdup (bytes, size);
  GST_BUFFER_PTS (packet) = pts;

  return packet;
}

static Taken
take (HearthRtpSplice *splice,
      guint16          sequence,
      guint32          timestamp,
      GstClockTime     pts)
{
  g_autoptr (GstBuffer) packet = make_packet (sequence, timestamp, pts, 64);
  g_autoptr (GstBuffer) taken = hearth_rtp_splice_take (splice, packet, 111, RATE);
  guint8 before[64], after[64];

  g_assert_nonnull (taken);
  g_assert_cmpuint (GST_BUFFER_PTS (taken), ==, pts);
  g_assert_cmpuint (gst_buffer_extract (packet, 0, before, 64), ==, 64);
  g_assert_cmpuint (gst_buffer_extract (taken, 0, after, 64), ==, 64);
  g_assert_cmpmem (before + 12, 52, after + 12, 52);
  g_assert_cmpuint (GST_READ_UINT16_BE (before + 2), ==, sequence); /* others may hold it */
  g_assert_cmpuint (GST_READ_UINT32_BE (after + 8), ==, 0);

  return (Taken) { GST_READ_UINT16_BE (after + 2), GST_READ_UINT32_BE (after + 4), after[1] };
}

static void
test_one (void)
{
  HearthRtpSplice splice = { 0 };
  Taken first = take (&splice, 65535, 4294967000u, GST_SECOND), second, late;

  second = take (&splice, 1, first.timestamp + 1920, GST_SECOND + 40 * GST_MSECOND);
  late = take (&splice, 0, first.timestamp + 960, GST_SECOND + 20 * GST_MSECOND);
  g_assert_cmpuint ((guint16) (second.sequence - first.sequence), ==, 2);
  g_assert_cmpuint ((guint16) (late.sequence - first.sequence), ==, 1);
  g_assert_cmpuint (late.timestamp - first.timestamp, ==, 960);
  g_assert_cmpuint (first.second, ==, 0x80 | 111);
}

static void
test_change (void)
{
  HearthRtpSplice splice = { 0 };
  Taken before, first, second;

  take (&splice, 10, 1000, GST_SECOND);
  before = take (&splice, 11, 1960, GST_SECOND + 20 * GST_MSECOND);
  take (&splice, 10, 1000, GST_SECOND); /* late, and not where the next stream goes on */

  /* Five minutes later by another line. */
  hearth_rtp_splice_change (&splice);
  first = take (&splice, 40000, 77, 301 * GST_SECOND);
  second = take (&splice, 40002, 77 + 1920, 301 * GST_SECOND + 40 * GST_MSECOND);
  g_assert_cmpuint ((guint16) (first.sequence - before.sequence), ==, 1);
  g_assert_cmpuint (first.timestamp - before.timestamp, ==, 300 * RATE - 960);
  g_assert_cmpuint ((guint16) (second.sequence - first.sequence), ==, 2);
  g_assert_cmpuint (second.timestamp - first.timestamp, ==, 1920);
}

/* The line before was a little ahead. */
static void
test_overlap (void)
{
  HearthRtpSplice splice = { 0 };
  Taken before = take (&splice, 10, 1000, GST_SECOND), first;

  hearth_rtp_splice_change (&splice);
  first = take (&splice, 500, 5, GST_SECOND - 10 * GST_MSECOND);
  g_assert_cmpuint ((guint16) (first.sequence - before.sequence), ==, 1);
  g_assert_cmpuint (first.timestamp - before.timestamp, ==, 960);
}

static void
test_rubbish (void)
{
  HearthRtpSplice splice = { 0 };

  for (gsize size = 1; size < 12; size++)
    {
      g_autoptr (GstBuffer) packet = make_packet (1, 1, GST_SECOND, size);

      g_assert_null (hearth_rtp_splice_take (&splice, packet, 111, RATE));
    }
  for (guint version = 0; version < 4; version++)
    {
      g_autoptr (GstBuffer) packet = make_packet (1, 1, GST_SECOND, 12);
      g_autoptr (GstBuffer) taken = NULL;
      guint8 first = (guint8) (version << 6);

      gst_buffer_fill (packet, 0, &first, 1);
      taken = hearth_rtp_splice_take (&splice, packet, 111, RATE);
      g_assert_cmpint (taken != NULL, ==, version == 2);
    }
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rtp-splice/one", test_one);
  g_test_add_func ("/rtp-splice/change", test_change);
  g_test_add_func ("/rtp-splice/overlap", test_overlap);
  g_test_add_func ("/rtp-splice/rubbish", test_rubbish);

  return g_test_run ();
}
