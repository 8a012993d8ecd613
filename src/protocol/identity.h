/* A person's signing key (Ed25519), made locally; no account behind it. A value for any thread; the secret half is kept in
 * memory that is locked and wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_PUBLIC_KEY_BYTES 32
#define HEARTH_PUBLIC_KEY_CHARACTERS 43
#define HEARTH_SIGNATURE_BYTES 64
#define HEARTH_KEY_ID_BYTES 16

/** HearthPublicKey: an Ed25519 public key; a plain value. */
typedef struct
{
  guint8 bytes[HEARTH_PUBLIC_KEY_BYTES];
} HearthPublicKey;

/** HearthKeyId: the first 16 bytes of SHA-256 (public key): what a link and a transcript name a person by. */
typedef struct
{
  guint8 bytes[HEARTH_KEY_ID_BYTES];
} HearthKeyId;

typedef struct _HearthIdentity HearthIdentity;

/** hearth_identity_generate: Returns: (transfer full): a new person. */
HearthIdentity        *hearth_identity_generate       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_identity_to_secret:
 *
 * Returns: (transfer full): 32 bytes of seed in base64url, in locked memory; free with hearth_identity_secret_free()
 */
char                  *hearth_identity_to_secret      (const HearthIdentity  *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_identity_from_secret:
 * @secret: as hearth_identity_to_secret() gave it, without anything around it
 *
 * Returns: (transfer full): the same person again, or %NULL with HEARTH_PROTOCOL_ERROR_MALFORMED
 */
HearthIdentity        *hearth_identity_from_secret    (const char            *secret,
                                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_identity_secret_free: Wipes @secret; (nullable). */
void                   hearth_identity_secret_free    (char                  *secret);
HearthIdentity        *hearth_identity_ref            (HearthIdentity        *self);

/** hearth_identity_unref: The last one wipes the key. */
void                   hearth_identity_unref          (HearthIdentity        *self);

/** hearth_identity_get_public_key: Returns: (transfer none): as long as @self lives. */
const HearthPublicKey *hearth_identity_get_public_key (const HearthIdentity  *self);

/**
 * hearth_identity_sign:
 * @message: a transcript that begins with a domain of its own; nothing else is ever signed
 * @signature: (out caller-allocates): HEARTH_SIGNATURE_BYTES
 */
void                   hearth_identity_sign           (const HearthIdentity  *self,
                                                       const guint8          *message,
                                                       gsize                  length,
                                                       guint8                *signature);

/** hearth_public_key_verify: Returns: whether @signature of @message was made with the key's secret half. */
gboolean               hearth_public_key_verify       (const HearthPublicKey *self,
                                                       const guint8          *message,
                                                       gsize                  length,
                                                       const guint8          *signature);

/** hearth_public_key_equal: Constant time. */
gboolean               hearth_public_key_equal        (const HearthPublicKey *a,
                                                       const HearthPublicKey *b);

/** hearth_public_key_to_text: Returns: (transfer full): 43 characters of base64url. */
char                  *hearth_public_key_to_text      (const HearthPublicKey *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_public_key_parse: Returns: %FALSE where @text is not what hearth_public_key_to_text() gives. */
gboolean               hearth_public_key_parse        (const char            *text,
                                                       HearthPublicKey       *self);

/** hearth_public_key_get_id: @id: (out caller-allocates). */
void                   hearth_public_key_get_id       (const HearthPublicKey *self,
                                                       HearthKeyId           *id);

/** hearth_key_id_equal: Constant time. */
gboolean               hearth_key_id_equal            (const HearthKeyId     *a,
                                                       const HearthKeyId     *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthIdentity, hearth_identity_unref)

G_END_DECLS
