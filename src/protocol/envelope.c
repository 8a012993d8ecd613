/* A signalling message as the server sees it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/envelope.h"

#include "base/limits.h"
#include "protocol/id.h"
#include "protocol/json-reader.h"
#include "protocol/json-writer.h"
#include "protocol/protocol-error.h"

static const char *const type_names[] = {
  [HEARTH_ENVELOPE_OPEN] = "open",
  [HEARTH_ENVELOPE_OPENED] = "opened",
  [HEARTH_ENVELOPE_KNOCK] = "knock",
  [HEARTH_ENVELOPE_ADMIT] = "admit",
  [HEARTH_ENVELOPE_DENY] = "deny",
  [HEARTH_ENVELOPE_RELAY] = "relay",
  [HEARTH_ENVELOPE_LEAVE] = "leave",
  [HEARTH_ENVELOPE_HOST_AWAY] = "host-away",
  [HEARTH_ENVELOPE_HOST_BACK] = "host-back",
  [HEARTH_ENVELOPE_HOST_GONE] = "host-gone",
  [HEARTH_ENVELOPE_ERROR] = "error",
  NULL,
};

static const char *const reason_names[] = {
  [HEARTH_DENY_NONE] = "unspecified",
  [HEARTH_DENY_NO_SUCH_ROOM] = "no-such-room",
  [HEARTH_DENY_FULL] = "full",
  [HEARTH_DENY_LOCKED] = "locked",
  [HEARTH_DENY_REFUSED] = "refused",
  [HEARTH_DENY_BANNED] = "banned",
  [HEARTH_DENY_VERSION] = "version",
  [HEARTH_DENY_TAKEN] = "taken",
  [HEARTH_DENY_BUSY] = "busy",
  [HEARTH_DENY_MALFORMED] = "malformed",
  [HEARTH_DENY_EXPIRED] = "expired",
  NULL,
};

#define OPEN HEARTH_TYPE_BIT (HEARTH_ENVELOPE_OPEN)
#define OPENED HEARTH_TYPE_BIT (HEARTH_ENVELOPE_OPENED)
#define KNOCK HEARTH_TYPE_BIT (HEARTH_ENVELOPE_KNOCK)
#define ADMIT HEARTH_TYPE_BIT (HEARTH_ENVELOPE_ADMIT)
#define DENY HEARTH_TYPE_BIT (HEARTH_ENVELOPE_DENY)
#define RELAY HEARTH_TYPE_BIT (HEARTH_ENVELOPE_RELAY)
#define LEAVE HEARTH_TYPE_BIT (HEARTH_ENVELOPE_LEAVE)
#define ERROR HEARTH_TYPE_BIT (HEARTH_ENVELOPE_ERROR)

#define ID_FIELD(name_, member_, required_, optional_) \
  { name_, HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthEnvelope, member_), required_, optional_, \
    .min = HEARTH_ID_CHARACTERS, .max = HEARTH_ID_CHARACTERS, .is_valid = hearth_id_is_valid }

static const HearthField fields[] = {
  { "v", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthEnvelope, version), OPEN | KNOCK, 0, .max = G_MAXUINT16 },
  ID_FIELD ("room", room, OPEN | OPENED, KNOCK),
  ID_FIELD ("token", token, OPENED, OPEN),
  ID_FIELD ("from", from, 0, KNOCK | RELAY | LEAVE),
  ID_FIELD ("to", to, 0, ADMIT | DENY | RELAY | LEAVE),
  ID_FIELD ("id", id, 0, ADMIT),
  { "reason", HEARTH_FIELD_CHOICE_OR_FIRST, G_STRUCT_OFFSET (HearthEnvelope, reason), DENY | ERROR, 0, .choices = reason_names },
  { "payload", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthEnvelope, payload), KNOCK | ADMIT | RELAY, 0,
    .min = 1, .max = HEARTH_LIMIT_SEALED_BYTES, .is_valid = hearth_id_is_base64url },
  { NULL },
};

/* Of another version nothing but the number is known. */
static const HearthField version_fields[] = {
  { "v", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthEnvelope, version), OPEN | KNOCK, 0, .max = G_MAXUINT16 },
  { NULL },
};

HearthEnvelope *
hearth_envelope_new (HearthEnvelopeType type)
{
  HearthEnvelope *self;

  g_return_val_if_fail (type <= HEARTH_ENVELOPE_ERROR, NULL);

  self = g_new0 (HearthEnvelope, 1);
  self->type = type;
  self->version = HEARTH_PROTOCOL_VERSION;

  return self;
}

HearthEnvelope *
hearth_envelope_parse (const char  *text,
                       gsize        length,
                       GError     **error)
{
  g_autoptr (HearthEnvelope) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint type;

  g_return_val_if_fail (text != NULL, NULL);

  root = hearth_message_parse (text, length, HEARTH_LIMIT_MESSAGE_BYTES, type_names, &type, error);
  if (root == NULL)
    return NULL;

  self = hearth_envelope_new (type);
  if (!hearth_fields_read (version_fields, type, root, self, error))
    return NULL;
  if (self->version != HEARTH_PROTOCOL_VERSION)
    {
      g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION,
                   "Version %u of the protocol; this is %d", self->version, HEARTH_PROTOCOL_VERSION);
      return NULL;
    }
  if (!hearth_fields_read (fields, type, root, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
hearth_envelope_to_text (const HearthEnvelope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hearth_message_to_text (type_names[self->type], fields, self->type, self);
}

void
hearth_envelope_free (HearthEnvelope *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (fields, self);
  g_free (self);
}
