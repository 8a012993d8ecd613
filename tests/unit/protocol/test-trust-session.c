/* The sealed and signed conversation, and what a hostile server or guest can do with what others said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "trust-fixture.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/invitation-private.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"
#include "protocol/transcript.h"

static void
test_conversation (TrustFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *offer = NULL;
  g_autofree char *bye = NULL;
  g_autoptr (HearthPayload) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_trust_session_get_peer (fixture->host));
  g_assert_null (hearth_trust_session_get_peer (fixture->guest));
  trust_greet (fixture);
  g_assert_true (hearth_public_key_equal (hearth_trust_session_get_peer (fixture->host),
                                          hearth_identity_get_public_key (fixture->guest_identity)));
  g_assert_true (hearth_public_key_equal (hearth_trust_session_get_peer (fixture->guest),
                                          hearth_identity_get_public_key (fixture->host_identity)));

  offer = trust_seal (fixture->host, trust_make_offer (HEARTH_DIRECTION_DOWN), TRUST_NOW);
  opened = hearth_trust_session_open (fixture->guest, offer, TRUST_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opened->type, ==, HEARTH_PAYLOAD_OFFER);
  g_assert_cmpuint (opened->generation, ==, 3);
  g_assert_cmpstr (opened->ice_ufrag, ==, "ab+/");
  g_assert_cmpint (opened->fingerprint[31], ==, 0xa5);
  g_assert_cmpstr (g_hash_table_lookup (opened->tracks, "audio0"), ==, "anna/audio");

  bye = trust_seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), TRUST_NOW);
  trust_assert_opens (fixture->host, bye, HEARTH_PAYLOAD_BYE);
}

/* The server cannot read: nothing of what was said is in the text, and no two texts are alike. */
static void
test_opaque (TrustFixture *fixture,
             gconstpointer data)
{
  g_autofree char *a = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *b = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
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
test_replay (TrustFixture *fixture,
             gconstpointer data)
{
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  trust_assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);

  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  trust_assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
  trust_assert_refused (fixture->guest, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);

  /* Out of order: the older one is lost, as if it had been dropped. */
  first = trust_seal (fixture->host, trust_make_offer (HEARTH_DIRECTION_DOWN), TRUST_NOW);
  second = trust_seal (fixture->host, trust_make_offer (HEARTH_DIRECTION_DOWN), TRUST_NOW);
  trust_assert_opens (fixture->guest, second, HEARTH_PAYLOAD_OFFER);
  trust_assert_refused (fixture->guest, first, HEARTH_PROTOCOL_ERROR_REPLAYED);
  trust_assert_refused (fixture->guest, second, HEARTH_PROTOCOL_ERROR_REPLAYED);
}

static void
test_strip (TrustFixture *fixture,
            gconstpointer data)
{
  g_autofree char *offer = NULL;
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;

  /* The WELCOME never comes, something else does. */
  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  offer = trust_seal (fixture->host, trust_make_offer (HEARTH_DIRECTION_DOWN), TRUST_NOW);
  trust_assert_refused (fixture->guest, offer, HEARTH_PROTOCOL_ERROR_MALFORMED);
  g_assert_null (hearth_trust_session_get_peer (fixture->guest));

  /* Nothing changed by it. */
  trust_assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
  trust_assert_opens (fixture->guest, offer, HEARTH_PAYLOAD_OFFER);
}

static void
test_time (TrustFixture *fixture,
           gconstpointer data)
{
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autoptr (HearthPayload) payload = NULL;

  trust_assert_refused_at (fixture->host, hello, TRUST_NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS + 1, HEARTH_PROTOCOL_ERROR_REPLAYED);
  trust_assert_refused_at (fixture->host, hello, TRUST_NOW - HEARTH_LIMIT_SIGNATURE_AGE_SECONDS - 1, HEARTH_PROTOCOL_ERROR_REPLAYED);
  trust_assert_refused_at (fixture->host, hello, 0, HEARTH_PROTOCOL_ERROR_REPLAYED);
  payload = hearth_trust_session_open (fixture->host, hello, TRUST_NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS, NULL);
  g_assert_nonnull (payload);
}

