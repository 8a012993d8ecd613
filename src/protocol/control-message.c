/* What goes over the control data channel: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/control-message.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/code-exchange.h"
#include "protocol/id.h"
#include "protocol/identity.h"
#include "protocol/json-reader.h"
#include "protocol/json-writer.h"
#include "protocol/pointer-code.h"
#include "protocol/presence.h"

/* The largest whole number that every JSON library holds. */
#define LARGEST_NUMBER ((G_GUINT64_CONSTANT (1) << 53) - 1)

/* Everything that anybody may want of a picture: a bit for each layer. */
#define ALL_LAYERS ((1u << HEARTH_LIMIT_VIDEO_LAYERS) - 1)

static const char *const type_names[] = {
  [HEARTH_CONTROL_ROSTER] = "roster",
  [HEARTH_CONTROL_SPEAKERS] = "speakers",
  [HEARTH_CONTROL_LAYERS] = "layers",
  [HEARTH_CONTROL_STATE] = "state",
  [HEARTH_CONTROL_VIEW] = "view",
  [HEARTH_CONTROL_PING] = "ping",
  [HEARTH_CONTROL_BYE] = "bye",
  [HEARTH_CONTROL_ACT] = "act",
  [HEARTH_CONTROL_DEED] = "deed",
  [HEARTH_CONTROL_DOOR] = "door",
  [HEARTH_CONTROL_COMPARE] = "compare",
  [HEARTH_CONTROL_SAY] = "say",
  [HEARTH_CONTROL_SAID] = "said",
  [HEARTH_CONTROL_UNSAID] = "unsaid",
  [HEARTH_CONTROL_SNAPSHOT] = "snapshot",
  [HEARTH_CONTROL_REACT] = "react",
  [HEARTH_CONTROL_REACTED] = "reacted",
  [HEARTH_CONTROL_POINTER] = "pointer",
  NULL,
};

static const char *const role_names[] = {
  [HEARTH_ROLE_SPEAKER] = "speaker",
  [HEARTH_ROLE_LISTENER] = "listener",
  [HEARTH_ROLE_CO_HOST] = "co-host",
  [HEARTH_ROLE_HOST] = "host",
  NULL,
};

static const char *const picture_names[] = {
  [HEARTH_PICTURE_CAMERA] = "camera",
  [HEARTH_PICTURE_SHARE] = "share",
  NULL,
};

static const char *const act_names[] = {
  [HEARTH_ACT_MUTE] = "mute",
  [HEARTH_ACT_MUTE_ALL] = "mute-all",
  [HEARTH_ACT_STOP_CAMERA] = "stop-camera",
  [HEARTH_ACT_STOP_SHARING] = "stop-sharing",
  [HEARTH_ACT_ASK_TO_UNMUTE] = "ask-to-unmute",
  [HEARTH_ACT_REMOVE] = "remove",
  [HEARTH_ACT_BLOCK] = "block",
  [HEARTH_ACT_SET_ROLE] = "set-role",
  [HEARTH_ACT_SET_SWITCHES] = "set-switches",
  [HEARTH_ACT_ANSWER] = "answer",
  [HEARTH_ACT_LOCK] = "lock",
  [HEARTH_ACT_UNLOCK] = "unlock",
  [HEARTH_ACT_LOWER_HAND] = "lower-hand",
  [HEARTH_ACT_LOWER_ALL_HANDS] = "lower-all-hands",
  NULL,
};

static const char *const answer_names[] = {
  [HEARTH_KNOCK_ADMIT] = "admit",
  [HEARTH_KNOCK_REMEMBER] = "remember",
  [HEARTH_KNOCK_DENY] = "deny",
  [HEARTH_KNOCK_BLOCK] = "block",
  NULL,
};

static const char *const step_names[] = {
  [HEARTH_COMPARE_ASK] = "ask",
  [HEARTH_COMPARE_ANSWER] = "answer",
  [HEARTH_COMPARE_REVEAL] = "reveal",
  [HEARTH_COMPARE_MATCH] = "match",
  [HEARTH_COMPARE_DIFFER] = "differ",
  [HEARTH_COMPARE_STOP] = "stop",
  NULL,
};

