/* The guest's side of the host, the mirror of HearthGuestLink: the trust session, the path down (with the control channel), and the
 * path up with this person's voice and picture.
 *
 *   attach ─▶ JOINING ─▶ INSIDE ⇄ RECONNECTING ─▶ ::ended      (visit-step.h)
 *
 * Main thread; owned by HearthRoomGuest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "media/layered-source.h"
#include "peer/connection-config.h"
#include "protocol/control-message.h"
#include "protocol/trust-session.h"
#include "room/host-control.h"
#include "room/link-stats.h"
#include "room/room.h"
#include "room/visit-step.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_LINK (hearth_host_link_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostLink, hearth_host_link, HEARTH, HOST_LINK, GObject)

/** hearth_host_link_new: @config: (transfer none): copied. */
HearthHostLink  *hearth_host_link_new           (const HearthConnectionConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_host_link_set_local: @sources: (transfer none): what this person sends; before the first attach. */
void             hearth_host_link_set_local     (HearthHostLink               *self,
                                                 const HearthLocalSources     *sources);

/** hearth_host_link_set_state: @state: (transfer none): what this person says of themselves. */
void             hearth_host_link_set_state     (HearthHostLink               *self,
                                                 const HearthMemberState      *state);

/**
 * hearth_host_link_attach:
 * @session: (transfer full): has opened the host's WELCOME
 *
 * Admitted, for the first time or again after the server was lost: connections are made, or made anew where they are ill.
 */
void             hearth_host_link_attach        (HearthHostLink               *self,
                                                 HearthTrustSession           *session);

/** hearth_host_link_receive: @text: a sealed payload that the server relayed; whatever is wrong with it is logged and ignored. */
void             hearth_host_link_receive       (HearthHostLink               *self,
                                                 const char                   *text);

/** hearth_host_link_set_host_there: whether the host's connection to the server is there, as far as this computer can know. */
void             hearth_host_link_set_host_there (HearthHostLink              *self,
                                                  gboolean                     there);

/** hearth_host_link_say_goodbye: Tells the host, both ways. */
void             hearth_host_link_say_goodbye   (HearthHostLink               *self);

/** hearth_host_link_close: Ends it; idempotent; no signal afterwards. Dispose calls it. */
void             hearth_host_link_close         (HearthHostLink               *self);

HearthVisitStep  hearth_host_link_get_step      (HearthHostLink               *self);

/** hearth_host_link_is_lost: whether what the path needs is the server, to make a fresh one. */
gboolean         hearth_host_link_is_lost       (HearthHostLink               *self);

/** hearth_host_link_get_stats / _get_routes: (out caller-allocates): how packets fare between this computer and the host's. */
void             hearth_host_link_get_stats     (HearthHostLink               *self,
                                                 HearthLinkStats              *stats);
void             hearth_host_link_get_routes    (HearthHostLink               *self,
                                                 HearthLinkRoutes             *routes);

/** hearth_host_link_get_control: Returns: (transfer none): the conversation with the host: who is there, and what they show. */
HearthHostControl *hearth_host_link_get_control (HearthHostLink               *self);

/* Signals:
 *   ::relay (const char *text)   a sealed payload for the server to relay
 *   ::step-changed ()
 *   ::ended (GError *)   the host said goodbye (HEARTH_ROOM_ERROR_HOST_LEFT, _REMOVED), is lost (_HOST_LOST), or never was
 *     reached (HEARTH_PEER_ERROR)
 */

G_END_DECLS
