/* An SDP offer or answer with what a signature must cover: a value, checked before webrtcbin sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/rtp-payload.h"
#include "peer/certificate-gate.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SDP_OFFER,
  HEARTH_SDP_ANSWER,
} HearthSdpType;

typedef enum
{
  HEARTH_SDP_AUDIO,
  HEARTH_SDP_VIDEO,
  HEARTH_SDP_DATA,
} HearthSdpKind;

/**
 * HearthSdpMedia:
 * @kind: what the line is for
 * @mid: its name, unique in the description
 * @active: whether media flows on it: sendonly in an offer, recvonly in an answer; always %TRUE for data
 * @ssrc: who sends on it, 0 where the description does not say
 * @rtx_ssrc: who retransmits on it, 0 for nobody
 * @audio_level: its packets may say how loud they are; base/rtp-extension.h
 * @transport_cc: its packets may be numbered, and are reported on
 */
typedef struct
{
  HearthSdpKind kind;
  char *mid;
  gboolean active;
  guint32 ssrc;
  guint32 rtx_ssrc;
  gboolean audio_level;
  gboolean transport_cc;
} HearthSdpMedia;

/* Payload types, as a description names them. */
#define HEARTH_SDP_PAYLOAD_VP8 HEARTH_RTP_PAYLOAD_VP8
#define HEARTH_SDP_PAYLOAD_RTX HEARTH_RTP_PAYLOAD_RTX
#define HEARTH_SDP_PAYLOAD_OPUS HEARTH_RTP_PAYLOAD_OPUS

/**
 * HearthSessionDescription:
 * @type: offer or answer
 * @sdp: the text
 * @fingerprint: SHA-256 of the DTLS certificate, from the one a=fingerprint
 * @ice_ufrag: from the one a=ice-ufrag
 * @media: (element-type HearthSdpMedia): the media lines, in their order
 */
typedef struct
{
  HearthSdpType type;
  char *sdp;
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  char *ice_ufrag;
  GPtrArray *media;
} HearthSessionDescription;

/**
 * hearth_session_description_parse:
 * @type: what it is said to be
 * @sdp: the text
 *
 * Accepts only the shapes we make ourselves and browsers make when they answer us: one BUNDLE, UDP/TLS/RTP/SAVPF or
 * UDP/DTLS/SCTP, one sha-256 fingerprint, one set of ICE credentials, rtcp-mux, Opus 111, VP8 96 and RTX 97, media in the
 * offerer's direction only, no attribute that we do not know, no more lines and bytes than base/limits.h. Any thread.
 *
 * Returns: (transfer full): the description, or %NULL with HEARTH_PEER_ERROR_DESCRIPTION
 */
HearthSessionDescription *hearth_session_description_parse   (HearthSdpType                    type,
                                                              const char                      *sdp,
                                                              GError                         **error) G_GNUC_WARN_UNUSED_RESULT;
HearthSessionDescription *hearth_session_description_copy    (const HearthSessionDescription  *self) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_session_description_free    (HearthSessionDescription        *self);

/**
 * hearth_session_description_answers:
 * @self: an answer
 * @offer: the offer it is for
 *
 * Returns: whether it has the same lines, by kind and mid, and takes no media that is not offered
 */
gboolean                  hearth_session_description_answers (const HearthSessionDescription  *self,
                                                              const HearthSessionDescription  *offer);

/**
 * hearth_session_description_continues:
 * @self: a later description of the same peer
 * @earlier: the one before
 *
 * Returns: whether the lines of @earlier are all still there, at their places, and the certificate is the same
 */
gboolean                  hearth_session_description_continues (const HearthSessionDescription *self,
                                                                const HearthSessionDescription *earlier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSessionDescription, hearth_session_description_free)

G_END_DECLS
