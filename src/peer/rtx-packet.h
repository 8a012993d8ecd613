/* Retransmissions as RFC 4588 section 4 has them: the packet once more, as somebody else, with its number in front of its payload.
 *
 * Pure; what is unwrapped comes from the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEARTH_RTX_BYTES: so much longer is a packet that is sent again. */
#define HEARTH_RTX_BYTES 2

/**
 * hearth_rtx_packet_wrap:
 * @packet: (inout): an RTP packet, and HEARTH_RTX_BYTES behind it
 * @size: of the packet
 * @payload_type: of retransmissions
 * @ssrc: who sends again
 * @seqnum: the next of that one's
 *
 * Returns: its size from now on; 0 where it was no RTP packet
 */
gsize hearth_rtx_packet_wrap   (guint8  *packet,
                                gsize    size,
                                guint8   payload_type,
                                guint32  ssrc,
                                guint16  seqnum) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_rtx_packet_unwrap:
 * @packet: (inout): a retransmission
 * @payload_type: what is retransmitted
 * @ssrc: whose
 *
 * Returns: its size from now on; 0 where it carries nothing
 */
gsize hearth_rtx_packet_unwrap (guint8  *packet,
                                gsize    size,
                                guint8   payload_type,
                                guint32  ssrc) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
