/* What host and guest say to each other: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/payload.h"

#include "base/limits.h"
#include "protocol/id.h"
#include "protocol/json-reader.h"
#include "protocol/json-writer.h"

/* mids that webrtcbin and browsers make: "0", "audio0", "application3". RFC 8843 allows more; nobody needs it. */
#define MID_BYTES 32

static const char *const type_names[] = {
  [HEARTH_PAYLOAD_HELLO] = "hello",
  [HEARTH_PAYLOAD_WELCOME] = "welcome",
  [HEARTH_PAYLOAD_OFFER] = "offer",
  [HEARTH_PAYLOAD_ANSWER] = "answer",
  [HEARTH_PAYLOAD_CANDIDATE] = "candidate",
  [HEARTH_PAYLOAD_RENEW] = "renew",
  [HEARTH_PAYLOAD_BYE] = "bye",
  NULL,
};

static const char *const direction_names[] = {
  [HEARTH_DIRECTION_DOWN] = "down",
  [HEARTH_DIRECTION_UP] = "up",
  NULL,
};

/* Whether @text is 1 to @max letters, digits and characters of @others. */
static gboolean
consists_of (const char *text,
             const char *others,
             gsize       max)
{
  gsize length = strlen (text);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (others, *c) == NULL)
      return FALSE;

  return length >= 1 && length <= max;
}

static gboolean
is_mid (const char *text)
{
  return consists_of (text, "_-", MID_BYTES);
}

static gboolean
is_track_id (const char *text)
{
  return consists_of (text, "/_-", HEARTH_LIMIT_TRACK_ID_BYTES);
}

static gboolean
is_ice_ufrag (const char *text)
{
  return consists_of (text, "+/", HEARTH_LIMIT_ICE_UFRAG_BYTES);
}

static gboolean
is_one_line (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text))
      return FALSE;

  return TRUE;
}

#define HELLO HEARTH_TYPE_BIT (HEARTH_PAYLOAD_HELLO)
#define WELCOME HEARTH_TYPE_BIT (HEARTH_PAYLOAD_WELCOME)
#define OFFER HEARTH_TYPE_BIT (HEARTH_PAYLOAD_OFFER)
#define ANSWER HEARTH_TYPE_BIT (HEARTH_PAYLOAD_ANSWER)
#define CANDIDATE HEARTH_TYPE_BIT (HEARTH_PAYLOAD_CANDIDATE)
#define RENEW HEARTH_TYPE_BIT (HEARTH_PAYLOAD_RENEW)
#define AT(member) G_STRUCT_OFFSET (HearthPayload, member)

static const HearthField fields[] = {
  { "name", HEARTH_FIELD_NAME, AT (name), HELLO | WELCOME },
  { "colour", HEARTH_FIELD_COLOUR, AT (colour), HELLO | WELCOME },
  { "pass", HEARTH_FIELD_TEXT, AT (pass), 0, HELLO, .max = HEARTH_ID_CHARACTERS, .is_valid = hearth_id_is_valid },
  { "direction", HEARTH_FIELD_CHOICE, AT (direction), OFFER | ANSWER | CANDIDATE | RENEW, .choices = direction_names },
  { "generation", HEARTH_FIELD_UINT, AT (generation), OFFER | ANSWER | CANDIDATE | RENEW, .max = G_MAXUINT32 },
  { "fingerprint", HEARTH_FIELD_BYTES, AT (fingerprint), OFFER | ANSWER, .max = HEARTH_FINGERPRINT_BYTES },
  { "ice_ufrag", HEARTH_FIELD_TEXT, AT (ice_ufrag), OFFER | ANSWER,
    .min = 4, .max = HEARTH_LIMIT_ICE_UFRAG_BYTES, .is_valid = is_ice_ufrag },
  { "sdp", HEARTH_FIELD_TEXT, AT (sdp), OFFER | ANSWER, .min = 1, .max = HEARTH_LIMIT_SDP_BYTES },
  { "tracks", HEARTH_FIELD_TEXT_MAP, AT (tracks), 0, OFFER,
    .max = HEARTH_LIMIT_SDP_MEDIA, .is_valid = is_track_id, .is_valid_name = is_mid },
  { "mline", HEARTH_FIELD_UINT, AT (mline), CANDIDATE, .max = HEARTH_LIMIT_SDP_MEDIA - 1 },
  { "candidate", HEARTH_FIELD_TEXT, AT (candidate), CANDIDATE, .max = HEARTH_LIMIT_CANDIDATE_BYTES, .is_valid = is_one_line },
  { NULL },
};

HearthPayload *
hearth_payload_new (HearthPayloadType type)
{
  HearthPayload *self;

  g_return_val_if_fail (type <= HEARTH_PAYLOAD_BYE, NULL);

  self = g_new0 (HearthPayload, 1);
  self->type = type;

  return self;
}

HearthPayload *
hearth_payload_parse (const char  *text,
                      gsize        length,
                      GError     **error)
{
  g_autoptr (HearthPayload) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint type;

  g_return_val_if_fail (text != NULL, NULL);

  root = hearth_message_parse (text, length, HEARTH_LIMIT_PAYLOAD_BYTES, type_names, &type, error);
  if (root == NULL)
    return NULL;

  self = hearth_payload_new (type);
  if (!hearth_fields_read (fields, type, root, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
hearth_payload_to_text (const HearthPayload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hearth_message_to_text (type_names[self->type], fields, self->type, self);
}

void
hearth_payload_free (HearthPayload *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (fields, self);
  g_free (self);
}
