/* A host and a guest who talk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "trust-fixture.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/protocol-error.h"

void
trust_set_up (TrustFixture *fixture,
              gconstpointer data)
{
  fixture->host_identity = hearth_identity_generate ();
  fixture->guest_identity = hearth_identity_generate ();
  fixture->invitation = hearth_invitation_new ("https://meet.example.org",
                                               hearth_identity_get_public_key (fixture->host_identity), NULL);
  fixture->host = hearth_trust_session_new_host (fixture->invitation, fixture->host_identity);
  fixture->guest = hearth_trust_session_new_guest (fixture->invitation, fixture->guest_identity);
}

void
trust_tear_down (TrustFixture *fixture,
                 gconstpointer data)
{
  hearth_trust_session_free (fixture->host);
  hearth_trust_session_free (fixture->guest);
  hearth_invitation_unref (fixture->invitation);
  hearth_identity_unref (fixture->host_identity);
  hearth_identity_unref (fixture->guest_identity);
}

HearthPayload *
trust_make_greeting (HearthPayloadType type)
{
  HearthPayload *payload = hearth_payload_new (type);

  payload->name = g_strdup ("Anna");
  payload->colour = g_strdup ("teal");

  return payload;
}

HearthPayload *
trust_make_offer (HearthDirection direction)
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

char *
trust_seal (HearthTrustSession *session,
            HearthPayload      *payload,
            gint64              now)
{
  char *text = hearth_trust_session_seal (session, payload, now);

  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), <=, HEARTH_LIMIT_SEALED_BYTES);
  hearth_payload_free (payload);

  return text;
}

void
trust_assert_opens (HearthTrustSession *session,
                    const char         *text,
                    HearthPayloadType   type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = hearth_trust_session_open (session, text, TRUST_NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (payload);
  g_assert_cmpint (payload->type, ==, type);
}

void
trust_assert_refused_at (HearthTrustSession *session,
                         const char         *text,
                         gint64              now,
                         int                 code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = hearth_trust_session_open (session, text, now, &error);

  g_assert_null (payload);
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, code);
}

void
trust_assert_refused (HearthTrustSession *session,
                      const char         *text,
                      int                 code)
{
  trust_assert_refused_at (session, text, TRUST_NOW, code);
}

/* HELLO and WELCOME, so that both know each other. */
void
trust_greet (TrustFixture *fixture)
{
  g_autofree char *hello = trust_seal (fixture->guest, trust_make_greeting (HEARTH_PAYLOAD_HELLO), TRUST_NOW);
  g_autofree char *welcome = NULL;

  trust_assert_opens (fixture->host, hello, HEARTH_PAYLOAD_HELLO);
  welcome = trust_seal (fixture->host, trust_make_greeting (HEARTH_PAYLOAD_WELCOME), TRUST_NOW);
  trust_assert_opens (fixture->guest, welcome, HEARTH_PAYLOAD_WELCOME);
}
