/* The moment a picture was taken, drawn into the picture itself: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/picture-stamp.h"

#define UNIT_US 100
#define TIME_BITS 24
#define TIME_MASK ((1u << TIME_BITS) - 1)

/* CRC-8 with the polynomial of ATM's header check (x⁸ + x² + x + 1), so that a misread cell is never taken for a time. The start
 * value keeps an all-black picture from passing for one. */
static guint8
check_sum (guint32 units)
{
  guint8 crc = 0xa5;

  for (int shift = TIME_BITS - 8; shift >= 0; shift -= 8)
    {
      crc ^= (units >> shift) & 0xff;
      for (int bit = 0; bit < 8; bit++)
        crc = (guint8) ((crc << 1) ^ ((crc & 0x80) != 0 ? 0x07 : 0));
    }

  return crc;
}

guint32
hearth_picture_stamp_encode (gint64 taken_at)
{
  guint32 units = (guint32) ((guint64) taken_at / UNIT_US) & TIME_MASK;

  return (units << 8) | check_sum (units);
}

gboolean
hearth_picture_stamp_decode (guint32 cells,
                             gint64  now,
                             gint64 *taken_at)
{
  guint32 units = cells >> 8;
  gint32 behind;

  if (check_sum (units) != (cells & 0xff))
    return FALSE;

  /* How far @now is past the stamp, modulo the 24 bits, as a number with a sign. */
  behind = (gint32) (((guint32) ((guint64) now / UNIT_US) - units) << (32 - TIME_BITS)) >> (32 - TIME_BITS);
  *taken_at = (now / UNIT_US - behind) * UNIT_US;

  return TRUE;
}

gboolean
hearth_picture_stamp_read (HearthVideoFrame *frame,
                           gint64            now,
                           gint64           *taken_at)
{
  int width = hearth_video_frame_get_width (frame);
  int height = hearth_video_frame_get_height (frame);
  const guint8 *pixels = g_bytes_get_data (hearth_video_frame_get_pixels (frame), NULL);
  const guint8 *row = pixels + (gsize) (height / (2 * HEARTH_PICTURE_STAMP_ROWS)) * hearth_video_frame_get_stride (frame);
  guint32 cells = 0;

  if (width < 2 * HEARTH_PICTURE_STAMP_CELLS || height < 2 * HEARTH_PICTURE_STAMP_ROWS)
    return FALSE;

  /* Encoders blur at the edges of a cell: its centre decides, in green, which is most of the luma. */
  for (int cell = 0; cell < HEARTH_PICTURE_STAMP_CELLS; cell++)
    {
      int x = (2 * cell + 1) * width / (2 * HEARTH_PICTURE_STAMP_CELLS);

      cells = (cells << 1) | (row[4 * x + 1] >= 128 ? 1 : 0);
    }

  return hearth_picture_stamp_decode (cells, now, taken_at);
}
