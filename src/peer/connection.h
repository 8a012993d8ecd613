/* What sending and receiving connections have in common: one webrtcbin in one pipeline, its state, and the certificate gate.
 *
 * Nothing, media or data, passes in either direction until the certificate that the DTLS peer really presented matches the
 * fingerprint that the peer signed. Abstract; main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/route.h"
#include "peer/connection-config.h"
#include "peer/session-description.h"

G_BEGIN_DECLS

/**
 * HearthConnectionState:
 * @HEARTH_CONNECTION_NEW: nothing has happened
 * @HEARTH_CONNECTION_CONNECTING: descriptions are being exchanged, a path is looked for, or the gate is still closed
 * @HEARTH_CONNECTION_CONNECTED: certificate checked, gate open
 * @HEARTH_CONNECTION_FAILED: see the signal ::failed; it will not come back, make another
 * @HEARTH_CONNECTION_CLOSED: hearth_connection_close() was called
 */
typedef enum
{
  HEARTH_CONNECTION_NEW,
  HEARTH_CONNECTION_CONNECTING,
  HEARTH_CONNECTION_CONNECTED,
  HEARTH_CONNECTION_FAILED,
  HEARTH_CONNECTION_CLOSED,
} HearthConnectionState;

#define HEARTH_TYPE_CONNECTION (hearth_connection_get_type ())
G_DECLARE_DERIVABLE_TYPE (HearthConnection, hearth_connection, HEARTH, CONNECTION, GObject)

/**
 * HearthConnectionClass:
 * @connected: the state has become CONNECTED
 * @closed: the pipeline has stopped and none of its threads is left: let go of everything that belongs to it
 */
struct _HearthConnectionClass
{
  GObjectClass parent_class;

  void (*connected) (HearthConnection *self);
  void (*closed)    (HearthConnection *self);
};

HearthConnectionState hearth_connection_get_state      (HearthConnection  *self);

/** hearth_connection_get_generation: Returns: the number given at creation; what comes for another one is for one replaced. */
guint                 hearth_connection_get_generation (HearthConnection  *self);

/**
 * hearth_connection_add_candidate:
 * @mline: index of the media line
 * @candidate: "candidate:…" as it came from the peer, or "" for the end of candidates
 *
 * May be called before the remote description is set: it is kept until then.
 *
 * Returns: %FALSE with HEARTH_PEER_ERROR_DESCRIPTION, and nothing changed, when it is not acceptable or too many
 */
gboolean              hearth_connection_add_candidate  (HearthConnection  *self,
                                                        guint              mline,
                                                        const char        *candidate,
                                                        GError           **error);

/**
 * hearth_connection_get_last_received:
 *
 * Where there is a media line, a connected peer sends RTCP several times a second, whether anything flows or not; a connection
 * for data alone is silent between messages.
 *
 * Returns: when RTP, RTCP or data last came from the peer through the open gate, µs monotonic, 0 for never
 */
gint64                hearth_connection_get_last_received (HearthConnection *self);

/** hearth_connection_get_route: Returns: which kind of way its packets take now; unknown while it is not connected. */
HearthRoute           hearth_connection_get_route      (HearthConnection  *self);

/**
 * hearth_connection_close:
 *
 * Ends it and joins its threads (the longest of 50 on a busy machine took 0.28 s); idempotent; no signal afterwards. Dispose
 * calls it.
 */
void                  hearth_connection_close          (HearthConnection  *self);

/* Signals:
 *   ::description (HearthSessionDescription *)   ours is ready to be signed and sent: an offer (sending), an answer (receiving)
 *   ::candidate (guint mline, const char *candidate)   ours, only after ::description of the first negotiation
 *   ::state-changed ()
 *   ::failed (GError *)   of HEARTH_PEER_ERROR; the state is FAILED already, nothing passes any more; the owner closes it
 */

G_END_DECLS