static const char *const refusal_names[] = {
  [HEARTH_CHAT_WITHHELD] = "withheld",
  [HEARTH_CHAT_TOO_FAST] = "too-fast",
  [HEARTH_CHAT_NOBODY] = "nobody",
  [HEARTH_CHAT_LOST] = "lost",
  NULL,
};

static const char *const reaction_names[] = {
  [HEARTH_REACTION_THUMBS_UP] = "thumbs-up",
  [HEARTH_REACTION_HEART] = "heart",
  [HEARTH_REACTION_APPLAUSE] = "applause",
  [HEARTH_REACTION_LAUGHTER] = "laughter",
  [HEARTH_REACTION_SURPRISE] = "surprise",
  [HEARTH_REACTION_PARTY] = "party",
  NULL,
};

#define ROSTER HEARTH_TYPE_BIT (HEARTH_CONTROL_ROSTER)
#define SPEAKERS HEARTH_TYPE_BIT (HEARTH_CONTROL_SPEAKERS)
#define LAYERS HEARTH_TYPE_BIT (HEARTH_CONTROL_LAYERS)
#define STATE HEARTH_TYPE_BIT (HEARTH_CONTROL_STATE)
#define VIEW HEARTH_TYPE_BIT (HEARTH_CONTROL_VIEW)
#define BYE HEARTH_TYPE_BIT (HEARTH_CONTROL_BYE)
#define ACT HEARTH_TYPE_BIT (HEARTH_CONTROL_ACT)
#define DEED HEARTH_TYPE_BIT (HEARTH_CONTROL_DEED)
#define DOOR HEARTH_TYPE_BIT (HEARTH_CONTROL_DOOR)
#define COMPARE HEARTH_TYPE_BIT (HEARTH_CONTROL_COMPARE)
#define SAY HEARTH_TYPE_BIT (HEARTH_CONTROL_SAY)
#define SAID HEARTH_TYPE_BIT (HEARTH_CONTROL_SAID)
#define UNSAID HEARTH_TYPE_BIT (HEARTH_CONTROL_UNSAID)
#define SNAPSHOT HEARTH_TYPE_BIT (HEARTH_CONTROL_SNAPSHOT)
#define REACT HEARTH_TYPE_BIT (HEARTH_CONTROL_REACT)
#define REACTED HEARTH_TYPE_BIT (HEARTH_CONTROL_REACTED)
#define POINTER HEARTH_TYPE_BIT (HEARTH_CONTROL_POINTER)

static gboolean
is_id_or_empty (const char *text)
{
  return strnlen (text, HEARTH_ID_CHARACTERS + 1) <= HEARTH_ID_CHARACTERS && hearth_id_is_base64url (text);
}

static gboolean
is_id (const char *text)
{
  return *text != '\0' && is_id_or_empty (text);
}

static gboolean
is_key (const char *text)
{
  HearthPublicKey key;

  return hearth_public_key_parse (text, &key);
}

static const HearthField layer_fields[] = {
  { "w", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthLayerState, width), STATE, .min = 1, .max = HEARTH_LIMIT_LAYER_PIXELS },
  { "h", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthLayerState, height), STATE, .min = 1, .max = HEARTH_LIMIT_LAYER_PIXELS },
  { "b", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthLayerState, bitrate), STATE, .min = 1, .max = HEARTH_LIMIT_LAYER_BITRATE },
  { NULL },
};

static gpointer
create_layer (void)
{
  return g_new0 (HearthLayerState, 1);
}

static const HearthRecord layer_record = { layer_fields, create_layer, g_free };

