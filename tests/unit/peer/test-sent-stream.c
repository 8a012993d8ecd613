/* What was sent can be sent again for a second, and reports say what was sent and which timestamp is now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sent-stream.h"

#include <string.h>

#include "base/limits.h"
#include "peer/rtcp-reader.h"
#include "peer/rtx-packet.h"

#define SSRC 7
#define RTX_SSRC 8
#define HEADER_BYTES 12
#define PAYLOAD_BYTES 100
#define NOW (5 * G_TIME_SPAN_SECOND)

static void
add (HearthSentStream *stream,
     guint16           seqnum,
     guint32           timestamp,
     gint64            now)
{
  guint8 packet[HEADER_BYTES + PAYLOAD_BYTES] = { 0x80, 96, (guint8) (seqnum >> 8), (guint8) seqnum };
  GstBuffer *buffer;

  for (guint i = 0; i < 4; i++)
    packet[4 + i] = (guint8) (timestamp >> (24 - 8 * i));
  packet[HEADER_BYTES] = (guint8) seqnum;
  buffer = gst_buffer_new_memdup (packet, sizeof packet);
  GST_BUFFER_PTS (buffer) = (GstClockTime) now * GST_USECOND;
  hearth_sent_stream_add (stream, buffer, now);
}

/* Returns: whether @seqnum is sent again, as what it was */
static gboolean
repeats (HearthSentStream *stream,
         guint16           seqnum,
         gint64            now)
{
  guint8 packet[HEARTH_LIMIT_RTP_BYTES + HEARTH_RTX_BYTES];
  gsize size = hearth_sent_stream_repeat (stream, seqnum, now, packet);

  if (size == 0)
    return FALSE;
  g_assert_cmpuint (size, ==, HEADER_BYTES + HEARTH_RTX_BYTES + PAYLOAD_BYTES);
  g_assert_cmpuint (packet[11], ==, RTX_SSRC);
  g_assert_cmpuint (hearth_rtx_packet_unwrap (packet, size, 96, SSRC), ==, HEADER_BYTES + PAYLOAD_BYTES);
  g_assert_cmpuint (packet[2] << 8 | packet[3], ==, seqnum);
  g_assert_cmpuint (packet[HEADER_BYTES], ==, (guint8) seqnum);

  return TRUE;
}

static void
test_repeat (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 90000);

  hearth_sent_stream_agree (stream, RTX_SSRC, FALSE);
  for (guint16 seqnum = 65530; seqnum != 6; seqnum++)
    add (stream, seqnum, 0, NOW);
  for (guint16 seqnum = 65530; seqnum != 6; seqnum++)
    g_assert_true (repeats (stream, seqnum, NOW + 1000));
  /* As often as it is asked for. */
  g_assert_true (repeats (stream, 65535, NOW + 1000));
  g_assert_false (repeats (stream, 6, NOW));
  g_assert_false (repeats (stream, 65529, NOW));

  hearth_sent_stream_forget (stream);
  g_assert_false (repeats (stream, 65535, NOW));
}

static void
test_kept_for_a_while (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 90000);
  const gint64 limit = HEARTH_LIMIT_KEPT_PACKETS_MS * G_TIME_SPAN_MILLISECOND;

  hearth_sent_stream_agree (stream, RTX_SSRC, FALSE);
  add (stream, 1, 0, NOW);
  g_assert_true (repeats (stream, 1, NOW + limit));
  g_assert_false (repeats (stream, 1, NOW + limit + 1));
  add (stream, 2, 0, NOW + limit + 1);
  g_assert_false (repeats (stream, 1, NOW));
  g_assert_true (repeats (stream, 2, NOW + limit + 1));
}

static void
test_no_more_than_so_many (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 90000);

  hearth_sent_stream_agree (stream, RTX_SSRC, FALSE);
  for (guint i = 0; i <= HEARTH_LIMIT_KEPT_PACKETS; i++)
    add (stream, (guint16) i, 0, NOW);
  g_assert_false (repeats (stream, 0, NOW));
  g_assert_true (repeats (stream, 1, NOW));
  g_assert_true (repeats (stream, HEARTH_LIMIT_KEPT_PACKETS, NOW));

  /* A leap, and one that comes late. */
  add (stream, 40000, 0, NOW);
  add (stream, 39000, 0, NOW);
  g_assert_true (repeats (stream, 39000, NOW));
  g_assert_true (repeats (stream, 40000, NOW));
}

