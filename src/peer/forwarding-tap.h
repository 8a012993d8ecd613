/* The tap of a receiving connection whose packets are to be forwarded: takes them out of webrtcbin before its jitterbuffer.
 *
 *   rtpsession → rtprtxreceive ─▶ [tap] ✕ rtpssrcdemux, jitterbuffer, and two threads for each
 *                    ▲              ├ each packet once, with its capture time ─▶ ReceivingTrack
 *                    └── NACK ──────┘ of what is missing (pictures: sound has FEC)
 *
 * They leave in the order in which they came, retransmissions wherever those fall in. On webrtcbin's streaming thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/receiving-transport.h"
#include "peer/ssrc-table.h"

G_BEGIN_DECLS

/**
 * hearth_forwarding_tap_install:
 * @webrtc: one that has not negotiated yet; the tap lives as long as it
 * @transport: (transfer none): tells when packets were captured
 * @tracks: (transfer none): whose packets go to which HearthReceivingTrack
 */
void hearth_forwarding_tap_install (GstElement               *webrtc,
                                    HearthReceivingTransport *transport,
                                    HearthSsrcTable          *tracks);

G_END_DECLS
