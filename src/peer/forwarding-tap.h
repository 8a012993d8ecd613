/* The tap of a receiving connection whose packets are to be forwarded: takes them out of webrtcbin before it deciphers them.
 *
 *   dtlssrtpdec ─▶ [guard] ─▶ [tap: decipher] ✕ srtpdec, rtpsession, rtpssrcdemux, jitterbuffer, and two threads for each
 *                               ├ each packet once, with its capture time ─▶ ReceivingTrack
 *                               └ NACK of what is missing (pictures: sound has FEC) ─▶ ReceivingTransport
 *
 * They leave in the order in which they came, retransmissions (RFC 4588) wherever those fall in, as what they were at first. RTCP goes
 * the whole way. On the thread on which packets come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/certificate-gate.h"
#include "peer/receiving-transport.h"
#include "peer/ssrc-table.h"

G_BEGIN_DECLS

/**
 * hearth_forwarding_tap_install:
 * @webrtc: one that has not negotiated yet, and has its guard; the tap lives as long as it
 * @gate: (transfer none): nothing passes before it is open
 * @transport: (transfer none): tells when packets were captured, and asks for those that are missing
 * @tracks: (transfer none): whose packets go to which HearthReceivingTrack
 */
void hearth_forwarding_tap_install (GstElement               *webrtc,
                                    HearthCertificateGate    *gate,
                                    HearthReceivingTransport *transport,
                                    HearthSsrcTable          *tracks);

/** hearth_forwarding_tap_can_decipher: @webrtc: connected. Returns: whether there is a key for what comes, of the profile that we know */
gboolean hearth_forwarding_tap_can_decipher (GstElement *webrtc);

G_END_DECLS
