/* What a guest says at the door: a KNOCK with a sealed HELLO, and the trust session that alone opens the answer. Pure but for the clock of the
 * seal. Used by HearthRoomGuest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/control-message.h"
#include "protocol/envelope.h"
#include "protocol/trust-session.h"

G_BEGIN_DECLS

/**
 * hearth_greeting_new:
 * @who: what they are called, and in which colour
 * @session: (out) (transfer full): for the answer to this knock and no other
 *
 * Returns: (transfer full): to be sent to the server
 */
HearthEnvelope *hearth_greeting_new (HearthInvitation         *invitation,
                                     HearthIdentity           *identity,
                                     const HearthMemberState  *who,
                                     HearthTrustSession      **session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
