/* The sealed and signed conversation, and everything that a hostile server or guest can do to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/trust-session.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/invitation-private.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"
#include "protocol/transcript.h"

#define NOW 1800000000

typedef struct
{
  HearthIdentity *host_identity;
  HearthIdentity *guest_identity;
  HearthInvitation *invitation;
  HearthTrustSession *host;
  HearthTrustSession *guest;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->host_identity = hearth_identity_generate ();
  fixture->guest_identity = hearth_identity_generate ();
  fixture->invitation = hearth_invitation_new ("https://meet.example.org",
                                               hearth_identity_get_public_key (fixture->host_identity), NULL);
  fixture->host = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  fixture->guest = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hearth_trust_session_free (fixture->host);
  hearth_trust_session_free (fixture->guest);
  hearth_invitation_unref (fixture->invitation);
  hearth_identity_unref (fixture->host_identity);
  hearth_identity_unref (fixture->guest_identity);
}

static HearthPayload *
make_greeting (HearthPayloadType type)
{
  HearthPayload *payload = hearth_payload_new (type);

  payload->name = g_strdup ("Anna");
  payload->colour = g_strdup ("teal");

  return payload;
}

static HearthPayload *
make_offer (HearthDirection direction)
{
  HearthPayload *payload = hearth_payload_new (HEARTH_PAYLOAD_OFFER);

  payload->direction = direction;
  payload->generation = 3;
  payload->sdp = g_strdup ("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n");
  memset (payload->fingerprint, 0xa5, sizeof payload->fingerprint);
  payload->ice_ufrag = g_strdup ("ab+/");
  payload->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (payload->tracks, g_strdup ("audio0"), g_strdup ("anna/audio"));

  return payload;
}

static char *
seal (HearthTrustSession *session,
      HearthPayload      *payload,
      gint64              now)
{
  char *text = hearth_trust_session_seal (session, payload, now);

  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), <=, HEARTH_LIMIT_SEALED_BYTES);
  hearth_payload_free (payload);

  return text;
}

static void
assert_opens (HearthTrustSession *session,
              const char         *text,
              HearthPayloadType   type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = hearth_trust_session_open (session, text, NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (payload);
  g_assert_cmpint (payload->type, ==, type);
}

static void
assert_refused_at (HearthTrustSession *session,
                   const char         *text,
                   gint64              now,
                   int                 code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = hearth_trust_session_open (session, text, now, &error);

  g_assert_null (payload);
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, code);
}

static void
assert_refused (HearthTrustSession *session,
                const char         *text,
                int                 code)
{
  assert_refused_at (session, text, NOW, code);
}

/* HELLO and WELCOME, so that both know each other. */
static void
greet (Fixture *fixture)
{
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;

  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
}

/* What an attacker with the link (another guest) can do: unseal, change the signed message, seal again. */
static char *
reseal (Fixture    *fixture,
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

static void
test_conversation (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *offer = NULL;
  g_autofree char *bye = NULL;
  g_autoptr (HearthPayload) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_trust_session_get_peer (fixture->host));
  g_assert_null (hearth_trust_session_get_peer (fixture->guest));
  greet (fixture);
  g_assert_true (hearth_public_key_equal (hearth_trust_session_get_peer (fixture->host),
                                          hearth_identity_get_public_key (fixture->guest_identity)));
  g_assert_true (hearth_public_key_equal (hearth_trust_session_get_peer (fixture->guest),
                                          hearth_identity_get_public_key (fixture->host_identity)));

  offer = seal (fixture->host, make_offer (HEARTH_DIRECTION_DOWN), NOW);
  opened = hearth_trust_session_open (fixture->guest, offer, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opened->type, ==, HEARTH_PAYLOAD_OFFER);
  g_assert_cmpuint (opened->generation, ==, 3);
  g_assert_cmpstr (opened->ice_ufrag, ==, "ab+/");
  g_assert_cmpint (opened->fingerprint[31], ==, 0xa5);
  g_assert_cmpstr (g_hash_table_lookup (opened->tracks, "audio0"), ==, "anna/audio");

  bye = seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), NOW);
  assert_opens (fixture->host, bye, HEARTH_PAYLOAD_BYE);
}

