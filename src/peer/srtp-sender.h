/* Enciphers what leaves a connection (RFC 3711), with the keys that DTLS agreed on (RFC 5764).
 *
 * webrtcbin would do it as well, after half a dozen pads, locks and copies; a room host does little else all day. Two who encipher
 * must never be the same sender: whoever has one of these lets nothing go through webrtcbin's own, or the same key stream would be
 * used twice. A value with one owner; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/srtp-key.h"

G_BEGIN_DECLS

typedef struct _HearthSrtpSender HearthSrtpSender;

/** hearth_srtp_sender_new: Returns: (transfer full): %NULL with HEARTH_PEER_ERROR_INTERNAL where libsrtp refuses */
HearthSrtpSender *hearth_srtp_sender_new          (const HearthSrtpKey  *key,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void              hearth_srtp_sender_free         (HearthSrtpSender     *self);

/**
 * hearth_srtp_sender_protect_rtp:
 * @packet: (inout): an RTP packet, and HEARTH_SRTP_ROOM bytes behind it
 * @size: (inout): of the packet
 *
 * Returns: whether it is enciphered; %FALSE where it is no RTP packet, was sent before, or is too old to tell
 */
gboolean          hearth_srtp_sender_protect_rtp  (HearthSrtpSender     *self,
                                                   guint8               *packet,
                                                   gsize                *size) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_srtp_sender_protect_rtcp: The same for RTCP, which is enciphered however often. */
gboolean          hearth_srtp_sender_protect_rtcp (HearthSrtpSender     *self,
                                                   guint8               *packet,
                                                   gsize                *size) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSrtpSender, hearth_srtp_sender_free)

G_END_DECLS
