/* What is said in a visit: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sealed-letter.h"

#include <string.h>

#include "protocol/invitation-private.h"
#include "protocol/sealing.h"

#define PREFIX_BYTES (HEARTH_SIGNATURE_BYTES + HEARTH_SIGNED_HEAD_BYTES)

const char * const kind_names[N_KINDS] = {
  "HELLO", "WELCOME", "OFFER down", "ANSWER down", "OFFER up", "ANSWER up", "CANDIDATE to the host", "CANDIDATE to the guest",
};

gboolean
kind_goes_to_host (Kind kind)
{
  return kind == HELLO || kind == ANSWER_DOWN || kind == OFFER_UP || kind == CANDIDATE_TO_HOST;
}

Kind
kind_get_cause (Kind kind)
{
  switch (kind)
    {
    case WELCOME:
    case OFFER_DOWN:
      return HELLO;
    case ANSWER_DOWN:
      return OFFER_DOWN;
    case OFFER_UP:
      return WELCOME;
    case ANSWER_UP:
      return OFFER_UP;
    case HELLO:
    case CANDIDATE_TO_HOST:
    case CANDIDATE_TO_GUEST:
    case N_KINDS:
    default:
      return N_KINDS;
    }
}

void
sealed_letter_clear (SealedLetter *self)
{
  g_clear_pointer (&self->payload, hearth_payload_free);
  g_clear_pointer (&self->text, g_free);
}

void
sealed_letter_open (SealedLetter     *self,
                    HearthInvitation *invitation,
                    const char       *sealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;

  bytes = hearth_sealing_open (hearth_invitation_get_seal_key (invitation), hearth_invitation_get_room (invitation), sealed,
                               &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  g_assert_cmpuint (length, >, PREFIX_BYTES);
  memcpy (self->signature, data, HEARTH_SIGNATURE_BYTES);
  hearth_signed_head_unpack (&self->head, data + HEARTH_SIGNATURE_BYTES);
  self->text = g_strndup ((const char *) data + PREFIX_BYTES, length - PREFIX_BYTES);
  self->payload = hearth_payload_parse (self->text, strlen (self->text), &error);
  g_assert_no_error (error);
}

char *
sealed_letter_seal (const SealedLetter *self,
                    HearthInvitation   *invitation)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 head[HEARTH_SIGNED_HEAD_BYTES];

  hearth_signed_head_pack (&self->head, head);
  g_byte_array_append (bytes, self->signature, HEARTH_SIGNATURE_BYTES);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) self->text, (guint) strlen (self->text));

  return hearth_sealing_seal (hearth_invitation_get_seal_key (invitation), hearth_invitation_get_room (invitation), bytes->data,
                              bytes->len);
}

void
sealed_letter_sign (SealedLetter     *self,
                    HearthInvitation *invitation,
                    HearthIdentity   *identity,
                    HearthTrustRole   role)
{
  g_autoptr (GByteArray) transcript = NULL;

  self->head.sender = *hearth_identity_get_public_key (identity);
  transcript = hearth_transcript_new (hearth_invitation_get_room (invitation), role, &self->head, self->payload, self->text,
                                      strlen (self->text));
  hearth_identity_sign (identity, transcript->data, transcript->len, self->signature);
}

/* A certificate, a candidate or a name of the server's own. */
void
sealed_letter_edit (SealedLetter *self,
                    GRand        *random,
                    guint16       decoy_port)
{
  HearthPayload *payload = self->payload;

  switch (payload->type)
    {
    case HEARTH_PAYLOAD_HELLO:
    case HEARTH_PAYLOAD_WELCOME:
      g_free (payload->name);
      payload->name = g_strdup ("Mallory");
      break;

    case HEARTH_PAYLOAD_OFFER:
    case HEARTH_PAYLOAD_ANSWER:
      {
        g_autoptr (GRegex) regex = g_regex_new ("a=fingerprint:sha-256 [0-9A-F:]+", G_REGEX_CASELESS, 0, NULL);
        g_autoptr (GString) line = g_string_new ("a=fingerprint:sha-256 ");
        char *sdp;

        for (gsize i = 0; i < HEARTH_FINGERPRINT_BYTES; i++)
          {
            payload->fingerprint[i] = (guint8) g_rand_int (random);
            g_string_append_printf (line, "%s%02X", i == 0 ? "" : ":", payload->fingerprint[i]);
          }
        sdp = g_regex_replace_literal (regex, payload->sdp, -1, 0, line->str, G_REGEX_MATCH_DEFAULT, NULL);
        g_free (payload->sdp);
        payload->sdp = sdp;
        break;
      }

    case HEARTH_PAYLOAD_CANDIDATE:
      g_free (payload->candidate);
      payload->candidate = g_strdup_printf ("candidate:1 1 UDP 2130706431 10.77.0.1 %u typ host", decoy_port);
      break;

    case HEARTH_PAYLOAD_RENEW:
    case HEARTH_PAYLOAD_BYE:
    default:
      g_assert_not_reached ();
    }

  g_free (self->text);
  self->text = hearth_payload_to_text (payload);
}

Kind
sealed_letter_get_kind (const SealedLetter *self,
                        gboolean            to_host)
{
  const HearthPayload *payload = self->payload;
  gboolean down = payload->direction == HEARTH_DIRECTION_DOWN;

  switch (payload->type)
    {
    case HEARTH_PAYLOAD_HELLO:
      return HELLO;
    case HEARTH_PAYLOAD_WELCOME:
      return WELCOME;
    case HEARTH_PAYLOAD_OFFER:
      return down ? OFFER_DOWN : OFFER_UP;
    case HEARTH_PAYLOAD_ANSWER:
      return down ? ANSWER_DOWN : ANSWER_UP;
    case HEARTH_PAYLOAD_CANDIDATE:
      return to_host ? CANDIDATE_TO_HOST : CANDIDATE_TO_GUEST;
    case HEARTH_PAYLOAD_RENEW:
    case HEARTH_PAYLOAD_BYE:
    default:
      return N_KINDS;
    }
}

char *
sealed_letter_flip (const char *sealed,
                    GRand      *random)
{
  gsize length;
  g_autofree char *padded = g_strconcat (sealed, &"===="[4 - (4 - strlen (sealed) % 4) % 4], NULL);
  g_autofree guint8 *bytes = NULL;
  char *flipped;

  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  bytes = g_base64_decode (padded, &length);
  bytes[g_rand_int_range (random, 0, (gint32) length)] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
  flipped = g_base64_encode (bytes, length);
  g_strdelimit (flipped, "+", '-');
  g_strdelimit (flipped, "/", '_');
  *strchrnul (flipped, '=') = '\0';

  return flipped;
}