/* The server cannot read: nothing of what was said is in the text, and no two texts are alike. */
static void
test_opaque (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *a = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *b = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  gsize length;
  g_autofree guchar *decoded = NULL;

  g_assert_cmpstr (a, !=, b);
  for (char *c = a; *c != '\0'; c++)
    *c = *c == '-' ? '+' : *c == '_' ? '/' : *c;
  decoded = g_base64_decode (a, &length);
  g_assert_null (memmem (decoded, length, "Anna", strlen ("Anna")));
  g_assert_null (memmem (decoded, length, "hello", strlen ("hello")));
}

static void
test_replay (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);

  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
  assert_refused (fixture->guest, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);

  /* Out of order: the older one is lost, as if it had been dropped. */
  first = seal (fixture->host, make_offer (HEARTH_DIRECTION_DOWN), NOW);
  second = seal (fixture->host, make_offer (HEARTH_DIRECTION_DOWN), NOW);
  assert_opens (fixture->guest, second, HEARTH_PAYLOAD_OFFER);
  assert_refused (fixture->guest, first, HEARTH_PROTOCOL_ERROR_REPLAYED);
  assert_refused (fixture->guest, second, HEARTH_PROTOCOL_ERROR_REPLAYED);
}

static void
test_strip (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *offer = NULL;
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;

  /* The WELCOME never comes, something else does. */
  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  offer = seal (fixture->host, make_offer (HEARTH_DIRECTION_DOWN), NOW);
  assert_refused (fixture->guest, offer, HEARTH_PROTOCOL_ERROR_MALFORMED);
  g_assert_null (hearth_trust_session_get_peer (fixture->guest));

  /* Nothing changed by it. */
  assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
  assert_opens (fixture->guest, offer, HEARTH_PAYLOAD_OFFER);
}

static void
test_time (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autoptr (HearthPayload) payload = NULL;

  assert_refused_at (fixture->host, hello, NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS + 1, HEARTH_PROTOCOL_ERROR_REPLAYED);
  assert_refused_at (fixture->host, hello, NOW - HEARTH_LIMIT_SIGNATURE_AGE_SECONDS - 1, HEARTH_PROTOCOL_ERROR_REPLAYED);
  assert_refused_at (fixture->host, hello, 0, HEARTH_PROTOCOL_ERROR_REPLAYED);
  payload = hearth_trust_session_open (fixture->host, hello, NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS, NULL);
  g_assert_nonnull (payload);
}

static void
test_extreme_time (Fixture      *fixture,
                   gconstpointer data)
{
  static const gint64 times[] = { G_MININT64, G_MAXINT64, -1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), times[i]);

      assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);
    }
}

/* What I said comes back to me as if the other had said it. */
static void
test_reflect (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *guest_bye = NULL;
  g_autofree char *host_bye = NULL;

  assert_refused (fixture->guest, hello, HEARTH_PROTOCOL_ERROR_FORGED);
  greet (fixture);
  guest_bye = seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), NOW);
  host_bye = seal (fixture->host, hearth_payload_new (HEARTH_PAYLOAD_BYE), NOW);
  assert_refused (fixture->guest, guest_bye, HEARTH_PROTOCOL_ERROR_FORGED);
  assert_refused (fixture->host, host_bye, HEARTH_PROTOCOL_ERROR_FORGED);
}

