/* Writes RTCP: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtcp-writer.h"

#include <string.h>

#include "base/limits.h"
#include "peer/bytes.h"

#define EMPTY_REPORT_BYTES 8
#define SDES_CNAME 1
#define MAX_CNAME_BYTES 255
#define FEEDBACK_HEADER_BYTES 12
#define NACK_ENTRY_BYTES 4
/* After the packet that an entry names, one for each bit. */
#define NACK_BITS 16

#define TYPE_RR 201
#define TYPE_SDES 202
#define TYPE_RTPFB 205
#define TYPE_PSFB 206
#define FORMAT_NACK 1
#define FORMAT_PLI 1

static void
write_header (guint8  *packet,
              gsize    size,
              guint8   type,
              guint8   count,
              guint32  sender)
{
  packet[0] = (guint8) (2 << 6 | count);
  packet[1] = type;
  hearth_bytes_write_16 (packet + 2, (guint16) (size / 4 - 1));
  hearth_bytes_write_32 (packet + 4, sender);
}

gsize
hearth_rtcp_write_source (guint32     ssrc,
                          const char *cname,
                          guint8     *packet)
{
  gsize length, size;

  g_return_val_if_fail (cname != NULL && packet != NULL, 0);

  length = MIN (strlen (cname), MAX_CNAME_BYTES);
  /* An item of type 0 ends the list, and fills up the last word. */
  size = (4 + 4 + 2 + length + 4) & ~(gsize) 3;
  memset (packet, 0, size);
  write_header (packet, size, TYPE_SDES, 1, ssrc);
  packet[8] = SDES_CNAME;
  packet[9] = (guint8) length;
  memcpy (packet + 10, cname, length);

  return size;
}

gsize
hearth_rtcp_write_empty_report (guint32     ssrc,
                                const char *cname,
                                guint8     *packet)
{
  g_return_val_if_fail (cname != NULL && packet != NULL, 0);

  write_header (packet, EMPTY_REPORT_BYTES, TYPE_RR, 0, ssrc);

  return EMPTY_REPORT_BYTES + hearth_rtcp_write_source (ssrc, cname, packet + EMPTY_REPORT_BYTES);
}

GBytes *
hearth_rtcp_write_pli (guint32 sender,
                       guint32 media)
{
  guint8 packet[FEEDBACK_HEADER_BYTES];

  write_header (packet, sizeof packet, TYPE_PSFB, FORMAT_PLI, sender);
  hearth_bytes_write_32 (packet + 8, media);

  return g_bytes_new (packet, sizeof packet);
}

GBytes *
hearth_rtcp_write_nack (guint32        sender,
                        guint32        media,
                        const guint16 *seqnums,
                        guint          n_seqnums)
{
  guint8 packet[FEEDBACK_HEADER_BYTES + HEARTH_LIMIT_MISSING_PACKETS * NACK_ENTRY_BYTES];
  gsize size = FEEDBACK_HEADER_BYTES;

  g_return_val_if_fail (seqnums != NULL && n_seqnums >= 1 && n_seqnums <= HEARTH_LIMIT_MISSING_PACKETS, NULL);

  for (guint i = 0; i < n_seqnums; size += NACK_ENTRY_BYTES)
    {
      guint16 first = seqnums[i++];
      guint16 others = 0;

      for (guint16 ahead; i < n_seqnums && (ahead = (guint16) (seqnums[i] - first)) >= 1 && ahead <= NACK_BITS; i++)
        others |= (guint16) (1 << (ahead - 1));
      hearth_bytes_write_16 (packet + size, first);
      hearth_bytes_write_16 (packet + size + 2, others);
    }
  write_header (packet, size, TYPE_RTPFB, FORMAT_NACK, sender);
  hearth_bytes_write_32 (packet + 8, media);

  return g_bytes_new (packet, size);
}
