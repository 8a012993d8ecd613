/* What stands in front of VP8 in an RTP packet: see the header.
 *
 *        0 1 2 3 4 5 6 7
 *       +-+-+-+-+-+-+-+-+
 *       |X|R|N|S|R| PID |
 *       +-+-+-+-+-+-+-+-+
 *  X:   |I|L|T|K| RSV   |
 *       +-+-+-+-+-+-+-+-+
 *  I:   |M| PictureID   |   M: one byte more
 *       +-+-+-+-+-+-+-+-+
 *  L:   |   TL0PICIDX   |
 *       +-+-+-+-+-+-+-+-+
 *  T/K: |TID|Y| KEYIDX  |
 *       +-+-+-+-+-+-+-+-+
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/vp8-descriptor.h"

/* A frame tag of 3 bytes, and of a key frame a start code and two sizes: RFC 6386, section 9.1. */
#define FRAME_TAG_BYTES 3
#define KEY_FRAME_HEADER_BYTES 10

/* Reads the fields that the byte after the first one announces. Returns: where the next thing begins, 0 for beyond the end. */
static gsize
parse_optional_fields (HearthVp8Descriptor *self,
                       const guint8        *payload,
                       gsize                size)
{
  gsize at = 2;
  guint8 present;

  if (size < at)
    return 0;
  present = payload[1];

  if ((present & 0x80) != 0)
    {
      if (size <= at || (payload[at] >> 7 != 0 && size <= at + 1))
        return 0;
      self->picture_id_at = (guint8) at;
      self->picture_id_bits = payload[at] >> 7 != 0 ? 15 : 7;
      self->picture_id = payload[at++] & 0x7f;
      if (self->picture_id_bits == 15)
        self->picture_id = (guint16) (self->picture_id << 8 | payload[at++]);
    }
  if ((present & 0x40) != 0)
    {
      if (size <= at)
        return 0;
      self->has_tl0_picidx = TRUE;
      self->tl0_picidx_at = (guint8) at;
      self->tl0_picidx = payload[at++];
    }
  if ((present & 0x30) != 0)
    {
      if (size <= at)
        return 0;
      if ((present & 0x20) != 0)
        {
          self->temporal = payload[at] >> 6;
          self->sync = payload[at] >> 5 & 1;
        }
      at++;
    }

  return at;
}

static gboolean
parse_frame_header (HearthVp8Descriptor *self,
                    const guint8        *frame,
                    gsize                size)
{
  static const guint8 start_code[] = { 0x9d, 0x01, 0x2a };

  if (size < FRAME_TAG_BYTES)
    return FALSE;

  self->key_frame = (frame[0] & 0x01) == 0;
  if (!self->key_frame)
    return TRUE;

  if (size < KEY_FRAME_HEADER_BYTES || memcmp (frame + FRAME_TAG_BYTES, start_code, sizeof start_code) != 0)
    return FALSE;
  self->width = (guint16) ((frame[7] << 8 | frame[6]) & 0x3fff);
  self->height = (guint16) ((frame[9] << 8 | frame[8]) & 0x3fff);

  return TRUE;
}

gboolean
hearth_vp8_descriptor_parse (HearthVp8Descriptor *self,
                             const guint8        *payload,
                             gsize                size)
{
  gsize end = 1;

  g_return_val_if_fail (self != NULL && (payload != NULL || size == 0), FALSE);

  *self = (HearthVp8Descriptor) { 0 };
  if (size == 0)
    return FALSE;

  self->first = (payload[0] & 0x17) == 0x10; /* S, and partition 0 */
  if ((payload[0] & 0x80) != 0)
    end = parse_optional_fields (self, payload, size);
  if (end == 0 || end >= size)
    return FALSE;

  return !self->first || parse_frame_header (self, payload + end, size - end);
}

void
hearth_vp8_descriptor_write (const HearthVp8Descriptor *self,
                             guint8                    *payload)
{
  g_return_if_fail (self != NULL && payload != NULL);

  if (self->picture_id_bits == 15)
    {
      payload[self->picture_id_at] = (guint8) (0x80 | self->picture_id >> 8);
      payload[self->picture_id_at + 1] = (guint8) self->picture_id;
    }
  else if (self->picture_id_bits == 7)
    {
      payload[self->picture_id_at] = self->picture_id & 0x7f;
    }
  if (self->has_tl0_picidx)
    payload[self->tl0_picidx_at] = self->tl0_picidx;
}