static const HearthField member_fields[] = {
  { "id", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthMemberState, id), ROSTER, .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthMemberState, name), ROSTER | STATE },
  { "colour", HEARTH_FIELD_COLOUR, G_STRUCT_OFFSET (HearthMemberState, colour), ROSTER | STATE },
  { "host", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, host), ROSTER },
  { "microphone_on", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, microphone_on), ROSTER | STATE },
  { "camera_on", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, camera_on), ROSTER | STATE },
  { "sharing", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, sharing), ROSTER | STATE },
  { "share_paused", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, share_paused), 0, ROSTER | STATE },
  { "share_sound", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, share_sound), 0, ROSTER | STATE },
  { "picture_held", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, picture_held), ROSTER },
  { "slow", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthMemberState, slow), 0, ROSTER },
  { "hand", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthMemberState, hand), 0, ROSTER, .max = HEARTH_LIMIT_ROOM_PEOPLE },
  { "hand_lowered", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthMemberState, hand_lowered), 0, ROSTER, .max = LARGEST_NUMBER },
  { "hand_raised", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthMemberState, hand_raised), 0, STATE, .max = LARGEST_NUMBER },
  { "role", HEARTH_FIELD_CHOICE_OR_FIRST, G_STRUCT_OFFSET (HearthMemberState, role), 0, ROSTER, .choices = role_names },
  { "held", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthMemberState, held), 0, ROSTER, .max = G_MAXUINT8 },
  { "key", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthMemberState, key), 0, ROSTER, .max = HEARTH_PUBLIC_KEY_CHARACTERS, .is_valid = is_key },
  { "proof", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthMemberState, proof), 0, ROSTER | STATE,
    .max = HEARTH_PRESENCE_CHARACTERS, .is_valid = hearth_presence_is_valid },
  { "layers", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthMemberState, layers), STATE,
    .max = HEARTH_LIMIT_VIDEO_LAYERS, .record = &layer_record },
  { "share_layers", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthMemberState, share_layers), 0, STATE,
    .max = HEARTH_LIMIT_VIDEO_LAYERS, .record = &layer_record },
  { NULL },
};

/* As hearth_member_state_new(), less the parts that parsing makes. */
static gpointer
create_member (void)
{
  return g_new0 (HearthMemberState, 1);
}

static void
destroy_member (gpointer data)
{
  hearth_member_state_free (data);
}

static const HearthRecord member_record = { member_fields, create_member, destroy_member };

static const HearthField tile_fields[] = {
  { "id", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthTile, id), VIEW, .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "picture", HEARTH_FIELD_CHOICE_OR_FIRST, G_STRUCT_OFFSET (HearthTile, kind), 0, VIEW, .choices = picture_names },
  { "w", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthTile, width), VIEW, .min = 1, .max = HEARTH_LIMIT_TILE_PIXELS },
  { "h", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthTile, height), VIEW, .min = 1, .max = HEARTH_LIMIT_TILE_PIXELS },
  { "pinned", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthTile, pinned), VIEW },
  { NULL },
};

static gpointer
create_tile (void)
{
  return g_new0 (HearthTile, 1);
}

static void
destroy_tile (gpointer data)
{
  hearth_tile_free (data);
}

static const HearthRecord tile_record = { tile_fields, create_tile, destroy_tile };

static const HearthField knock_fields[] = {
  { "id", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthKnockState, id), DOOR, .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthKnockState, name), DOOR },
  { "colour", HEARTH_FIELD_COLOUR, G_STRUCT_OFFSET (HearthKnockState, colour), DOOR },
  { "key", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthKnockState, key), 0, DOOR, .max = HEARTH_PUBLIC_KEY_CHARACTERS, .is_valid = is_key },
  { NULL },
};

static gpointer
create_knock (void)
{
  return g_new0 (HearthKnockState, 1);
}

static void
destroy_knock (gpointer data)
{
  hearth_fields_clear (knock_fields, data);
  g_free (data);
}

static const HearthRecord knock_record = { knock_fields, create_knock, destroy_knock };

