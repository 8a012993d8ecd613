/* A person's signing key (Ed25519), made locally; no account behind it. A value for any thread; the secret half is kept in
 * memory that is locked and wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_PUBLIC_KEY_BYTES 32
#define HEARTH_SIGNATURE_BYTES 64

typedef struct
{
  guint8 bytes[HEARTH_PUBLIC_KEY_BYTES];
} HearthPublicKey;

typedef struct _HearthIdentity HearthIdentity;

HearthIdentity        *hearth_identity_generate       (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_identity_to_secret: Returns: (transfer full): 32 bytes of seed in base64url, for the secret service; free with hearth_identity_secret_free(). */
char                  *hearth_identity_to_secret      (const HearthIdentity  *self) G_GNUC_WARN_UNUSED_RESULT;
HearthIdentity        *hearth_identity_from_secret    (const char            *secret,
                                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void                   hearth_identity_secret_free    (char                  *secret);
HearthIdentity        *hearth_identity_ref            (HearthIdentity        *self);
void                   hearth_identity_unref          (HearthIdentity        *self);
const HearthPublicKey *hearth_identity_get_public_key (const HearthIdentity  *self);

gboolean               hearth_public_key_equal        (const HearthPublicKey *a,
                                                       const HearthPublicKey *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthIdentity, hearth_identity_unref)

G_END_DECLS
