/* One message that somebody wrote in a room, as one person sees it. Main thread; made by HearthConversation of src/room, shown by a window.
 *
 *   SENDING ─▶ SENT          others' messages are SENT from the beginning
 *      └─────▶ REFUSED
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthChatState:
 * @HEARTH_CHAT_SENDING: on its way; the host has not confirmed it yet
 * @HEARTH_CHAT_SENT: the host has numbered it and passed it on
 * @HEARTH_CHAT_REFUSED: nobody got it; hearth_chat_message_get_refusal() says why
 */
typedef enum
{
  HEARTH_CHAT_SENDING,
  HEARTH_CHAT_SENT,
  HEARTH_CHAT_REFUSED,
} HearthChatState;

/**
 * HearthChatRefusal: why nobody got a message
 * @HEARTH_CHAT_WITHHELD: the host lets nobody in the sender's role write
 * @HEARTH_CHAT_TOO_FAST: too much at once
 * @HEARTH_CHAT_NOBODY: whom it was for is not in the room (any more)
 * @HEARTH_CHAT_LOST: the stay ended before the host confirmed it; of all these the only one that is not certain
 */
typedef enum
{
  HEARTH_CHAT_WITHHELD,
  HEARTH_CHAT_TOO_FAST,
  HEARTH_CHAT_NOBODY,
  HEARTH_CHAT_LOST,
} HearthChatRefusal;

#define HEARTH_N_CHAT_REFUSALS (HEARTH_CHAT_LOST + 1)

/**
 * HearthChatText: what a message says, and of whom
 * @sender: (nullable): their member id, which may be nobody's by now; of one's own message %NULL until it is SENT
 * @sender_name: (nullable): cleaned; what they were called then
 * @sender_colour: (nullable): one of hearth_profile_get_colours()
 * @addressee: (nullable): for one person alone: their member id; %NULL for everybody
 * @addressee_name: (nullable): cleaned
 * @text: cleaned (protocol/chat-text.h)
 */
typedef struct
{
  const char *sender;
  const char *sender_name;
  const char *sender_colour;
  const char *addressee;
  const char *addressee_name;
  const char *text;
} HearthChatText;

#define HEARTH_TYPE_CHAT_MESSAGE (hearth_chat_message_get_type ())
G_DECLARE_FINAL_TYPE (HearthChatMessage, hearth_chat_message, HEARTH, CHAT_MESSAGE, GObject)

/* Readable property, notified: "state" (int of HearthChatState) */

/**
 * hearth_chat_message_new: Somebody else's, or one's own of before.
 * @text: (transfer none): copied
 * @time: when the host got it, Unix time in ms
 * @own: this person wrote it
 * @earlier: it was written before this person came in
 */
HearthChatMessage *hearth_chat_message_new          (const HearthChatText *text,
                                                     gint64                time,
                                                     gboolean              own,
                                                     gboolean              earlier) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chat_message_new_own: SENDING. */
HearthChatMessage *hearth_chat_message_new_own      (const HearthChatText *text) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chat_message_get_text: Returns: (transfer none): all of it. */
const HearthChatText *hearth_chat_message_get_text  (HearthChatMessage    *self);

/** hearth_chat_message_get_time: Returns: when the host got it, Unix time in ms; 0 until it is SENT. */
gint64             hearth_chat_message_get_time     (HearthChatMessage    *self);
gboolean           hearth_chat_message_is_own       (HearthChatMessage    *self);
gboolean           hearth_chat_message_is_earlier   (HearthChatMessage    *self);
HearthChatState    hearth_chat_message_get_state    (HearthChatMessage    *self);

/** hearth_chat_message_get_refusal: Returns: why, once it is REFUSED. */
HearthChatRefusal  hearth_chat_message_get_refusal  (HearthChatMessage    *self);

/** hearth_chat_message_confirm: SENDING → SENT: the host got it at @time, as written by who is called so. */
void               hearth_chat_message_confirm      (HearthChatMessage    *self,
                                                     const HearthChatText *text,
                                                     gint64                time);

/** hearth_chat_message_refuse: SENDING → REFUSED. */
void               hearth_chat_message_refuse       (HearthChatMessage    *self,
                                                     HearthChatRefusal     refusal);

G_END_DECLS
