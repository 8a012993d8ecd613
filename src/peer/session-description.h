/* An SDP offer or answer with what a signature must cover: a value, checked before webrtcbin sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SDP_OFFER,
  HEARTH_SDP_ANSWER,
} HearthSdpType;

/**
 * HearthSessionDescription:
 * @sdp: the text
 * @fingerprint: SHA-256 of the DTLS certificate, from the one a=fingerprint
 * @ice_ufrag: from the one a=ice-ufrag
 */
typedef struct
{
  HearthSdpType type;
  char *sdp;
  guint8 fingerprint[32];
  char *ice_ufrag;
} HearthSessionDescription;

/**
 * hearth_session_description_parse:
 *
 * Accepts only the shapes we make ourselves and browsers make when they answer us: one BUNDLE, UDP/TLS/RTP/SAVPF or
 * UDP/DTLS/SCTP, one sha-256 fingerprint, rtcp-mux, Opus 111, VP8 96 and RTX 97, no more lines and bytes than base/limits.h.
 * Any thread.
 *
 * Returns: (transfer full): the description, or %NULL with HEARTH_PEER_ERROR_DESCRIPTION
 */
HearthSessionDescription *hearth_session_description_parse (HearthSdpType              type,
                                                            const char                *sdp,
                                                            GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_session_description_free  (HearthSessionDescription  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSessionDescription, hearth_session_description_free)

G_END_DECLS
