/* What a guest says at the door: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/greeting.h"

HearthEnvelope *
hearth_greeting_new (HearthInvitation         *invitation,
                     HearthIdentity           *identity,
                     const HearthMemberState  *who,
                     HearthTrustSession      **session)
{
  HearthEnvelope *envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  const HearthTicket *ticket = hearth_invitation_get_ticket (invitation);

  hello->name = g_strdup (who->name);
  hello->colour = g_strdup (who->colour);
  if (ticket != NULL)
    hello->pass = hearth_ticket_make_pass (ticket, hearth_invitation_get_room (invitation), hearth_identity_get_public_key (identity));

  *session = hearth_trust_session_new_guest (invitation, identity);
  envelope->room = g_strdup (hearth_invitation_get_room (invitation));
  envelope->payload = hearth_trust_session_seal (*session, hello, g_get_real_time () / G_USEC_PER_SEC);

  return envelope;
}
