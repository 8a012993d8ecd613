/* The parts of the load that figures hang on: stamps, percentiles, transport-wide feedback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "arrival-log.h"
#include "histogram.h"
#include "rtcp.h"
#include "stamp.h"

static void
test_stamp_round_trip (void)
{
  const LoadStamp written = { LOAD_VIDEO, 63, 0xfffffffe, G_GINT64_CONSTANT (1800000000123456789) };
  guint8 packet[200] = { 0 };
  LoadStamp read;

  load_stamp_write (&written, packet + sizeof packet);
  g_assert_true (load_stamp_read (&read, packet + sizeof packet, sizeof packet));
  g_assert_cmpint (read.kind, ==, written.kind);
  g_assert_cmpuint (read.who, ==, written.who);
  g_assert_cmpuint (read.serial, ==, written.serial);
  g_assert_cmpint (read.time, ==, written.time);
}

static void
test_stamp_damaged (void)
{
  const LoadStamp written = { LOAD_AUDIO, 3, 7, 1 };
  guint8 packet[LOAD_STAMP_BYTES];
  LoadStamp read;

  /* Every byte but those of the time, of which nothing can be known. */
  for (guint i = 0; i < LOAD_STAMP_BYTES - 8; i++)
    {
      load_stamp_write (&written, packet + sizeof packet);
      packet[i] ^= 0x40;
      g_assert_false (load_stamp_read (&read, packet + sizeof packet, sizeof packet));
    }

  load_stamp_write (&written, packet + sizeof packet);
  for (gsize length = 0; length < LOAD_STAMP_BYTES; length++)
    g_assert_false (load_stamp_read (&read, packet + sizeof packet, length));
}

static void
test_percentiles (void)
{
  LoadHistogram histogram = { 0 };

  g_assert_cmpfloat (load_histogram_percentile (&histogram, 0.5), ==, 0);
  for (guint i = 1; i <= 1000; i++)
    load_histogram_add (&histogram, 100 * i);
  g_assert_cmpfloat_with_epsilon (load_histogram_percentile (&histogram, 0.5), 50, 2.5);
  g_assert_cmpfloat_with_epsilon (load_histogram_percentile (&histogram, 0.95), 95, 5);
  g_assert_cmpfloat_with_epsilon (load_histogram_percentile (&histogram, 0.99), 99, 5);

  load_histogram_add (&histogram, 1e12);
  g_assert_cmpfloat (load_histogram_percentile (&histogram, 1), >, 10000);
}

/* 65534 … 2, of which 0 is missing and 1 came before 65535: one chunk of five symbols, four deltas. */
static void
test_feedback (void)
{
  /* Both SSRCs, first number, how many, reference time in 64 ms, count of feedbacks. */
  static const guint8 expected[] = { 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xfe, 0, 5, 0, 0, 1, 0 };
  LoadArrivalLog log = { 0 };
  guint8 packet[LOAD_PACKET_BYTES];
  gsize length;

  g_assert_cmpuint (load_arrival_log_write_feedback (&log, 1, 2, packet), ==, 0);
  load_arrival_log_add (&log, 65534, 64000 + 1000);
  load_arrival_log_add (&log, 1, 64000 + 1500);
  load_arrival_log_add (&log, 65535, 64000 + 2000);
  load_arrival_log_add (&log, 2, 64000 + 3000);
  length = load_arrival_log_write_feedback (&log, 1, 2, packet);

  g_assert_cmpuint (length, ==, 28);
  g_assert_cmpuint (load_get16 (packet + 2), ==, length / 4 - 1);
  g_assert_cmpmem (packet + 4, 16, expected, sizeof expected);
  g_assert_cmpuint (packet[0], ==, 0x80 | LOAD_FEEDBACK_TRANSPORT_CC);
  g_assert_cmpuint (load_get16 (packet + 20), ==, 0xc000 | 1 << 12 | 1 << 10 | 0 << 8 | 2 << 6 | 1 << 4);
  g_assert_cmpuint (packet[22], ==, 4);                      /* 1 ms after the reference */
  g_assert_cmpuint (packet[23], ==, 4);                      /* 65535: 1 ms later */
  g_assert_cmpint ((gint16) load_get16 (packet + 24), ==, -2); /* 1: half a millisecond earlier */
  g_assert_cmpuint (packet[26], ==, 6);                      /* 2 */
  g_assert_cmpuint (packet[27], ==, 0);

  g_assert_cmpuint (load_arrival_log_write_feedback (&log, 1, 2, packet), ==, 0);
  load_arrival_log_add (&log, 3, 128000);
  g_assert_cmpuint (load_arrival_log_write_feedback (&log, 1, 2, packet), ==, 24);
  g_assert_cmpuint (load_get16 (packet + 12), ==, 3);
  g_assert_cmpuint (packet[19], ==, 1);
}

static void
count_part (gpointer      user_data,
            LoadRtcpType  type,
            guint         count,
            const guint8 *body,
            gsize         length)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_rtcp_truncated (void)
{
  guint8 compound[20] = { 0 };

  load_rtcp_write_header (compound, LOAD_RTCP_RECEIVER_REPORT, 0, 8);
  load_rtcp_write_header (compound + 8, LOAD_RTCP_PAYLOAD_FEEDBACK, LOAD_FEEDBACK_PLI, 12);
  for (gsize length = 0; length <= sizeof compound; length++)
    {
      guint n = 0;

      load_rtcp_parse (compound, length, count_part, &n);
      g_assert_cmpuint (n, ==, length < 8 ? 0 : length < 20 ? 1 : 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/load/stamp-round-trip", test_stamp_round_trip);
  g_test_add_func ("/load/stamp-damaged", test_stamp_damaged);
  g_test_add_func ("/load/percentiles", test_percentiles);
  g_test_add_func ("/load/feedback", test_feedback);
  g_test_add_func ("/load/rtcp-truncated", test_rtcp_truncated);

  return g_test_run ();
}
