/* The element through which a connection's packets leave webrtcbin, in the place of nicesink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/host-socket-private.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_ICE_SINK (hearth_host_ice_sink_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostIceSink, hearth_host_ice_sink, HEARTH, HOST_ICE_SINK, GstElement)

HearthHostIceSink *hearth_host_ice_sink_new          (HearthHostSocket  *socket,
                                                      HearthIceEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_host_ice_sink_send_latency: Tells everything upstream that there is none: rtpsession sends no RTCP before it has heard
 * so.
 */
void               hearth_host_ice_sink_send_latency (HearthHostIceSink *self);

G_END_DECLS
