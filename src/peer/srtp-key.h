/* The master key and salt of one direction of a connection (RFC 5764 section 4.2), for SRTP_AES128_CM_SHA1_80, the one profile that
 * GStreamer offers; and what both who use it have in common.
 *
 * A value; whoever had one wipes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>
#include <srtp2/srtp.h>

G_BEGIN_DECLS

/** HEARTH_SRTP_KEY_BYTES: RFC 5764 section 4.1.2: 128 bits of key and 112 of salt. */
#define HEARTH_SRTP_KEY_BYTES 30

/** HEARTH_SRTP_ROOM: what libsrtp may write behind a packet, and of RTCP an index before that (RFC 3711 section 3.4). */
#define HEARTH_SRTP_ROOM (SRTP_MAX_TRAILER_LEN + 4)

typedef struct
{
  guint8 bytes[HEARTH_SRTP_KEY_BYTES];
} HearthSrtpKey;

/**
 * hearth_srtp_key_get:
 * @dtls: a dtlsenc of a webrtcbin for the key that we send with, a dtlsdec for the peer's
 *
 * Any thread.
 *
 * Returns: %FALSE where there is none (yet), or one of another profile
 */
gboolean hearth_srtp_key_get            (HearthSrtpKey       *self,
                                         GstElement          *dtls) G_GNUC_WARN_UNUSED_RESULT;
void     hearth_srtp_key_wipe           (HearthSrtpKey       *self);

/** hearth_srtp_key_create_session: Returns: %NULL with HEARTH_PEER_ERROR_INTERNAL where libsrtp refuses */
srtp_t   hearth_srtp_key_create_session (const HearthSrtpKey *self,
                                         srtp_ssrc_type_t     direction,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