/* Where nobody is named who sends again, nothing is kept: LeakSanitizer and the eye see no more than that nothing comes. */
static void
test_never_again (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 48000);

  add (stream, 1, 0, NOW);
  g_assert_false (repeats (stream, 1, NOW));
}

static guint
count_reports (HearthSentStream *stream,
               gint64            from,
               gint64            until)
{
  guint8 report[HEARTH_SENDER_REPORT_BYTES];
  guint n = 0;

  for (gint64 now = from; now < until; now += 20 * G_TIME_SPAN_MILLISECOND)
    {
      add (stream, 1, 0, now);
      if (!hearth_sent_stream_is_report_due (stream, now))
        continue;
      g_assert_cmpuint (hearth_sent_stream_write_report (stream, "x", now, 0, report), >, 0);
      n++;
    }

  return n;
}

static void
test_when_reports_are_due (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 48000);

  g_assert_false (hearth_sent_stream_is_report_due (stream, NOW));
  add (stream, 1, 0, NOW);
  g_assert_true (hearth_sent_stream_is_report_due (stream, NOW));
  g_assert_cmpuint (count_reports (stream, NOW, NOW + 2 * G_TIME_SPAN_SECOND), ==, 8);
  g_assert_cmpuint (count_reports (stream, NOW + 2 * G_TIME_SPAN_SECOND, NOW + 12 * G_TIME_SPAN_SECOND), <=, 11);
  /* Nothing was sent since. */
  {
    guint8 report[HEARTH_SENDER_REPORT_BYTES];

    hearth_sent_stream_write_report (stream, "x", NOW + 12 * G_TIME_SPAN_SECOND, 0, report);
  }
  g_assert_false (hearth_sent_stream_is_report_due (stream, NOW + 100 * G_TIME_SPAN_SECOND));
}

static void
test_report (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 90000);
  const guint64 ntp = G_GUINT64_CONSTANT (0x1122334455667788);
  guint8 report[HEARTH_SENDER_REPORT_BYTES];
  HearthRtcpReader reader;
  HearthRtcpItem item;
  gsize size;

  add (stream, 1, 4294960000u, NOW);
  add (stream, 2, 4294967000u, NOW);
  /* A tenth of a second after the last one was captured: 9000 ticks, around the end of all numbers. */
  size = hearth_sent_stream_write_report (stream, "somebody", NOW + G_TIME_SPAN_SECOND / 10, ntp, report);
  hearth_rtcp_reader_init (&reader, report, size);
  g_assert_true (hearth_rtcp_reader_next (&reader, &item));
  g_assert_cmpint (item.kind, ==, HEARTH_RTCP_SENDER_REPORT);
  g_assert_cmpuint (item.ssrc, ==, SSRC);
  g_assert_cmphex (item.ntp, ==, ntp);
  g_assert_cmpuint (item.timestamp, ==, 4294967000u + 9000u);
  g_assert_cmpuint (report[23], ==, 2);
  g_assert_cmpuint (report[27], ==, 2 * PAYLOAD_BYTES);

  g_assert_true (hearth_rtcp_reader_next (&reader, &item));
  g_assert_cmpint (item.kind, ==, HEARTH_RTCP_OTHER);
  g_assert_cmpuint (item.size % 4, ==, 0);
  g_assert_cmpmem (item.data, 10, "\x81\xca\0\4\0\0\0\7\1\x8", 10);
  g_assert_cmpmem (item.data + 10, 8, "somebody", 8);
  /* The list of items ends with a zero. */
  g_assert_cmpuint (item.data[18], ==, 0);
  g_assert_false (hearth_rtcp_reader_next (&reader, &item));
}

static void
test_long_name (void)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, 90000);
  guint8 report[HEARTH_SENDER_REPORT_BYTES];
  char name[300];

  memset (name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  add (stream, 1, 0, NOW);
  g_assert_cmpuint (hearth_sent_stream_write_report (stream, name, NOW, 0, report), <=, sizeof report);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sent-stream/repeat", test_repeat);
  g_test_add_func ("/sent-stream/kept-for-a-while", test_kept_for_a_while);
  g_test_add_func ("/sent-stream/no-more-than-so-many", test_no_more_than_so_many);
  g_test_add_func ("/sent-stream/never-again", test_never_again);
  g_test_add_func ("/sent-stream/when-reports-are-due", test_when_reports_are_due);
  g_test_add_func ("/sent-stream/report", test_report);
  g_test_add_func ("/sent-stream/long-name", test_long_name);

  return g_test_run ();
}
