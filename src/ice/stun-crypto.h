/* The two checksums of STUN (RFC 8489 sections 14.5 and 14.7), for reader and writer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_STUN_INTEGRITY_BYTES 20

/**
 * hearth_stun_integrity:
 * @message: (array length=length): the message up to MESSAGE-INTEGRITY
 * @digest: (out) (array fixed-size=20): HMAC-SHA1 over @message, its length field counting up to the end of MESSAGE-INTEGRITY
 */
void    hearth_stun_integrity   (const guint8 *message,
                                 gsize         length,
                                 const char   *password,
                                 guint8       *digest);

/** hearth_stun_fingerprint: Returns: what FINGERPRINT says of the message before it */
guint32 hearth_stun_fingerprint (const guint8 *message,
                                 gsize         length);

G_END_DECLS
