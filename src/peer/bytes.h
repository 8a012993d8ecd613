/* Numbers in network byte order, at any address: RTP and RTCP hold to no alignment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline guint16
hearth_bytes_read_16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

static inline guint32
hearth_bytes_read_32 (const guint8 *data)
{
  return (guint32) hearth_bytes_read_16 (data) << 16 | hearth_bytes_read_16 (data + 2);
}

static inline guint64
hearth_bytes_read_64 (const guint8 *data)
{
  return (guint64) hearth_bytes_read_32 (data) << 32 | hearth_bytes_read_32 (data + 4);
}

static inline void
hearth_bytes_write_16 (guint8  *data,
                       guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

static inline void
hearth_bytes_write_32 (guint8  *data,
                       guint32  value)
{
  hearth_bytes_write_16 (data, (guint16) (value >> 16));
  hearth_bytes_write_16 (data + 2, (guint16) value);
}

G_END_DECLS
