/* Makes one RTP stream of several that come one after the other: to a decoder somebody's voice is one stream with pauses, whatever
 * line it comes by.
 *
 * Sequence numbers go on by one at a change, timestamps by the time between the packets' PTS; within one stream both keep their gaps,
 * so losses and order can be told. A plain value of whoever takes the packets, one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean started;
  gboolean changed;          /* the next packet is another stream's */
  guint16 sequence_offset;   /* from the stream's own to ours */
  guint32 timestamp_offset;
  guint16 last_sequence;     /* ours, of the packet that is furthest on */
  guint32 last_timestamp;
  GstClockTime last_pts;
} HearthRtpSplice;

/** hearth_rtp_splice_change: The packets that follow belong to another stream. */
void       hearth_rtp_splice_change (HearthRtpSplice *self);

/**
 * hearth_rtp_splice_take:
 * @packet: (transfer none): RTP with a PTS
 * @payload_type: of the one stream
 * @clock_rate: of all streams, ticks a second
 *
 * Returns: (transfer full) (nullable): the packet as part of the one stream, whose SSRC is 0; %NULL where it is not RTP
 */
GstBuffer *hearth_rtp_splice_take   (HearthRtpSplice *self,
                                     GstBuffer       *packet,
                                     guint8           payload_type,
                                     guint            clock_rate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
