/* A room's line to its signalling server, made anew by itself whenever it breaks.
 *
 * What to say once it is there (OPEN, KNOCK) is the room's business. Main thread; owned by HearthRoomHost or HearthRoomGuest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/envelope.h"
#include "signalling/signalling-client.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SERVER_LINK (hearth_server_link_get_type ())
G_DECLARE_FINAL_TYPE (HearthServerLink, hearth_server_link, HEARTH, SERVER_LINK, GObject)

/** hearth_server_link_new: @server: "https://host[:port]" or "http://host[:port]". */
HearthServerLink *hearth_server_link_new     (const char           *server) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_server_link_start: Connects, and connects again for as long as it is not closed. Once. */
void              hearth_server_link_start   (HearthServerLink     *self);

/** hearth_server_link_settle: The server has accepted this person: the back-off begins from the start the next time. */
void              hearth_server_link_settle  (HearthServerLink     *self);

/** hearth_server_link_restart: This connection is no good: drop it and make another by the back-off. */
void              hearth_server_link_restart (HearthServerLink     *self);

/** hearth_server_link_send: Returns: %FALSE where there is no connection at the moment; @envelope is then lost. */
gboolean          hearth_server_link_send    (HearthServerLink     *self,
                                              const HearthEnvelope *envelope);

/** hearth_server_link_close: sends what is queued and closes; idempotent; no signal afterwards. Dispose calls it. */
void              hearth_server_link_close   (HearthServerLink     *self);

/* Signals:
 *   ::connected ()   a connection is there; say who you are
 *   ::envelope (HearthEnvelope *)
 *   ::lost (GError *)   of HEARTH_SIGNALLING_ERROR: an attempt failed or the connection broke; another attempt follows unless
 *     closed
 */

G_END_DECLS
