/* Another person in the room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/member-private.h"

#include "base/limits.h"
#include "base/main-thread.h"

struct _HearthMember
{
  GObject parent_instance;

  char *id;
  gboolean host;
  char *name;
  char *colour;
  char *key;   /* nullable */
  char *proof; /* nullable */
  gboolean microphone_on;
  gboolean camera_on;
  gboolean sharing;
  gboolean share_paused;
  gboolean share_sound;
  gboolean speaking;
  gboolean picture_held;
  gboolean slow;
  guint hand;
  HearthRole role;
  gboolean connected;
  HearthRtpSource *sources[HEARTH_N_TRACK_KINDS];
  HearthPointer pointer;             /* on their screen, be that seen or not */
  HearthPointerShape *pointer_shape; /* nullable: what it was said to look like last */
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOUR,
  PROP_KEY,
  PROP_PROOF,
  PROP_MICROPHONE_ON,
  PROP_CAMERA_ON,
  PROP_SHARING,
  PROP_SHARE_PAUSED,
  PROP_SHARE_SOUND,
  PROP_SPEAKING,
  PROP_PICTURE_HELD,
  PROP_SLOW,
  PROP_HAND,
  PROP_ROLE,
  PROP_CONNECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SOURCES_CHANGED,
  POINTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthMember, hearth_member, G_TYPE_OBJECT)

static void
set_boolean (HearthMember *self,
             gboolean     *field,
             gboolean      value,
             guint         property)
{
  value = !!value;
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
hearth_member_get_property (GObject    *object,
                            guint       property,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HearthMember *self = HEARTH_MEMBER (object);

  switch (property)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_PROOF:
      g_value_set_string (value, self->proof);
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, self->microphone_on);
      break;
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, self->camera_on);
      break;
    case PROP_SHARING:
      g_value_set_boolean (value, self->sharing);
      break;
    case PROP_SHARE_PAUSED:
      g_value_set_boolean (value, self->share_paused);
      break;
    case PROP_SHARE_SOUND:
      g_value_set_boolean (value, self->share_sound);
      break;
    case PROP_SPEAKING:
      g_value_set_boolean (value, self->speaking);
      break;
    case PROP_PICTURE_HELD:
      g_value_set_boolean (value, self->picture_held);
      break;
    case PROP_SLOW:
      g_value_set_boolean (value, self->slow);
      break;
    case PROP_HAND:
      g_value_set_uint (value, self->hand);
      break;
    case PROP_ROLE:
      g_value_set_int (value, self->role);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_member_dispose (GObject *object)
{
  HearthMember *self = HEARTH_MEMBER (object);

  for (guint i = 0; i < HEARTH_N_TRACK_KINDS; i++)
    g_clear_object (&self->sources[i]);

  G_OBJECT_CLASS (hearth_member_parent_class)->dispose (object);
}

static void
hearth_member_finalize (GObject *object)
{
  HearthMember *self = HEARTH_MEMBER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->colour);
  g_free (self->key);
  g_free (self->proof);
  hearth_pointer_clear (&self->pointer);
  g_clear_pointer (&self->pointer_shape, hearth_pointer_shape_unref);

  G_OBJECT_CLASS (hearth_member_parent_class)->finalize (object);
}

