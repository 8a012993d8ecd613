/* What people say in a room without words: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/gestures.h"

#include "base/limits.h"
#include "base/token-bucket.h"

struct _HearthGestures
{
  GObject parent_instance;

  char *id; /* nullable: the host has not said yet what it calls this person */
  gboolean hand_raised;
  guint64 n_raised; /* for the last time so far, by what the host knows */
  guint hand;
  HearthTokenBucket reactions;
  gboolean closed;
};

enum
{
  PROP_0,
  PROP_HAND_RAISED,
  PROP_HAND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SEND,
  REACTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthGestures, hearth_gestures, G_TYPE_OBJECT)

static void
hearth_gestures_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HearthGestures *self = HEARTH_GESTURES (object);

  switch (property)
    {
    case PROP_HAND_RAISED:
      g_value_set_boolean (value, self->hand_raised);
      break;
    case PROP_HAND:
      g_value_set_uint (value, self->hand);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_gestures_finalize (GObject *object)
{
  g_free (HEARTH_GESTURES (object)->id);

  G_OBJECT_CLASS (hearth_gestures_parent_class)->finalize (object);
}

static void
hearth_gestures_class_init (HearthGesturesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_gestures_get_property;
  object_class->finalize = hearth_gestures_finalize;

  properties[PROP_HAND_RAISED] = g_param_spec_boolean ("hand-raised", NULL, NULL, FALSE, flags);
  properties[PROP_HAND] = g_param_spec_uint ("hand", NULL, NULL, 0, HEARTH_LIMIT_ROOM_PEOPLE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REACTED] = g_signal_new ("reacted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
}

static void
hearth_gestures_init (HearthGestures *self)
{
  hearth_token_bucket_init (&self->reactions, HEARTH_LIMIT_REACTION_BURST, HEARTH_LIMIT_REACTIONS_PER_SECOND, g_get_monotonic_time ());
}

HearthGestures *
hearth_gestures_new (void)
{
  return g_object_new (HEARTH_TYPE_GESTURES, NULL);
}

gboolean
hearth_gestures_is_hand_raised (HearthGestures *self)
{
  g_return_val_if_fail (HEARTH_IS_GESTURES (self), FALSE);

  return self->hand_raised;
}

void
hearth_gestures_set_hand_raised (HearthGestures *self,
                                 gboolean        raised)
{
  g_return_if_fail (HEARTH_IS_GESTURES (self));

  if (self->closed || self->hand_raised == !!raised)
    return;

  self->hand_raised = !!raised;
  if (raised)
    self->n_raised++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND_RAISED]);
}

guint64
hearth_gestures_get_raised (HearthGestures *self)
{
  g_return_val_if_fail (HEARTH_IS_GESTURES (self), 0);

  return self->hand_raised ? self->n_raised : 0;
}

guint
hearth_gestures_get_hand (HearthGestures *self)
{
  g_return_val_if_fail (HEARTH_IS_GESTURES (self), 0);

  return self->hand;
}

gboolean
hearth_gestures_react (HearthGestures *self,
                       HearthReaction  reaction)
{
  g_autoptr (HearthControlMessage) message = NULL;

  g_return_val_if_fail (HEARTH_IS_GESTURES (self), FALSE);
  g_return_val_if_fail (reaction < HEARTH_N_REACTIONS, FALSE);

  if (self->closed || !hearth_token_bucket_take (&self->reactions, 1, g_get_monotonic_time ()))
    return FALSE;

  message = hearth_control_message_new (HEARTH_CONTROL_REACT);
  message->reaction = reaction;
  g_signal_emit (self, signals[SEND], 0, message);

  return TRUE;
}

void
hearth_gestures_set_own (HearthGestures *self,
                         const char     *id,
                         guint           hand)
{
  g_return_if_fail (HEARTH_IS_GESTURES (self));

  g_set_str (&self->id, id);
  if (self->hand == hand)
    return;

  self->hand = hand;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND]);
}

void
hearth_gestures_apply_roster (HearthGestures             *self,
                              const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_GESTURES (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_ROSTER);

  for (guint i = 0; i < message->members->len; i++)
    {
      const HearthMemberState *own = g_ptr_array_index (message->members, i);

      if (g_strcmp0 (own->id, message->you) != 0)
        continue;

      /* Somebody has lowered it. From afar it is never raised. A program that came before in this seat may have raised it as well. */
      if (own->hand_lowered >= self->n_raised)
        hearth_gestures_set_hand_raised (self, FALSE);
      self->n_raised = MAX (self->n_raised, own->hand_lowered);
      hearth_gestures_set_own (self, message->you, own->hand);
      return;
    }
}

void
hearth_gestures_receive (HearthGestures             *self,
                         const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_GESTURES (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_REACTED);

  if (!self->closed)
    g_signal_emit (self, signals[REACTED], 0, g_strcmp0 (message->actor, self->id) == 0 ? NULL : message->actor, message->reaction);
}

void
hearth_gestures_close (HearthGestures *self)
{
  g_return_if_fail (HEARTH_IS_GESTURES (self));

  self->closed = TRUE;
}
