/* Retransmissions: what is taken out of one says the same when it is put into another, and nothing but its header changes on the
 * way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "peer/bytes.h"
#include "peer/rtx-packet.h"

#define VP8 96
#define RTX 97
#define HEADER_BYTES 12

/* As of a sender that we repeat for. */
static void
check_sent_again (const uint8_t *data,
                  size_t         size)
{
  g_autofree guint8 *packet = g_malloc (size + HEARTH_RTX_BYTES);
  gsize wrapped;

  memcpy (packet, data, size);
  wrapped = hearth_rtx_packet_wrap (packet, size, RTX, 2, 0xabcd);
  if (wrapped == 0)
    {
      g_assert_cmpmem (packet, size, data, size);
      return;
    }

  g_assert_cmpuint (wrapped, ==, size + HEARTH_RTX_BYTES);
  g_assert_cmpuint (hearth_bytes_read_16 (packet + 2), ==, 0xabcd);
  g_assert_cmpuint (hearth_bytes_read_32 (packet + 8), ==, 2);
  g_assert_cmpuint (hearth_rtx_packet_unwrap (packet, wrapped, data[1] & 0x7f, hearth_bytes_read_32 (data + 8)), ==, size);
  g_assert_cmpmem (packet, size, data, size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree guint8 *packet = NULL;
  gsize unwrapped;

  if (size == 0)
    return 0;
  check_sent_again (data, size);

  packet = g_memdup2 (data, size);
  unwrapped = hearth_rtx_packet_unwrap (packet, size, VP8, 1);
  if (unwrapped == 0)
    {
      g_assert_cmpmem (packet, size, data, size);
      return 0;
    }

  g_assert_cmpuint (unwrapped, ==, size - HEARTH_RTX_BYTES);
  g_assert_cmpuint (unwrapped, >=, HEADER_BYTES);
  g_assert_cmpuint (packet[1], ==, (data[1] & 0x80) | VP8);
  g_assert_cmpuint (hearth_bytes_read_32 (packet + 8), ==, 1);
  /* The timestamp is the sender's. */
  g_assert_cmpmem (packet + 4, 4, data + 4, 4);

  return 0;
}
