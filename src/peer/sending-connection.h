/* A connection on which we send and therefore offer. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "peer/connection.h"
#include "peer/data-channel.h"
#include "peer/transport-history.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SENDING_CONNECTION (hearth_sending_connection_get_type ())
G_DECLARE_FINAL_TYPE (HearthSendingConnection, hearth_sending_connection, HEARTH, SENDING_CONNECTION, HearthConnection)

HearthSendingConnection *hearth_sending_connection_new           (const HearthConnectionConfig *config,
                                                                  guint                         generation,
                                                                  GError                      **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sending_connection_open_channel:
 *
 * Only before hearth_sending_connection_negotiate() is called the first time.
 *
 * Returns: (transfer none): the channel; it opens when the connection does
 */
HearthDataChannel       *hearth_sending_connection_open_channel  (HearthSendingConnection      *self,
                                                                  const char                   *label);

/**
 * hearth_sending_connection_add_track:
 * @track_id: our name for it, unique in this connection, 1 to 64 of [A-Za-z0-9/_-]
 * @source: (transfer none): what to send
 *
 * Uses a free media line of the same kind, or a new one. Takes effect with the next negotiation. The packets keep the source's
 * SSRC, unless another track of this connection has it.
 *
 * Returns: %FALSE when the connection is over or has no line left (HEARTH_LIMIT_SDP_MEDIA)
 */
gboolean                 hearth_sending_connection_add_track     (HearthSendingConnection      *self,
                                                                  const char                   *track_id,
                                                                  HearthRtpSource              *source);

/** hearth_sending_connection_remove_track: stops sending at once; the line becomes inactive with the next negotiation. */
void                     hearth_sending_connection_remove_track  (HearthSendingConnection      *self,
                                                                  const char                   *track_id);

/**
 * hearth_sending_connection_negotiate:
 *
 * Makes an offer (signal ::description) as soon as the one before has been answered; several calls before that count as one.
 */
void                     hearth_sending_connection_negotiate     (HearthSendingConnection      *self);

/**
 * hearth_sending_connection_repeat:
 *
 * Announces (signal ::description) the offer that waits for its answer once more, for an owner who knows that either may have been
 * lost on the way; does nothing where none is waiting. Whoever has answered already answers again.
 */
void                     hearth_sending_connection_repeat        (HearthSendingConnection      *self);

/**
 * hearth_sending_connection_get_tracks:
 *
 * As of the latest ::description.
 *
 * Returns: (transfer full) (element-type utf8 utf8): mid → track id of every line that is being sent
 */
GHashTable              *hearth_sending_connection_get_tracks    (HearthSendingConnection      *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sending_connection_accept_answer:
 * @answer: checked, and its fingerprint signed by the peer
 *
 * Returns: %FALSE with HEARTH_PEER_ERROR_DESCRIPTION, and nothing changed, when it does not answer the latest offer
 */
gboolean                 hearth_sending_connection_accept_answer (HearthSendingConnection         *self,
                                                                  const HearthSessionDescription  *answer,
                                                                  GError                         **error);

/** hearth_sending_connection_get_transport_stats: @stats: (out caller-allocates): what left, and what the peer said of it. */
void                     hearth_sending_connection_get_transport_stats (HearthSendingConnection *self,
                                                                        HearthTransportStats    *stats);

G_END_DECLS