static const HearthField fields[] = {
  { "number", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthControlMessage, number), SAY | UNSAID, .min = 1, .max = LARGEST_NUMBER },
  { "number", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthControlMessage, number), 0, SAID, .max = LARGEST_NUMBER },
  { "time", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthControlMessage, time), SAID, .min = 1, .max = LARGEST_NUMBER },
  { "text", HEARTH_FIELD_CHAT, G_STRUCT_OFFSET (HearthControlMessage, text), SAY | SAID },
  { "colour", HEARTH_FIELD_COLOUR, G_STRUCT_OFFSET (HearthControlMessage, colour), SAID },
  { "earlier", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthControlMessage, earlier), 0, SAID },
  { "refusal", HEARTH_FIELD_CHOICE_OR_FIRST, G_STRUCT_OFFSET (HearthControlMessage, refusal), UNSAID, .choices = refusal_names },
  { "reaction", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, reaction), REACT | REACTED, .choices = reaction_names },
  { "x", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, x), 0, POINTER, .max = HEARTH_POINTER_WHOLE - 1 },
  { "y", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, y), 0, POINTER, .max = HEARTH_POINTER_WHOLE - 1 },
  { "span", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, span), 0, POINTER, .max = HEARTH_POINTER_WHOLE },
  { "shape", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, shape), 0, POINTER,
    .max = HEARTH_POINTER_CODE_CHARACTERS, .is_valid = hearth_pointer_code_is_valid },
  { "version", HEARTH_FIELD_UINT64, G_STRUCT_OFFSET (HearthControlMessage, version),
    ROSTER | SPEAKERS | LAYERS | STATE | VIEW | DOOR | POINTER, .max = LARGEST_NUMBER },
  { "you", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, you), ROSTER, .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "members", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthControlMessage, members), ROSTER,
    .max = HEARTH_LIMIT_ROOM_PEOPLE, .record = &member_record },
  { "host_name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthControlMessage, host_name), 0, ROSTER },
  { "host_slow", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthControlMessage, host_slow), 0, ROSTER },
  { "slots", HEARTH_FIELD_TEXTS, G_STRUCT_OFFSET (HearthControlMessage, slots), SPEAKERS,
    .max = HEARTH_LIMIT_VOICE_SLOTS, .is_valid = is_id_or_empty },
  { "speaking", HEARTH_FIELD_TEXTS, G_STRUCT_OFFSET (HearthControlMessage, speaking), SPEAKERS,
    .max = HEARTH_LIMIT_ROOM_PEOPLE, .is_valid = is_id },
  { "active", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, active), 0, SPEAKERS,
    .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "wanted", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, wanted), LAYERS, .max = ALL_LAYERS },
  { "wanted_share", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, wanted_share), 0, LAYERS, .max = ALL_LAYERS },
  { "state", HEARTH_FIELD_RECORD, G_STRUCT_OFFSET (HearthControlMessage, state), STATE, .record = &member_record },
  { "tiles", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthControlMessage, tiles), VIEW,
    .max = HEARTH_LIMIT_VIEW_TILES, .record = &tile_record },
  { "keep_link", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthControlMessage, keep_link), 0, ROSTER },
  { "removed", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthControlMessage, removed), 0, BYE },
  { "act", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, act), ACT | DEED, .choices = act_names },
  { "target", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, target), 0, ACT | DEED | SAY | SAID,
    .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "role", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, role), 0, ACT | DEED, .choices = role_names },
  { "withheld", HEARTH_FIELD_UINT, G_STRUCT_OFFSET (HearthControlMessage, withheld), 0, ROSTER | ACT | DEED, .max = G_MAXUINT16 },
  { "answer", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, answer), 0, ACT | DEED, .choices = answer_names },
  { "actor", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, actor), DEED | SAID | REACTED, POINTER,
    .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "actor_name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthControlMessage, actor_name), SAID, DEED },
  { "target_name", HEARTH_FIELD_NAME, G_STRUCT_OFFSET (HearthControlMessage, target_name), 0, DEED | SAID },
  { "locked", HEARTH_FIELD_BOOLEAN, G_STRUCT_OFFSET (HearthControlMessage, locked), DOOR },
  { "knocks", HEARTH_FIELD_RECORDS, G_STRUCT_OFFSET (HearthControlMessage, knocks), DOOR,
    .max = HEARTH_LIMIT_ROOM_KNOCKS, .record = &knock_record },
  { "peer", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, peer), COMPARE | SNAPSHOT,
    .max = HEARTH_ID_CHARACTERS, .is_valid = is_id },
  { "picture", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, picture), SNAPSHOT, .choices = picture_names },
  { "step", HEARTH_FIELD_CHOICE, G_STRUCT_OFFSET (HearthControlMessage, step), COMPARE, .choices = step_names },
  { "commitment", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, commitment), COMPARE,
    .max = HEARTH_CODE_COMMITMENT_CHARACTERS, .is_valid = hearth_code_commitment_is_valid },
  { "nonce", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, nonce), 0, COMPARE,
    .max = HEARTH_ID_CHARACTERS, .is_valid = hearth_id_is_valid },
  { "signature", HEARTH_FIELD_TEXT, G_STRUCT_OFFSET (HearthControlMessage, signature), 0, COMPARE,
    .max = HEARTH_CODE_SIGNATURE_CHARACTERS, .is_valid = hearth_code_signature_is_valid },
  { NULL },
};

