/* A connection on which we receive and therefore answer. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "peer/connection.h"
#include "peer/data-channel.h"
#include "peer/transport-arrivals.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RECEIVING_CONNECTION (hearth_receiving_connection_get_type ())
G_DECLARE_FINAL_TYPE (HearthReceivingConnection, hearth_receiving_connection, HEARTH, RECEIVING_CONNECTION, HearthConnection)

/** hearth_receiving_connection_new: Returns: (transfer full): it waits for an offer; %NULL with HEARTH_PEER_ERROR_INTERNAL. */
HearthReceivingConnection *hearth_receiving_connection_new          (const HearthConnectionConfig   *config,
                                                                     guint                           generation,
                                                                     GError                        **error)
                                                                     G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_receiving_connection_accept_offer:
 * @offer: checked, and its fingerprint signed by the peer
 * @tracks: (element-type utf8 utf8): mid → track id, as the peer names the lines it sends; at most one per line
 *
 * First offer or a later one, once the one before has been answered. The answer comes as ::description, and at once where it is the
 * last offer once more. Lines that @tracks does not name are negotiated, and nothing of them is let in.
 *
 * Returns: %FALSE with HEARTH_PEER_ERROR_DESCRIPTION, and nothing changed, when it does not follow the one before
 */
gboolean                   hearth_receiving_connection_accept_offer (HearthReceivingConnection      *self,
                                                                     const HearthSessionDescription *offer,
                                                                     GHashTable                     *tracks,
                                                                     GError                        **error);

/** hearth_receiving_connection_get_arrival_stats: @stats: (out caller-allocates): what has come of all that the peer sent here. */
void                       hearth_receiving_connection_get_arrival_stats (HearthReceivingConnection *self,
                                                                          HearthArrivalStats        *stats);

/* Signals:
 *   ::track-added (const char *track_id, HearthRtpSource *source)   with the first packet through the open gate
 *   ::track-removed (const char *track_id)   an offer without it was accepted
 *   ::channel-opened (HearthDataChannel *)
 */

G_END_DECLS
