/* One socket at the server, from accept() to its end: what it has sent of a message, what waits to be sent to it, how much it
 * may send, and its deadlines. Knows libwebsockets, not rooms: what comes whole goes to the hub, which owns the peer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libwebsockets.h>

#include "signalling/address-throttle.h"
#include "signalling/deadline-queue.h"
#include "signalling/room-seat.h"
#include "signalling/signalling-metrics.h"

G_BEGIN_DECLS

typedef struct _HearthSignallingPeer HearthSignallingPeer;

/**
 * HearthPeerEvent: what came of bytes from the socket
 * @HEARTH_PEER_NOTHING: nothing yet, or the peer is being closed
 * @HEARTH_PEER_MESSAGE: a whole message
 */
typedef enum
{
  HEARTH_PEER_NOTHING,
  HEARTH_PEER_MESSAGE,
} HearthPeerEvent;

/** hearth_signalling_peer_new: @wsi, @metrics: outlive the peer; @funcs: of its seat. */
HearthSignallingPeer *hearth_signalling_peer_new           (struct lws                *wsi,
                                                            const HearthAddress       *address,
                                                            const HearthRoomSeatFuncs *funcs,
                                                            HearthSignallingMetrics   *metrics,
                                                            gpointer                   owner,
                                                            gint64                     now) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_signalling_peer_free          (HearthSignallingPeer      *self);

HearthSignallingPeer *hearth_signalling_peer_from_seat     (HearthRoomSeat            *seat);
HearthRoomSeat       *hearth_signalling_peer_get_seat      (HearthSignallingPeer      *self);
gpointer              hearth_signalling_peer_get_owner     (HearthSignallingPeer      *self);
const HearthAddress  *hearth_signalling_peer_get_address   (HearthSignallingPeer      *self);

/** hearth_signalling_peer_set_address: of a peer without one. */
void                  hearth_signalling_peer_set_address   (HearthSignallingPeer      *self,
                                                            const HearthAddress       *address);

/** hearth_signalling_peer_get_deadline: Returns: (transfer none): to open the WebSocket, then to take a seat. */
HearthDeadline       *hearth_signalling_peer_get_deadline  (HearthSignallingPeer      *self);

/** hearth_signalling_peer_get_liveness: Returns: (transfer none): to say something, then to answer a ping. */
HearthDeadline       *hearth_signalling_peer_get_liveness  (HearthSignallingPeer      *self);

/** hearth_signalling_peer_get_metering: Returns: (transfer none): to look for what has come on it unseen. */
HearthDeadline       *hearth_signalling_peer_get_metering  (HearthSignallingPeer      *self);

/** hearth_signalling_peer_trust_as_host: from now on it may send as much as a host with a full room does. */
void                  hearth_signalling_peer_trust_as_host (HearthSignallingPeer      *self,
                                                            gint64                     now);

/** hearth_signalling_peer_trust_as_guest: from now on it may send as much as one guest does, as at the beginning. */
void                  hearth_signalling_peer_trust_as_guest (HearthSignallingPeer     *self,
                                                             gint64                    now);

/**
 * hearth_signalling_peer_receive:
 * @data: (array length=length): what libwebsockets gave to LWS_CALLBACK_RECEIVE
 * @message: (out) (transfer full): with HEARTH_PEER_MESSAGE
 *
 * A message too large, a binary one and one too many close the peer.
 */
HearthPeerEvent       hearth_signalling_peer_receive       (HearthSignallingPeer      *self,
                                                            const void                *data,
                                                            gsize                      length,
                                                            gint64                     now,
                                                            GBytes                   **message);

/**
 * hearth_signalling_peer_meter:
 *
 * Counts what has come besides messages (pings, headers of frames), now and then. Too much of it cuts the peer off.
 *
 * Returns: how many bytes that were
 */
gsize                 hearth_signalling_peer_meter         (HearthSignallingPeer      *self,
                                                            gint64                     now);

/** hearth_signalling_peer_send: does nothing on a peer that is being closed; a slow reader is closed instead. */
void                  hearth_signalling_peer_send          (HearthSignallingPeer      *self,
                                                            const HearthEnvelope      *envelope);
void                  hearth_signalling_peer_ping          (HearthSignallingPeer      *self);

/** hearth_signalling_peer_write: for LWS_CALLBACK_SERVER_WRITEABLE; Returns: what to return from it. */
int                   hearth_signalling_peer_write         (HearthSignallingPeer      *self);

/**
 * hearth_signalling_peer_close:
 * @status: what to tell the other side
 * @why: for the statistics
 *
 * Sends what is queued first; nothing is received any more. Whoever does not read is cut off after three seconds.
 */
void                  hearth_signalling_peer_close         (HearthSignallingPeer      *self,
                                                            enum lws_close_status      status,
                                                            HearthSocketEnd            why);

/** hearth_signalling_peer_reject: tells the other side that it went wrong (ERROR with @reason), then closes. */
void                  hearth_signalling_peer_reject        (HearthSignallingPeer      *self,
                                                            HearthDenyReason           reason,
                                                            HearthSocketEnd            why);

/** hearth_signalling_peer_cut: ends it at once, without a word. The peer is freed soon after, not in this call. */
void                  hearth_signalling_peer_cut           (HearthSignallingPeer      *self,
                                                            HearthSocketEnd            why);

G_END_DECLS