HearthMemberState *
hearth_member_state_new (void)
{
  HearthMemberState *self = create_member ();

  self->layers = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
hearth_member_state_free (HearthMemberState *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (member_fields, self);
  g_free (self);
}

void
hearth_member_state_repeat (HearthMemberState       *self,
                            const HearthMemberState *said)
{
  g_return_if_fail (self != NULL && said != NULL);

  g_set_str (&self->name, said->name);
  g_set_str (&self->colour, said->colour);
  self->microphone_on = said->microphone_on;
  self->camera_on = said->camera_on;
  self->sharing = said->sharing;
  self->share_paused = said->share_paused;
  self->share_sound = said->share_sound;
}

void
hearth_member_state_add_layer (HearthMemberState *self,
                               HearthPictureKind  kind,
                               guint              width,
                               guint              height,
                               guint              bitrate)
{
  GPtrArray **layers;
  HearthLayerState *layer;

  g_return_if_fail (self != NULL);
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);

  layer = create_layer ();
  layer->width = width;
  layer->height = height;
  layer->bitrate = bitrate;
  layers = kind == HEARTH_PICTURE_SHARE ? &self->share_layers : &self->layers;
  if (*layers == NULL)
    *layers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (*layers, layer);
}

HearthTile *
hearth_tile_new (const char        *id,
                 HearthPictureKind  kind,
                 guint              width,
                 guint              height,
                 gboolean           pinned)
{
  HearthTile *self = create_tile ();

  self->id = g_strdup (id);
  self->kind = kind;
  self->width = width;
  self->height = height;
  self->pinned = pinned;

  return self;
}

void
hearth_tile_free (HearthTile *self)
{
  if (self == NULL)
    return;

  hearth_fields_clear (tile_fields, self);
  g_free (self);
}

/* A message of @type without the parts that parsing makes. */
static HearthControlMessage *
new_empty (HearthControlType type)
{
  HearthControlMessage *self = g_atomic_rc_box_new0 (HearthControlMessage);

  self->type = type;

  return self;
}

