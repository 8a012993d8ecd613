/* One message in the chat: who wrote it when, unless that stands above it already, and what. Main thread; owned by the panel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "base/chat-message.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CHAT_ROW (hearth_chat_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthChatRow, hearth_chat_row, HEARTH, CHAT_ROW, GtkListBoxRow)

/** hearth_chat_row_new: @writer: (nullable): who wrote it, while they are in the call. */
GtkWidget *hearth_chat_row_new    (HearthChatMessage *message,
                                   HearthParticipant *writer) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chat_row_follow: @before: (nullable): the row above; what it says already is not said again. */
void       hearth_chat_row_follow (HearthChatRow     *self,
                                   HearthChatRow     *before);

G_END_DECLS
