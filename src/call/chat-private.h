/* How the call controller takes the chat into a room and out of it. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/chat.h"
#include "call/settings.h"
#include "media/speaker.h"
#include "room/conversation.h"
#include "room/standing.h"

G_BEGIN_DECLS

HearthChat *hearth_chat_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chat_set_settings: @settings: (transfer none): whether messages are heard; once. */
void        hearth_chat_set_settings (HearthChat         *self,
                                      HearthSettings     *settings);

/**
 * hearth_chat_follow:
 * @conversation: (nullable) (transfer none): of the room that this person is in; %NULL for none (any more): nothing of it is kept
 * @standing: (nullable) (transfer none): in that room
 * @speaker: (nullable) (transfer none): where messages are heard
 */
void        hearth_chat_follow       (HearthChat         *self,
                                      HearthConversation *conversation,
                                      HearthStanding     *standing,
                                      HearthSpeaker      *speaker);

G_END_DECLS
