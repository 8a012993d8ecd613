/* What comes to a host's or a guest's trust session: text from the server, and, behind a byte 'S', what somebody with the link seals,
 * so that the fuzzer gets past the encryption. Only one message in the world opens, at the host: nobody else can make another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "protocol/invitation-private.h"
#include "protocol/sealing.h"
#include "protocol/trust-session.h"

/* The test vector of src/protocol/README.md. */
#define LINK "https://meet.example.org/r/pLLCKVnc60sutvt5Cm1Kkg#AQABAgMEBQYHCAkKCwwNDg859xPQpkQlPwRSlCG59RubWBBd"
#define HOST "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs"
#define NOW 1800000000

static char *
make_text (HearthInvitation *invitation,
           const uint8_t    *data,
           size_t            size)
{
  if (size == 0 || data[0] != 'S')
    return g_strndup ((const char *) data, size);

  return hearth_sealing_seal (hearth_invitation_get_seal_key (invitation), hearth_invitation_get_room (invitation),
                              data + 1, size - 1);
}

/* Whoever has said HELLO waits for the host's WELCOME, which answers this very HELLO. */
static void
check_guest (HearthInvitation *invitation,
             const char       *text)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_guest (invitation, identity);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  g_autofree char *sealed = NULL;

  hello->name = g_strdup ("Ben");
  hello->colour = g_strdup ("red");
  sealed = hearth_trust_session_seal (session, hello, NOW);
  g_assert_null (hearth_trust_session_open (session, text, NOW, NULL));
  g_assert_null (hearth_trust_session_get_peer (session));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (LINK, NULL);
  g_autoptr (HearthIdentity) identity = hearth_identity_from_secret (HOST, NULL);
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_host (invitation, identity);
  g_autofree char *text = make_text (invitation, data, size);
  g_autoptr (HearthPayload) payload = hearth_trust_session_open (session, text, NOW, NULL);

  g_assert_true ((payload != NULL) == (hearth_trust_session_get_peer (session) != NULL));
  if (payload != NULL)
    g_assert_cmpstr (payload->name, ==, "Anna");
  check_guest (invitation, text);

  return 0;
}
