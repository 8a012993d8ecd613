/* What a host remembers of what was written: bounded, in order, and private to whom it is between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/chat-log.h"

#include <string.h>

#include "base/limits.h"

static const HearthControlMessage *
add (HearthChatLog *log,
     const char    *sender,
     const char    *addressee,
     guint64        number,
     const char    *text,
     gint64         now)
{
  HearthControlMessage *said = hearth_control_message_new (HEARTH_CONTROL_SAID);

  said->actor = g_strdup (sender);
  said->actor_name = g_strdup (sender);
  said->target = g_strdup (addressee);
  said->number = number;
  said->text = g_strdup (text);

  return hearth_chat_log_add (log, said, now);
}

/* Returns: (nullable): what @sender wrote under that number, if it is still known. */
static const HearthControlMessage *
find (HearthChatLog *log,
      const char    *sender,
      guint64        number)
{
  GPtrArray *messages = hearth_chat_log_get (log);

  for (guint i = 0; i < messages->len; i++)
    {
      const HearthControlMessage *said = g_ptr_array_index (messages, i);

      if (said->number == number && g_str_equal (said->actor, sender))
        return said;
    }

  return NULL;
}

/* However the clock runs, each has a later time than the one before. */
static void
test_time (void)
{
  g_autoptr (HearthChatLog) log = hearth_chat_log_new ();

  g_assert_cmpuint (hearth_chat_log_get_time (log), ==, 0);
  g_assert_cmpuint (add (log, "g1", NULL, 1, "a", 1000)->time, ==, 1000);
  g_assert_cmpuint (add (log, "g1", NULL, 2, "b", 1000)->time, ==, 1001);
  g_assert_cmpuint (add (log, "g1", NULL, 3, "c", 500)->time, ==, 1002);
  g_assert_cmpuint (add (log, "g1", NULL, 4, "d", -7)->time, ==, 1003);
  g_assert_cmpuint (add (log, "g1", NULL, 5, "e", 5000)->time, ==, 5000);
  g_assert_cmpuint (hearth_chat_log_get_time (log), ==, 5000);
}

static void
test_private (void)
{
  g_autoptr (HearthChatLog) log = hearth_chat_log_new ();
  const HearthControlMessage *everybody = add (log, "g1", NULL, 1, "a", 1);
  const HearthControlMessage *two = add (log, "g1", "g2", 2, "b", 2);

  g_assert_true (hearth_chat_log_concerns (everybody, "g3"));
  g_assert_true (hearth_chat_log_concerns (two, "g1"));
  g_assert_true (hearth_chat_log_concerns (two, "g2"));
  g_assert_false (hearth_chat_log_concerns (two, "g3"));
  g_assert_false (hearth_chat_log_concerns (two, "host"));
}

static gboolean
is_private (const HearthControlMessage *said,
            gpointer                    data)
{
  return said->target != NULL;
}

static gboolean
is_nothing (const HearthControlMessage *said,
            gpointer                    data)
{
  return FALSE;
}

/* What is forgotten makes room, and the time goes on. */
static void
test_keep (void)
{
  g_autoptr (HearthChatLog) log = hearth_chat_log_new ();

  add (log, "g1", NULL, 1, "a", 1);
  add (log, "g1", "g2", 2, "b", 2);
  add (log, "g2", NULL, 3, "c", 3);
  hearth_chat_log_keep (log, is_private, NULL);
  g_assert_cmpuint (hearth_chat_log_get (log)->len, ==, 1);
  g_assert_null (find (log, "g1", 1));
  g_assert_nonnull (find (log, "g1", 2));

  hearth_chat_log_keep (log, is_nothing, NULL);
  g_assert_cmpuint (hearth_chat_log_get (log)->len, ==, 0);
  g_assert_cmpuint (add (log, "g1", NULL, 4, "d", 1)->time, ==, 4);
  for (guint i = 0; i < HEARTH_LIMIT_CHAT_HISTORY; i++)
    add (log, "g1", NULL, 10 + i, "e", 5);
  g_assert_cmpuint (hearth_chat_log_get (log)->len, ==, HEARTH_LIMIT_CHAT_HISTORY);
}

static void
test_many (void)
{
  g_autoptr (HearthChatLog) log = hearth_chat_log_new ();
  const HearthControlMessage *first;

  for (guint i = 1; i <= HEARTH_LIMIT_CHAT_HISTORY + 5; i++)
    add (log, "g1", NULL, i, "x", i);
  g_assert_cmpuint (hearth_chat_log_get (log)->len, ==, HEARTH_LIMIT_CHAT_HISTORY);
  first = g_ptr_array_index (hearth_chat_log_get (log), 0);
  g_assert_cmpuint (first->number, ==, 6);
  g_assert_null (find (log, "g1", 5));
}

static void
test_large (void)
{
  g_autoptr (HearthChatLog) log = hearth_chat_log_new ();
  g_autofree char *page = g_strnfill (HEARTH_LIMIT_CHAT_BYTES, 'x');
  gsize n_bytes = 0;

  for (guint i = 1; i <= 40; i++)
    add (log, "g1", NULL, i, page, i);
  for (guint i = 0; i < hearth_chat_log_get (log)->len; i++)
    n_bytes += strlen (((const HearthControlMessage *) g_ptr_array_index (hearth_chat_log_get (log), i))->text);
  g_assert_cmpuint (n_bytes, ==, HEARTH_LIMIT_CHAT_HISTORY_BYTES);
  g_assert_nonnull (find (log, "g1", 40));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chat-log/time", test_time);
  g_test_add_func ("/chat-log/private", test_private);
  g_test_add_func ("/chat-log/keep", test_keep);
  g_test_add_func ("/chat-log/many", test_many);
  g_test_add_func ("/chat-log/large", test_large);

  return g_test_run ();
}
