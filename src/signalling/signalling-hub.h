/* What the server does with its sockets: lets them in, keeps their deadlines, and brings what they say to the rooms. Knows
 * peers, rooms and the throttle; neither listens nor polls. One thread; owned by the server.
 *
 *   accept() → connect → (upgrade within 5 s) → open → (a seat within 10 s) → message … → disconnect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/signalling-peer.h"

G_BEGIN_DECLS

typedef struct _HearthSignallingHub HearthSignallingHub;

/** hearth_signalling_hub_new: @limits: copied; its @connections must be set. */
HearthSignallingHub  *hearth_signalling_hub_new        (const HearthSignallingLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_signalling_hub_free: every peer must have been disconnected. */
void                  hearth_signalling_hub_free       (HearthSignallingHub          *self);

/**
 * hearth_signalling_hub_admit:
 * @address: of a socket that has just been accepted; one that is not known is counted in all only, until _identify()
 *
 * Returns: whether it may stay; then it is counted until hearth_signalling_hub_dismiss() or _disconnect()
 */
gboolean              hearth_signalling_hub_admit      (HearthSignallingHub          *self,
                                                        const HearthAddress          *address);

/** hearth_signalling_hub_dismiss: the admitted socket came to nothing before it was connected. */
void                  hearth_signalling_hub_dismiss    (HearthSignallingHub          *self,
                                                        const HearthAddress          *address);

/** hearth_signalling_hub_identify: @address: of a peer admitted without one; Returns: whether that one may have one more. */
gboolean              hearth_signalling_hub_identify   (HearthSignallingHub          *self,
                                                        HearthSignallingPeer         *peer,
                                                        const HearthAddress          *address);

/** hearth_signalling_hub_connect: Returns: (transfer none): the peer for an admitted socket, until _disconnect(). */
HearthSignallingPeer *hearth_signalling_hub_connect    (HearthSignallingHub          *self,
                                                        struct lws                   *wsi,
                                                        const HearthAddress          *address);

/** hearth_signalling_hub_open: the WebSocket is open. */
void                  hearth_signalling_hub_open       (HearthSignallingHub          *self,
                                                        HearthSignallingPeer         *peer);
void                  hearth_signalling_hub_receive    (HearthSignallingHub          *self,
                                                        HearthSignallingPeer         *peer,
                                                        const void                   *data,
                                                        gsize                         length);

/** hearth_signalling_hub_pong: the peer has answered a ping. */
void                  hearth_signalling_hub_pong       (HearthSignallingHub          *self,
                                                        HearthSignallingPeer         *peer);

/** hearth_signalling_hub_disconnect: the socket is gone; frees @peer. */
void                  hearth_signalling_hub_disconnect (HearthSignallingHub          *self,
                                                        HearthSignallingPeer         *peer);

/**
 * hearth_signalling_hub_drain:
 *
 * The server ends: every WebSocket gets what waits for it and is closed with 1001, "going away"; what is not one yet is cut.
 */
void                  hearth_signalling_hub_drain      (HearthSignallingHub          *self);

guint                 hearth_signalling_hub_get_n_connections (HearthSignallingHub   *self);

/** hearth_signalling_hub_get_metrics: Returns: (transfer none): to count in. */
HearthSignallingMetrics *hearth_signalling_hub_get_metrics (HearthSignallingHub      *self);

/** hearth_signalling_hub_measure: @gauges: (out caller-allocates): all but what is the process's. Looks at every room. */
void                  hearth_signalling_hub_measure    (HearthSignallingHub          *self,
                                                        HearthSignallingGauges       *gauges);

/**
 * hearth_signalling_hub_tick: looks at the deadlines; to be called every HearthSignallingLimits.tick.
 *
 * Returns: whether there is more to do at once: thousands who came together are not pinged together, messages go between
 */
gboolean              hearth_signalling_hub_tick       (HearthSignallingHub          *self);

G_END_DECLS
