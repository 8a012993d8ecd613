/* Between session descriptions and the payloads that carry them signed: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/signed-description.h"

#include "protocol/protocol-error.h"

HearthPayload *
hearth_signed_description_to_payload (const HearthSessionDescription *description)
{
  HearthPayload *payload;

  payload = hearth_payload_new (description->type == HEARTH_SDP_OFFER ? HEARTH_PAYLOAD_OFFER : HEARTH_PAYLOAD_ANSWER);
  payload->sdp = g_strdup (description->sdp);
  memcpy (payload->fingerprint, description->fingerprint, sizeof payload->fingerprint);
  payload->ice_ufrag = g_strdup (description->ice_ufrag);

  return payload;
}

HearthSessionDescription *
hearth_signed_description_parse (const HearthPayload  *payload,
                                 GError              **error)
{
  HearthSdpType type = payload->type == HEARTH_PAYLOAD_OFFER ? HEARTH_SDP_OFFER : HEARTH_SDP_ANSWER;
  g_autoptr (HearthSessionDescription) description = hearth_session_description_parse (type, payload->sdp, error);

  if (description == NULL)
    return NULL;

  if (memcmp (description->fingerprint, payload->fingerprint, sizeof description->fingerprint) != 0
      || g_strcmp0 (description->ice_ufrag, payload->ice_ufrag) != 0)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_FORGED,
                           "The session description is not the one that was signed");
      return NULL;
    }

  return g_steal_pointer (&description);
}
