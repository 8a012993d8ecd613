/* Where all tracks of a sending connection push their packets: into webrtcbin, below its funnel.
 *
 *   SendingTrack ─push─▶ [ number ] ─▶ rtprtxsend ─▶ rtpsession ─▶ …
 *
 * A packet that enters here has crossed none of webrtcbin's own pads, which block before negotiation and cost twice as much; it is
 * kept for retransmission and counted in sender reports as any other. A reference-counted value; opened and closed on the main
 * thread, pushed to on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/transport-numbering.h"

G_BEGIN_DECLS

typedef struct _HearthPacketOutlet HearthPacketOutlet;

HearthPacketOutlet *hearth_packet_outlet_new   (HearthTransportNumbering *numbering) G_GNUC_WARN_UNUSED_RESULT;
HearthPacketOutlet *hearth_packet_outlet_ref   (HearthPacketOutlet       *self) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_packet_outlet_unref (HearthPacketOutlet       *self);

/**
 * hearth_packet_outlet_open:
 * @webrtc: connected, with a line that was negotiated
 *
 * Does nothing the second time.
 *
 * Returns: %FALSE if this webrtcbin is not made the way we know
 */
gboolean            hearth_packet_outlet_open  (HearthPacketOutlet       *self,
                                                GstElement               *webrtc);

/**
 * hearth_packet_outlet_push:
 * @packets: (transfer full): a #GstBuffer with one RTP packet, or a #GstBufferList of such, of one stream
 * @numbered: whether the peer wants to report on them
 *
 * Dropped before it is opened, and when webrtcbin is closed.
 */
void                hearth_packet_outlet_push  (HearthPacketOutlet       *self,
                                                GstMiniObject            *packets,
                                                gboolean                  numbered);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPacketOutlet, hearth_packet_outlet_unref)

G_END_DECLS
