/* A person's signing key: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/identity.h"

#include "protocol/protocol-error.h"
#include "protocol/secret.h"

G_STATIC_ASSERT (HEARTH_PUBLIC_KEY_BYTES == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (HEARTH_SIGNATURE_BYTES == crypto_sign_BYTES);
G_STATIC_ASSERT (HEARTH_KEY_ID_BYTES <= crypto_hash_sha256_BYTES);

#define SECRET_CHARACTERS (sodium_base64_ENCODED_LEN (crypto_sign_SEEDBYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) - 1)

struct _HearthIdentity
{
  HearthPublicKey public_key;
  guint8 *secret_key; /* crypto_sign_SECRETKEYBYTES of locked memory */
};

/* @seed: crypto_sign_SEEDBYTES */
static HearthIdentity *
new_from_seed (const guint8 *seed)
{
  HearthIdentity *self = g_atomic_rc_box_new0 (HearthIdentity);

  self->secret_key = hearth_secret_alloc (crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair (self->public_key.bytes, self->secret_key, seed);
  sodium_mprotect_readonly (self->secret_key);

  return self;
}

HearthIdentity *
hearth_identity_generate (void)
{
  guint8 *seed = hearth_secret_alloc (crypto_sign_SEEDBYTES);
  HearthIdentity *self;

  randombytes_buf (seed, crypto_sign_SEEDBYTES);
  self = new_from_seed (seed);
  sodium_free (seed);

  return self;
}

char *
hearth_identity_to_secret (const HearthIdentity *self)
{
  guint8 *seed;
  char *secret;

  g_return_val_if_fail (self != NULL, NULL);

  seed = hearth_secret_alloc (crypto_sign_SEEDBYTES);
  secret = hearth_secret_alloc (SECRET_CHARACTERS + 1);
  crypto_sign_ed25519_sk_to_seed (seed, self->secret_key);
  sodium_bin2base64 (secret, SECRET_CHARACTERS + 1, seed, crypto_sign_SEEDBYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_free (seed);

  return secret;
}

HearthIdentity *
hearth_identity_from_secret (const char  *secret,
                             GError     **error)
{
  HearthIdentity *self = NULL;
  guint8 *seed;

  g_return_val_if_fail (secret != NULL, NULL);

  seed = hearth_secret_alloc (crypto_sign_SEEDBYTES);
  if (hearth_secret_decode (secret, strnlen (secret, SECRET_CHARACTERS + 1), seed, crypto_sign_SEEDBYTES))
    self = new_from_seed (seed);
  else
    g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not an identity key");
  sodium_free (seed);

  return self;
}

void
hearth_identity_secret_free (char *secret)
{
  sodium_free (secret);
}

HearthIdentity *
hearth_identity_ref (HearthIdentity *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  HearthIdentity *self = data;

  sodium_free (self->secret_key);
}

void
hearth_identity_unref (HearthIdentity *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

const HearthPublicKey *
hearth_identity_get_public_key (const HearthIdentity *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->public_key;
}

void
hearth_identity_sign (const HearthIdentity *self,
                      const guint8         *message,
                      gsize                 length,
                      guint8               *signature)
{
  g_return_if_fail (self != NULL);

  crypto_sign_detached (signature, NULL, message, length, self->secret_key);
}

gboolean
hearth_public_key_verify (const HearthPublicKey *self,
                          const guint8          *message,
                          gsize                  length,
                          const guint8          *signature)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return crypto_sign_verify_detached (signature, message, length, self->bytes) == 0;
}

gboolean
hearth_public_key_equal (const HearthPublicKey *a,
                         const HearthPublicKey *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return sodium_memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

char *
hearth_public_key_to_text (const HearthPublicKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hearth_secret_encode (self->bytes, sizeof self->bytes);
}

gboolean
hearth_public_key_parse (const char      *text,
                         HearthPublicKey *self)
{
  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  return hearth_secret_decode (text, strlen (text), self->bytes, sizeof self->bytes);
}

void
hearth_public_key_get_id (const HearthPublicKey *self,
                          HearthKeyId           *id)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  crypto_hash_sha256 (hash, self->bytes, sizeof self->bytes);
  memcpy (id->bytes, hash, sizeof id->bytes);
}

gboolean
hearth_key_id_equal (const HearthKeyId *a,
                     const HearthKeyId *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return sodium_memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}