static void
hearth_member_class_init (HearthMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_member_get_property;
  object_class->dispose = hearth_member_dispose;
  object_class->finalize = hearth_member_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_PROOF] = g_param_spec_string ("proof", NULL, NULL, NULL, flags);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, FALSE, flags);
  properties[PROP_SHARING] = g_param_spec_boolean ("sharing", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE_PAUSED] = g_param_spec_boolean ("share-paused", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE_SOUND] = g_param_spec_boolean ("share-sound", NULL, NULL, FALSE, flags);
  properties[PROP_SPEAKING] = g_param_spec_boolean ("speaking", NULL, NULL, FALSE, flags);
  properties[PROP_PICTURE_HELD] = g_param_spec_boolean ("picture-held", NULL, NULL, FALSE, flags);
  properties[PROP_SLOW] = g_param_spec_boolean ("slow", NULL, NULL, FALSE, flags);
  properties[PROP_HAND] = g_param_spec_uint ("hand", NULL, NULL, 0, HEARTH_LIMIT_ROOM_PEOPLE, 0, flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, HEARTH_N_ROLES - 1, HEARTH_ROLE_SPEAKER, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /** HearthMember::sources-changed: hearth_member_get_audio(), _get_video(), _get_share() or _get_sound() gives something new. */
  signals[SOURCES_CHANGED] = g_signal_new ("sources-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /** HearthMember::pointer-changed: hearth_member_get_pointer() gives something new. */
  signals[POINTER_CHANGED] = g_signal_new ("pointer-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_member_init (HearthMember *self)
{
}

HearthMember *
hearth_member_new (const HearthMemberState *state)
{
  HearthMember *self;

  g_return_val_if_fail (state != NULL && state->id != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_MEMBER, NULL);
  self->id = g_strdup (state->id);
  self->host = state->host;
  hearth_member_update (self, state);

  return self;
}

HearthMemberState *
hearth_member_describe (HearthMember *self)
{
  HearthMemberState *state;

  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  state = hearth_member_state_new ();
  state->id = g_strdup (self->id);
  state->name = g_strdup (self->name);
  state->colour = g_strdup (self->colour);
  state->host = self->host;
  state->microphone_on = self->microphone_on;
  state->camera_on = self->camera_on;
  state->sharing = self->sharing;
  state->share_paused = self->share_paused;
  state->share_sound = self->share_sound;
  state->picture_held = self->picture_held;
  state->slow = self->slow;
  state->hand = self->hand;
  state->role = self->role;
  state->key = g_strdup (self->key);
  state->proof = g_strdup (self->proof);

  return state;
}

static gboolean
is_share_seen (HearthMember *self)
{
  return self->sharing && !self->share_paused;
}

void
hearth_member_update (HearthMember            *self,
                      const HearthMemberState *state)
{
  gboolean was_seen, pointed;

  g_return_if_fail (HEARTH_IS_MEMBER (self));
  g_return_if_fail (state != NULL);
  g_return_if_fail (hearth_main_thread_is_current ());

  was_seen = is_share_seen (self);
  g_object_freeze_notify (G_OBJECT (self));
  hearth_member_rename (self, state->name, state->colour);
  set_boolean (self, &self->microphone_on, state->microphone_on, PROP_MICROPHONE_ON);
  set_boolean (self, &self->camera_on, state->camera_on, PROP_CAMERA_ON);
  set_boolean (self, &self->sharing, state->sharing, PROP_SHARING);
  set_boolean (self, &self->share_paused, state->share_paused, PROP_SHARE_PAUSED);
  set_boolean (self, &self->share_sound, state->share_sound, PROP_SHARE_SOUND);
  set_boolean (self, &self->picture_held, state->picture_held, PROP_PICTURE_HELD);
  set_boolean (self, &self->slow, state->slow, PROP_SLOW);
  hearth_member_set_hand (self, state->hand);
  if (self->role != state->role)
    {
      self->role = state->role;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
  pointed = self->pointer.shape != NULL;
  if (!is_share_seen (self) && (was_seen || self->share_paused))
    hearth_pointer_clear (&self->pointer);
  if (pointed && was_seen != is_share_seen (self))
    g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

void
hearth_member_rename (HearthMember *self,
                      const char   *name,
                      const char   *colour)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (g_set_str (&self->colour, colour))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

void
hearth_member_set_key (HearthMember *self,
                       const char   *key)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  if (g_set_str (&self->key, key))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY]);
}

void
hearth_member_set_proof (HearthMember *self,
                         const char   *proof)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  if (g_set_str (&self->proof, proof))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROOF]);
}

void
hearth_member_set_connected (HearthMember *self,
                             gboolean      connected)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  set_boolean (self, &self->connected, connected, PROP_CONNECTED);
}

