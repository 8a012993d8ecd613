/* One RTP packet on its way through a forwarder: what its headers say, and its copy with other numbers.
 *
 * A plain value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "forward/rtp-header.h"
#include "forward/vp8-descriptor.h"

G_BEGIN_DECLS

/**
 * HearthStreamPacket:
 * @has_vp8: whether @vp8 is there: not with sound, in an empty packet, and where the payload is not VP8
 * @pts: when it was captured, ns
 */
typedef struct
{
  HearthRtpHeader rtp;
  HearthVp8Descriptor vp8;
  gboolean has_vp8;
  guint64 pts;
} HearthStreamPacket;

/**
 * hearth_stream_packet_read:
 * @video: whether to look for VP8, else Opus
 * @map: of @buffer, for reading
 *
 * Returns: whether it is an RTP packet of that payload type
 */
gboolean   hearth_stream_packet_read        (HearthStreamPacket       *self,
                                             gboolean                  video,
                                             GstBuffer                *buffer,
                                             const GstMapInfo         *map) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_stream_packet_write:
 * @buffer: the one that was read; others hold it too
 * @map: of @buffer
 *
 * Returns: (transfer full): a copy in one piece with the numbers of @self
 */
GstBuffer *hearth_stream_packet_write       (const HearthStreamPacket *self,
                                             guint32                   ssrc,
                                             GstBuffer                *buffer,
                                             const GstMapInfo         *map) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_stream_packet_write_empty: The same without payload: a packet that only says that nothing is missing here. */
GstBuffer *hearth_stream_packet_write_empty (const HearthStreamPacket *self,
                                             guint32                   ssrc,
                                             GstBuffer                *buffer,
                                             const GstMapInfo         *map) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
