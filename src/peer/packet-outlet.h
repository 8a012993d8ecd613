/* Where all tracks of a sending connection push their packets, and where they leave it: past webrtcbin.
 *
 *   SendingTrack ─push─▶ [ number ─ keep ─ encipher ] ─▶ nicesink or HostIce
 *   NACK ───────repeat─▶ [ as RFC 4588 ─ number ─ encipher ] ─▶
 *                        [ sender report, when due ─ encipher ] ─▶
 *
 * webrtcbin negotiates, finds the path and agrees on the keys; its own way out costs a host more than half of what it has. The peer
 * cannot tell the difference. Packets leave on the thread that pushes them. A reference-counted value with a lock of its own; opened
 * on the main thread, used on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/certificate-gate.h"
#include "peer/sent-stream.h"
#include "peer/srtp-key.h"
#include "peer/transport-numbering.h"

G_BEGIN_DECLS

typedef struct _HearthPacketOutlet HearthPacketOutlet;

HearthPacketOutlet *hearth_packet_outlet_new    (HearthTransportNumbering *numbering) G_GNUC_WARN_UNUSED_RESULT;
HearthPacketOutlet *hearth_packet_outlet_ref    (HearthPacketOutlet       *self) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_packet_outlet_unref  (HearthPacketOutlet       *self);

/**
 * hearth_packet_outlet_open:
 * @webrtc: connected, and enciphering nothing itself
 * @gate: (transfer none): nothing leaves unless it is open
 *
 * Does nothing the second time.
 *
 * Returns: %FALSE with HEARTH_PEER_ERROR_INTERNAL if this webrtcbin is not made the way we know
 */
gboolean            hearth_packet_outlet_open   (HearthPacketOutlet       *self,
                                                 GstElement               *webrtc,
                                                 HearthCertificateGate    *gate,
                                                 GError                  **error);

/**
 * hearth_packet_outlet_open_at: What hearth_packet_outlet_open() does with what it finds, and tests with what they have.
 * @pad: (transfer none): the last one before the network
 * @key: to encipher with
 * @cname: the name that all streams share
 */
gboolean            hearth_packet_outlet_open_at (HearthPacketOutlet      *self,
                                                  GstPad                  *pad,
                                                  const HearthSrtpKey     *key,
                                                  const char              *cname,
                                                  HearthCertificateGate   *gate,
                                                  GError                 **error);

/**
 * hearth_packet_outlet_add_stream:
 * @ssrc: as whom it is sent
 * @rtx_ssrc: as whom it is sent again; 0 for never
 * @clock_rate: Hz, of its timestamps
 * @numbered: whether the peer wants to report on its packets
 *
 * One that is there already goes on.
 *
 * Returns: (transfer none) (nullable): the stream, for as long as the outlet; %NULL beyond HEARTH_LIMIT_SENT_STREAMS
 */
HearthSentStream   *hearth_packet_outlet_add_stream (HearthPacketOutlet   *self,
                                                     guint32               ssrc,
                                                     guint32               rtx_ssrc,
                                                     guint                 clock_rate,
                                                     gboolean              numbered);

/** hearth_packet_outlet_rest: Nothing of @stream is sent for now, or again. */
void                hearth_packet_outlet_rest   (HearthPacketOutlet       *self,
                                                 HearthSentStream         *stream);

/**
 * hearth_packet_outlet_show_presence:
 *
 * Says that we are there, unless something has left since the last time. For whoever watches a path on which nobody speaks and no
 * picture is sent (room/path-health.h).
 */
void                hearth_packet_outlet_show_presence (HearthPacketOutlet *self);

/**
 * hearth_packet_outlet_push:
 * @packets: (transfer full): a #GstBuffer with one RTP packet, or a #GstBufferList of such, of one stream; sent as @stream's SSRC
 *
 * Dropped before it is opened, and when webrtcbin is closed; and where there would not be room in a packet to send it again.
 */
void                hearth_packet_outlet_push   (HearthPacketOutlet       *self,
                                                 HearthSentStream         *stream,
                                                 GstMiniObject            *packets);

/**
 * hearth_packet_outlet_repeat:
 * @ssrc: whose packets are missed
 *
 * What is not kept any more is not sent again.
 */
void                hearth_packet_outlet_repeat (HearthPacketOutlet       *self,
                                                 guint32                   ssrc,
                                                 const guint16            *seqnums,
                                                 guint                     n_seqnums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPacketOutlet, hearth_packet_outlet_unref)

G_END_DECLS
