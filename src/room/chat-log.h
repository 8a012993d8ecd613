/* What has been written in a room that this computer hosts, for who comes late or whose connection was made anew: the latest messages,
 * within HEARTH_LIMIT_CHAT_HISTORY and HEARTH_LIMIT_CHAT_HISTORY_BYTES. It gives each its time, which is its number. Pure; owned by
 * HearthChatRelay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/control-message.h"

G_BEGIN_DECLS

typedef struct _HearthChatLog HearthChatLog;

HearthChatLog              *hearth_chat_log_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void                        hearth_chat_log_free     (HearthChatLog              *self);

/**
 * hearth_chat_log_add:
 * @said: (transfer full): a HEARTH_CONTROL_SAID with the number that its sender gave it
 * @now: Unix time in ms; each message gets a later time than the one before, whatever the clock does
 *
 * Returns: (transfer none): @said with its time, until the next one is added
 */
const HearthControlMessage *hearth_chat_log_add      (HearthChatLog              *self,
                                                      HearthControlMessage       *said,
                                                      gint64                      now);

/**
 * hearth_chat_log_keep:
 * @keeps: whether a message is still for anybody; the others are forgotten
 */
typedef gboolean (*HearthChatLogKeeps) (const HearthControlMessage *said,
                                        gpointer                    data);
void                        hearth_chat_log_keep     (HearthChatLog              *self,
                                                      HearthChatLogKeeps          keeps,
                                                      gpointer                    data);

/** hearth_chat_log_get: Returns: (transfer none) (element-type HearthControlMessage): the oldest first, private ones among them. */
GPtrArray                  *hearth_chat_log_get      (HearthChatLog              *self);

/** hearth_chat_log_get_time: Returns: of the latest, in ms; 0 before there was one. */
guint64                     hearth_chat_log_get_time (HearthChatLog              *self);

/** hearth_chat_log_concerns: Returns: whether @said is for everybody, or that member is one of the two whom it is between. */
gboolean                    hearth_chat_log_concerns (const HearthControlMessage *said,
                                                      const char                 *member_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthChatLog, hearth_chat_log_free)

G_END_DECLS
