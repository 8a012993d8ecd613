/* What a signature covers, byte for byte: the head of a signed message and the transcript made of it. Values, any thread.
 *
 * The layout stands in README.md, "Signing", with a test vector.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"
#include "protocol/payload.h"

G_BEGIN_DECLS

#define HEARTH_NONCE_BYTES 16
#define HEARTH_SIGNED_HEAD_BYTES 96

/** HearthTrustRole: who speaks. */
typedef enum
{
  HEARTH_TRUST_ROLE_GUEST,
  HEARTH_TRUST_ROLE_HOST,
} HearthTrustRole;

/**
 * HearthSignedHead: stands between signature and payload
 * @sender: the key that signs
 * @recipient: whom it is for
 * @sender_nonce: the sender's, the same in everything that the sender says in this session
 * @recipient_nonce: the recipient's, echoed; zeros in a HELLO, which comes before it is known
 * @counter: from 1, grows with every message of the sender
 * @time: Unix time in seconds
 */
typedef struct
{
  HearthPublicKey sender;
  HearthKeyId recipient;
  guint8 sender_nonce[HEARTH_NONCE_BYTES];
  guint8 recipient_nonce[HEARTH_NONCE_BYTES];
  guint64 counter;
  gint64 time;
} HearthSignedHead;

/** hearth_signed_head_pack: @bytes: (out caller-allocates): HEARTH_SIGNED_HEAD_BYTES. */
void        hearth_signed_head_pack   (const HearthSignedHead *self,
                                       guint8                 *bytes);

/** hearth_signed_head_unpack: @bytes: HEARTH_SIGNED_HEAD_BYTES; every value of them is a head. */
void        hearth_signed_head_unpack (HearthSignedHead       *self,
                                       const guint8           *bytes);

/**
 * hearth_transcript_new:
 * @room: the room's id
 * @role: the sender's
 * @payload: as it was understood: its fingerprint and ICE ufrag are covered by themselves
 * @text: the payload's text, @length bytes, of which a hash is covered
 *
 * Returns: (transfer full): the bytes to sign, or to verify
 */
GByteArray *hearth_transcript_new     (const char             *room,
                                       HearthTrustRole         role,
                                       const HearthSignedHead *head,
                                       const HearthPayload    *payload,
                                       const char             *text,
                                       gsize                   length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_transcript_append / _append_text:
 *
 * A field: its length in four bytes, then itself; so no two lists of fields are the same bytes.
 */
void        hearth_transcript_append      (GByteArray   *transcript,
                                           gconstpointer bytes,
                                           gsize         size);
void        hearth_transcript_append_text (GByteArray   *transcript,
                                           const char   *text);

G_END_DECLS
