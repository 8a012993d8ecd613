/* The sealed and signed conversation between one guest and the host: turns payloads into opaque text and back.
 *
 * Sealed with the room's key (XChaCha20-Poly1305, key derived from the link's S), signed with the sender's identity key over a
 * transcript of room, sender, recipient, role, DTLS fingerprint, ICE ufrag, both nonces, counter, time and a hash of the whole
 * payload. Pure: no I/O, the caller brings the time. Main thread.
 *
 * A guest's first payload is HELLO, the host's first WELCOME; they carry the keys and nonces. The host has one session for each
 * guest who knocks; a guest who knocks again makes a new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"
#include "protocol/invitation.h"
#include "protocol/payload.h"

G_BEGIN_DECLS

typedef struct _HearthTrustSession HearthTrustSession;

/** hearth_trust_session_new_guest: The peer must turn out to be the host whose key the invitation names. */
HearthTrustSession    *hearth_trust_session_new_guest    (HearthInvitation    *invitation,
                                                          HearthIdentity      *identity) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_trust_session_new_host:
 *
 * The peer is whoever signs the first HELLO. All sessions of a room are made with the same object @invitation: what one of them
 * has opened as a HELLO no other one opens.
 */
HearthTrustSession    *hearth_trust_session_new_host     (HearthInvitation    *invitation,
                                                          HearthIdentity      *identity) G_GNUC_WARN_UNUSED_RESULT;
void                   hearth_trust_session_free         (HearthTrustSession  *self);

/**
 * hearth_trust_session_seal:
 * @payload: HELLO from a guest who has not heard the host yet, WELCOME as the host's first answer to it, anything but these two
 * afterwards
 * @now: Unix time in seconds
 *
 * Returns: (transfer full) (nullable): text for an envelope's payload; %NULL where @payload is larger than
 * HEARTH_LIMIT_PAYLOAD_BYTES
 */
char                  *hearth_trust_session_seal         (HearthTrustSession  *self,
                                                          const HearthPayload *payload,
                                                          gint64               now) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_trust_session_open:
 * @text: an envelope's payload
 * @now: Unix time in seconds
 *
 * Returns: (transfer full): the payload, or %NULL, and nothing changed, with
 * HEARTH_PROTOCOL_ERROR_FORGED (not sealed with the link's key, not signed by the peer, or in another role or room),
 * _REPLAYED (signed by the peer, but for another recipient, session or moment),
 * _MALFORMED (also: of a type that cannot come now, or not from this side), _TOO_LARGE, _VERSION or _UNKNOWN_TYPE
 */
HearthPayload         *hearth_trust_session_open         (HearthTrustSession  *self,
                                                          const char          *text,
                                                          gint64               now,
                                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_trust_session_get_peer: Returns: (transfer none) (nullable): the peer's key once its first payload was opened. */
const HearthPublicKey *hearth_trust_session_get_peer     (const HearthTrustSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTrustSession, hearth_trust_session_free)

G_END_DECLS
