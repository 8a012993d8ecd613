/* The ICE agent (RFC 8445) of one webrtcbin on a HearthHostSocket: a GstWebRTCICE in the place of libnice's.
 *
 * Full ICE with trickle (RFC 8838), one component, one stream (max-bundle): host, server-reflexive and peer-reflexive candidates
 * of several addresses, role conflicts, consent (RFC 7675). No relay: who needs one gets libnice. Given to webrtcbin as
 * "ice-agent" when it is made. Main thread and webrtcbin's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/host-socket.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_ICE (hearth_host_ice_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostIce, hearth_host_ice, HEARTH, HOST_ICE, GstWebRTCICE)

/**
 * hearth_host_ice_new:
 *
 * webrtcbin's "ice-agent" takes a reference away from whoever sets it, and sets it only once, when it is made: give it one of its
 * own. Main thread.
 *
 * Returns: (transfer full)
 */
HearthHostIce *hearth_host_ice_new       (HearthHostSocket *socket) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_host_ice_add_public_address:
 * @address: an IP address at which a router passes the socket's port on, under the same number
 *
 * Before anything is gathered. What is no address is ignored.
 */
void           hearth_host_ice_add_public_address (HearthHostIce *self,
                                                   const char    *address);

/**
 * hearth_host_ice_connected:
 *
 * To be called when webrtcbin's connection-state is connected: from then on media goes past webrtcbin's incoming queue, and its
 * RTP sessions know that there is no latency, before which they send no RTCP. Without it only HEARTH_LIMIT_ICE_EARLY_PACKETS
 * get in. Main thread.
 */
void           hearth_host_ice_connected (HearthHostIce *self);

G_END_DECLS
