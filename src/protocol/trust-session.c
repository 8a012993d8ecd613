/* The sealed and signed conversation between one guest and the host: see the header.
 *
 * A message is made and taken apart from the inside out:
 *
 *   payload text → signature (64) ‖ head (96) ‖ payload text → sealed with the room's key → base64url
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/trust-session.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/invitation-private.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"
#include "protocol/secret.h"
#include "protocol/transcript.h"

#define PREFIX_BYTES (HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES)

/* The largest payload must fit sealed into an envelope, in base64url: 41 bytes are sealing's version, nonce and tag. */
G_STATIC_ASSERT ((HEARTH_LIMIT_PAYLOAD_BYTES + PREFIX_BYTES + 41) / 3 * 4 + 4 <= HEARTH_LIMIT_SEALED_BYTES);

struct _HearthTrustSession
{
  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthTrustRole role;

  guint8 nonce[HEARTH_NONCE_BYTES];
  guint64 counter; /* of the last message sent */

  /* Known once the peer's first message was opened. */
  gboolean knows_peer;
  HearthPublicKey peer;
  guint8 peer_nonce[HEARTH_NONCE_BYTES];
  guint64 peer_counter;
};

static HearthTrustSession *
new_session (HearthInvitation *invitation,
             HearthIdentity   *identity,
             HearthTrustRole   role)
{
  HearthTrustSession *self = g_new0 (HearthTrustSession, 1);

  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_ref (identity);
  self->role = role;
  randombytes_buf (self->nonce, sizeof self->nonce);

  return self;
}

HearthTrustSession *
hearth_trust_session_new_guest (HearthInvitation *invitation,
                                HearthIdentity   *identity)
{
  g_return_val_if_fail (invitation != NULL, NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  return new_session (invitation, identity, HEARTH_TRUST_ROLE_GUEST);
}

HearthTrustSession *
hearth_trust_session_new_host (HearthInvitation *invitation,
                               HearthIdentity   *identity)
{
  g_return_val_if_fail (invitation != NULL, NULL);
  g_return_val_if_fail (identity != NULL, NULL);
  g_return_val_if_fail (hearth_invitation_is_hosted_by (invitation, hearth_identity_get_public_key (identity)), NULL);

  return new_session (invitation, identity, HEARTH_TRUST_ROLE_HOST);
}

void
hearth_trust_session_free (HearthTrustSession *self)
{
  if (self == NULL)
    return;

  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->identity);
  g_free (self);
}

const HearthPublicKey *
hearth_trust_session_get_peer (const HearthTrustSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->knows_peer ? &self->peer : NULL;
}

/* Whether @role says this, as the @first thing or later: HELLO and WELCOME come first and only first; who sends media offers. */
static gboolean
may_say (HearthTrustRole      role,
         gboolean             first,
         const HearthPayload *payload)
{
  gboolean host = role == HEARTH_TRUST_ROLE_HOST;
  gboolean sends = payload->direction == (host ? HEARTH_DIRECTION_DOWN : HEARTH_DIRECTION_UP);

  switch (payload->type)
    {
    case HEARTH_PAYLOAD_HELLO:
      return first && !host;
    case HEARTH_PAYLOAD_WELCOME:
      return first && host;
    case HEARTH_PAYLOAD_OFFER:
      return !first && sends;
    case HEARTH_PAYLOAD_ANSWER:
    case HEARTH_PAYLOAD_RENEW:
      return !first && !sends;
    case HEARTH_PAYLOAD_CANDIDATE:
    case HEARTH_PAYLOAD_BYE:
    default:
      return !first;
    }
}

/* --- Sealing ------------------------------------------------------------------------------------------------------------ */

static void
make_head (HearthTrustSession *self,
           gint64              now,
           HearthSignedHead   *head)
{
  head->sender = *hearth_identity_get_public_key (self->identity);
  if (self->knows_peer)
    hearth_public_key_get_id (&self->peer, &head->recipient);
  else
    head->recipient = *hearth_invitation_get_host_id (self->invitation);
  memcpy (head->sender_nonce, self->nonce, sizeof self->nonce);
  memcpy (head->recipient_nonce, self->peer_nonce, sizeof self->peer_nonce);
  head->counter = self->counter + 1;
  head->time = now;
}

char *
hearth_trust_session_seal (HearthTrustSession  *self,
                           const HearthPayload *payload,
                           gint64               now)
{
  const char *room;
  g_autofree char *text = NULL;
  g_autoptr (GByteArray) transcript = NULL;
  g_autoptr (GByteArray) message = NULL;
  HearthSignedHead head;
  gboolean first;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (payload != NULL, NULL);

  first = self->role == HEARTH_TRUST_ROLE_HOST ? self->counter == 0 : !self->knows_peer;
  g_return_val_if_fail (self->role == HEARTH_TRUST_ROLE_GUEST || self->knows_peer, NULL);
  g_return_val_if_fail (may_say (self->role, first, payload), NULL);

  text = hearth_payload_to_text (payload);
  length = strlen (text);
  if (length > HEARTH_LIMIT_PAYLOAD_BYTES)
    return NULL;

  room = hearth_invitation_get_room (self->invitation);
  make_head (self, now, &head);
  transcript = hearth_transcript_new (room, self->role, &head, payload, text, length);

  message = g_byte_array_sized_new ((guint) (PREFIX_BYTES + length));
  g_byte_array_set_size (message, PREFIX_BYTES);
  hearth_identity_sign (self->identity, transcript->data, transcript->len, message->data);
  hearth_signed_head_pack (&head, message->data + HEARTH_SIGNATURE_BYTES);
  g_byte_array_append (message, (const guint8 *) text, (guint) length);

  self->counter = head.counter;
  return hearth_sealing_seal (hearth_invitation_get_seal_key (self->invitation), room, message->data, message->len);
}

