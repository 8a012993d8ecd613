/* What webrtcbin sees of one bundle of media: a GstWebRTCICEStream with its one transport. Gathers the candidates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/host-ice-transport.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_ICE_STREAM (hearth_host_ice_stream_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostIceStream, hearth_host_ice_stream, HEARTH, HOST_ICE_STREAM, GstWebRTCICEStream)

/* @candidate: "a=candidate:…" */
typedef void (*HearthHostIceStreamFound) (gpointer             owner,
                                          HearthHostIceStream *self,
                                          const char          *candidate);

/**
 * hearth_host_ice_stream_new:
 * @owner: (type GObject): given to @found; not kept alive
 * @found: called for each candidate of our own, on the thread that gathers or on the main thread
 */
HearthHostIceStream    *hearth_host_ice_stream_new           (HearthHostSocket         *socket,
                                                              guint                     stream_id,
                                                              gpointer                  owner,
                                                              HearthHostIceStreamFound  found) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_host_ice_stream_set_stun_server: @server: (nullable): "stun://HOST:PORT"; for the next time something is gathered */
void                    hearth_host_ice_stream_set_stun_server (HearthHostIceStream    *self,
                                                                const char             *server);

/** hearth_host_ice_stream_get_transport: Returns: (transfer none) */
HearthHostIceTransport *hearth_host_ice_stream_get_transport (HearthHostIceStream      *self);

/**
 * hearth_host_ice_stream_add_address: Gathers this address and those added like it, and no others. Returns: %FALSE where it is
 * none
 */
gboolean                hearth_host_ice_stream_add_address   (HearthHostIceStream      *self,
                                                              const char               *address);

/** hearth_host_ice_stream_add_public_address: Of a router, see hearth_host_ice_add_public_address(). */
void                    hearth_host_ice_stream_add_public_address (HearthHostIceStream *self,
                                                                   const char          *address);

G_END_DECLS
