/* Makes one RTP stream of several: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-splice.h"

/* RFC 3550, section 5.1: version, payload type, sequence number, timestamp and SSRC. */
#define HEADER_BYTES 12

/* Streams that change over may overlap by a little where their clocks are not quite told apart yet: time never goes back, and one
 * packet of 20 ms lies between two packets at least. */
#define LEAST_STEP (20 * GST_MSECOND)

void
hearth_rtp_splice_change (HearthRtpSplice *self)
{
  g_return_if_fail (self != NULL);

  self->changed = TRUE;
}

static void
join (HearthRtpSplice *self,
      guint16          sequence,
      guint32          timestamp,
      GstClockTime     pts,
      guint            clock_rate)
{
  GstClockTime step = LEAST_STEP;

  self->changed = FALSE;
  if (!self->started)
    return;

  if (pts > self->last_pts + LEAST_STEP)
    step = pts - self->last_pts;
  self->sequence_offset = (guint16) (self->last_sequence + 1 - sequence);
  self->timestamp_offset = self->last_timestamp + (guint32) gst_util_uint64_scale (step, clock_rate, GST_SECOND) - timestamp;
}

GstBuffer *
hearth_rtp_splice_take (HearthRtpSplice *self,
                        GstBuffer       *packet,
                        guint8           payload_type,
                        guint            clock_rate)
{
  guint8 header[HEADER_BYTES];
  guint16 sequence;
  guint32 timestamp;
  GstBuffer *taken;

  g_return_val_if_fail (self != NULL && payload_type < 128, NULL);
  g_return_val_if_fail (GST_BUFFER_PTS_IS_VALID (packet), NULL);

  if (gst_buffer_extract (packet, 0, header, sizeof header) != sizeof header || header[0] >> 6 != 2)
    return NULL;

  sequence = GST_READ_UINT16_BE (header + 2);
  timestamp = GST_READ_UINT32_BE (header + 4);
  if (self->changed || !self->started)
    join (self, sequence, timestamp, GST_BUFFER_PTS (packet), clock_rate);
  sequence += self->sequence_offset;
  timestamp += self->timestamp_offset;

  if (!self->started || (gint16) (sequence - self->last_sequence) > 0)
    {
      self->started = TRUE;
      self->last_sequence = sequence;
      self->last_timestamp = timestamp;
      self->last_pts = GST_BUFFER_PTS (packet);
    }

  header[1] = (header[1] & 0x80) | payload_type;
  GST_WRITE_UINT16_BE (header + 2, sequence);
  GST_WRITE_UINT32_BE (header + 4, timestamp);
  GST_WRITE_UINT32_BE (header + 8, 0);
  taken = gst_buffer_copy (packet);
  gst_buffer_fill (taken, 0, header, sizeof header);

  return taken;
}
