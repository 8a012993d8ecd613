/* What the rest of protocol/ shares of libsodium: its start, locked memory for secrets, and strict base64url. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sodium.h>

G_BEGIN_DECLS

/** hearth_secret_init: Starts libsodium; idempotent. Where there are no random numbers, nothing is safe: the process ends. */
void     hearth_secret_init   (void);

/**
 * hearth_secret_alloc:
 * @size: bytes
 *
 * Returns: (transfer full): memory between guard pages that is kept out of swap and core dumps where the system lets us;
 * sodium_free() wipes it
 */
gpointer hearth_secret_alloc  (gsize       size) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_secret_decode:
 * @text: base64url without padding
 * @length: of @text
 * @bytes: (out caller-allocates): exactly @size bytes
 *
 * Returns: %FALSE where @text has another alphabet, another length, or bits set in its last character that belong to no byte
 */
gboolean hearth_secret_decode (const char *text,
                               gsize       length,
                               guint8     *bytes,
                               gsize       size);

/** hearth_secret_encode: Returns: (transfer full): @size bytes as base64url without padding; not locked memory. */
char    *hearth_secret_encode (const guint8 *bytes,
                               gsize         size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
