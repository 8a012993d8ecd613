/* The chat of the stand-in for src/call: what this person writes is there at once, and what others write when a test says so
 * (fake-call.h). Who writes "refuse: REASON" is refused for that reason, and "sending" stays on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"

struct _HearthChat
{
  GObject parent_instance;

  GListStore *messages;
  guint unread;
  gboolean reading;
  gboolean may_write;
  gint64 time; /* of the latest */
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
hearth_chat_get_property (GObject    *object,
                          guint       property,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HearthChat *self = HEARTH_CHAT (object);

  if (property == PROP_UNREAD)
    g_value_set_uint (value, self->unread);
  else
    g_value_set_boolean (value, self->may_write);
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
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_chat_get_property;
  object_class->finalize = hearth_chat_finalize;
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MAY_WRITE] = g_param_spec_boolean ("may-write", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[NEWS] = g_signal_new ("news", HEARTH_TYPE_CHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HEARTH_TYPE_CHAT_MESSAGE);
}

static void
hearth_chat_init (HearthChat *self)
{
  self->messages = g_list_store_new (HEARTH_TYPE_CHAT_MESSAGE);
  self->time = HEARTH_FAKE_CHAT_BEGIN;
  self->may_write = TRUE;
}

static void
set_unread (HearthChat *self,
            guint       unread)
{
  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
}

void
hearth_fake_chat_set_may_write (HearthChat *self,
                                gboolean    may)
{
  self->may_write = may;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_WRITE]);
}

void
hearth_fake_chat_receive (HearthChat           *self,
                          const HearthChatText *text,
                          gboolean              earlier)
{
  g_autoptr (HearthChatMessage) message = NULL;

  self->time += HEARTH_FAKE_CHAT_STEP;
  message = hearth_chat_message_new (text, self->time, FALSE, earlier);
  g_list_store_append (self->messages, message);
  if (earlier)
    return;
  if (!self->reading)
    set_unread (self, self->unread + 1);
  g_signal_emit (self, signals[NEWS], 0, message);
}

void
hearth_fake_chat_clear (HearthChat *self)
{
  g_list_store_remove_all (self->messages);
  self->time = HEARTH_FAKE_CHAT_BEGIN;
  set_unread (self, 0);
  hearth_fake_chat_set_may_write (self, TRUE);
}

/* --- call/chat.h ----------------------------------------------------------------------------------------------------------- */

GListModel *
hearth_chat_get_messages (HearthChat *self)
{
  return G_LIST_MODEL (self->messages);
}

gboolean
hearth_chat_say (HearthChat        *self,
                 HearthParticipant *addressee,
                 const char        *text)
{
  static const char *const refusals[HEARTH_N_CHAT_REFUSALS] = {
    [HEARTH_CHAT_WITHHELD] = "withheld",
    [HEARTH_CHAT_TOO_FAST] = "too-fast",
    [HEARTH_CHAT_NOBODY] = "nobody",
    [HEARTH_CHAT_LOST] = "lost",
  };
  g_autofree char *clean = g_strstrip (g_strdup (text));
  g_autoptr (HearthChatMessage) message = NULL;
  const HearthChatText said = {
    .addressee = addressee != NULL ? hearth_participant_get_id (addressee) : NULL,
    .addressee_name = addressee != NULL ? hearth_participant_get_name (addressee) : NULL,
    .text = clean,
  };

  if (*clean == '\0')
    return FALSE;

  message = hearth_chat_message_new_own (&said);
  g_list_store_append (self->messages, message);
  if (g_str_equal (clean, "sending"))
    return TRUE;

  for (guint i = 0; i < HEARTH_N_CHAT_REFUSALS; i++)
    if (g_str_has_prefix (clean, "refuse: ") && g_str_has_suffix (clean, refusals[i]))
      hearth_chat_message_refuse (message, (HearthChatRefusal) i);
  self->time += HEARTH_FAKE_CHAT_STEP;
  hearth_chat_message_confirm (message, &said, self->time);

  return TRUE;
}

guint
hearth_chat_get_unread (HearthChat *self)
{
  return self->unread;
}

gboolean
hearth_chat_may_write (HearthChat *self)
{
  return self->may_write;
}

void
hearth_chat_set_reading (HearthChat *self,
                         gboolean    reading)
{
  self->reading = reading;
  if (reading)
    set_unread (self, 0);
}
