/* What people write to each other, in translated words around it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-sentences.h"

#include <glib/gi18n.h>

#include "ui/sentences.h"

/* Of a message, while somebody does something else. */
#define NEWS_CHARACTERS 200

char *
hearth_sentence_for_writer (HearthChatMessage *message)
{
  const HearthChatText *text = hearth_chat_message_get_text (message);
  g_autofree char *writer = hearth_sentence_isolate (text->sender_name != NULL ? text->sender_name : "");
  g_autofree char *addressee = hearth_sentence_isolate (text->addressee_name != NULL ? text->addressee_name : "");

  if (hearth_chat_message_is_own (message))
    /* Translators: %s is a person’s name; who wrote a message, and to whom alone */
    return text->addressee != NULL ? g_strdup_printf (_("You to %s alone"), addressee) : g_strdup (_("You"));
  if (text->addressee != NULL)
    /* Translators: %s is a person’s name; who wrote a message that nobody else gets */
    return g_strdup_printf (_("%s to you alone"), writer);

  return g_steal_pointer (&writer);
}

char *
hearth_sentence_for_chat_time (HearthChatMessage *message)
{
  gint64 time = hearth_chat_message_get_time (message);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (time <= 0 || local == NULL)
    return g_strdup ("");

  /* Translators: when a message was written, as strftime() has it: 14:05 here; "%l:%M %p" would be 2:05 PM */
  return g_date_time_format (local, _("%H:%M"));
}

static char *
describe_refusal (HearthChatMessage *message)
{
  const HearthChatText *text = hearth_chat_message_get_text (message);
  g_autofree char *addressee = hearth_sentence_isolate (text->addressee_name != NULL ? text->addressee_name : "");

  switch (hearth_chat_message_get_refusal (message))
    {
    case HEARTH_CHAT_WITHHELD:
      return g_strdup (_("Not sent: the host does not let you write."));
    case HEARTH_CHAT_TOO_FAST:
      return g_strdup (_("Not sent: too much at once. Wait a moment, then write it again."));
    case HEARTH_CHAT_NOBODY:
      /* Translators: %s is a person’s name */
      return g_strdup_printf (_("Not sent: %s is not in the call."), addressee);
    case HEARTH_CHAT_LOST:
      return g_strdup (_("Perhaps not sent: the call ended first."));
    }

  g_return_val_if_reached (NULL);
}

char *
hearth_sentence_for_chat_state (HearthChatMessage *message)
{
  switch (hearth_chat_message_get_state (message))
    {
    case HEARTH_CHAT_SENDING:
      return g_strdup (_("Sending…"));
    case HEARTH_CHAT_SENT:
      return NULL;
    case HEARTH_CHAT_REFUSED:
      return describe_refusal (message);
    }

  g_return_val_if_reached (NULL);
}

char *
hearth_sentence_for_message (HearthChatMessage *message)
{
  g_autofree char *writer = hearth_sentence_for_writer (message);
  g_autofree char *time = hearth_sentence_for_chat_time (message);
  g_autofree char *state = hearth_sentence_for_chat_state (message);
  const char *text = hearth_chat_message_get_text (message)->text;

  if (state != NULL)
    /* Translators: a message in the list: who wrote it, what it says, and what became of it */
    return g_strdup_printf (_("%s: %s. %s"), writer, text, state);

  /* Translators: a message in the list: who wrote it, when, and what it says */
  return g_strdup_printf (_("%s, %s: %s"), writer, time, text);
}

char *
hearth_sentence_for_news (HearthChatMessage *message)
{
  g_autofree char *writer = hearth_sentence_for_writer (message);
  g_autofree char *line = g_strdup (hearth_chat_message_get_text (message)->text);

  g_strdelimit (line, "\n\t", ' ');
  if (g_utf8_strlen (line, -1) > NEWS_CHARACTERS)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, NEWS_CHARACTERS);

      g_free (line);
      line = g_strconcat (cut, "…", NULL);
    }

  /* Translators: somebody wrote this: who, and what it says */
  return g_strdup_printf (_("%s: %s"), writer, line);
}
