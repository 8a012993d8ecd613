/* Sealing: opaque text that only those who have the link can read or make (XChaCha20-Poly1305). Any thread.
 *
 * It keeps the server out. It does not tell guests apart, who all have the same link: signatures do that (trust-session.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_SEAL_KEY_BYTES 32

/**
 * hearth_sealing_seal:
 * @key: HEARTH_SEAL_KEY_BYTES
 * @room: the room's id: what is sealed for one room does not open in another
 * @message: @length bytes
 *
 * Returns: (transfer full): base64url of the version byte 1, a random nonce of 24 bytes, and the sealed message with its tag
 */
char   *hearth_sealing_seal (const guint8  *key,
                             const char    *room,
                             const guint8  *message,
                             gsize          length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sealing_open:
 * @text: from outside
 *
 * Returns: (transfer full): the message, or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE, _MALFORMED (not base64url, too short),
 * _VERSION or _FORGED
 */
GBytes *hearth_sealing_open (const guint8  *key,
                             const char    *room,
                             const char    *text,
                             GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
