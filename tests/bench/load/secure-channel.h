/* DTLS 1.2 and the SRTP that it keys (RFC 5764), on OpenSSL and libsrtp: one end of one connection.
 *
 * Datagrams are handed in and taken out; it has no socket. Everybody shows the same certificate, and nobody's is checked: this is
 * a load, not a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoadSecureChannel LoadSecureChannel;

/**
 * load_secure_channel_prepare:
 * @profiles: SRTP profiles to offer and accept, as OpenSSL names them, with colons between
 *
 * Once, before any channel.
 *
 * Returns: (transfer full): the certificate's fingerprint, as in a=fingerprint:sha-256
 */
char              *load_secure_channel_prepare       (const char        *profiles) G_GNUC_WARN_UNUSED_RESULT;
LoadSecureChannel *load_secure_channel_new           (gboolean           client) G_GNUC_WARN_UNUSED_RESULT;
void               load_secure_channel_free          (LoadSecureChannel *self);

/** load_secure_channel_step: Goes on with the handshake: to begin as a client, and when time has passed. */
void               load_secure_channel_step          (LoadSecureChannel *self);

/** load_secure_channel_receive: A DTLS datagram has come. */
void               load_secure_channel_receive       (LoadSecureChannel *self,
                                                      const guint8      *datagram,
                                                      gsize              length);

/** load_secure_channel_read: Returns: bytes of the next message for a data channel, written into @message; 0 where none is. */
gsize              load_secure_channel_read          (LoadSecureChannel *self,
                                                      guint8            *message,
                                                      gsize              size);
void               load_secure_channel_write         (LoadSecureChannel *self,
                                                      const guint8      *message,
                                                      gsize              length);

/** load_secure_channel_take: Returns: bytes of the next datagram to send, written into @datagram; 0 when there is none. */
gsize              load_secure_channel_take          (LoadSecureChannel *self,
                                                      guint8            *datagram,
                                                      gsize              size);

/** load_secure_channel_get_profile: Returns: (nullable): the SRTP profile in use; %NULL before the handshake is over. */
const char        *load_secure_channel_get_profile   (LoadSecureChannel *self);

/**
 * load_secure_channel_protect:
 * @packet: RTP or RTCP, with room for 32 more bytes
 * @length: (inout)
 *
 * Returns: whether it may be sent
 */
gboolean           load_secure_channel_protect       (LoadSecureChannel *self,
                                                      gboolean           rtcp,
                                                      guint8            *packet,
                                                      gsize             *length);

/** load_secure_channel_unprotect: Returns: whether it was the peer's, and new. */
gboolean           load_secure_channel_unprotect     (LoadSecureChannel *self,
                                                      gboolean           rtcp,
                                                      guint8            *packet,
                                                      gsize             *length);

G_END_DECLS
