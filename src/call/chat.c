/* What is written in the call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/chat-private.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "media/chime.h"
#include "room/rights.h"

/* A conversation is no concert. */
#define RING_SECONDS 5

struct _HearthChat
{
  GObject parent_instance;

  HearthSettings *settings; /* nullable: nothing is heard */
  GListStore *messages;
  guint unread;
  gboolean reading;
  gboolean may_write;

  HearthConversation *conversation; /* nullable, like the next two: while one is followed */
  HearthStanding *standing;
  HearthChime *chime;
  HearthTokenBucket rings;
};

enum
{
  PROP_UNREAD = 1,
  PROP_MAY_WRITE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  NEWS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthChat, hearth_chat, G_TYPE_OBJECT)

static void
set_unread (HearthChat *self,
            guint       unread)
{
  if (self->unread == unread)
    return;

  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
}

static void
append (HearthChat        *self,
        HearthChatMessage *message)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->messages)) >= HEARTH_LIMIT_CHAT_SHOWN)
    g_list_store_remove (self->messages, 0);
  g_list_store_append (self->messages, message);
}

static void
ring (HearthChat *self)
{
  gboolean heard = FALSE;

  if (self->settings != NULL)
    g_object_get (self->settings, "chat-sound", &heard, NULL);
  if (heard && self->chime != NULL && hearth_token_bucket_take (&self->rings, 1, g_get_monotonic_time ()))
    hearth_chime_ring (self->chime);
}

static void
on_said (HearthConversation *conversation,
         HearthChatMessage  *message,
         HearthChat         *self)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  guint position;

  /* One's own stands there since it was written; others may have been faster. */
  if (!g_list_store_find (self->messages, message, &position))
    {
      append (self, message);
    }
  else if (position < n_messages - 1)
    {
      g_list_store_remove (self->messages, position);
      append (self, message);
    }
  if (hearth_chat_message_is_own (message) || hearth_chat_message_is_earlier (message))
    return;

  if (!self->reading)
    {
      set_unread (self, self->unread + 1);
      ring (self);
    }
  g_signal_emit (self, signals[NEWS], 0, message);
}

static void
on_standing_changed (HearthChat *self)
{
  gboolean may_write = self->standing != NULL && (hearth_standing_get_rights (self->standing) & HEARTH_RIGHT_CHAT) != 0;

  if (self->may_write == may_write)
    return;

  self->may_write = may_write;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_WRITE]);
}

static void
hearth_chat_get_property (GObject    *object,
                          guint       property,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HearthChat *self = HEARTH_CHAT (object);

  switch (property)
    {
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_MAY_WRITE:
      g_value_set_boolean (value, self->may_write);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_chat_dispose (GObject *object)
{
  HearthChat *self = HEARTH_CHAT (object);

  hearth_chat_follow (self, NULL, NULL, NULL);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_chat_parent_class)->dispose (object);
}

static void
hearth_chat_finalize (GObject *object)
{
  g_object_unref (HEARTH_CHAT (object)->messages);

  G_OBJECT_CLASS (hearth_chat_parent_class)->finalize (object);
}

static void
hearth_chat_class_init (HearthChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_chat_get_property;
  object_class->dispose = hearth_chat_dispose;
  object_class->finalize = hearth_chat_finalize;

  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MAY_WRITE] = g_param_spec_boolean ("may-write", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[NEWS] = g_signal_new ("news", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_CHAT_MESSAGE);
}

static void
hearth_chat_init (HearthChat *self)
{
  self->messages = g_list_store_new (HEARTH_TYPE_CHAT_MESSAGE);
  hearth_token_bucket_init (&self->rings, 1, 1.0 / RING_SECONDS, g_get_monotonic_time ());
}

HearthChat *
hearth_chat_new (void)
{
  return g_object_new (HEARTH_TYPE_CHAT, NULL);
}

void
hearth_chat_set_settings (HearthChat     *self,
                          HearthSettings *settings)
{
  g_return_if_fail (HEARTH_IS_CHAT (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
}

void
hearth_chat_follow (HearthChat         *self,
                    HearthConversation *conversation,
                    HearthStanding     *standing,
                    HearthSpeaker      *speaker)
{
  g_return_if_fail (HEARTH_IS_CHAT (self));

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  if (self->standing != NULL)
    g_signal_handlers_disconnect_by_data (self->standing, self);
  g_clear_pointer (&self->chime, hearth_chime_free);
  g_list_store_remove_all (self->messages);
  set_unread (self, 0);

  g_set_object (&self->conversation, conversation);
  g_set_object (&self->standing, standing);
  if (conversation != NULL)
    g_signal_connect_object (conversation, "said", G_CALLBACK (on_said), self, G_CONNECT_DEFAULT);
  if (standing != NULL)
    g_signal_connect_object (standing, "changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_SWAPPED);
  if (speaker != NULL)
    self->chime = hearth_chime_new (speaker, HEARTH_CHIME_MESSAGE);
  on_standing_changed (self);
}

GListModel *
hearth_chat_get_messages (HearthChat *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT (self), NULL);

  return G_LIST_MODEL (self->messages);
}

gboolean
hearth_chat_say (HearthChat        *self,
                 HearthParticipant *addressee,
                 const char        *text)
{
  g_autoptr (HearthChatMessage) message = NULL;

  g_return_val_if_fail (HEARTH_IS_CHAT (self), FALSE);
  g_return_val_if_fail (addressee == NULL || HEARTH_IS_PARTICIPANT (addressee), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->conversation == NULL)
    return FALSE;

  message = hearth_conversation_say (self->conversation,
                                     addressee != NULL ? hearth_participant_get_id (addressee) : NULL,
                                     addressee != NULL ? hearth_participant_get_name (addressee) : NULL, text);
  if (message == NULL)
    return FALSE;

  /* On the host's own computer it may have been said already. */
  if (!g_list_store_find (self->messages, message, NULL))
    append (self, message);

  return TRUE;
}

guint
hearth_chat_get_unread (HearthChat *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT (self), 0);

  return self->unread;
}

gboolean
hearth_chat_may_write (HearthChat *self)
{
  g_return_val_if_fail (HEARTH_IS_CHAT (self), FALSE);

  return self->may_write;
}

void
hearth_chat_set_reading (HearthChat *self,
                         gboolean    reading)
{
  g_return_if_fail (HEARTH_IS_CHAT (self));

  self->reading = !!reading;
  if (reading)
    set_unread (self, 0);
}
