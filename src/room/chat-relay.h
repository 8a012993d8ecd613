/* What people write in a room that this computer hosts: takes it from whoever may write, numbers it, and passes it on to whom it is for.
 * Private messages go to one person and are seen by this computer, which the window says.
 *
 *   a guest's SAY (its connection is its id) ─▶ how much, right, addressee ─▶ HearthChatLog ─▶ SAID to everybody, or to two
 *   this person's own ─────────────────────────────────────▶ addressee ─▶                     └▶ all that concerns them, to whose channel is fresh
 *                                                 no: UNSAID ◀┘
 *
 * Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/conversation.h"
#include "room/gathering.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CHAT_RELAY (hearth_chat_relay_get_type ())
G_DECLARE_FINAL_TYPE (HearthChatRelay, hearth_chat_relay, HEARTH, CHAT_RELAY, GObject)

/**
 * hearth_chat_relay_new:
 * @gathering: (transfer none): nobody is inside yet
 * @conversation: (transfer none): the host's own person's
 */
HearthChatRelay *hearth_chat_relay_new   (HearthGathering    *gathering,
                                          HearthConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chat_relay_close: Passes on nothing more; idempotent. Dispose calls it. */
void             hearth_chat_relay_close (HearthChatRelay    *self);

G_END_DECLS
