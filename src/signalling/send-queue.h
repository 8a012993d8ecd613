/* Messages that wait for a socket to become writeable, bounded by HEARTH_LIMIT_SEND_QUEUE_BYTES. Each has room in front of it
 * for the frame header that libwebsockets writes there. A value; one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GQueue messages;
  gsize n_bytes;
} HearthSendQueue;

typedef struct _HearthQueuedMessage HearthQueuedMessage;

/** hearth_send_queue_push: @message: (transfer full); Returns: %FALSE where it would be too much, and the queue is as before. */
gboolean             hearth_send_queue_push           (HearthSendQueue     *self,
                                                       HearthQueuedMessage *message);

/** hearth_send_queue_pop: Returns: (transfer full) (nullable): the oldest. */
HearthQueuedMessage *hearth_send_queue_pop            (HearthSendQueue     *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean             hearth_send_queue_is_empty       (HearthSendQueue     *self);
void                 hearth_send_queue_clear          (HearthSendQueue     *self);

/** hearth_queued_message_new: @text: copied. */
HearthQueuedMessage *hearth_queued_message_new        (const char          *text) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_queued_message_get_data: Returns: (transfer none): the text, writable, with LWS_PRE bytes before it. */
guint8              *hearth_queued_message_get_data   (HearthQueuedMessage *self);
gsize                hearth_queued_message_get_length (HearthQueuedMessage *self);
void                 hearth_queued_message_free       (HearthQueuedMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthQueuedMessage, hearth_queued_message_free)

G_END_DECLS
