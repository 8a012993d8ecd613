/* What we read of RTCP ourselves, at every length that a packet can be cut to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtcp-reader.h"

#include <string.h>

/* A sender report with no report blocks, a PLI, a FIR for two, feedback, a NACK for
 * four packets, and a packet that we leave to others. */
static const guint8 compound[] = {
  0x80, 200, 0, 6, 0, 0, 0, 7, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0, 0, 0, 1, 0, 0, 0, 2,
  0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 8,
  0x84, 206, 0, 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 10, 2, 0, 0, 0,
  0x8f, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 3, 0, 1, 0, 0, 0, 4, 0x20, 1, 0, 0,
  0x81, 205, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8, 0, 5, 0x80, 0x01, 0, 40, 0, 0,
  0x81, 202, 0, 1, 0, 0, 0, 7,
};

static const HearthRtcpKind kinds[] = {
  HEARTH_RTCP_SENDER_REPORT, HEARTH_RTCP_KEYFRAME_REQUEST, HEARTH_RTCP_KEYFRAME_REQUEST, HEARTH_RTCP_KEYFRAME_REQUEST,
  HEARTH_RTCP_TRANSPORT_FEEDBACK, HEARTH_RTCP_NACK, HEARTH_RTCP_OTHER,
};

static void
test_compound (void)
{
  const guint32 ssrcs[] = { 7, 8, 9, 10 };
  HearthRtcpReader reader;
  HearthRtcpItem item;

  hearth_rtcp_reader_init (&reader, compound, sizeof compound);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_true (hearth_rtcp_reader_next (&reader, &item));
      g_assert_cmpint (item.kind, ==, kinds[i]);
      if (i < G_N_ELEMENTS (ssrcs))
        g_assert_cmpuint (item.ssrc, ==, ssrcs[i]);
      if (i == 0)
        {
          g_assert_cmphex (item.ntp, ==, G_GUINT64_CONSTANT (0x1122334455667788));
          g_assert_cmphex (item.timestamp, ==, 0x99aabbcc);
        }
      if (item.kind == HEARTH_RTCP_TRANSPORT_FEEDBACK)
        g_assert_cmpmem (item.data, item.size, compound + 68, 24);
      g_assert_cmpuint (item.n_packets, ==, item.kind == HEARTH_RTCP_NACK ? 4 : 0);
    }
  g_assert_false (hearth_rtcp_reader_next (&reader, &item));
}

/* In memory of its own, so that AddressSanitizer sees whoever reads past it. */
static void
test_truncated (void)
{
  for (gsize size = 1; size < sizeof compound; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (compound, size);
      HearthRtcpReader reader;
      HearthRtcpItem item;
      guint n = 0;

      hearth_rtcp_reader_init (&reader, cut, size);
      while (hearth_rtcp_reader_next (&reader, &item))
        g_assert_cmpint (item.kind, ==, kinds[n++]);
      g_assert_cmpuint (n, <, G_N_ELEMENTS (kinds));
    }
}

/* Packets that say they are shorter than what they are for. */
static void
test_short (void)
{
  for (guint type = 200; type <= 207; type++)
    {
      for (guint format = 0; format < 32; format++)
        {
          guint8 packet[4] = { (guint8) (0x80 | format), (guint8) type, 0, 0 };
          HearthRtcpReader reader;
          HearthRtcpItem item;

          hearth_rtcp_reader_init (&reader, packet, sizeof packet);
          g_assert_true (hearth_rtcp_reader_next (&reader, &item));
          g_assert_cmpint (item.kind, ==, type == 205 && format == 15 ? HEARTH_RTCP_TRANSPORT_FEEDBACK : HEARTH_RTCP_OTHER);
          g_assert_false (hearth_rtcp_reader_next (&reader, &item));
        }
    }
}

/* Of the compound's NACK: number 5 and the ones of the lowest and highest bit, and number 40. */
static void
test_nack (void)
{
  static const guint16 expected[] = { 5, 6, 21, 40 };
  guint16 seqnums[8];
  HearthRtcpReader reader;
  HearthRtcpItem item;

  hearth_rtcp_reader_init (&reader, compound, sizeof compound);
  do
    g_assert_true (hearth_rtcp_reader_next (&reader, &item));
  while (item.kind != HEARTH_RTCP_NACK);

  g_assert_cmpuint (hearth_rtcp_item_read_nack (&item, seqnums, G_N_ELEMENTS (seqnums)), ==, G_N_ELEMENTS (expected));
  g_assert_cmpmem (seqnums, sizeof expected, expected, sizeof expected);
  for (guint max = 0; max < G_N_ELEMENTS (expected); max++)
    g_assert_cmpuint (hearth_rtcp_item_read_nack (&item, seqnums, max), ==, max);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rtcp-reader/compound", test_compound);
  g_test_add_func ("/rtcp-reader/truncated", test_truncated);
  g_test_add_func ("/rtcp-reader/short", test_short);
  g_test_add_func ("/rtcp-reader/nack", test_nack);

  return g_test_run ();
}
