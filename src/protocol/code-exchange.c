/* What two people exchange to compare a code: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/code-exchange.h"

#include <string.h>

#include "protocol/id.h"
#include "protocol/secret.h"
#include "protocol/transcript.h"

#define COMMIT_DOMAIN "hearth/compare-commit/1"
#define CODE_DOMAIN "hearth/compare-code/1"
#define SIGN_DOMAIN "hearth/compare-sign/1"

#define CODES 1000000

static const char *const words[] = {
  [HEARTH_CODE_STEP_ANSWER] = "answer",
  [HEARTH_CODE_STEP_REVEAL] = "reveal",
  [HEARTH_CODE_STEP_MATCH] = "match",
};

HearthCodeExchange *
hearth_code_exchange_new (const char            *room,
                          const HearthPublicKey *asker,
                          const HearthPublicKey *answerer)
{
  HearthCodeExchange *self;

  g_return_val_if_fail (room != NULL && asker != NULL && answerer != NULL, NULL);

  self = g_new0 (HearthCodeExchange, 1);
  self->room = g_strdup (room);
  self->asker = *asker;
  self->answerer = *answerer;

  return self;
}

void
hearth_code_exchange_free (HearthCodeExchange *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->room);
  g_free (self->asker_nonce);
  g_free (self->answerer_nonce);
  g_free (self->commitment);
  g_free (self);
}

/* What all three have in common. Who asks stands first: nothing can be sent back to whoever said it. */
static GByteArray *
begin (const HearthCodeExchange *self,
       const char               *domain)
{
  GByteArray *bytes = g_byte_array_new ();

  hearth_transcript_append_text (bytes, domain);
  hearth_transcript_append_text (bytes, self->room);
  hearth_transcript_append (bytes, self->asker.bytes, sizeof self->asker.bytes);
  hearth_transcript_append (bytes, self->answerer.bytes, sizeof self->answerer.bytes);

  return bytes;
}

static char *
make_commitment (const HearthCodeExchange *self)
{
  g_autoptr (GByteArray) bytes = begin (self, COMMIT_DOMAIN);
  guint8 hash[crypto_hash_sha256_BYTES];

  hearth_transcript_append_text (bytes, self->asker_nonce);
  crypto_hash_sha256 (hash, bytes->data, bytes->len);

  return hearth_secret_encode (hash, sizeof hash);
}

void
hearth_code_exchange_commit (HearthCodeExchange *self)
{
  g_return_if_fail (self != NULL && self->asker_nonce == NULL);

  self->asker_nonce = hearth_id_new ();
  self->commitment = make_commitment (self);
}

gboolean
hearth_code_exchange_is_committed (const HearthCodeExchange *self)
{
  g_autofree char *expected = NULL;

  g_return_val_if_fail (self != NULL && self->asker_nonce != NULL && self->commitment != NULL, FALSE);

  expected = make_commitment (self);

  return g_str_equal (expected, self->commitment);
}

/* Whoever answers does not know the asker's number yet. */
static GByteArray *
make_transcript (const HearthCodeExchange *self,
                 HearthCodeStep            step)
{
  GByteArray *bytes = begin (self, SIGN_DOMAIN);

  hearth_transcript_append_text (bytes, words[step]);
  hearth_transcript_append_text (bytes, self->commitment);
  hearth_transcript_append_text (bytes, self->answerer_nonce);
  hearth_transcript_append_text (bytes, step == HEARTH_CODE_STEP_ANSWER ? "" : self->asker_nonce);

  return bytes;
}

char *
hearth_code_exchange_sign (const HearthCodeExchange *self,
                           HearthCodeStep            step,
                           const HearthIdentity     *identity)
{
  g_autoptr (GByteArray) transcript = NULL;
  guint8 signature[HEARTH_SIGNATURE_BYTES];

  g_return_val_if_fail (self != NULL && self->commitment != NULL && self->answerer_nonce != NULL && identity != NULL, NULL);
  g_return_val_if_fail (step == HEARTH_CODE_STEP_ANSWER || self->asker_nonce != NULL, NULL);

  transcript = make_transcript (self, step);
  hearth_identity_sign (identity, transcript->data, transcript->len, signature);

  return hearth_secret_encode (signature, sizeof signature);
}

gboolean
hearth_code_exchange_verify (const HearthCodeExchange *self,
                             HearthCodeStep            step,
                             const HearthPublicKey    *signer,
                             const char               *signature)
{
  g_autoptr (GByteArray) transcript = NULL;
  guint8 bytes[HEARTH_SIGNATURE_BYTES];

  g_return_val_if_fail (self != NULL && self->commitment != NULL && self->answerer_nonce != NULL, FALSE);
  g_return_val_if_fail (step == HEARTH_CODE_STEP_ANSWER || self->asker_nonce != NULL, FALSE);
  g_return_val_if_fail (signer != NULL && signature != NULL, FALSE);

  if (!hearth_secret_decode (signature, strlen (signature), bytes, sizeof bytes))
    return FALSE;

  transcript = make_transcript (self, step);

  return hearth_public_key_verify (signer, transcript->data, transcript->len, bytes);
}

char *
hearth_code_exchange_derive (const HearthCodeExchange *self)
{
  g_autoptr (GByteArray) bytes = NULL;
  guint8 hash[crypto_hash_sha256_BYTES];
  guint64 number;

  g_return_val_if_fail (self != NULL && self->asker_nonce != NULL && self->answerer_nonce != NULL, NULL);

  bytes = begin (self, CODE_DOMAIN);
  hearth_transcript_append_text (bytes, self->asker_nonce);
  hearth_transcript_append_text (bytes, self->answerer_nonce);
  crypto_hash_sha256 (hash, bytes->data, bytes->len);
  memcpy (&number, hash, sizeof number);

  /* Of 2⁶⁴ numbers no code has more than one in 10¹³ more than another. */
  return g_strdup_printf ("%0*" G_GUINT64_FORMAT, HEARTH_CODE_DIGITS, GUINT64_FROM_BE (number) % CODES);
}

gboolean
hearth_code_commitment_is_valid (const char *text)
{
  guint8 bytes[crypto_hash_sha256_BYTES];

  g_return_val_if_fail (text != NULL, FALSE);

  return hearth_secret_decode (text, strlen (text), bytes, sizeof bytes);
}

gboolean
hearth_code_signature_is_valid (const char *text)
{
  guint8 bytes[HEARTH_SIGNATURE_BYTES];

  g_return_val_if_fail (text != NULL, FALSE);

  return hearth_secret_decode (text, strlen (text), bytes, sizeof bytes);
}
