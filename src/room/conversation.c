/* What this person writes in a room, and what they get to read: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/conversation.h"

#include "base/limits.h"
#include "protocol/chat-text.h"

/* What a host can say again on a fresh channel. */
#define N_KNOWN HEARTH_LIMIT_CHAT_HISTORY

typedef struct
{
  HearthChatMessage *message;
  HearthControlMessage *say;
} Unconfirmed;

struct _HearthConversation
{
  GObject parent_instance;

  guint64 number;           /* of what was said last by this person */
  GPtrArray *unconfirmed;   /* of Unconfirmed, the oldest first */
  guint64 known[N_KNOWN];   /* times of the latest messages, the oldest overwritten first */
  guint n_known;            /* ever */
  gboolean closed;
};

enum
{
  SEND,
  SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthConversation, hearth_conversation, G_TYPE_OBJECT)

static void
free_unconfirmed (gpointer data)
{
  Unconfirmed *unconfirmed = data;

  g_object_unref (unconfirmed->message);
  hearth_control_message_unref (unconfirmed->say);
  g_free (unconfirmed);
}

/* Returns: (transfer full) (nullable): the message of that number, which is unconfirmed no more. */
static HearthChatMessage *
take_unconfirmed (HearthConversation *self,
                  guint64             number)
{
  for (guint i = 0; i < self->unconfirmed->len; i++)
    {
      const Unconfirmed *unconfirmed = g_ptr_array_index (self->unconfirmed, i);

      if (unconfirmed->say->number == number)
        {
          HearthChatMessage *message = g_object_ref (unconfirmed->message);

          g_ptr_array_remove_index (self->unconfirmed, i);
          return message;
        }
    }

  return NULL;
}

/* Whether it is new; from now on it is not. */
static gboolean
get_to_know (HearthConversation *self,
             guint64             time)
{
  for (guint i = 0; i < MIN (self->n_known, N_KNOWN); i++)
    if (self->known[i] == time)
      return FALSE;

  self->known[self->n_known++ % N_KNOWN] = time;

  return TRUE;
}

static void
receive_said (HearthConversation         *self,
              const HearthControlMessage *said)
{
  g_autoptr (HearthChatMessage) message = NULL;
  const HearthChatText text = {
    .sender = said->actor,
    .sender_name = said->actor_name,
    .sender_colour = said->colour,
    .addressee = said->target,
    .addressee_name = said->target_name,
    .text = said->text,
  };

  if (!get_to_know (self, said->time))
    return;

  if (said->number != 0)
    message = take_unconfirmed (self, said->number);
  if (message == NULL)
    message = hearth_chat_message_new (&text, (gint64) said->time, said->number != 0, said->earlier);
  else
    hearth_chat_message_confirm (message, &text, (gint64) said->time);
  g_signal_emit (self, signals[SAID], 0, message);
}

static void
hearth_conversation_dispose (GObject *object)
{
  hearth_conversation_close (HEARTH_CONVERSATION (object));

  G_OBJECT_CLASS (hearth_conversation_parent_class)->dispose (object);
}

static void
hearth_conversation_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_CONVERSATION (object)->unconfirmed);

  G_OBJECT_CLASS (hearth_conversation_parent_class)->finalize (object);
}

static void
hearth_conversation_class_init (HearthConversationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_conversation_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_conversation_finalize;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_CHAT_MESSAGE);
}

static void
hearth_conversation_init (HearthConversation *self)
{
  /* This program may take the seat of one that has ended, and must not use its numbers again, whatever the clock does. */
  self->number = (guint64) g_random_int () << 20 | (g_random_int () & 0xfffff);
  self->unconfirmed = g_ptr_array_new_with_free_func (free_unconfirmed);
}

HearthConversation *
hearth_conversation_new (void)
{
  return g_object_new (HEARTH_TYPE_CONVERSATION, NULL);
}

HearthChatMessage *
hearth_conversation_say (HearthConversation *self,
                         const char         *addressee,
                         const char         *addressee_name,
                         const char         *text)
{
  g_autoptr (HearthControlMessage) say = NULL;
  g_autofree char *clean = NULL;
  HearthChatMessage *message;
  Unconfirmed *unconfirmed;

  g_return_val_if_fail (HEARTH_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  clean = hearth_chat_text_clean (text);
  if (clean == NULL)
    return NULL;

  message = hearth_chat_message_new_own (&(HearthChatText) {
    .addressee = addressee,
    .addressee_name = addressee_name,
    .text = clean,
  });
  if (self->closed || self->unconfirmed->len >= HEARTH_LIMIT_CHAT_UNCONFIRMED)
    {
      hearth_chat_message_refuse (message, self->closed ? HEARTH_CHAT_LOST : HEARTH_CHAT_TOO_FAST);
      return message;
    }

  say = hearth_control_message_new (HEARTH_CONTROL_SAY);
  say->number = ++self->number;
  say->target = g_strdup (addressee);
  say->text = g_steal_pointer (&clean);
  unconfirmed = g_new0 (Unconfirmed, 1);
  unconfirmed->message = g_object_ref (message);
  unconfirmed->say = hearth_control_message_ref (say);
  g_ptr_array_add (self->unconfirmed, unconfirmed);
  g_signal_emit (self, signals[SEND], 0, say);

  return message;
}

void
hearth_conversation_receive (HearthConversation         *self,
                             const HearthControlMessage *message)
{
  g_autoptr (HearthChatMessage) refused = NULL;

  g_return_if_fail (HEARTH_IS_CONVERSATION (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_SAID || message->type == HEARTH_CONTROL_UNSAID);

  if (self->closed)
    return;

  if (message->type == HEARTH_CONTROL_SAID)
    {
      receive_said (self, message);
      return;
    }

  refused = take_unconfirmed (self, message->number);
  if (refused != NULL)
    hearth_chat_message_refuse (refused, message->refusal);
}

void
hearth_conversation_repeat (HearthConversation *self)
{
  g_autoptr (GPtrArray) says = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);

  g_return_if_fail (HEARTH_IS_CONVERSATION (self));

  /* The answer to one may come before the next is said. */
  for (guint i = 0; i < self->unconfirmed->len; i++)
    g_ptr_array_add (says, hearth_control_message_ref (((const Unconfirmed *) g_ptr_array_index (self->unconfirmed, i))->say));
  for (guint i = 0; i < says->len; i++)
    g_signal_emit (self, signals[SEND], 0, g_ptr_array_index (says, i));
}

void
hearth_conversation_close (HearthConversation *self)
{
  g_return_if_fail (HEARTH_IS_CONVERSATION (self));

  self->closed = TRUE;
  for (guint i = 0; i < self->unconfirmed->len; i++)
    hearth_chat_message_refuse (((const Unconfirmed *) g_ptr_array_index (self->unconfirmed, i))->message, HEARTH_CHAT_LOST);
  g_ptr_array_set_size (self->unconfirmed, 0);
}
