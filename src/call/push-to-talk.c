/* Who holds a key is heard: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/push-to-talk.h"

#include "call/call.h"

struct _HearthPushToTalk
{
  GObject parent_instance;

  HearthCall *call; /* unowned: the owner; NULL once it is gone */
  guint held;       /* bit n for HearthTalkKey n */
  guint heard;      /* those of them that switch the microphone on */
  gboolean talking;
  gboolean ready;
  gboolean desktop_possible;
  char *desktop_trigger; /* nullable */
};

enum
{
  PROP_0,
  PROP_READY,
  PROP_TALKING,
  PROP_DESKTOP_POSSIBLE,
  PROP_DESKTOP_TRIGGER,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthPushToTalk, hearth_push_to_talk, G_TYPE_OBJECT)

static void
set_boolean (HearthPushToTalk *self,
             gboolean         *field,
             gboolean          value,
             guint             property)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
is_wanted (HearthPushToTalk *self)
{
  gboolean wanted;

  g_object_get (hearth_call_get_settings (self->call), "push-to-talk", &wanted, NULL);

  return wanted && hearth_call_state_is_inside (hearth_call_get_state (self->call));
}

/* A key that is still held stays so, or its repetitions would begin anew what somebody has just ended. */
static void
stop (HearthPushToTalk *self)
{
  self->heard = 0;
  if (!self->talking)
    return;

  /* First: what follows is this one's own doing. */
  set_boolean (self, &self->talking, FALSE, PROP_TALKING);
  /* Also where it is off because the microphone is gone: it would be on when that comes back, with nobody holding a key. */
  hearth_call_set_microphone_on (self->call, FALSE);
}

/* Whoever is muted by others, or by another switch, does not talk any more, however long they hold the key. */
static void
update (HearthPushToTalk *self)
{
  gboolean wanted = is_wanted (self);

  if (!wanted || (self->talking && !hearth_call_get_microphone_on (self->call)))
    stop (self);
  set_boolean (self, &self->ready,
               wanted && (self->talking || hearth_call_may_switch_on (self->call, HEARTH_DEVICE_MICROPHONE)), PROP_READY);
}

static void
hearth_push_to_talk_get_property (GObject    *object,
                                  guint       property,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HearthPushToTalk *self = HEARTH_PUSH_TO_TALK (object);

  switch (property)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_TALKING:
      g_value_set_boolean (value, self->talking);
      break;
    case PROP_DESKTOP_POSSIBLE:
      g_value_set_boolean (value, self->desktop_possible);
      break;
    case PROP_DESKTOP_TRIGGER:
      g_value_set_string (value, self->desktop_trigger);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_push_to_talk_finalize (GObject *object)
{
  HearthPushToTalk *self = HEARTH_PUSH_TO_TALK (object);

  g_clear_weak_pointer (&self->call);
  g_free (self->desktop_trigger);

  G_OBJECT_CLASS (hearth_push_to_talk_parent_class)->finalize (object);
}

static void
hearth_push_to_talk_class_init (HearthPushToTalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_push_to_talk_get_property;
  object_class->finalize = hearth_push_to_talk_finalize;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_TALKING] = g_param_spec_boolean ("talking", NULL, NULL, FALSE, flags);
  properties[PROP_DESKTOP_POSSIBLE] = g_param_spec_boolean ("desktop-possible", NULL, NULL, FALSE, flags);
  properties[PROP_DESKTOP_TRIGGER] = g_param_spec_string ("desktop-trigger", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_push_to_talk_init (HearthPushToTalk *self)
{
}

HearthPushToTalk *
hearth_push_to_talk_new (HearthCall *call)
{
  HearthPushToTalk *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_PUSH_TO_TALK, NULL);
  g_set_weak_pointer (&self->call, call);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::microphone-on", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_settings (call), "notify::push-to-talk", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
hearth_push_to_talk_press (HearthPushToTalk *self,
                           HearthTalkKey     key)
{
  g_return_val_if_fail (HEARTH_IS_PUSH_TO_TALK (self), FALSE);

  if (self->call == NULL || hearth_push_to_talk_is_held (self, key))
    return (self->heard & (1u << key)) != 0;
  if (!self->ready || (!self->talking && hearth_call_get_microphone_on (self->call)))
    return FALSE;

  self->held |= 1u << key;
  self->heard |= 1u << key;
  if (self->talking)
    return TRUE;

  hearth_call_set_microphone_on (self->call, TRUE);
  if (hearth_call_get_microphone_on (self->call) && self->heard != 0)
    {
      set_boolean (self, &self->talking, TRUE, PROP_TALKING);
      return TRUE;
    }

  /* There is no microphone. Nothing was said of it, and one that comes is not switched on, however long the key is held. */
  self->heard = 0;
  hearth_call_set_microphone_on (self->call, FALSE);

  return FALSE;
}

void
hearth_push_to_talk_release (HearthPushToTalk *self,
                             HearthTalkKey     key)
{
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (self));

  self->held &= ~(1u << key);
  self->heard &= ~(1u << key);
  if (self->call == NULL || self->heard != 0)
    return;

  stop (self);
  update (self);
}

void
hearth_push_to_talk_interrupt (HearthPushToTalk *self,
                               HearthTalkKey     key)
{
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (self));

  self->heard &= ~(1u << key);
  if (self->call != NULL && self->heard == 0)
    stop (self);
}

gboolean
hearth_push_to_talk_is_held (HearthPushToTalk *self,
                             HearthTalkKey     key)
{
  g_return_val_if_fail (HEARTH_IS_PUSH_TO_TALK (self), FALSE);

  return (self->held & (1u << key)) != 0;
}

gboolean
hearth_push_to_talk_is_ready (HearthPushToTalk *self)
{
  g_return_val_if_fail (HEARTH_IS_PUSH_TO_TALK (self), FALSE);

  return self->ready;
}

gboolean
hearth_push_to_talk_is_talking (HearthPushToTalk *self)
{
  g_return_val_if_fail (HEARTH_IS_PUSH_TO_TALK (self), FALSE);

  return self->talking;
}

void
hearth_push_to_talk_set_desktop (HearthPushToTalk *self,
                                 gboolean          possible,
                                 const char       *trigger)
{
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (self));

  set_boolean (self, &self->desktop_possible, possible, PROP_DESKTOP_POSSIBLE);
  if (g_set_str (&self->desktop_trigger, trigger))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESKTOP_TRIGGER]);
}
