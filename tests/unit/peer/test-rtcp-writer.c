/* What we write the reader understands, and it names what was to be named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtcp-writer.h"

#include <string.h>

#include "base/limits.h"
#include "peer/rtcp-reader.h"

static void
read_only_item (GBytes         *packet,
                HearthRtcpItem *item)
{
  HearthRtcpReader reader;
  HearthRtcpItem none;
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);

  hearth_rtcp_reader_init (&reader, data, size);
  g_assert_true (hearth_rtcp_reader_next (&reader, item));
  g_assert_false (hearth_rtcp_reader_next (&reader, &none));
}

/* RFC 3550 section 6.1: a report comes first, and a source description with it. */
static void
test_empty_report (void)
{
  static const guint8 expected[] = { 0x80, 201, 0, 1, 0, 0, 0, 7, 0x81, 202, 0, 3, 0, 0, 0, 7, 1, 4, 'n', 'a', 'm', 'e', 0, 0 };
  guint8 packet[HEARTH_RTCP_EMPTY_REPORT_BYTES];
  char name[300] = { 0 };

  g_assert_cmpuint (hearth_rtcp_write_empty_report (7, "name", packet), ==, sizeof expected);
  g_assert_cmpmem (packet, sizeof expected, expected, sizeof expected);
  memset (name, 'x', sizeof name - 1);
  g_assert_cmpuint (hearth_rtcp_write_empty_report (7, name, packet), <=, sizeof packet);
}

static void
test_pli (void)
{
  static const guint8 expected[] = { 0x81, 206, 0, 2, 0, 0, 0, 1, 0x12, 0x34, 0x56, 0x78 };
  g_autoptr (GBytes) packet = hearth_rtcp_write_pli (1, 0x12345678);
  HearthRtcpItem item;

  g_assert_cmpmem (g_bytes_get_data (packet, NULL), g_bytes_get_size (packet), expected, sizeof expected);
  read_only_item (packet, &item);
  g_assert_cmpint (item.kind, ==, HEARTH_RTCP_KEYFRAME_REQUEST);
  g_assert_cmpuint (item.ssrc, ==, 0x12345678);
}

static void
check_nack (const guint16 *seqnums,
            guint          n_seqnums,
            guint          n_entries)
{
  g_autoptr (GBytes) packet = hearth_rtcp_write_nack (1, 8, seqnums, n_seqnums);
  guint16 read[HEARTH_LIMIT_MISSING_PACKETS];
  HearthRtcpItem item;

  g_assert_cmpuint (g_bytes_get_size (packet), ==, 12 + 4 * n_entries);
  read_only_item (packet, &item);
  g_assert_cmpint (item.kind, ==, HEARTH_RTCP_NACK);
  g_assert_cmpuint (item.ssrc, ==, 8);
  g_assert_cmpuint (item.n_packets, ==, n_seqnums);
  g_assert_cmpuint (hearth_rtcp_item_read_nack (&item, read, G_N_ELEMENTS (read)), ==, n_seqnums);
  g_assert_cmpmem (read, n_seqnums * sizeof *read, seqnums, n_seqnums * sizeof *seqnums);
  /* No more than there is room for. */
  g_assert_cmpuint (hearth_rtcp_item_read_nack (&item, read, 1), ==, 1);
}

static void
test_nack (void)
{
  const guint16 one[] = { 4711 };
  const guint16 within[] = { 10, 11, 26 };
  const guint16 beyond[] = { 10, 27 };
  const guint16 around[] = { 65534, 65535, 0, 14, 15 };
  guint16 apart[HEARTH_LIMIT_MISSING_PACKETS];

  check_nack (one, G_N_ELEMENTS (one), 1);
  check_nack (within, G_N_ELEMENTS (within), 1);
  check_nack (beyond, G_N_ELEMENTS (beyond), 2);
  check_nack (around, G_N_ELEMENTS (around), 2);
  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    apart[i] = (guint16) (60000 + 100 * i);
  check_nack (apart, G_N_ELEMENTS (apart), G_N_ELEMENTS (apart));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rtcp-writer/empty-report", test_empty_report);
  g_test_add_func ("/rtcp-writer/pli", test_pli);
  g_test_add_func ("/rtcp-writer/nack", test_nack);

  return g_test_run ();
}
