/* What has been written in a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/chat-log.h"

#include <string.h>

#include "base/limits.h"

struct _HearthChatLog
{
  GPtrArray *messages;
  gsize n_bytes; /* of all their texts */
  guint64 time;  /* of the latest */
};

HearthChatLog *
hearth_chat_log_new (void)
{
  HearthChatLog *self = g_new0 (HearthChatLog, 1);

  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);

  return self;
}

void
hearth_chat_log_free (HearthChatLog *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->messages);
  g_free (self);
}

static gsize
count_bytes (const HearthControlMessage *said)
{
  return MAX (strlen (said->text), HEARTH_LIMIT_CHAT_COST);
}

const HearthControlMessage *
hearth_chat_log_add (HearthChatLog        *self,
                     HearthControlMessage *said,
                     gint64                now)
{
  guint n_forgotten = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (said != NULL && said->type == HEARTH_CONTROL_SAID && said->actor != NULL && said->text != NULL, NULL);

  self->time = said->time = MAX ((guint64) MAX (now, 0), self->time + 1);
  g_ptr_array_add (self->messages, said);
  self->n_bytes += count_bytes (said);
  while (self->messages->len - n_forgotten > HEARTH_LIMIT_CHAT_HISTORY || self->n_bytes > HEARTH_LIMIT_CHAT_HISTORY_BYTES)
    self->n_bytes -= count_bytes (g_ptr_array_index (self->messages, n_forgotten++));
  if (n_forgotten > 0)
    g_ptr_array_remove_range (self->messages, 0, n_forgotten);

  return said;
}

void
hearth_chat_log_keep (HearthChatLog      *self,
                      HearthChatLogKeeps  keeps,
                      gpointer            data)
{
  g_return_if_fail (self != NULL && keeps != NULL);

  for (guint i = self->messages->len; i > 0; i--)
    {
      const HearthControlMessage *said = g_ptr_array_index (self->messages, i - 1);

      if (keeps (said, data))
        continue;
      self->n_bytes -= count_bytes (said);
      g_ptr_array_remove_index (self->messages, i - 1);
    }
}

GPtrArray *
hearth_chat_log_get (HearthChatLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->messages;
}

guint64
hearth_chat_log_get_time (HearthChatLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

gboolean
hearth_chat_log_concerns (const HearthControlMessage *said,
                          const char                 *member_id)
{
  g_return_val_if_fail (said != NULL && member_id != NULL, FALSE);

  return said->target == NULL || g_str_equal (said->target, member_id) || g_str_equal (said->actor, member_id);
}
