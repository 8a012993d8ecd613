/* Retransmissions: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtx-packet.h"

#include <string.h>

#include "peer/bytes.h"

/* RFC 3550 section 5.1, and of its extension, section 5.3.1. */
#define RTP_HEADER_BYTES 12
#define EXTENSION_HEADER_BYTES 4
#define EXTENSION_BIT 0x10
#define MARKER_BIT 0x80

/* Returns: where the payload begins; 0 if @packet ends before */
static gsize
measure_header (const guint8 *packet,
                gsize         size)
{
  gsize end;

  if (size < RTP_HEADER_BYTES)
    return 0;
  end = RTP_HEADER_BYTES + 4 * (gsize) (packet[0] & 0xf);
  if ((packet[0] & EXTENSION_BIT) != 0)
    {
      if (end + EXTENSION_HEADER_BYTES > size)
        return 0;
      end += EXTENSION_HEADER_BYTES + 4 * (gsize) hearth_bytes_read_16 (packet + end + 2);
    }

  return end <= size ? end : 0;
}

static void
write_header (guint8  *packet,
              guint8   payload_type,
              guint32  ssrc,
              guint16  seqnum)
{
  packet[1] = (guint8) ((packet[1] & MARKER_BIT) | payload_type);
  hearth_bytes_write_16 (packet + 2, seqnum);
  hearth_bytes_write_32 (packet + 8, ssrc);
}

gsize
hearth_rtx_packet_wrap (guint8  *packet,
                        gsize    size,
                        guint8   payload_type,
                        guint32  ssrc,
                        guint16  seqnum)
{
  gsize header;

  g_return_val_if_fail (packet != NULL, 0);

  header = measure_header (packet, size);
  if (header == 0)
    return 0;

  memmove (packet + header + HEARTH_RTX_BYTES, packet + header, size - header);
  memcpy (packet + header, packet + 2, HEARTH_RTX_BYTES);
  write_header (packet, payload_type, ssrc, seqnum);

  return size + HEARTH_RTX_BYTES;
}

gsize
hearth_rtx_packet_unwrap (guint8  *packet,
                          gsize    size,
                          guint8   payload_type,
                          guint32  ssrc)
{
  gsize header;

  g_return_val_if_fail (packet != NULL, 0);

  header = measure_header (packet, size);
  if (header == 0 || size - header < HEARTH_RTX_BYTES)
    return 0;

  write_header (packet, payload_type, ssrc, hearth_bytes_read_16 (packet + header));
  memmove (packet + header, packet + header + HEARTH_RTX_BYTES, size - header - HEARTH_RTX_BYTES);

  return size - HEARTH_RTX_BYTES;
}