static void
test_extreme_time (TrustFixture *fixture,
                   gconstpointer data)
{
  static const gint64 times[] = { G_MININT64, G_MAXINT64, -1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), times[i]);

      trust_assert_refused (fixture->host, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);
    }
}

/* What I said comes back to me as if the other had said it. */
static void
test_reflect (TrustFixture *fixture,
              gconstpointer data)
{
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *guest_bye = NULL;
  g_autofree char *host_bye = NULL;

  trust_assert_refused (fixture->guest, hello, HEARTH_PROTOCOL_ERROR_FORGED);
  trust_greet (fixture);
  guest_bye = trust_seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), TRUST_NOW);
  host_bye = trust_seal (fixture->host, hearth_payload_new (HEARTH_PAYLOAD_BYE), TRUST_NOW);
  trust_assert_refused (fixture->guest, guest_bye, HEARTH_PROTOCOL_ERROR_FORGED);
  trust_assert_refused (fixture->host, host_bye, HEARTH_PROTOCOL_ERROR_FORGED);
}

/* The same person is host and guest: only the role tells the two directions apart. */
static void
test_reflect_to_own_key (TrustFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (HearthTrustSession) guest = hearth_trust_session_new_guest (fixture->invitation, fixture->host_identity);
  g_autofree char *hello = trust_seal (guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;

  trust_assert_refused (guest, hello, HEARTH_PROTOCOL_ERROR_FORGED);
  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  trust_assert_refused (fixture->host, welcome, HEARTH_PROTOCOL_ERROR_FORGED);
  trust_assert_opens (guest, welcome, HEARTH_PAYLOAD_WELCOME);
}

static void
test_cross_room (TrustFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (HearthInvitation) other = hearth_invitation_new ("https://meet.example.org",
                                                              hearth_identity_get_public_key (fixture->host_identity), NULL);
  g_autoptr (HearthTrustSession) other_host = hearth_trust_session_new_host (other, fixture->host_identity);
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autoptr (GBytes) message = NULL;
  g_autofree char *moved = NULL;

  trust_assert_refused (other_host, hello, HEARTH_PROTOCOL_ERROR_FORGED);

  /* Somebody with both links seals it anew: the signature still names the first room. */
  message = hearth_sealing_open (hearth_invitation_get_seal_key (fixture->invitation),
                                 hearth_invitation_get_room (fixture->invitation), hello, NULL);
  moved = hearth_sealing_seal (hearth_invitation_get_seal_key (other), hearth_invitation_get_room (other),
                               g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  trust_assert_refused (other_host, moved, HEARTH_PROTOCOL_ERROR_FORGED);
}

/* What the host said to one guest is given to another who has the same link. */
static void
test_wrong_recipient (TrustFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (HearthIdentity) bob = hearth_identity_generate ();
  g_autoptr (HearthTrustSession) bobs = hearth_trust_session_new_guest (fixture->invitation, bob);
  g_autoptr (HearthTrustSession) host_for_bob = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *bobs_hello = trust_seal (bobs, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;

  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  trust_assert_refused (bobs, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);

  /* And what one guest says into another's session. */
  trust_assert_refused (fixture->host, bobs_hello, HEARTH_PROTOCOL_ERROR_FORGED);
  trust_assert_opens (host_for_bob, bobs_hello, HEARTH_PAYLOAD_HELLO);
}

/* The same two people, another session: nonces differ. */
static void
test_wrong_session (TrustFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (HearthTrustSession) again = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *hello_again = trust_seal (again, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;

  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  trust_assert_refused (again, welcome, HEARTH_PROTOCOL_ERROR_REPLAYED);
  trust_assert_refused (fixture->host, hello_again, HEARTH_PROTOCOL_ERROR_REPLAYED);
}

/* A guest in league with the server pretends to be the host: it has the link, but not the key that the link names. */
static void
test_wrong_host (TrustFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (HearthIdentity) mallory = hearth_identity_generate ();
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autoptr (GBytes) bytes = hearth_sealing_open (key, room, hello, NULL);
  g_autoptr (HearthPayload) payload = trust_make_greeting (HEARTH_PAYLOAD_WELCOME);
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
      trust_assert_refused (fixture->guest, forged, HEARTH_PROTOCOL_ERROR_FORGED);
      g_assert_null (hearth_trust_session_get_peer (fixture->guest));
    }
}

static void
test_large (TrustFixture *fixture,
            gconstpointer data)
{
  g_autofree char *endless = g_strnfill (HEARTH_LIMIT_SEALED_BYTES + 1, 'A');
  g_autoptr (HearthPayload) offer = trust_make_offer (HEARTH_DIRECTION_DOWN);
  g_autofree char *text = NULL;

  trust_assert_refused (fixture->host, endless, HEARTH_PROTOCOL_ERROR_TOO_LARGE);

  /* The largest description that is allowed goes through; one that JSON escapes past the limit does not. */
  trust_greet (fixture);
  g_free (offer->sdp);
  offer->sdp = g_strnfill (HEARTH_LIMIT_SDP_BYTES, 'a');
  text = hearth_trust_session_seal (fixture->host, offer, TRUST_NOW);
  g_assert_nonnull (text);
  trust_assert_opens (fixture->guest, text, HEARTH_PAYLOAD_OFFER);
  memset (offer->sdp, '"', HEARTH_LIMIT_SDP_BYTES);
  g_assert_null (hearth_trust_session_seal (fixture->host, offer, TRUST_NOW));
}

/* Each side may say only what is its to say: an offer comes from who sends. */
static void
test_roles (TrustFixture *fixture,
            gconstpointer data)
{
  g_autofree char *up = NULL;
  g_autofree char *renew = NULL;
  HearthPayload *payload;

  trust_greet (fixture);
  up = trust_seal (fixture->guest, trust_make_offer (HEARTH_DIRECTION_UP), TRUST_NOW);
  trust_assert_opens (fixture->host, up, HEARTH_PAYLOAD_OFFER);
  payload = hearth_payload_new (HEARTH_PAYLOAD_RENEW);
  payload->direction = HEARTH_DIRECTION_DOWN;
  renew = trust_seal (fixture->guest, payload, TRUST_NOW);
  trust_assert_opens (fixture->host, renew, HEARTH_PAYLOAD_RENEW);
}

/* A modified guest signs an offer for the host's direction, and a second HELLO. */
static void
test_out_of_role (TrustFixture *fixture,
                  gconstpointer data)
{
  const guint8 *key = hearth_invitation_get_seal_key (fixture->invitation);
  const char *room = hearth_invitation_get_room (fixture->invitation);
  g_autofree char *bye = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HearthSignedHead head;

  trust_greet (fixture);
  bye = trust_seal (fixture->guest, hearth_payload_new (HEARTH_PAYLOAD_BYE), TRUST_NOW);
  bytes = hearth_sealing_open (key, room, bye, NULL);
  hearth_signed_head_unpack (&head, (const guint8 *) g_bytes_get_data (bytes, NULL) + HEARTH_SIGNATURE_BYTES);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HearthPayload) payload = i == 0 ? trust_make_offer (HEARTH_DIRECTION_DOWN)
                                          : trust_make_greeting (i == 1 ? HEARTH_PAYLOAD_HELLO : HEARTH_PAYLOAD_WELCOME);
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
      trust_assert_refused (fixture->host, sealed, HEARTH_PROTOCOL_ERROR_MALFORMED);
    }
  trust_assert_opens (fixture->host, bye, HEARTH_PAYLOAD_BYE);
}

/* Whoever saw a knock pass cannot knock with it, neither while its sender is there nor later. */
static void
test_hello_twice (TrustFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (HearthTrustSession) second = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  g_autoptr (HearthTrustSession) again = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *honest = trust_seal (again, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);

  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  trust_assert_refused (second, hello, HEARTH_PROTOCOL_ERROR_REPLAYED);
  g_assert_null (hearth_trust_session_get_peer (second));

  /* The same person may knock again. */
  trust_assert_opens (second, honest, HEARTH_PAYLOAD_HELLO);
}

#define ADD(name, func) g_test_add ("/protocol/trust-session/" name, TrustFixture, NULL, trust_set_up, func, trust_tear_down)

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
  ADD ("large", test_large);
  ADD ("hello-twice", test_hello_twice);
  ADD ("roles", test_roles);
  ADD ("out-of-role", test_out_of_role);

  return g_test_run ();
}
