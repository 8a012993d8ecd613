/* The header of an RTP packet: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/rtp-header.h"

#define VERSION 2
#define ONE_BYTE_PROFILE 0xBEDE

static guint16
read_16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32) read_16 (data) << 16 | read_16 (data + 2);
}

static void
write_16 (guint8  *data,
          guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

static void
write_32 (guint8  *data,
          guint32  value)
{
  write_16 (data, (guint16) (value >> 16));
  write_16 (data + 2, (guint16) value);
}

/* Section 5.3.1: a profile, a length in words, and so many words. */
static gboolean
parse_extension (HearthRtpHeader *self,
                 const guint8    *data,
                 gsize            size)
{
  if (size - self->payload < 4)
    return FALSE;

  self->extension_profile = read_16 (data + self->payload);
  self->extension_size = 4 * (gsize) read_16 (data + self->payload + 2);
  self->extension = self->payload + 4;
  if (size - self->extension < self->extension_size)
    return FALSE;
  self->payload = self->extension + self->extension_size;

  return TRUE;
}

gboolean
hearth_rtp_header_parse (HearthRtpHeader *self,
                         const guint8    *data,
                         gsize            size)
{
  gsize padding = 0;

  g_return_val_if_fail (self != NULL && (data != NULL || size == 0), FALSE);

  if (size < HEARTH_RTP_HEADER_BYTES || data[0] >> 6 != VERSION)
    return FALSE;

  self->payload_type = data[1] & 0x7f;
  self->marker = data[1] >> 7;
  self->sequence = read_16 (data + 2);
  self->timestamp = read_32 (data + 4);
  self->ssrc = read_32 (data + 8);
  self->payload = HEARTH_RTP_HEADER_BYTES + 4 * (gsize) (data[0] & 0x0f); /* CSRCs */
  if (size < self->payload)
    return FALSE;

  self->extension_profile = 0;
  self->extension = self->payload;
  self->extension_size = 0;
  if ((data[0] & 0x10) != 0 && !parse_extension (self, data, size))
    return FALSE;

  /* The last byte of padding says how much there is, itself included. */
  if ((data[0] & 0x20) != 0)
    {
      padding = data[size - 1];
      if (padding == 0 || padding > size - self->payload)
        return FALSE;
    }
  self->payload_size = size - self->payload - padding;

  return TRUE;
}

const guint8 *
hearth_rtp_header_find_extension (const HearthRtpHeader *self,
                                  const guint8          *data,
                                  guint                  id,
                                  gsize                 *size)
{
  const guint8 *element;
  const guint8 *end;

  g_return_val_if_fail (self != NULL && data != NULL && size != NULL, NULL);
  g_return_val_if_fail (id >= 1 && id <= 14, NULL);

  if (self->extension_profile != ONE_BYTE_PROFILE)
    return NULL;

  element = data + self->extension;
  end = element + self->extension_size;
  while (element < end)
    {
      guint element_id = *element >> 4;
      gsize element_size = (gsize) (*element & 0x0f) + 1;

      if (element_id == 15) /* "stop here", section 4.2 */
        return NULL;
      element++;
      if (element_id == 0) /* padding */
        continue;
      if ((gsize) (end - element) < element_size)
        return NULL;
      if (element_id == id)
        {
          *size = element_size;
          return element;
        }
      element += element_size;
    }

  return NULL;
}

void
hearth_rtp_header_write (const HearthRtpHeader *self,
                         guint32                ssrc,
                         guint8                *data)
{
  g_return_if_fail (self != NULL && data != NULL);

  data[1] = (guint8) ((data[1] & 0x7f) | (self->marker ? 0x80 : 0));
  write_16 (data + 2, self->sequence);
  write_32 (data + 4, self->timestamp);
  write_32 (data + 8, ssrc);
}
