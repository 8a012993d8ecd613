/* Deciphers the RTP that comes in on a connection that forwards (RFC 3711), with the keys that DTLS agreed on (RFC 5764).
 *
 * RTCP is left to webrtcbin. A value with one owner; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/srtp-key.h"

G_BEGIN_DECLS

typedef struct _HearthSrtpReceiver HearthSrtpReceiver;

/** hearth_srtp_receiver_new: Returns: (transfer full): %NULL with HEARTH_PEER_ERROR_INTERNAL where libsrtp refuses */
HearthSrtpReceiver *hearth_srtp_receiver_new           (const HearthSrtpKey  *key,
                                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_srtp_receiver_free          (HearthSrtpReceiver   *self);

/**
 * hearth_srtp_receiver_unprotect_rtp:
 * @packet: (inout): an SRTP packet of somebody who was announced: a state is kept of each for ever
 * @size: (inout): of the packet
 *
 * Returns: %FALSE where it is no RTP packet, not authentic, was there before, or is too old to tell
 */
gboolean            hearth_srtp_receiver_unprotect_rtp (HearthSrtpReceiver   *self,
                                                        guint8               *packet,
                                                        gsize                *size) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSrtpReceiver, hearth_srtp_receiver_free)

G_END_DECLS
