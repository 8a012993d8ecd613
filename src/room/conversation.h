/* What this person writes in a room, and what they get to read, whether this computer hosts it or not. A message of their own is SENDING
 * until the host has confirmed it; if the connection is made anew in the meantime it is said again, and the host knows it by its number.
 *
 *   hearth_conversation_say() ─▶ SAY ─▶ the host ─▶ SAID to everybody, this person included ─▶ ::said      or UNSAID ─▶ REFUSED
 *
 * Speaks in messages; whoever owns it has the channel. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/chat-message.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CONVERSATION (hearth_conversation_get_type ())
G_DECLARE_FINAL_TYPE (HearthConversation, hearth_conversation, HEARTH, CONVERSATION, GObject)

HearthConversation *hearth_conversation_new     (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_conversation_say:
 * @addressee: (nullable): the id of the member whom alone it is for; %NULL for everybody
 * @addressee_name: (nullable): what they are called
 * @text: anything; what is left of it after hearth_chat_text_clean() is sent
 *
 * Returns: (transfer full) (nullable): the message, SENDING or, where too many are on their way or the stay is over, REFUSED; perhaps
 * SENT already, before this returns; %NULL where nothing is left of @text
 */
HearthChatMessage  *hearth_conversation_say     (HearthConversation         *self,
                                                 const char                 *addressee,
                                                 const char                 *addressee_name,
                                                 const char                 *text);

/** hearth_conversation_receive: @message: a HEARTH_CONTROL_SAID or _UNSAID of the host's. What is known already is ignored. */
void                hearth_conversation_receive (HearthConversation         *self,
                                                 const HearthControlMessage *message);

/** hearth_conversation_repeat: There is a fresh channel: what is not confirmed yet is said again. */
void                hearth_conversation_repeat  (HearthConversation         *self);

/** hearth_conversation_close: What is not confirmed is LOST; no ::send and no ::said afterwards; idempotent. Dispose calls it. */
void                hearth_conversation_close   (HearthConversation         *self);

/* Signals:
 *   ::send (HearthControlMessage *)   a HEARTH_CONTROL_SAY
 *   ::said (HearthChatMessage *)   somebody wrote it: another, this person before, or just now: then it is what say() returned
 */

G_END_DECLS
