/* Names that nobody can guess: rooms, resume tokens and people are 16 random bytes in base64url, 22 characters. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_ID_BYTES 16
#define HEARTH_ID_CHARACTERS 22

/** hearth_id_new: Returns: (transfer full): a fresh one, from libsodium's random generator. */
char    *hearth_id_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_id_from_bytes: Returns: (transfer full): @bytes (HEARTH_ID_BYTES of them) as text. */
char    *hearth_id_from_bytes   (const guint8 *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_id_is_valid: Returns: whether @text is one: strict alphabet, exact length, no spare bits set in the last character. */
gboolean hearth_id_is_valid     (const char   *text);

/** hearth_id_is_base64url: Returns: whether @text has only characters of base64url; any length. */
gboolean hearth_id_is_base64url (const char   *text);

/** hearth_id_equal: Returns: whether two valid ids are the same, in constant time (tokens are secrets). */
gboolean hearth_id_equal        (const char   *a,
                                 const char   *b);

G_END_DECLS
