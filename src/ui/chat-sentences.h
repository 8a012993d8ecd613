/* What people write to each other, in translated words around it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/chat-message.h"

G_BEGIN_DECLS

/** hearth_sentence_for_writer: Returns: (transfer full): "Anna", "You", "Anna to you alone", "You to Anna alone". */
char *hearth_sentence_for_writer  (HearthChatMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_chat_time: Returns: (transfer full): when it was written, by the clock on the wall; "" of what is on its way. */
char *hearth_sentence_for_chat_time (HearthChatMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_chat_state: Returns: (transfer full) (nullable): what is to be known of whether others read it. */
char *hearth_sentence_for_chat_state (HearthChatMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_message: Returns: (transfer full): all of that in one, for who hears it in the list. */
char *hearth_sentence_for_message (HearthChatMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_news: Returns: (transfer full): who wrote what, in one line that is not longer than somebody listens. */
char *hearth_sentence_for_news    (HearthChatMessage *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
