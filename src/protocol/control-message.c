/* What goes over the control data channel: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/control-message.h"

#include "base/limits.h"
#include "protocol/id.h"
#include "protocol/json-reader.h"
#include "protocol/json-writer.h"

/* The largest whole number that every JSON library holds. */
#define LARGEST_NUMBER ((G_GUINT64_CONSTANT (1) << 53) - 1)

static const char *const type_names[] = {
  [HEARTH_CONTROL_ROSTER] = "roster",
  [HEARTH_CONTROL_STATE] = "state",
  [HEARTH_CONTROL_PING] = "ping",
  [HEARTH_CONTROL_BYE] = "bye",
  NULL,
};

#define ROSTER HEARTH_TYPE_BIT (HEARTH_CONTROL_ROSTER)
#define STATE HEARTH_TYPE_BIT (HEARTH_CONTROL_STATE)

static const HearthField member_fields[] = {
  { "id", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthMemberState, id), ROSTER,
    .min = 1, .max = HEARTH_ID_CHARACTERS, .is_valid = hearth_id_is_base64url },
  { "name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthMemberState, name), ROSTER | STATE },
  { "colour", HEARTH_FIELD_COLOUR, G_STRUCT_OFFSET (HearthMemberState, colour), ROSTER | STATE },
  { "host", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, host), ROSTER },
  { "microphone_on", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, microphone_on), ROSTER | STATE },
  { "camera_on", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, camera_on), ROSTER | STATE },
  { NULL },
};

static gpointer
create_member (void)
{
  return hearth_member_state_new ();
}

static void
destroy_member (gpointer data)
{
  hearth_member_state_free (data);
}

static const HearthRecord member_record = { member_fields, create_member, destroy_member };

static const HearthField fields[] = {
  { "version", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthControlMessage, version), ROSTER, .max = LARGEST_NUMBER },
  { "you", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, you), ROSTER,
    .min = 1, .max = HEARTH_ID_CHARACTERS, .is_valid = hearth_id_is_base64url },
  { "members", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthControlMessage, members), ROSTER,
    .max = HEARTH_LIMIT_ROOM_PEOPLE, .record = &member_record },
  { "state", HEARTH_FIELD_RECORD, G_STRUCT_OFFSET (HearthControlMessage, state), STATE, .record = &member_record },
  { NULL },
};

HearthMemberState *
hearth_member_state_new (void)
{
  return g_new0 (HearthMemberState, 1);
}

void
hearth_member_state_free (HearthMemberState *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (member_fields, self);
  g_free (self);
}

/* A message of @type without the parts that parsing makes. */
static HearthControlMessage *
new_empty (HearthControlType type)
{
  HearthControlMessage *self = g_new0 (HearthControlMessage, 1);

  self->type = type;

  return self;
}

HearthControlMessage *
hearth_control_message_new (HearthControlType type)
{
  HearthControlMessage *self;

  g_return_val_if_fail (type <= HEARTH_CONTROL_BYE, NULL);

  self = new_empty (type);
  if (type == HEARTH_CONTROL_ROSTER)
    self->members = g_ptr_array_new_with_free_func (destroy_member);
  else if (type == HEARTH_CONTROL_STATE)
    self->state = hearth_member_state_new ();

  return self;
}

HearthControlMessage *
hearth_control_message_parse (const char  *text,
                              gsize        length,
                              GError     **error)
{
  g_autoptr (HearthControlMessage) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint type;

  g_return_val_if_fail (text != NULL, NULL);

  root = hearth_message_parse (text, length, HEARTH_LIMIT_CONTROL_BYTES, type_names, &type, error);
  if (root == NULL)
    return NULL;

  self = new_empty (type);
  if (!hearth_fields_read (fields, type, root, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
hearth_control_message_to_text (const HearthControlMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hearth_message_to_text (type_names[self->type], fields, self->type, self);
}

void
hearth_control_message_free (HearthControlMessage *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (fields, self);
  g_free (self);
}