HearthControlMessage *
hearth_control_message_new (HearthControlType type)
{
  HearthControlMessage *self;

  g_return_val_if_fail (type < HEARTH_N_CONTROL_TYPES, NULL);

  self = new_empty (type);
  switch (type)
    {
    case HEARTH_CONTROL_ROSTER:
      self->members = g_ptr_array_new_with_free_func (destroy_member);
      break;
    case HEARTH_CONTROL_SPEAKERS:
      self->slots = g_ptr_array_new_with_free_func (g_free);
      self->speaking = g_ptr_array_new_with_free_func (g_free);
      break;
    case HEARTH_CONTROL_STATE:
      self->state = hearth_member_state_new ();
      break;
    case HEARTH_CONTROL_VIEW:
      self->tiles = g_ptr_array_new_with_free_func (destroy_tile);
      break;
    case HEARTH_CONTROL_DOOR:
      self->knocks = g_ptr_array_new_with_free_func (destroy_knock);
      break;
    case HEARTH_CONTROL_LAYERS:
    case HEARTH_CONTROL_PING:
    case HEARTH_CONTROL_BYE:
    case HEARTH_CONTROL_ACT:
    case HEARTH_CONTROL_DEED:
    case HEARTH_CONTROL_COMPARE:
    case HEARTH_CONTROL_SAY:
    case HEARTH_CONTROL_SAID:
    case HEARTH_CONTROL_UNSAID:
    case HEARTH_CONTROL_SNAPSHOT:
    case HEARTH_CONTROL_REACT:
    case HEARTH_CONTROL_REACTED:
    case HEARTH_CONTROL_POINTER:
    default:
      break;
    }

  return self;
}

void
hearth_control_message_add_knock (HearthControlMessage *self,
                                  const char           *id,
                                  const char           *name,
                                  const char           *colour,
                                  const char           *key)
{
  HearthKnockState *knock;

  g_return_if_fail (self != NULL && self->type == HEARTH_CONTROL_DOOR);

  knock = create_knock ();
  knock->id = g_strdup (id);
  knock->name = g_strdup (name);
  knock->colour = g_strdup (colour);
  knock->key = g_strdup (key);
  g_ptr_array_add (self->knocks, knock);
}

void
hearth_control_message_set_act (HearthControlMessage *self,
                                const HearthAct      *act)
{
  g_return_if_fail (self != NULL && (self->type == HEARTH_CONTROL_ACT || self->type == HEARTH_CONTROL_DEED));

  self->act = act->kind;
  g_set_str (&self->target, act->target);
  self->role = act->role;
  self->withheld = act->kind == HEARTH_ACT_SET_SWITCHES ? HEARTH_SWITCHES_ALL & ~act->switches : 0;
  self->answer = act->answer;
}

HearthAct
hearth_control_message_get_act (const HearthControlMessage *self)
{
  return (HearthAct) {
    .kind = self->act,
    .target = self->target,
    .role = self->role,
    .switches = HEARTH_SWITCHES_ALL & ~self->withheld,
    .answer = self->answer,
  };
}

void
hearth_control_message_set_pointer (HearthControlMessage     *self,
                                    const HearthPointer      *pointer,
                                    const HearthPointerShape *known)
{
  g_return_if_fail (self != NULL && self->type == HEARTH_CONTROL_POINTER);

  if (pointer == NULL || pointer->shape == NULL)
    return;

  self->x = pointer->x;
  self->y = pointer->y;
  self->span = pointer->span;
  if (!hearth_pointer_shape_equal (pointer->shape, known))
    self->shape = hearth_pointer_code_write (pointer->shape);
}

gboolean
hearth_control_message_apply_pointer (const HearthControlMessage *self,
                                      HearthPointerShape        **shape,
                                      HearthPointer              *pointer)
{
  g_autoptr (HearthPointerShape) said = NULL;
  HearthPointer now = { 0 };

  g_return_val_if_fail (self != NULL && self->type == HEARTH_CONTROL_POINTER, FALSE);
  g_return_val_if_fail (shape != NULL && pointer != NULL, FALSE);

  said = self->shape != NULL ? hearth_pointer_code_read (self->shape) : NULL;
  if (said != NULL)
    {
      g_clear_pointer (shape, hearth_pointer_shape_unref);
      *shape = g_steal_pointer (&said);
    }
  if (self->span > 0)
    now = (HearthPointer) { *shape, self->x, self->y, self->span };

  return hearth_pointer_set (pointer, &now);
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

static void
clear (gpointer data)
{
  hearth_fields_clear (fields, data);
}

HearthControlMessage *
hearth_control_message_ref (HearthControlMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
hearth_control_message_unref (HearthControlMessage *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}
