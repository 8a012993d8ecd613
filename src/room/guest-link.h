/* The host's side of one guest: the trust session, the path down (with the control channel), the path up with their voice and
 * picture, and the member that the rest of the program sees.
 *
 *   knock ─▶ attach ─▶ start ─▶ JOINING ─▶ INSIDE ⇄ AWAY ─▶ GONE      (guest-step.h)
 *
 * A guest that knocks again with the same key (its server connection broke, its program was started anew) is attached again: same
 * member, same seat. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection-config.h"
#include "protocol/control-message.h"
#include "protocol/trust-session.h"
#include "room/guest-control.h"
#include "room/guest-step.h"
#include "room/link-stats.h"
#include "room/member.h"
#include "room/remote-video.h"
#include "room/track-id.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GUEST_LINK (hearth_guest_link_get_type ())
G_DECLARE_FINAL_TYPE (HearthGuestLink, hearth_guest_link, HEARTH, GUEST_LINK, GObject)

/**
 * hearth_guest_link_new:
 * @member_id: minted by the room
 * @session: (transfer full): has opened @hello
 * @address: what the server calls this guest
 * @hello: (transfer none): who the guest says to be
 * @config: (transfer none): copied
 */
HearthGuestLink       *hearth_guest_link_new           (const char                   *member_id,
                                                        HearthTrustSession           *session,
                                                        const char                   *address,
                                                        const HearthPayload          *hello,
                                                        const HearthConnectionConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_guest_link_attach: The same person has knocked again: from now on talk through this session and address. */
void                   hearth_guest_link_attach        (HearthGuestLink              *self,
                                                        HearthTrustSession           *session,
                                                        const char                   *address,
                                                        const HearthPayload          *hello);

/** hearth_guest_link_seal: Returns: (transfer full): @payload for this guest's eyes only. */
char                  *hearth_guest_link_seal          (HearthGuestLink              *self,
                                                        const HearthPayload          *payload) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_guest_link_get_pass: Returns: (transfer none) (nullable): by which link they came, as their HELLO says. */
const char            *hearth_guest_link_get_pass      (HearthGuestLink              *self);

/** hearth_guest_link_set_keep_link: @keep: the link by which they came is not for others, which the roster tells them. */
void                   hearth_guest_link_set_keep_link (HearthGuestLink              *self,
                                                        gboolean                      keep);
gboolean               hearth_guest_link_get_keep_link (HearthGuestLink              *self);

/**
 * hearth_guest_link_welcome:
 * @welcome: (transfer none): a HEARTH_PAYLOAD_WELCOME, the first that this guest hears in this session
 *
 * Returns: (transfer none): it, sealed; what was sealed the first time, if they have to hear it again
 */
const char            *hearth_guest_link_welcome       (HearthGuestLink              *self,
                                                        const HearthPayload          *welcome);

/**
 * hearth_guest_link_start:
 *
 * The guest has been told that it is welcome: offer the downward path, or make it anew where it is ill.
 */
void                   hearth_guest_link_start         (HearthGuestLink              *self);

/**
 * hearth_guest_link_receive:
 * @text: a sealed payload that the server relayed; whatever is wrong with it is logged and ignored.
 */
void                   hearth_guest_link_receive       (HearthGuestLink              *self,
                                                        const char                   *text);

/** hearth_guest_link_leave_server: The server says that this guest's connection to it has gone. */
void                   hearth_guest_link_leave_server  (HearthGuestLink              *self);

/** hearth_guest_link_set_track: @source: (nullable): what this guest gets under that name from now on. */
void                   hearth_guest_link_set_track     (HearthGuestLink              *self,
                                                        const char                   *track_id,
                                                        HearthRtpSource              *source);

/** hearth_guest_link_set_speakers: @message: (transfer none): a HEARTH_CONTROL_SPEAKERS for this guest, without a version. */
void                   hearth_guest_link_set_speakers  (HearthGuestLink              *self,
                                                        HearthControlMessage         *message);

/** hearth_guest_link_send: over the control channel; %FALSE where it is not open or does not drain. */
gboolean               hearth_guest_link_send          (HearthGuestLink              *self,
                                                        const HearthControlMessage   *message);

/** hearth_guest_link_expel: Tells them to go, and ends their stay at once: ::gone comes before this returns. */
void                   hearth_guest_link_expel         (HearthGuestLink              *self);

/** hearth_guest_link_is_expelled: whether what they were told last needs a moment to get out before everything is closed. */
gboolean               hearth_guest_link_is_expelled   (HearthGuestLink              *self);

/** hearth_guest_link_get_control: Returns: (transfer none): the conversation with them, to moderate what they say. */
HearthGuestControl    *hearth_guest_link_get_control   (HearthGuestLink              *self);

/** hearth_guest_link_close: Ends it; idempotent; no signal afterwards. Dispose calls it. */
void                   hearth_guest_link_close         (HearthGuestLink              *self);

const char            *hearth_guest_link_get_address   (HearthGuestLink              *self);
const HearthPublicKey *hearth_guest_link_get_key       (HearthGuestLink              *self);
HearthMember          *hearth_guest_link_get_member    (HearthGuestLink              *self);

/** hearth_guest_link_get_sound: @kind: their voice or their screen's sound. Returns: (transfer none) (nullable): as it comes from them. */
HearthRtpSource       *hearth_guest_link_get_sound     (HearthGuestLink              *self,
                                                        HearthTrackKind               kind);

/** hearth_guest_link_get_picture: Returns: (transfer none): their picture; the same for the whole stay, without layers while off. */
HearthRemoteVideo     *hearth_guest_link_get_picture   (HearthGuestLink              *self,
                                                        HearthPictureKind             kind);

/** hearth_guest_link_get_stats / _get_routes: (out caller-allocates): how packets fare between them and this computer. */
void                   hearth_guest_link_get_stats     (HearthGuestLink              *self,
                                                        HearthLinkStats              *stats);
void                   hearth_guest_link_get_routes    (HearthGuestLink              *self,
                                                        HearthLinkRoutes             *routes);

/** hearth_guest_link_count_connections: Returns: how many there are with them now. */
guint                  hearth_guest_link_count_connections (HearthGuestLink          *self);
HearthGuestStep        hearth_guest_link_get_step      (HearthGuestLink              *self);

/* Signals:
 *   ::relay (const char *text)   a sealed payload for the server to relay
 *   ::opened ()   the control channel is open, for the first time or anew: the guest wants a roster
 *   ::view (HearthControlMessage *)   a HEARTH_CONTROL_VIEW: how large they see everybody
 *   ::act (HearthControlMessage *)   a HEARTH_CONTROL_ACT: what they would like to do to others
 *   ::held-changed ()   hearth_guest_control_get_held() or hearth_guest_link_get_keep_link() says something else
 *   ::sounds-changed ()
 *   ::gone ()   the step is GONE: said goodbye, died or was lost
 */

G_END_DECLS
