/* Walks a decrypted RTCP packet: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/rtcp-reader.h"

#include "peer/bytes.h"

#define HEADER_BYTES 4
#define FEEDBACK_HEADER_BYTES 12
#define SENDER_INFO_BYTES 24
#define FIR_ENTRY_BYTES 8
#define NACK_ENTRY_BYTES 4

/* Packet types, and formats of feedback. */
#define TYPE_SR 200
#define TYPE_RTPFB 205
#define TYPE_PSFB 206
#define FORMAT_NACK 1
#define FORMAT_TRANSPORT_FEEDBACK 15
#define FORMAT_PLI 1
#define FORMAT_FIR 4

static gboolean
next_fir_entry (HearthRtcpReader *self,
                HearthRtcpItem   *item)
{
  if (self->fir_size < FIR_ENTRY_BYTES)
    return FALSE;

  item->kind = HEARTH_RTCP_KEYFRAME_REQUEST;
  item->ssrc = hearth_bytes_read_32 (self->fir);
  self->fir += FIR_ENTRY_BYTES;
  self->fir_size -= FIR_ENTRY_BYTES;

  return TRUE;
}

/* RFC 4585 section 6.2.1: each entry names one packet, and one more with each bit. */
static guint
count_nacked (const guint8 *entries,
              gsize         size)
{
  guint n_packets = 0;

  for (; size >= NACK_ENTRY_BYTES; entries += NACK_ENTRY_BYTES, size -= NACK_ENTRY_BYTES)
    n_packets += 1 + (guint) __builtin_popcount (hearth_bytes_read_16 (entries + 2));

  return n_packets;
}

static void
read_item (HearthRtcpReader *self,
           HearthRtcpItem   *item)
{
  guint format = item->data[0] & 0x1f;
  guint type = item->data[1];

  if (type == TYPE_SR && item->size >= HEADER_BYTES + SENDER_INFO_BYTES)
    {
      item->kind = HEARTH_RTCP_SENDER_REPORT;
      item->ssrc = hearth_bytes_read_32 (item->data + 4);
      item->ntp = hearth_bytes_read_64 (item->data + 8);
      item->timestamp = hearth_bytes_read_32 (item->data + 16);
    }
  else if (type == TYPE_PSFB && format == FORMAT_PLI && item->size >= FEEDBACK_HEADER_BYTES)
    {
      item->kind = HEARTH_RTCP_KEYFRAME_REQUEST;
      item->ssrc = hearth_bytes_read_32 (item->data + 8);
    }
  else if (type == TYPE_PSFB && format == FORMAT_FIR && item->size >= FEEDBACK_HEADER_BYTES + FIR_ENTRY_BYTES)
    {
      self->fir = item->data + FEEDBACK_HEADER_BYTES;
      self->fir_size = item->size - FEEDBACK_HEADER_BYTES;
      next_fir_entry (self, item);
    }
  else if (type == TYPE_RTPFB && format == FORMAT_TRANSPORT_FEEDBACK)
    {
      item->kind = HEARTH_RTCP_TRANSPORT_FEEDBACK;
    }
  else if (type == TYPE_RTPFB && format == FORMAT_NACK && item->size >= FEEDBACK_HEADER_BYTES)
    {
      item->kind = HEARTH_RTCP_NACK;
      item->ssrc = hearth_bytes_read_32 (item->data + 8);
      item->n_packets = count_nacked (item->data + FEEDBACK_HEADER_BYTES, item->size - FEEDBACK_HEADER_BYTES);
    }
}

void
hearth_rtcp_reader_init (HearthRtcpReader *self,
                         const guint8     *data,
                         gsize             size)
{
  g_return_if_fail (self != NULL && data != NULL);

  *self = (HearthRtcpReader) { .data = data, .size = size };
}

gboolean
hearth_rtcp_reader_next (HearthRtcpReader *self,
                         HearthRtcpItem   *item)
{
  gsize size;

  g_return_val_if_fail (self != NULL && item != NULL, FALSE);

  *item = (HearthRtcpItem) { .kind = HEARTH_RTCP_OTHER };
  if (next_fir_entry (self, item))
    return TRUE;

  if (self->size < HEADER_BYTES || self->data[0] >> 6 != 2)
    return FALSE;
  size = HEADER_BYTES * ((gsize) hearth_bytes_read_16 (self->data + 2) + 1);
  if (size > self->size)
    return FALSE;

  item->data = self->data;
  item->size = size;
  self->data += size;
  self->size -= size;
  read_item (self, item);

  return TRUE;
}

guint
hearth_rtcp_item_read_nack (const HearthRtcpItem *self,
                            guint16              *seqnums,
                            guint                 max_seqnums)
{
  guint n_seqnums = 0;

  g_return_val_if_fail (self != NULL && self->kind == HEARTH_RTCP_NACK && seqnums != NULL, 0);

  for (gsize at = FEEDBACK_HEADER_BYTES; at + NACK_ENTRY_BYTES <= self->size; at += NACK_ENTRY_BYTES)
    {
      guint16 first = hearth_bytes_read_16 (self->data + at);
      /* The packet itself, then a bit for each of the sixteen after it. */
      guint32 wanted = 1 | (guint32) hearth_bytes_read_16 (self->data + at + 2) << 1;

      for (guint i = 0; wanted != 0 && n_seqnums < max_seqnums; i++, wanted >>= 1)
        {
          if ((wanted & 1) != 0)
            seqnums[n_seqnums++] = (guint16) (first + i);
        }
    }

  return n_seqnums;
}
