/* How connections make and end their data channels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "peer/certificate-gate.h"
#include "peer/data-channel.h"

G_BEGIN_DECLS

/**
 * hearth_data_channel_new:
 * @channel: (transfer none): webrtcbin's
 * @gate: (transfer none): the connection's
 *
 * The main thread, or webrtcbin's own before it hands @channel any message: the object belongs to the main thread from then on.
 */
HearthDataChannel *hearth_data_channel_new   (GstWebRTCDataChannel  *channel,
                                              HearthCertificateGate *gate) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_data_channel_close: Lets go of webrtcbin's channel, whose threads are gone; no signal afterwards. Main thread. */
void               hearth_data_channel_close (HearthDataChannel     *self);

G_END_DECLS
