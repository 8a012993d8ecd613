/* HearthControlMessages over one data channel: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/control-channel.h"

#include "base/limits.h"
#include "base/token-bucket.h"

/* Control messages from one side: ten a second of each type that is paced (host-control, guest-control, gathering) and the PINGs, with
 * what was held up for the three seconds after which a path counts as lost. Nobody who keeps to that has a message dropped. */
#define MESSAGE_BURST 128
#define MESSAGES_PER_SECOND 40

/* What people write comes beside it, and takes nothing from it: the history on a fresh channel, and what the room writes meanwhile. */
#define CHAT_BURST (HEARTH_LIMIT_CHAT_HISTORY + 2 * HEARTH_LIMIT_CHAT_ROOM_BURST)
#define CHAT_PER_SECOND (2 * HEARTH_LIMIT_CHAT_ROOM_PER_SECOND)

/* So do pointers: from a guest of one screen; from the host of all that are shared at once, and once more at once where a channel is fresh. */
#define POINTERS_OF_HOST (HEARTH_LIMIT_ROOM_SHARES + 1)

struct _HearthControlChannel
{
  GObject parent_instance;

  HearthDataChannel *channel;
  HearthTokenBucket all; /* what is even parsed */
  HearthTokenBucket messages;
  HearthTokenBucket chat;
  HearthTokenBucket pointers;
};

enum
{
  OPENED,
  MESSAGE,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthControlChannel, hearth_control_channel, G_TYPE_OBJECT)

static void
on_opened (HearthDataChannel    *channel,
           HearthControlChannel *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static gboolean
is_chat (const HearthControlMessage *message)
{
  return message->type == HEARTH_CONTROL_SAY || message->type == HEARTH_CONTROL_SAID || message->type == HEARTH_CONTROL_UNSAID;
}

static HearthTokenBucket *
choose_bucket (HearthControlChannel       *self,
               const HearthControlMessage *message)
{
  if (message->type == HEARTH_CONTROL_POINTER)
    return &self->pointers;

  return is_chat (message) ? &self->chat : &self->messages;
}

static void
on_message (HearthDataChannel    *channel,
            const char           *text,
            HearthControlChannel *self)
{
  g_autoptr (HearthControlMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 now = g_get_monotonic_time ();

  if (!hearth_token_bucket_take (&self->all, 1, now))
    return;

  message = hearth_control_message_parse (text, strlen (text), &error);
  if (message == NULL)
    g_debug ("A control message is ignored: %s", error->message);
  else if (hearth_token_bucket_take (choose_bucket (self, message), 1, now))
    g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
on_closed (HearthDataChannel    *channel,
           HearthControlChannel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
hearth_control_channel_dispose (GObject *object)
{
  g_clear_object (&HEARTH_CONTROL_CHANNEL (object)->channel);

  G_OBJECT_CLASS (hearth_control_channel_parent_class)->dispose (object);
}

static void
hearth_control_channel_class_init (HearthControlChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_control_channel_dispose;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_control_channel_init (HearthControlChannel *self)
{
}

static void
init_buckets (HearthControlChannel *self,
              guint                 n_pointers)
{
  const gint64 now = g_get_monotonic_time ();
  const guint pointers = n_pointers * HEARTH_LIMIT_POINTERS;
  const guint pointers_per_second = n_pointers * HEARTH_LIMIT_POINTERS_PER_SECOND;

  hearth_token_bucket_init (&self->all, MESSAGE_BURST + CHAT_BURST + pointers,
                            MESSAGES_PER_SECOND + CHAT_PER_SECOND + pointers_per_second, now);
  hearth_token_bucket_init (&self->messages, MESSAGE_BURST, MESSAGES_PER_SECOND, now);
  hearth_token_bucket_init (&self->chat, CHAT_BURST, CHAT_PER_SECOND, now);
  hearth_token_bucket_init (&self->pointers, pointers, pointers_per_second, now);
}

HearthControlChannel *
hearth_control_channel_new (HearthDataChannel *channel,
                            gboolean           from_host)
{
  HearthControlChannel *self = g_object_new (HEARTH_TYPE_CONTROL_CHANNEL, NULL);

  init_buckets (self, from_host ? POINTERS_OF_HOST : 1);
  self->channel = g_object_ref (channel);
  g_signal_connect_object (channel, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (channel, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (channel, "closed", G_CALLBACK (on_closed), self, G_CONNECT_DEFAULT);

  return self;
}

gboolean
hearth_control_channel_is_open (HearthControlChannel *self)
{
  g_return_val_if_fail (HEARTH_IS_CONTROL_CHANNEL (self), FALSE);

  return hearth_data_channel_is_open (self->channel);
}

gboolean
hearth_control_channel_send (HearthControlChannel       *self,
                             const HearthControlMessage *message)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEARTH_IS_CONTROL_CHANNEL (self), FALSE);

  if (!hearth_data_channel_is_open (self->channel))
    return FALSE;

  text = hearth_control_message_to_text (message);

  return hearth_data_channel_send (self->channel, text);
}