void
hearth_member_set_picture_held (HearthMember *self,
                                gboolean      held)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  set_boolean (self, &self->picture_held, held, PROP_PICTURE_HELD);
}

void
hearth_member_set_slow (HearthMember *self,
                        gboolean      slow)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  set_boolean (self, &self->slow, slow, PROP_SLOW);
}

void
hearth_member_set_hand (HearthMember *self,
                        guint         hand)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));
  g_return_if_fail (hand <= HEARTH_LIMIT_ROOM_PEOPLE);

  if (self->hand == hand)
    return;

  self->hand = hand;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND]);
}

void
hearth_member_set_speaking (HearthMember *self,
                            gboolean      speaking)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));

  set_boolean (self, &self->speaking, speaking, PROP_SPEAKING);
}

void
hearth_member_set_source (HearthMember    *self,
                          HearthTrackKind  kind,
                          HearthRtpSource *source)
{
  g_return_if_fail (HEARTH_IS_MEMBER (self));
  g_return_if_fail (kind < HEARTH_N_TRACK_KINDS);
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  if (g_set_object (&self->sources[kind], source))
    g_signal_emit (self, signals[SOURCES_CHANGED], 0);
}

HearthRtpSource *
hearth_member_get_source (HearthMember    *self,
                          HearthTrackKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_TRACK_KINDS, NULL);

  return self->sources[kind];
}

const char *
hearth_member_get_id (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return self->id;
}

const char *
hearth_member_get_name (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return self->name;
}

const char *
hearth_member_get_colour (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return self->colour;
}

const char *
hearth_member_get_key (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return self->key;
}

const char *
hearth_member_get_proof (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return self->proof;
}

gboolean
hearth_member_is_host (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->host;
}

gboolean
hearth_member_get_microphone_on (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->microphone_on;
}

gboolean
hearth_member_get_camera_on (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->camera_on;
}

gboolean
hearth_member_get_sharing (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->sharing;
}

gboolean
hearth_member_get_share_paused (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->share_paused;
}

gboolean
hearth_member_get_share_sound (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->share_sound;
}

gboolean
hearth_member_get_speaking (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->speaking;
}

gboolean
hearth_member_get_picture_held (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->picture_held;
}

gboolean
hearth_member_get_slow (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->slow;
}

guint
hearth_member_get_hand (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), 0);

  return self->hand;
}

HearthRole
hearth_member_get_role (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), HEARTH_ROLE_LISTENER);

  return self->role;
}

gboolean
hearth_member_get_connected (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), FALSE);

  return self->connected;
}

HearthRtpSource *
hearth_member_get_audio (HearthMember *self)
{
  return hearth_member_get_source (self, HEARTH_TRACK_AUDIO);
}

HearthRtpSource *
hearth_member_get_video (HearthMember *self)
{
  return hearth_member_get_source (self, HEARTH_TRACK_VIDEO);
}

HearthRtpSource *
hearth_member_get_share (HearthMember *self)
{
  return hearth_member_get_source (self, HEARTH_TRACK_SHARE);
}

HearthRtpSource *
hearth_member_get_sound (HearthMember *self)
{
  return hearth_member_get_source (self, HEARTH_TRACK_SOUND);
}

const HearthPointer *
hearth_member_get_pointer (HearthMember *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER (self), NULL);

  return is_share_seen (self) && self->pointer.shape != NULL ? &self->pointer : NULL;
}

void
hearth_member_apply_pointer (HearthMember               *self,
                             const HearthControlMessage *message,
                             gboolean                    seen)
{
  gboolean changed;

  g_return_if_fail (HEARTH_IS_MEMBER (self));

  changed = hearth_control_message_apply_pointer (message, &self->pointer_shape, &self->pointer);
  if (!seen)
    hearth_pointer_clear (&self->pointer);
  if (changed && is_share_seen (self))
    g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

HearthMember *
hearth_member_find (GListModel *members,
                    const char *id)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (members), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      /* The list keeps it alive. */
      if (g_strcmp0 (member->id, id) == 0)
        return member;
    }

  return NULL;
}
