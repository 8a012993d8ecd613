/* The element through which a connection's packets enter webrtcbin, in the place of nicesrc. Pushed by the socket's I/O thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_ICE_SOURCE (hearth_host_ice_source_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostIceSource, hearth_host_ice_source, HEARTH, HOST_ICE_SOURCE, GstElement)

/**
 * hearth_host_ice_source_push:
 * @data: (array length=length): one DTLS, SRTP or SRTCP packet
 * @arrival: ns, CLOCK_MONOTONIC
 * @media: SRTP or SRTCP
 *
 * Returns when webrtcbin has taken it; what it does not take is dropped. I/O thread. The element may be on its way to NULL.
 */
void hearth_host_ice_source_push    (HearthHostIceSource *self,
                                     const guint8        *data,
                                     gsize                length,
                                     gint64               arrival,
                                     gboolean             media);

/** hearth_host_ice_source_shorten: webrtcbin is connected: media goes past its queue from now on. Main thread. */
void hearth_host_ice_source_shorten (HearthHostIceSource *self);

G_END_DECLS
