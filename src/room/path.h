/* The way media takes between two people in one direction: a connection, and the fresh one that replaces it when it dies.
 *
 *                 ::payload (offer, answer, candidate, renew: to be sealed and sent)
 *                     ▲
 *   hearth_path_handle│            ┌ current: flows
 *        payloads ──▶ HearthPath ──┤
 *                     │            └ next: being made under a new generation; takes over once it is connected
 *                     ▼
 *                 ::health-changed, ::opened, ::message
 *
 * Abstract: HearthOutgoingPath offers, HearthIncomingPath answers. Both ends listen for a sign of life: the downward path carries
 * the control channel and its PINGs, and where there is media RTCP comes several times a second, also while nobody speaks. Main
 * thread; owned by HearthGuestLink (host) and HearthHostLink (guest).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection.h"
#include "peer/data-channel.h"
#include "protocol/control-message.h"
#include "protocol/payload.h"
#include "room/link-stats.h"
#include "room/path-health.h"

G_BEGIN_DECLS

/* The label of the data channel that carries HearthControlMessages. */
#define HEARTH_PATH_CONTROL "control"

#define HEARTH_TYPE_PATH (hearth_path_get_type ())
G_DECLARE_DERIVABLE_TYPE (HearthPath, hearth_path, HEARTH, PATH, GObject)

/**
 * HearthPathClass:
 * @offers: whether this is the side that makes connections and offers
 * @handle: an OFFER, ANSWER or RENEW of this path's direction has come
 * @attempt: make a fresh connection, or ask the other side for one; called again for each attempt
 * @repeat: (nullable): say once more what that attempt has said, to which nothing was said in return
 * @taken_over: the fresh connection has taken over; @retired is about to be closed (nullable)
 * @measure: fill in @stats, which is 0 but for its epoch, with the counters of @connection
 */
struct _HearthPathClass
{
  GObjectClass parent_class;

  gboolean offers;
  gboolean (*handle)     (HearthPath           *self,
                          const HearthPayload  *payload,
                          GError              **error);
  void     (*attempt)    (HearthPath           *self);
  void     (*repeat)     (HearthPath           *self);
  void     (*taken_over) (HearthPath           *self,
                          HearthConnection     *retired);
  void     (*measure)    (HearthConnection     *connection,
                          HearthWayStats       *stats);
};

/**
 * hearth_path_start:
 *
 * The first connection is wanted now: the outgoing side makes it, the incoming side expects an offer and asks when none comes.
 */
void             hearth_path_start           (HearthPath                  *self);

/**
 * hearth_path_renew:
 *
 * What flows now is no good (any more): make, or ask for, a fresh connection now, whatever the back-off says. Also to be called
 * when signalling is back. Does nothing while one is being made; with @anyway that one is given up.
 */
void             hearth_path_renew           (HearthPath                  *self,
                                              gboolean                     anyway);

/**
 * hearth_path_handle:
 * @payload: opened by the trust session, so it really is from the other side
 *
 * Payloads for the other direction or an older generation are ignored.
 *
 * Returns: %FALSE, and nothing changed, where it is not acceptable (HEARTH_PEER_ERROR, HEARTH_PROTOCOL_ERROR_FORGED where the
 * description is not the one that was signed)
 */
gboolean         hearth_path_handle          (HearthPath                  *self,
                                              const HearthPayload         *payload,
                                              GError                     **error);

/** hearth_path_send: Returns: %FALSE where the control channel is not open or does not drain. */
gboolean         hearth_path_send            (HearthPath                  *self,
                                              const HearthControlMessage  *message);
HearthPathHealth hearth_path_get_health      (HearthPath                  *self);

/** hearth_path_get_silence: Returns: µs since something last came (since it was opened, if nothing has); 0 while opening. */
gint64           hearth_path_get_silence     (HearthPath                  *self);

/** hearth_path_get_stats: @stats: (out caller-allocates): of the connection that flows. */
void             hearth_path_get_stats       (HearthPath                  *self,
                                              HearthWayStats              *stats);

/** hearth_path_get_route: Returns: of the connection that flows. */
HearthRoute      hearth_path_get_route       (HearthPath                  *self);

/** hearth_path_get_error: Returns: (transfer none) (nullable): why the last connection or attempt failed. */
const GError    *hearth_path_get_error       (HearthPath                  *self);

/** hearth_path_count_connections: Returns: 0 to 2: the one that flows, and the fresh one that is being made. */
guint            hearth_path_count_connections (HearthPath                *self);

/** hearth_path_close: Ends it; idempotent; no signal afterwards. Dispose calls it. */
void             hearth_path_close           (HearthPath                  *self);

/* Signals:
 *   ::payload (HearthPayload *)   to be sealed and sent to the other side; lost if that is not possible now, a later attempt
 *     follows
 *   ::health-changed ()
 *   ::opened ()   the control channel is open: for the first time, or on a fresh connection
 *   ::message (HearthControlMessage *)   anything but PING
 */

G_END_DECLS