/* The same person is host and guest: only the role tells the two directions apart. */
static void
test_reflect_to_own_key (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (HearthTrustSession) guest = hearth_trust_session_new_guest (fixture->invitation, fixture->host_identity);
  g_autofree char *hello = seal (guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;

  assert_refused (guest, hello, HEARTH_PROTOCOL_ERROR_FORGED);
  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  assert_refused (fixture->host, welcome, HEARTH_PROTOCOL_ERROR_FORGED);
  assert_opens (guest, welcome, HEARTH_PAYLOAD_WELCOME);
}

static void
test_cross_room (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (HearthInvitation) other = hearth_invitation_new ("https://meet.example.org",
                                                              hearth_identity_get_public_key (fixture->host_identity), NULL);
  g_autoptr (HearthTrustSession) other_host = hearth_trust_session_new_host (other, fixture->host_identity);
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autoptr (GBytes) message = NULL;
  g_autofree char *moved = NULL;

  assert_refused (other_host, hello, HEARTH_PROTOCOL_ERROR_FORGED);

  /* Somebody with both links seals it anew: the signature still names the first room. */
  message = hearth_sealing_open (hearth_invitation_get_seal_key (fixture->invitation),
                                 hearth_invitation_get_room (fixture->invitation), hello, NULL);
  moved = hearth_sealing_seal (hearth_invitation_get_seal_key (other), hearth_invitation_get_room (other),
                               g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  assert_refused (other_host, moved, HEARTH_PROTOCOL_ERROR_FORGED);
}

/* What the host said to one guest is given to another who has the same link. */
static void
test_wrong_recipient (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (HearthIdentity) bob = hearth_identity_generate ();
  g_autoptr (HearthTrustSession) bobs = hearth_trust_session_new_guest (fixture->invitation, bob);
  g_autoptr (HearthTrustSession) host_for_bob = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *bobs_hello = seal (bobs, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;

  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  assert_refused (bobs, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);

  /* And what one guest says into another's session. */
  assert_refused (fixture->host, bobs_hello, HEARTH_PROTOCOL_ERROR_FORGED);
  assert_opens (host_for_bob, bobs_hello, HEARTH_PAYLOAD_HELLO);
}

/* The same two people, another session: nonces differ. */
static void
test_wrong_session (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (HearthTrustSession) again = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *hello_again = seal (again, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *welcome = NULL;

  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = seal (fixture->host, make_greeting (HEARTH_PAYLOAD_WELCOME), NOW);
  assert_refused (again, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);
  assert_refused (fixture->host, hello_again, HEARTH_PROTOCOL_ERROR_REPLAYED);
}

/* A guest in league with the server pretends to be the host: it has the link, but not the key that the link names. */
static void
test_wrong_host (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (HearthIdentity) mallory = hearth_identity_generate ();
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autoptr (GBytes) bytes = hearth_sealing_open (key, room, hello, NULL);
  g_autoptr (HearthPayload) payload = make_greeting (HEARTH_PAYLOAD_WELCOME);
  g_autofree char *text = hearth_payload_to_text (payload);
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GByteArray) transcript = NULL;
  g_autofree char *forged = NULL;
  HearthSignedHead head;
  guint8 signature[HEARTH_SIGNATURE_BYTES];
  guint8 packed[HEARTH_SIGNED_HEAD_BYTES];

  hearth_signed_head_unpack (&head, (const guint8 *) g_bytes_get_data (bytes, NULL) + HEARTH_SIGNATURE_BYTES);
  memcpy (head.recipient_nonce, head.sender_nonce, HEARTH_NONCE_BYTES);
  hearth_public_key_get_id (&head.sender, &head.recipient);

  /* With its own key, and with the host's name but its own signature. */
  for (guint i = 0; i < 2; i++)
    {
      head.sender = *hearth_identity_get_public_key (i == 0 ? mallory : fixture->host_identity);
      g_clear_pointer (&transcript, g_byte_array_unref);
      transcript = hearth_transcript_new (room, HEARTH_TRUST_ROLE_HOST, &head, payload, text, strlen (text));
      hearth_identity_sign (mallory, transcript->data, transcript->len, signature);
      hearth_signed_head_pack (&head, packed);
      g_byte_array_set_size (message, 0);
      g_byte_array_append (message, signature, sizeof signature);
      g_byte_array_append (message, packed, sizeof packed);
      g_byte_array_append (message, (const guint8 *) text, (guint) strlen (text));
      g_clear_pointer (&forged, g_free);
      forged = hearth_sealing_seal (key, room, message->data, message->len);
      assert_refused (fixture->guest, forged, HEARTH_PROTOCOL_ERROR_FORGED);
      g_assert_null (hearth_trust_session_get_peer (fixture->guest));
    }
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
test_swap (Fixture      *fixture,
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

  greet (fixture);
  offer = seal (fixture->host, make_offer (HEARTH_DIRECTION_DOWN), NOW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *changed = reseal (fixture, offer, cases[i].change);

      assert_refused (fixture->guest, changed, cases[i].code);
    }
  assert_opens (fixture->guest, offer, HEARTH_PAYLOAD_OFFER);
}

/* By somebody with the link: every byte of the signed message flipped. */
static void
test_every_signed_byte (Fixture      *fixture,
                        gconstpointer data)
{
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autoptr (GBytes) bytes = hearth_sealing_open (key, room, hello, NULL);
  g_autofree guint8 *message = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  for (gsize i = 0; i < g_bytes_get_size (bytes); i++)
    {
      g_autofree char *changed = NULL;

      message[i] ^= 0x04;
      changed = hearth_sealing_seal (key, room, message, g_bytes_get_size (bytes));
      g_assert_null (hearth_trust_session_open (fixture->host, changed, NOW, NULL));
      message[i] ^= 0x04;
    }
  g_assert_null (hearth_trust_session_get_peer (fixture->host));
  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
}

/* By the server: every character of the text replaced, and every truncation. */
static void
test_every_character (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);

  for (gsize i = 0; hello[i] != '\0'; i++)
    {
      char c = hello[i];

      hello[i] = c == 'A' ? 'B' : 'A';
      g_assert_null (hearth_trust_session_open (fixture->host, hello, NOW, NULL));
      hello[i] = '=';
      assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_MALFORMED);
      hello[i] = '\0';
      g_assert_null (hearth_trust_session_open (fixture->host, hello, NOW, NULL));
      hello[i] = c;
    }
  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
}

static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *endless = g_strnfill (HEARTH_LIMIT_SEALED_BYTES + 1, 'A');
  g_autoptr (HearthPayload) offer = make_offer (HEARTH_DIRECTION_DOWN);
  g_autofree char *text = NULL;

  assert_refused (fixture->host, endless, HEARTH_PROTOCOL_ERROR_TOO_LARGE);

  /* The largest description that is allowed goes through; one that JSON escapes past the limit does not. */
  greet (fixture);
  g_free (offer->sdp);
  offer->sdp = g_strnfill (HEARTH_LIMIT_SDP_BYTES, 'a');
  text = hearth_trust_session_seal (fixture->host, offer, NOW);
  g_assert_nonnull (text);
  assert_opens (fixture->guest, text, HEARTH_PAYLOAD_OFFER);
  memset (offer->sdp, '"', HEARTH_LIMIT_SDP_BYTES);
  g_assert_null (hearth_trust_session_seal (fixture->host, offer, NOW));
}

/* Each side may say only what is its to say: an offer comes from who sends. */
static void
test_roles (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *up = NULL;
  g_autofree char *renew = NULL;
  HearthPayload *payload;

  greet (fixture);
  up = seal (fixture->guest, make_offer (HEARTH_DIRECTION_UP), NOW);
  assert_opens (fixture->host, up, HEARTH_PAYLOAD_OFFER);
  payload = hearth_payload_new (HEARTH_PAYLOAD_RENEW);
  payload->direction = HEARTH_DIRECTION_DOWN;
  renew = seal (fixture->guest, payload, NOW);
  assert_opens (fixture->host, renew, HEARTH_PAYLOAD_RENEW);
}

/* A modified guest signs an offer for the host's direction, and a second HELLO. */
static void
test_out_of_role (Fixture      *fixture,
                  gconstpointer data)
{
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autofree char *bye = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HearthSignedHead head;

  greet (fixture);
  bye = seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), NOW);
  bytes = hearth_sealing_open (key, room, bye, NULL);
  hearth_signed_head_unpack (&head, (const guint8 *) g_bytes_get_data (bytes, NULL) + HEARTH_SIGNATURE_BYTES);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HearthPayload) payload = i == 0 ? make_offer (HEARTH_DIRECTION_DOWN)
                                          : make_greeting (i == 1 ? HEARTH_PAYLOAD_HELLO : HEARTH_PAYLOAD_WELCOME);
      g_autofree char *text = hearth_payload_to_text (payload);
      g_autoptr (GByteArray) transcript = hearth_transcript_new (room, HEARTH_TRUST_ROLE_GUEST, &head, payload,
                                                                 text, strlen (text));
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autofree char *sealed = NULL;

      g_byte_array_set_size (message, HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES);
      hearth_identity_sign (fixture->guest_identity, transcript->data, transcript->len, message->data);
      hearth_signed_head_pack (&head, message->data + HEARTH_SIGNATURE_BYTES);
      g_byte_array_append (message, (const guint8 *) text, (guint) strlen (text));
      sealed = hearth_sealing_seal (key, room, message->data, message->len);
      assert_refused (fixture->host, sealed, HEARTH_PROTOCOL_ERROR_MALFORMED);
    }
  assert_opens (fixture->host, bye, HEARTH_PAYLOAD_BYE);
}

