/* A link to a room: "https://SERVER/r/ROOM#SECRET" or "hearth://SERVER/r/ROOM#SECRET" ("http://" and "hearth+http://" for a
 * server without TLS on a local network). A value, any thread; never logged.
 *
 * SECRET = base64url of version, 16 random bytes S, the host's key id (protocol/identity.h), perhaps a ticket, and a check of three
 * bytes; ROOM and the sealing key are derived from S. Secrets are kept in memory that is locked and wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"
#include "protocol/ticket.h"

G_BEGIN_DECLS

typedef struct _HearthInvitation HearthInvitation;

/**
 * hearth_invitation_new:
 * @server: the base address, "https://host[:port]" or "http://host[:port]"
 * @host: who hosts the room
 *
 * Returns: (transfer full): an invitation to a new room with a fresh secret, or %NULL with HEARTH_PROTOCOL_ERROR_MALFORMED
 */
HearthInvitation *hearth_invitation_new             (const char             *server,
                                                     const HearthPublicKey  *host,
                                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_invitation_parse:
 * @link: as it was pasted, typed or opened: any of the schemes, white space around it
 *
 * Returns: (transfer full): the invitation, or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE (past HEARTH_LIMIT_LINK_BYTES),
 * _MALFORMED (not a link to a room, or damaged: ROOM must belong to SECRET, and SECRET carries a check, so that a single wrong
 * character is found) or _VERSION (undamaged, of a later version)
 */
HearthInvitation *hearth_invitation_parse           (const char             *link,
                                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_invitation_move:
 * @server: as for hearth_invitation_new()
 *
 * Returns: (transfer full): an invitation to the same room with the same secret on another server, or %NULL with
 * HEARTH_PROTOCOL_ERROR_MALFORMED
 */
HearthInvitation *hearth_invitation_move            (const HearthInvitation *self,
                                                     const char             *server,
                                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_invitation_with_ticket: @ticket: (nullable): Returns: (transfer full): to the same room with that ticket, or with none. */
HearthInvitation *hearth_invitation_with_ticket     (const HearthInvitation *self,
                                                     const HearthTicket     *ticket) G_GNUC_WARN_UNUSED_RESULT;
HearthInvitation *hearth_invitation_ref             (HearthInvitation       *self);

/** hearth_invitation_unref: The last one wipes the secrets. */
void              hearth_invitation_unref           (HearthInvitation       *self);

/** hearth_invitation_to_link: Returns: (transfer full): the https:// (or http://) form that people send each other. */
char             *hearth_invitation_to_link         (const HearthInvitation *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_invitation_get_server: Returns: (transfer none): "https://host[:port]" or "http://host[:port]". */
const char       *hearth_invitation_get_server      (const HearthInvitation *self);

/** hearth_invitation_get_room: Returns: (transfer none): the room's id as the server knows it, 22 characters of base64url. */
const char       *hearth_invitation_get_room        (const HearthInvitation *self);

/** hearth_invitation_get_ticket: Returns: (transfer none) (nullable): as long as @self lives; a room's first link has none. */
const HearthTicket *hearth_invitation_get_ticket    (const HearthInvitation *self);

/** hearth_invitation_is_hosted_by: Returns: whether @key is the host's that the link names; constant time. */
gboolean          hearth_invitation_is_hosted_by    (const HearthInvitation *self,
                                                     const HearthPublicKey  *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthInvitation, hearth_invitation_unref)

G_END_DECLS
