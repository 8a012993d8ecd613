/* One message that somebody wrote in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/chat-message.h"

struct _HearthChatMessage
{
  GObject parent_instance;

  HearthChatText text; /* owned, whatever it says of const */
  gint64 time;
  gboolean own;
  gboolean earlier;
  HearthChatState state;
  HearthChatRefusal refusal;
};

enum
{
  PROP_STATE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HearthChatMessage, hearth_chat_message, G_TYPE_OBJECT)

static void
clear_text (HearthChatText *text)
{
  g_free ((char *) text->sender);
  g_free ((char *) text->sender_name);
  g_free ((char *) text->sender_colour);
  g_free ((char *) text->addressee);
  g_free ((char *) text->addressee_name);
  g_free ((char *) text->text);
  *text = (HearthChatText) { 0 };
}

static HearthChatText
copy_text (const HearthChatText *text)
{
  return (HearthChatText) {
    .sender = g_strdup (text->sender),
    .sender_name = g_strdup (text->sender_name),
    .sender_colour = g_strdup (text->sender_colour),
    .addressee = g_strdup (text->addressee),
    .addressee_name = g_strdup (text->addressee_name),
    .text = g_strdup (text->text),
  };
}

static void
hearth_chat_message_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HearthChatMessage *self = HEARTH_CHAT_MESSAGE (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hearth_chat_message_finalize (GObject *object)
{
  clear_text (&HEARTH_CHAT_MESSAGE (object)->text);

  G_OBJECT_CLASS (hearth_chat_message_parent_class)->finalize (object);
}

static void
hearth_chat_message_class_init (HearthChatMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_chat_message_get_property;
  object_class->finalize = hearth_chat_message_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEARTH_CHAT_SENDING, HEARTH_CHAT_REFUSED, HEARTH_CHAT_SENDING,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hearth_chat_message_init (HearthChatMessage *self)
{
}

HearthChatMessage *
hearth_chat_message_new (const HearthChatText *text,
                         gint64                time,
                         gboolean              own,
                         gboolean              earlier)
{
  HearthChatMessage *self;

  g_return_val_if_fail (text != NULL && text->text != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_CHAT_MESSAGE, NULL);
  self->text = copy_text (text);
  self->time = time;
  self->own = !!own;
  self->earlier = !!earlier;
  self->state = HEARTH_CHAT_SENT;

  return self;
}

HearthChatMessage *
hearth_chat_message_new_own (const HearthChatText *text)
{
  HearthChatMessage *self = hearth_chat_message_new (text, 0, TRUE, FALSE);

  g_return_val_if_fail (self != NULL, NULL);

  self->state = HEARTH_CHAT_SENDING;

  return self;
}

const HearthChatText *
hearth_chat_message_get_text (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), NULL);

  return &self->text;
}

gint64
hearth_chat_message_get_time (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), 0);

  return self->time;
}

gboolean
hearth_chat_message_is_own (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), FALSE);

  return self->own;
}

gboolean
hearth_chat_message_is_earlier (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), FALSE);

  return self->earlier;
}

HearthChatState
hearth_chat_message_get_state (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), HEARTH_CHAT_REFUSED);

  return self->state;
}

HearthChatRefusal
hearth_chat_message_get_refusal (HearthChatMessage *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (self), HEARTH_CHAT_LOST);

  return self->refusal;
}

static void
settle (HearthChatMessage *self,
        HearthChatState    state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
hearth_chat_message_confirm (HearthChatMessage    *self,
                             const HearthChatText *text,
                             gint64                time)
{
  HearthChatText before;

  g_return_if_fail (HEARTH_IS_CHAT_MESSAGE (self));
  g_return_if_fail (text != NULL && text->text != NULL);

  if (self->state != HEARTH_CHAT_SENDING)
    return;

  before = self->text;
  self->text = copy_text (text);
  clear_text (&before);
  self->time = time;
  settle (self, HEARTH_CHAT_SENT);
}

void
hearth_chat_message_refuse (HearthChatMessage *self,
                            HearthChatRefusal  refusal)
{
  g_return_if_fail (HEARTH_IS_CHAT_MESSAGE (self));

  if (self->state != HEARTH_CHAT_SENDING)
    return;

  self->refusal = refusal;
  settle (self, HEARTH_CHAT_REFUSED);
}
