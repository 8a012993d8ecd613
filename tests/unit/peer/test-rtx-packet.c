/* A retransmission says what the packet said, whatever header it has, and no shorter one is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtx-packet.h"

#include <string.h>

#define PAYLOAD_BYTES 5
#define MAX_BYTES 64

/* Version 2, marker, type 96, number 0x1234, timestamp, SSRC 7. */
static const guint8 fixed[] = { 0x80, 0x80 | 96, 0x12, 0x34, 1, 2, 3, 4, 0, 0, 0, 7 };
static const guint8 payload[PAYLOAD_BYTES] = { 9, 8, 7, 6, 5 };

/* Returns: its size */
static gsize
make_packet (guint8   packet[MAX_BYTES],
             guint    n_contributors,
             gboolean extended)
{
  static const guint8 extension[] = { 0xbe, 0xde, 0, 1, 0x31, 0, 42, 0 };
  gsize size = sizeof fixed;

  memcpy (packet, fixed, sizeof fixed);
  packet[0] |= (guint8) n_contributors;
  memset (packet + size, 0xcc, 4 * n_contributors);
  size += 4 * n_contributors;
  if (extended)
    {
      packet[0] |= 0x10;
      memcpy (packet + size, extension, sizeof extension);
      size += sizeof extension;
    }
  memcpy (packet + size, payload, sizeof payload);

  return size + sizeof payload;
}

static void
test_there_and_back (void)
{
  for (guint i = 0; i < 8; i++)
    {
      guint8 packet[MAX_BYTES], original[MAX_BYTES];
      gsize size = make_packet (packet, i % 4, i >= 4);
      gsize header = size - PAYLOAD_BYTES;

      memcpy (original, packet, size);
      g_assert_cmpuint (hearth_rtx_packet_wrap (packet, size, 97, 0x01020304, 0xabcd), ==, size + HEARTH_RTX_BYTES);
      g_assert_cmpuint (packet[1], ==, 0x80 | 97);
      g_assert_cmpmem (packet + 2, 2, "\xab\xcd", 2);
      g_assert_cmpmem (packet + 8, 4, "\1\2\3\4", 4);
      g_assert_cmpmem (packet + header, 2, "\x12\x34", 2);
      g_assert_cmpmem (packet + header + 2, PAYLOAD_BYTES, payload, PAYLOAD_BYTES);

      g_assert_cmpuint (hearth_rtx_packet_unwrap (packet, size + HEARTH_RTX_BYTES, 96, 7), ==, size);
      g_assert_cmpmem (packet, size, original, size);
    }
}

/* In memory of its own, so that AddressSanitizer sees whoever reads past it. */
static void
test_truncated (void)
{
  guint8 packet[MAX_BYTES];
  gsize size = make_packet (packet, 1, TRUE);
  gsize header = size - PAYLOAD_BYTES;

  for (gsize length = 1; length < header + HEARTH_RTX_BYTES; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (packet, length);

      g_assert_cmpuint (hearth_rtx_packet_unwrap (cut, length, 96, 7), ==, 0);
      g_assert_cmpmem (cut, length, packet, length);
    }
  for (gsize length = 1; length < header; length++)
    {
      g_autofree guint8 *cut = g_malloc (length + HEARTH_RTX_BYTES);

      memcpy (cut, packet, length);
      g_assert_cmpuint (hearth_rtx_packet_wrap (cut, length, 97, 8, 0), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rtx-packet/there-and-back", test_there_and_back);
  g_test_add_func ("/rtx-packet/truncated", test_truncated);

  return g_test_run ();
}