/* --- Opening ------------------------------------------------------------------------------------------------------------ */

static gboolean
refuse (HearthProtocolError code,
        const char         *why,
        GError            **error)
{
  g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, code, why);
  return FALSE;
}

/* Whether the message can be the peer's at all, before the signature is looked at. */
static gboolean
check_sender (HearthTrustSession     *self,
              const HearthSignedHead *head,
              GError                **error)
{
  if (self->knows_peer && !hearth_public_key_equal (&head->sender, &self->peer))
    return refuse (HEARTH_PROTOCOL_ERROR_FORGED, "Signed by somebody else than before", error);
  if (self->role == HEARTH_TRUST_ROLE_GUEST && !hearth_invitation_is_hosted_by (self->invitation, &head->sender))
    return refuse (HEARTH_PROTOCOL_ERROR_FORGED, "Not signed by the host whom the link names", error);

  return TRUE;
}

/* Whether what the peer has signed is meant for this recipient, this session and this moment. */
static gboolean
check_freshness (HearthTrustSession     *self,
                 const HearthSignedHead *head,
                 gint64                  now,
                 GError                **error)
{
  static const guint8 no_nonce[HEARTH_NONCE_BYTES];
  gboolean is_hello = self->role == HEARTH_TRUST_ROLE_HOST && !self->knows_peer;
  HearthKeyId me;

  hearth_public_key_get_id (hearth_identity_get_public_key (self->identity), &me);
  if (!hearth_key_id_equal (&head->recipient, &me))
    return refuse (HEARTH_PROTOCOL_ERROR_REPLAYED, "Meant for somebody else", error);
  if (sodium_memcmp (head->recipient_nonce, is_hello ? no_nonce : self->nonce, HEARTH_NONCE_BYTES) != 0
      || (self->knows_peer && sodium_memcmp (head->sender_nonce, self->peer_nonce, HEARTH_NONCE_BYTES) != 0))
    return refuse (HEARTH_PROTOCOL_ERROR_REPLAYED, "Meant for another session", error);
  if (head->counter <= self->peer_counter)
    return refuse (HEARTH_PROTOCOL_ERROR_REPLAYED, "Not newer than what came before", error);
  if (head->time < now - HEARTH_LIMIT_SIGNATURE_AGE_SECONDS || head->time > now + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS)
    return refuse (HEARTH_PROTOCOL_ERROR_REPLAYED, "Signed at another time", error);

  return TRUE;
}

/* The payload of an unsealed @message, everything about it checked. */
static HearthPayload *
verify (HearthTrustSession  *self,
        GBytes              *message,
        gint64               now,
        HearthSignedHead    *head,
        GError             **error)
{
  HearthTrustRole peer_role = self->role == HEARTH_TRUST_ROLE_HOST ? HEARTH_TRUST_ROLE_GUEST : HEARTH_TRUST_ROLE_HOST;
  g_autoptr (HearthPayload) payload = NULL;
  g_autoptr (GByteArray) transcript = NULL;
  const guint8 *signature;
  const char *text;
  gsize length;

  signature = g_bytes_get_data (message, &length);
  if (length < PREFIX_BYTES)
    {
      refuse (HEARTH_PROTOCOL_ERROR_MALFORMED, "Too short for a signed message", error);
      return NULL;
    }
  hearth_signed_head_unpack (head, signature + HEARTH_SIGNATURE_BYTES);
  text = (const char *) signature + PREFIX_BYTES;
  length -= PREFIX_BYTES;

  if (!check_sender (self, head, error))
    return NULL;

  /* The signature covers fingerprint and ufrag as they are understood here, so reading comes first. */
  payload = hearth_payload_parse (text, length, error);
  if (payload == NULL)
    return NULL;
  transcript = hearth_transcript_new (hearth_invitation_get_room (self->invitation), peer_role, head, payload, text, length);
  if (!hearth_public_key_verify (&head->sender, transcript->data, transcript->len, signature))
    {
      refuse (HEARTH_PROTOCOL_ERROR_FORGED, "Not signed by its sender", error);
      return NULL;
    }

  if (!check_freshness (self, head, now, error))
    return NULL;
  if (!may_say (peer_role, !self->knows_peer, payload))
    {
      refuse (HEARTH_PROTOCOL_ERROR_MALFORMED, "Not for this side to say, or not now", error);
      return NULL;
    }

  if (payload->type == HEARTH_PAYLOAD_HELLO
      && !hearth_hello_memory_add (hearth_invitation_get_hello_memory (self->invitation), head, now))
    {
      refuse (HEARTH_PROTOCOL_ERROR_REPLAYED, "Knocked before with the same words", error);
      return NULL;
    }

  return g_steal_pointer (&payload);
}

HearthPayload *
hearth_trust_session_open (HearthTrustSession  *self,
                           const char          *text,
                           gint64               now,
                           GError             **error)
{
  g_autoptr (GBytes) message = NULL;
  HearthPayload *payload;
  HearthSignedHead head;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  message = hearth_sealing_open (hearth_invitation_get_seal_key (self->invitation),
                                 hearth_invitation_get_room (self->invitation), text, error);
  if (message == NULL)
    return NULL;
  payload = verify (self, message, now, &head, error);
  if (payload == NULL)
    return NULL;

  self->knows_peer = TRUE;
  self->peer = head.sender;
  memcpy (self->peer_nonce, head.sender_nonce, sizeof self->peer_nonce);
  self->peer_counter = head.counter;

  return payload;
}
