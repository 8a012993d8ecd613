/* What one person writes and reads, over a channel that may be lost: nothing twice, nothing for sent that is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/conversation.h"

#include "base/limits.h"

typedef struct
{
  HearthConversation *conversation;
  GPtrArray *sent; /* of HearthControlMessage */
  GPtrArray *said; /* of HearthChatMessage */
} Fixture;

static void
on_send (HearthConversation   *conversation,
         HearthControlMessage *message,
         Fixture              *fixture)
{
  g_ptr_array_add (fixture->sent, hearth_control_message_ref (message));
}

static void
on_said (HearthConversation *conversation,
         HearthChatMessage  *message,
         Fixture            *fixture)
{
  g_ptr_array_add (fixture->said, g_object_ref (message));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = hearth_conversation_new ();
  fixture->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);
  fixture->said = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->conversation, "send", G_CALLBACK (on_send), fixture);
  g_signal_connect (fixture->conversation, "said", G_CALLBACK (on_said), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->conversation);
  g_ptr_array_unref (fixture->sent);
  g_ptr_array_unref (fixture->said);
}

static void
hear (Fixture    *fixture,
      guint64     time,
      guint64     number,
      const char *text)
{
  g_autoptr (HearthControlMessage) said = hearth_control_message_new (HEARTH_CONTROL_SAID);

  said->time = time;
  said->number = number;
  said->actor = g_strdup ("g1");
  said->actor_name = g_strdup ("Ben");
  said->colour = g_strdup ("red");
  said->text = g_strdup (text);
  hearth_conversation_receive (fixture->conversation, said);
}

static void
refuse (Fixture           *fixture,
        guint64            number,
        HearthChatRefusal  refusal)
{
  g_autoptr (HearthControlMessage) unsaid = hearth_control_message_new (HEARTH_CONTROL_UNSAID);

  unsaid->number = number;
  unsaid->refusal = refusal;
  hearth_conversation_receive (fixture->conversation, unsaid);
}

static guint64
get_number (Fixture *fixture,
            guint    index)
{
  const HearthControlMessage *say = g_ptr_array_index (fixture->sent, index);

  g_assert_cmpint (say->type, ==, HEARTH_CONTROL_SAY);
  return say->number;
}

static void
test_confirmed (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (HearthChatMessage) message = hearth_conversation_say (fixture->conversation, NULL, NULL, "  Hello\u202e ");
  const HearthControlMessage *say = g_ptr_array_index (fixture->sent, 0);

  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_SENDING);
  g_assert_cmpstr (say->text, ==, "Hello");
  g_assert_null (say->target);
  g_assert_cmpuint (fixture->said->len, ==, 0);

  hear (fixture, 100, say->number, "Hello");
  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_SENT);
  g_assert_cmpint (hearth_chat_message_get_time (message), ==, 100);
  g_assert_true (hearth_chat_message_is_own (message));
  g_assert_cmpstr (hearth_chat_message_get_text (message)->sender_name, ==, "Ben");
  g_assert_true (g_ptr_array_index (fixture->said, 0) == message);

  /* A fresh channel says it again. */
  hear (fixture, 100, say->number, "Hello");
  g_assert_cmpuint (fixture->said->len, ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HearthChatMessage) message = hearth_conversation_say (fixture->conversation, "g2", "Carol", "psst");
  const HearthControlMessage *say = g_ptr_array_index (fixture->sent, 0);

  g_assert_cmpstr (say->target, ==, "g2");
  refuse (fixture, get_number (fixture, 0) + 1, HEARTH_CHAT_TOO_FAST);
  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_SENDING);
  refuse (fixture, get_number (fixture, 0), HEARTH_CHAT_NOBODY);
  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_REFUSED);
  g_assert_cmpint (hearth_chat_message_get_refusal (message), ==, HEARTH_CHAT_NOBODY);
  g_assert_cmpstr (hearth_chat_message_get_text (message)->addressee_name, ==, "Carol");

  /* And stays so. */
  hearth_conversation_repeat (fixture->conversation);
  g_assert_cmpuint (fixture->sent->len, ==, 1);
}

/* What the host may not have got is said again under the same number, and nothing else. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (HearthChatMessage) first = hearth_conversation_say (fixture->conversation, NULL, NULL, "one");
  g_autoptr (HearthChatMessage) second = hearth_conversation_say (fixture->conversation, NULL, NULL, "two");

  hear (fixture, 1, get_number (fixture, 0), "one");
  hearth_conversation_repeat (fixture->conversation);
  g_assert_cmpuint (fixture->sent->len, ==, 3);
  g_assert_cmpuint (get_number (fixture, 2), ==, get_number (fixture, 1));
  g_assert_cmpuint (get_number (fixture, 1), >, get_number (fixture, 0));
  g_assert_cmpint (hearth_chat_message_get_state (second), ==, HEARTH_CHAT_SENDING);
}

static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  HearthChatMessage *message;

  for (guint round = 0; round < 3; round++)
    for (guint64 time = 1; time <= HEARTH_LIMIT_CHAT_HISTORY; time++)
      hear (fixture, time, 0, "hello");
  g_assert_cmpuint (fixture->said->len, ==, HEARTH_LIMIT_CHAT_HISTORY);
  message = g_ptr_array_index (fixture->said, 0);
  g_assert_false (hearth_chat_message_is_own (message));
  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_SENT);

  /* A number that this program never gave is of one that has ended. */
  hear (fixture, 500, 12, "before");
  message = g_ptr_array_index (fixture->said, HEARTH_LIMIT_CHAT_HISTORY);
  g_assert_true (hearth_chat_message_is_own (message));
}

static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_null (hearth_conversation_say (fixture->conversation, NULL, NULL, " \n\u200b"));
  for (guint i = 0; i <= HEARTH_LIMIT_CHAT_UNCONFIRMED; i++)
    {
      g_autoptr (HearthChatMessage) message = hearth_conversation_say (fixture->conversation, NULL, NULL, "again");
      gboolean fits = i < HEARTH_LIMIT_CHAT_UNCONFIRMED;

      g_assert_cmpint (hearth_chat_message_get_state (message), ==, fits ? HEARTH_CHAT_SENDING : HEARTH_CHAT_REFUSED);
    }
  g_assert_cmpuint (fixture->sent->len, ==, HEARTH_LIMIT_CHAT_UNCONFIRMED);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (HearthChatMessage) message = hearth_conversation_say (fixture->conversation, NULL, NULL, "Hello");
  g_autoptr (HearthChatMessage) late = NULL;

  hearth_conversation_close (fixture->conversation);
  hearth_conversation_close (fixture->conversation);
  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_REFUSED);
  g_assert_cmpint (hearth_chat_message_get_refusal (message), ==, HEARTH_CHAT_LOST);
  hear (fixture, 1, 0, "still there?");
  g_assert_cmpuint (fixture->said->len, ==, 0);
  late = hearth_conversation_say (fixture->conversation, NULL, NULL, "Hello?");
  g_assert_cmpint (hearth_chat_message_get_state (late), ==, HEARTH_CHAT_REFUSED);
  g_assert_cmpuint (fixture->sent->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/conversation/confirmed", Fixture, NULL, set_up, test_confirmed, tear_down);
  g_test_add ("/conversation/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/conversation/repeated", Fixture, NULL, set_up, test_repeated, tear_down);
  g_test_add ("/conversation/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/conversation/bounds", Fixture, NULL, set_up, test_bounds, tear_down);
  g_test_add ("/conversation/close", Fixture, NULL, set_up, test_close, tear_down);

  return g_test_run ();
}
