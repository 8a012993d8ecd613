/* What the room's socket and one connection's transport share: the session, where what comes in goes, and the path for what goes
 * out.
 *
 * Reference counted: whoever still has one may use it, closed or not. See host-socket.c for who may touch what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "base/token-bucket.h"
#include "ice/host-ice-source.h"
#include "ice/ice-session.h"

G_BEGIN_DECLS

struct _HearthIceEndpoint
{
  guint32 id;
  HearthHostIceSource *source;
  GWeakRef transport; /* a HearthHostIceTransport */
  _Atomic gboolean closed;

  /* Guarded by the socket's lock. */
  HearthIceSession *session;
  HearthIceState reported;
  HearthTokenBucket allowance; /* of packets */

  /* Guarded by path_lock, but for the number. */
  GMutex path_lock;
  HearthPath path;
  _Atomic guint path_number; /* 0: there is none */
  guint n_paths;
};

typedef struct _HearthIceEndpoint HearthIceEndpoint;

/* A sender's copy of the path, which it need not lock while nothing changes. Starts as zero. */
typedef struct
{
  guint number;
  HearthPath path;
} HearthPathCopy;

HearthIceEndpoint *hearth_ice_endpoint_new      (guint32                id,
                                                 guint64                tie_breaker,
                                                 HearthHostIceSource   *source,
                                                 GstWebRTCICETransport *transport);
HearthIceEndpoint *hearth_ice_endpoint_ref      (HearthIceEndpoint     *self);
void               hearth_ice_endpoint_unref    (HearthIceEndpoint     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthIceEndpoint, hearth_ice_endpoint_unref)

/**
 * hearth_ice_endpoint_report:
 * @socket: a #GObject that outlives the endpoint
 *
 * Tells senders the session's path and, on the main thread, the transport its state, where they have changed. With the socket's
 * lock held.
 */
void               hearth_ice_endpoint_report   (HearthIceEndpoint     *self,
                                                 gpointer               socket);

/**
 * hearth_ice_endpoint_admit:
 * @now: µs, monotonic
 *
 * A packet has come for it. With the socket's lock held.
 *
 * Returns: whether it may be worked on: %FALSE where there are more than HEARTH_LIMIT_ICE_PACKETS_PER_SECOND
 */
gboolean           hearth_ice_endpoint_admit    (HearthIceEndpoint     *self,
                                                 gint64                 now);

/** hearth_ice_endpoint_get_path: Any thread, one at a time for one @copy. Returns: %FALSE where nothing may be sent */
gboolean           hearth_ice_endpoint_get_path (HearthIceEndpoint     *self,
                                                 HearthPathCopy        *copy);

G_END_DECLS
