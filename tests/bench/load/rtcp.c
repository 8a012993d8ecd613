/* RTCP: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtcp.h"

void
load_rtcp_parse (const guint8 *compound,
                 gsize         length,
                 LoadRtcpPart  part,
                 gpointer      user_data)
{
  while (length >= 4)
    {
      gsize bytes = 4 * (load_get16 (compound + 2) + (gsize) 1);

      if (bytes > length)
        return;
      part (user_data, compound[1], compound[0] & 0x1f, compound + 4, bytes - 4);
      compound += bytes;
      length -= bytes;
    }
}

gsize
load_rtcp_write_header (guint8       *packet,
                        LoadRtcpType  type,
                        guint         count,
                        gsize         bytes)
{
  packet[0] = (guint8) (0x80 | count);
  packet[1] = (guint8) type;
  load_put16 (packet + 2, (guint) (bytes / 4 - 1));

  return 4;
}
