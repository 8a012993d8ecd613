/* What is written in the call, as the window shows it: the messages in their order, how many of them nobody has looked at, and whether this
 * person may write. Main thread; owned by the call controller, the same for its whole life and empty outside a call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/chat-message.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CHAT (hearth_chat_get_type ())
G_DECLARE_FINAL_TYPE (HearthChat, hearth_chat, HEARTH, CHAT, GObject)

/* Readable properties, notified: "unread" (uint: others' messages since this person looked), "may-write" (whether the host lets them). */

/**
 * hearth_chat_get_messages:
 *
 * Returns: (transfer none): a #GListModel of #HearthChatMessage, the latest HEARTH_LIMIT_CHAT_SHOWN; what is on its way or was refused where
 *   it was written, and moved to its place among the others when the host has got it
 */
GListModel *hearth_chat_get_messages (HearthChat        *self);

/**
 * hearth_chat_say:
 * @addressee: (nullable): whom alone it is for; %NULL for everybody
 *
 * What becomes of it is told by the message in the list: a refusal is a state of it.
 *
 * Returns: %FALSE where there is nothing to read in @text, or nobody to say it to
 */
gboolean    hearth_chat_say          (HearthChat        *self,
                                      HearthParticipant *addressee,
                                      const char        *text);

guint       hearth_chat_get_unread   (HearthChat        *self);
gboolean    hearth_chat_may_write    (HearthChat        *self);

/** hearth_chat_set_reading: whether this person looks at the messages now; what comes meanwhile is not unread, and makes no sound. */
void        hearth_chat_set_reading  (HearthChat        *self,
                                      gboolean           reading);

/* Signal ::news (HearthChatMessage *)   somebody else wrote it just now, so that this person wants to be told */

G_END_DECLS
