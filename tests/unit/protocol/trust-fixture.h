/* A host and a guest with sealed and signed words for each other, for the tests of protocol/trust-session.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/trust-session.h"

G_BEGIN_DECLS

/* When all of it happens, Unix time in seconds. */
#define TRUST_NOW 1800000000

typedef struct
{
  HearthIdentity *host_identity;
  HearthIdentity *guest_identity;
  HearthInvitation *invitation;
  HearthTrustSession *host;
  HearthTrustSession *guest;
} TrustFixture;

/** trust_set_up, trust_tear_down: for g_test_add(): two people who have not spoken yet. */
void           trust_set_up            (TrustFixture       *fixture,
                                        gconstpointer       data);
void           trust_tear_down         (TrustFixture       *fixture,
                                        gconstpointer       data);

/** trust_make_greeting: Returns: (transfer full): a HELLO or WELCOME. */
HearthPayload *trust_make_greeting     (HearthPayloadType   type);
HearthPayload *trust_make_offer        (HearthDirection     direction);

/** trust_seal: @payload: (transfer full); Returns: (transfer full): text for an envelope. */
char          *trust_seal              (HearthTrustSession *session,
                                        HearthPayload      *payload,
                                        gint64              now);

/** trust_assert_opens: at TRUST_NOW it opens, and is of @type. */
void           trust_assert_opens      (HearthTrustSession *session,
                                        const char         *text,
                                        HearthPayloadType   type);
void           trust_assert_refused_at (HearthTrustSession *session,
                                        const char         *text,
                                        gint64              now,
                                        int                 code);

/** trust_assert_refused: at TRUST_NOW it does not open, with the HearthProtocolError @code. */
void           trust_assert_refused    (HearthTrustSession *session,
                                        const char         *text,
                                        int                 code);

/** trust_greet: HELLO and WELCOME, so that both know each other. */
void           trust_greet             (TrustFixture       *fixture);

G_END_DECLS