/* Whoever saw a knock pass cannot knock with it, neither while its sender is there nor later. */
static void
test_hello_twice (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (HearthTrustSession) second = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  g_autoptr (HearthTrustSession) again = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
  g_autofree char *hello = seal (fixture->guest, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);
  g_autofree char *honest = seal (again, make_greeting (HEARTH_PAYLOAD_HELLO), NOW);

  assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  assert_refused (second, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);
  g_assert_null (hearth_trust_session_get_peer (second));

  /* The same person may knock again. */
  assert_opens (second, honest, HEARTH_PAYLOAD_HELLO);
}

/* Until it is stale a HELLO is remembered, whatever else comes; then it makes room. */
static void
test_hello_memory (void)
{
  g_autoptr (HearthHelloMemory) memory = hearth_hello_memory_new ();
  const gint64 latest = NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS;
  HearthSignedHead head = { .time = NOW, .counter = 1 };

  g_assert_true (hearth_hello_memory_add (memory, &head, NOW - HEARTH_LIMIT_SIGNATURE_AGE_SECONDS));
  g_assert_false (hearth_hello_memory_add (memory, &head, NOW));
  g_assert_false (hearth_hello_memory_add (memory, &head, latest));

  for (guint i = 1; i < HEARTH_LIMIT_HELLOS; i++)
    {
      head.counter++;
      g_assert_true (hearth_hello_memory_add (memory, &head, latest));
    }
  head.counter++;
  g_assert_false (hearth_hello_memory_add (memory, &head, latest));
  g_assert_true (hearth_hello_memory_add (memory, &head, latest + 1));
}

#define ADD(name, func) g_test_add ("/protocol/trust-session/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("conversation", test_conversation);
  ADD ("opaque", test_opaque);
  ADD ("replay", test_replay);
  ADD ("strip", test_strip);
  ADD ("time", test_time);
  ADD ("extreme-time", test_extreme_time);
  ADD ("reflect", test_reflect);
  ADD ("reflect-to-own-key", test_reflect_to_own_key);
  ADD ("cross-room", test_cross_room);
  ADD ("wrong-recipient", test_wrong_recipient);
  ADD ("wrong-session", test_wrong_session);
  ADD ("wrong-host", test_wrong_host);
  ADD ("swap", test_swap);
  ADD ("every-signed-byte", test_every_signed_byte);
  ADD ("every-character", test_every_character);
  ADD ("large", test_large);
  ADD ("hello-twice", test_hello_twice);
  g_test_add_func ("/protocol/trust-session/hello-memory", test_hello_memory);
  ADD ("roles", test_roles);
  ADD ("out-of-role", test_out_of_role);

  return g_test_run ();
}
