/* Between session descriptions and the payloads that carry them signed. Pure.
 *
 * The signature covers a payload's own fingerprint and ufrag; webrtcbin acts on those inside the text. Here the two are held
 * together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/session-description.h"
#include "protocol/payload.h"

G_BEGIN_DECLS

/**
 * hearth_signed_description_to_payload:
 *
 * Returns: (transfer full): an OFFER or ANSWER with everything but direction, generation and tracks.
 */
HearthPayload            *hearth_signed_description_to_payload (const HearthSessionDescription  *description) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_signed_description_parse:
 * @payload: an OFFER or ANSWER that a trust session opened
 *
 * Returns: (transfer full): the description, whose fingerprint and ufrag are the ones that were signed, or %NULL with
 * HEARTH_PEER_ERROR_DESCRIPTION or HEARTH_PROTOCOL_ERROR_FORGED
 */
HearthSessionDescription *hearth_signed_description_parse      (const HearthPayload             *payload,
                                                                GError                         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
