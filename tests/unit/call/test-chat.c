/* The chat of a call: in order, counted while nobody looks, gone with the call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/chat-private.h"

#include "base/limits.h"

typedef struct
{
  HearthConversation *conversation;
  HearthStanding *standing;
  HearthChat *chat;
  GPtrArray *sent; /* of HearthControlMessage */
  guint n_news;
  guint n_unread_changes;
} Fixture;

static void
on_send (HearthConversation   *conversation,
         HearthControlMessage *message,
         Fixture              *fixture)
{
  g_ptr_array_add (fixture->sent, hearth_control_message_ref (message));
}

static void
on_news (HearthChat        *chat,
         HearthChatMessage *message,
         Fixture           *fixture)
{
  g_assert_false (hearth_chat_message_is_own (message));
  fixture->n_news++;
}

static void
on_unread (Fixture *fixture)
{
  fixture->n_unread_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = hearth_conversation_new ();
  fixture->standing = hearth_standing_new ();
  fixture->chat = hearth_chat_new ();
  fixture->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);
  g_signal_connect (fixture->conversation, "send", G_CALLBACK (on_send), fixture);
  g_signal_connect (fixture->chat, "news", G_CALLBACK (on_news), fixture);
  g_signal_connect_swapped (fixture->chat, "notify::unread", G_CALLBACK (on_unread), fixture);
  hearth_chat_follow (fixture->chat, fixture->conversation, fixture->standing, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->chat);
  g_assert_finalize_object (fixture->standing);
  g_assert_finalize_object (fixture->conversation);
  g_ptr_array_unref (fixture->sent);
}

static void
hear (Fixture    *fixture,
      guint64     time,
      guint64     number,
      const char *text,
      gboolean    earlier)
{
  g_autoptr (HearthControlMessage) said = hearth_control_message_new (HEARTH_CONTROL_SAID);

  said->time = time;
  said->number = number;
  said->actor = g_strdup ("g1");
  said->actor_name = g_strdup ("Ben");
  said->colour = g_strdup ("red");
  said->text = g_strdup (text);
  said->earlier = earlier;
  hearth_conversation_receive (fixture->conversation, said);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (hearth_chat_get_messages (fixture->chat));
}

static void
assert_text (Fixture    *fixture,
             guint       position,
             const char *text)
{
  g_autoptr (HearthChatMessage) message = g_list_model_get_item (hearth_chat_get_messages (fixture->chat), position);

  g_assert_cmpstr (hearth_chat_message_get_text (message)->text, ==, text);
}

static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  hear (fixture, 1, 0, "before", TRUE);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 0);
  g_assert_cmpuint (fixture->n_news, ==, 0);

  hear (fixture, 2, 0, "one", FALSE);
  hear (fixture, 3, 0, "two", FALSE);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 2);
  g_assert_cmpuint (fixture->n_news, ==, 2);

  hearth_chat_set_reading (fixture->chat, TRUE);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 0);
  hear (fixture, 4, 0, "three", FALSE);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 0);
  g_assert_cmpuint (fixture->n_news, ==, 3);
  hearth_chat_set_reading (fixture->chat, FALSE);
  hear (fixture, 5, 0, "four", FALSE);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 1);
  g_assert_cmpuint (fixture->n_unread_changes, ==, 4);
  g_assert_cmpuint (count (fixture), ==, 5);
}

/* What others wrote meanwhile stands before what the host got after it. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  const HearthControlMessage *say;

  g_assert_false (hearth_chat_say (fixture->chat, NULL, " \n"));
  g_assert_true (hearth_chat_say (fixture->chat, NULL, "mine"));
  say = g_ptr_array_index (fixture->sent, 0);
  g_assert_null (say->target);
  assert_text (fixture, 0, "mine");
  hear (fixture, 1, 0, "theirs", FALSE);
  assert_text (fixture, 1, "theirs");
  hear (fixture, 2, say->number, "mine", FALSE);
  assert_text (fixture, 0, "theirs");
  assert_text (fixture, 1, "mine");
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 1);
}

static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 1; i <= HEARTH_LIMIT_CHAT_SHOWN + 1; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      hear (fixture, i, 0, text, FALSE);
    }
  g_assert_cmpuint (count (fixture), ==, HEARTH_LIMIT_CHAT_SHOWN);
  assert_text (fixture, 0, "2");
}

static void
test_may_write (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_true (hearth_chat_may_write (fixture->chat));
  hearth_standing_set_switches (fixture->standing, HEARTH_SWITCHES_ALL & ~HEARTH_SWITCH_CHAT);
  g_assert_false (hearth_chat_may_write (fixture->chat));
  hearth_standing_set_switches (fixture->standing, HEARTH_SWITCHES_ALL);
  g_assert_true (hearth_chat_may_write (fixture->chat));
}

static void
test_leave (Fixture       *fixture,
            gconstpointer  data)
{
  hear (fixture, 1, 0, "one", FALSE);
  hearth_chat_follow (fixture->chat, NULL, NULL, NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (hearth_chat_get_unread (fixture->chat), ==, 0);
  g_assert_false (hearth_chat_may_write (fixture->chat));
  g_assert_false (hearth_chat_say (fixture->chat, NULL, "Anybody there?"));
  hear (fixture, 2, 0, "two", FALSE);
  g_assert_cmpuint (count (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/chat/unread", Fixture, NULL, set_up, test_unread, tear_down);
  g_test_add ("/chat/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/chat/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  g_test_add ("/chat/may-write", Fixture, NULL, set_up, test_may_write, tear_down);
  g_test_add ("/chat/leave", Fixture, NULL, set_up, test_leave, tear_down);

  return g_test_run ();
}
