/* Signed and sealed messages that somebody changes on their way: the server from outside, a guest who has the link from inside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "trust-fixture.h"

#include <string.h>

#include "protocol/invitation-private.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"
#include "protocol/transcript.h"

/* What an attacker with the link (another guest) can do: unseal, change the signed message, seal again. */
static char *
reseal (TrustFixture    *fixture,
        const char *text,
        void      (*change) (GByteArray *message))
{
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autoptr (GBytes) bytes = hearth_sealing_open (key, room, text, NULL);
  g_autoptr (GByteArray) message = g_bytes_unref_to_array (g_steal_pointer (&bytes));

  change (message);

  return hearth_sealing_seal (key, room, message->data, message->len);
}

static char *
find (GByteArray *message,
      const char *text)
{
  char *at = memmem (message->data, message->len, text, strlen (text));

  g_assert_nonnull (at);
  return at;
}

static void
swap_fingerprint (GByteArray *message)
{
  find (message, "\"fingerprint\":\"")[strlen ("\"fingerprint\":\"")] ^= 1;
}

static void
swap_ufrag (GByteArray *message)
{
  find (message, "ab+")[0] = 'c';
}

static void
swap_sdp (GByteArray *message)
{
  find (message, "0.0.0.0")[0] = '9';
}

static void
swap_counter (GByteArray *message)
{
  message->data[HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES - 9] += 5;
}

static void
truncate_message (GByteArray *message)
{
  g_byte_array_set_size (message, HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES - 1);
}

static void
strip_payload (GByteArray *message)
{
  g_byte_array_set_size (message, HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES);
}

static void
append_space (GByteArray *message)
{
  g_byte_array_append (message, (const guint8 *) " ", 1);
}

static void
test_swap (TrustFixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    void (*change) (GByteArray *message);
    int code;
  } cases[] = {
    { swap_fingerprint, HEARTH_PROTOCOL_ERROR_FORGED },
    { swap_ufrag, HEARTH_PROTOCOL_ERROR_FORGED },
    { swap_sdp, HEARTH_PROTOCOL_ERROR_FORGED },
    { swap_counter, HEARTH_PROTOCOL_ERROR_FORGED },
    { truncate_message, HEARTH_PROTOCOL_ERROR_MALFORMED },
    { strip_payload, HEARTH_PROTOCOL_ERROR_MALFORMED },
    { append_space, HEARTH_PROTOCOL_ERROR_FORGED },
  };
  g_autofree char *offer = NULL;

  trust_greet (fixture);
  offer = trust_seal (fixture->host, trust_make_offer (HEARTH_DIRECTION_DOWN), TRUST_NOW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *changed = reseal (fixture, offer, cases[i].change);

      trust_assert_refused (fixture->guest, changed, cases[i].code);
    }
  trust_assert_opens (fixture->guest, offer, HEARTH_PAYLOAD_OFFER);
}

/* By somebody with the link: every byte of the signed message flipped. */
static void
test_every_signed_byte (TrustFixture *fixture,
                        gconstpointer data)
{
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autoptr (GBytes) bytes = hearth_sealing_open (key, room, hello, NULL);
  g_autofree guint8 *message = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  for (gsize i = 0; i < g_bytes_get_size (bytes); i++)
    {
      g_autofree char *changed = NULL;

      message[i] ^= 0x04;
      changed = hearth_sealing_seal (key, room, message, g_bytes_get_size (bytes));
      g_assert_null (hearth_trust_session_open (fixture->host, changed, TRUST_NOW, NULL));
      message[i] ^= 0x04;
    }
  g_assert_null (hearth_trust_session_get_peer (fixture->host));
  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
}

/* By the server: every character of the text replaced, and every truncation. */
static void
test_every_character (TrustFixture *fixture,
                      gconstpointer data)
{
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);

  for (gsize i = 0; hello[i] != '\0'; i++)
    {
      char c = hello[i];

      hello[i] = c == 'A' ? 'B' : 'A';
      g_assert_null (hearth_trust_session_open (fixture->host, hello, TRUST_NOW, NULL));
      hello[i] = '=';
      trust_assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_MALFORMED);
      hello[i] = '\0';
      g_assert_null (hearth_trust_session_open (fixture->host, hello, TRUST_NOW, NULL));
      hello[i] = c;
    }
  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
}

#define ADD(name, func) \
  g_test_add ("/protocol/trust-tampering/" name, TrustFixture, NULL, trust_set_up, func, trust_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("swap", test_swap);
  ADD ("every-signed-byte", test_every_signed_byte);
  ADD ("every-character", test_every_character);

  return g_test_run ();
}
