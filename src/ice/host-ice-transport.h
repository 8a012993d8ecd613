/* What webrtcbin sees of one connection's way to its peer: a GstWebRTCICETransport with the two elements at its ends. RTP and
 * RTCP share it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/host-socket-private.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_ICE_TRANSPORT (hearth_host_ice_transport_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostIceTransport, hearth_host_ice_transport, HEARTH, HOST_ICE_TRANSPORT, GstWebRTCICETransport)

HearthHostIceTransport *hearth_host_ice_transport_new           (HearthHostSocket       *socket) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_host_ice_transport_lock: Any thread, briefly. Returns: (transfer none): its session, until unlocked; changes take effect
 * then
 */
HearthIceSession       *hearth_host_ice_transport_lock          (HearthHostIceTransport *self);
void                    hearth_host_ice_transport_unlock        (HearthHostIceTransport *self);

/** hearth_host_ice_transport_report: The session has got there. Main thread. */
void                    hearth_host_ice_transport_report        (HearthHostIceTransport *self,
                                                                 HearthIceState          state);

/** hearth_host_ice_transport_connected: webrtcbin is connected. Main thread. */
void                    hearth_host_ice_transport_connected     (HearthHostIceTransport *self);

/** hearth_host_ice_transport_close: Leaves the socket; idempotent, any thread. */
void                    hearth_host_ice_transport_close         (HearthHostIceTransport *self);

G_END_DECLS
