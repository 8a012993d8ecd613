/* The guard at both ends of webrtcbin's transport: drops everything while the certificate gate is not open, and afterwards
 * every RTP packet that the accepted offer did not announce.
 *
 *                  ,------------------------- webrtcbin -------------------------,
 *   network → nicesrc → dtlssrtpdec ─[guard]→ rtpbin, sctpdec → …
 *                          └ peer-pem → gate
 *   network ← nicesink ← dtlssrtpenc ←[guard]─ rtpbin, sctpenc ← …
 *
 * A third place is before deciphering, where packets are refused that srtpdec cannot bear: what nobody announced, and RTCP of
 * ever more senders.
 *
 * It stands there because webrtcbin trusts what has passed DTLS: an SSRC that no description names is given to the first media
 * line, and where that is the data line webrtcbin crashes. Its callbacks run on webrtcbin's streaming threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/certificate-gate.h"
#include "peer/ssrc-table.h"

G_BEGIN_DECLS

typedef struct _HearthTransportGuard HearthTransportGuard;

/**
 * HearthTransportHooks: who else looks at what the guard lets pass; each may be %NULL
 * @enciphers: RTP and RTCP leave past webrtcbin, enciphered with its keys: its own RTP and RTCP must not leave, ever
 * @rtp_comes: an RTP packet of one who was announced
 * @rtcp_comes: a compound or reduced-size RTCP packet; returns whether webrtcbin is to have it as well
 *
 * Streaming threads.
 */
typedef struct
{
  gboolean enciphers;
  void     (*rtp_comes)  (gpointer      user_data,
                          const guint8 *packet,
                          gsize         size);
  gboolean (*rtcp_comes) (gpointer      user_data,
                          const guint8 *packet,
                          gsize         size);
} HearthTransportHooks;

/**
 * hearth_transport_guard_new:
 * @webrtc: a webrtcbin that has not negotiated yet
 * @gate: (transfer none): told of the peer's certificate, asked for every packet
 * @expected: (transfer none): whose RTP may come in
 * @hooks: (nullable): static
 * @user_data: (transfer full): for these
 * @destroy: of @user_data; runs when no hook runs any more
 */
HearthTransportGuard *hearth_transport_guard_new         (GstElement                 *webrtc,
                                                          HearthCertificateGate      *gate,
                                                          HearthSsrcTable            *expected,
                                                          const HearthTransportHooks *hooks,
                                                          gpointer                    user_data,
                                                          GDestroyNotify              destroy) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_transport_guard_unref       (HearthTransportGuard  *self);

/**
 * hearth_transport_guard_is_complete:
 *
 * The guard finds its places by the names that webrtcbin gives its parts. Any thread.
 *
 * Returns: whether it stands in all of them; a connection where it does not must not be used
 */
gboolean              hearth_transport_guard_is_complete (HearthTransportGuard  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTransportGuard, hearth_transport_guard_unref)

G_END_DECLS
