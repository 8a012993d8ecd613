/* The port on which whoever runs the server reads its counters: GET /metrics, over this computer's loopback alone. A port of its
 * own, since behind a reverse proxy everybody comes from loopback, and since there is a place here when the other port is full.
 *
 * Its sockets are in the server's virtual host: libwebsockets would choose between two by the Host header, which anybody can
 * write. They carry the endpoint as their opaque user data. On the server's thread; owned by the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libwebsockets.h>

#include "signalling/signalling-hub.h"

G_BEGIN_DECLS

typedef struct _HearthMetricsEndpoint HearthMetricsEndpoint;

/**
 * hearth_metrics_endpoint_new:
 * @protocol: the virtual host's, for the listening descriptor
 * @hub: whose counters; outlives the endpoint
 * @port: 0 for any free one
 *
 * Returns: (transfer full): it listens, or %NULL with HEARTH_SIGNALLING_ERROR_ADDRESS
 */
HearthMetricsEndpoint *hearth_metrics_endpoint_new      (struct lws_vhost          *vhost,
                                                         const char                *protocol,
                                                         HearthSignallingHub       *hub,
                                                         guint16                    port,
                                                         GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_metrics_endpoint_free: not before the virtual host is destroyed. */
void                   hearth_metrics_endpoint_free     (HearthMetricsEndpoint     *self);
guint16                hearth_metrics_endpoint_get_port (HearthMetricsEndpoint     *self);

/** hearth_metrics_endpoint_accept: its listening descriptor has somebody. */
void                   hearth_metrics_endpoint_accept   (HearthMetricsEndpoint     *self);

/** hearth_metrics_endpoint_tick: accepts again after there was no descriptor left; to be called now and then. */
void                   hearth_metrics_endpoint_tick     (HearthMetricsEndpoint     *self);

/** hearth_metrics_endpoint_handle: an event of one of its sockets; Returns: what to return from the callback. */
int                    hearth_metrics_endpoint_handle   (HearthMetricsEndpoint     *self,
                                                         struct lws                *wsi,
                                                         enum lws_callback_reasons  reason);

G_END_DECLS
