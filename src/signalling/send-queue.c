/* Messages that wait for a socket: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/send-queue.h"

#include <libwebsockets.h>
#include <string.h>

#include "base/limits.h"

struct _HearthQueuedMessage
{
  gsize length;
  guint8 bytes[]; /* LWS_PRE, then the text */
};

gboolean
hearth_send_queue_push (HearthSendQueue     *self,
                        HearthQueuedMessage *message)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (message != NULL, FALSE);

  if (message->length > HEARTH_LIMIT_SEND_QUEUE_BYTES - self->n_bytes)
    {
      hearth_queued_message_free (message);
      return FALSE;
    }

  g_queue_push_tail (&self->messages, message);
  self->n_bytes += message->length;
  return TRUE;
}

HearthQueuedMessage *
hearth_send_queue_pop (HearthSendQueue *self)
{
  HearthQueuedMessage *message;

  g_return_val_if_fail (self != NULL, NULL);

  message = g_queue_pop_head (&self->messages);
  if (message != NULL)
    self->n_bytes -= message->length;

  return message;
}

gboolean
hearth_send_queue_is_empty (HearthSendQueue *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_queue_is_empty (&self->messages);
}

void
hearth_send_queue_clear (HearthSendQueue *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->messages, (GDestroyNotify) hearth_queued_message_free);
  self->n_bytes = 0;
}

HearthQueuedMessage *
hearth_queued_message_new (const char *text)
{
  HearthQueuedMessage *self;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  self = g_malloc (sizeof *self + LWS_PRE + length);
  self->length = length;
  memcpy (self->bytes + LWS_PRE, text, length);

  return self;
}

guint8 *
hearth_queued_message_get_data (HearthQueuedMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes + LWS_PRE;
}

gsize
hearth_queued_message_get_length (HearthQueuedMessage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

void
hearth_queued_message_free (HearthQueuedMessage *self)
{
  g_free (self);
}
