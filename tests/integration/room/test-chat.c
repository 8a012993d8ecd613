/* People who write to each other: who may, at what rate and to whom, whatever a guest's program says; and among real people that everybody
 * reads what is for everybody, two people what is for two, and who comes late what was written before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"
#include "base/main-thread.h"
#include "people.h"
#include "room/chat-relay.h"
#include "room/moderator.h"
#include "room/rights.h"

#define PATIENCE_MS 45000

/* Long enough for what should not come to have come, on a path that carries other things meanwhile. */
#define NOTHING_MS 300

/* --- By the host's rules, with guests who never connect ------------------------------------------------------------------ */

typedef struct
{
  BareRoom bare;
  HearthModerator *moderator;
  HearthConversation *conversation; /* Alice's */
  HearthChatRelay *relay;
  GPtrArray *heard; /* of HearthChatMessage: what Alice got to read */
  guint64 number;
} Room;

static void
on_said (HearthConversation *conversation,
         HearthChatMessage  *message,
         GPtrArray          *heard)
{
  g_ptr_array_add (heard, g_object_ref (message));
}

/* @seated: Alice sits at her computer. */
static void
set_up_room (Room     *room,
             gboolean  seated)
{
  const HearthLocalSources nothing = { 0 };

  bare_room_set_up (&room->bare);
  if (seated)
    hearth_gathering_set_local (room->bare.gathering, &nothing);
  room->moderator = hearth_moderator_new (room->bare.gathering, room->bare.door);
  room->conversation = hearth_conversation_new ();
  room->relay = hearth_chat_relay_new (room->bare.gathering, room->conversation);
  room->heard = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (room->conversation, "said", G_CALLBACK (on_said), room->heard);
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  set_up_room (room, TRUE);
}

static void
set_up_unattended (Room          *room,
                   gconstpointer  data)
{
  set_up_room (room, FALSE);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  hearth_chat_relay_close (room->relay);
  hearth_moderator_close (room->moderator);
  g_assert_finalize_object (room->relay);
  g_assert_finalize_object (room->conversation);
  g_assert_finalize_object (room->moderator);
  g_ptr_array_unref (room->heard);
  bare_room_tear_down (&room->bare);
}

static void
say_as (Room            *room,
        HearthGuestLink *guest,
        const char      *addressee,
        const char      *text,
        guint64          number)
{
  g_autoptr (HearthControlMessage) say = hearth_control_message_new (HEARTH_CONTROL_SAY);

  say->number = number;
  say->target = g_strdup (addressee);
  say->text = g_strdup (text);

  /* What a program says of who it is changes nothing. */
  say->actor = g_strdup (HEARTH_GATHERING_HOST_ID);
  g_signal_emit_by_name (hearth_guest_link_get_control (guest), "say", say);
}

/* By its own connection, as it comes over the wire. Returns: whether Alice got to read it. */
static gboolean
say (Room            *room,
     HearthGuestLink *guest,
     const char      *addressee)
{
  guint before = room->heard->len;

  say_as (room, guest, addressee, "Hello", ++room->number);

  return room->heard->len > before;
}

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

/* Every role, with and without the right that was taken from all, to everybody, to the host and to nobody. */
static void
test_matrix (Room          *room,
             gconstpointer  data)
{
  for (guint role = 0; role < HEARTH_ROLE_HOST; role++)
    {
      for (guint switches = 0; switches <= HEARTH_SWITCHES_ALL; switches++)
        {
          HearthGuestLink *guest = bare_room_knock_as_stranger (&room->bare, "guest");
          const HearthAct appoint = { .kind = HEARTH_ACT_SET_ROLE, .target = get_id (guest), .role = (HearthRole) role };
          const HearthAct set = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = switches };
          gboolean may = role == HEARTH_ROLE_CO_HOST || (switches & HEARTH_SWITCH_CHAT) != 0;

          g_assert_true (hearth_moderator_act (room->moderator, NULL, &appoint));
          g_assert_true (hearth_moderator_act (room->moderator, NULL, &set));
          g_assert_true (say (room, guest, NULL) == may);
          g_assert_true (say (room, guest, HEARTH_GATHERING_HOST_ID) == may);
          g_assert_false (say (room, guest, get_id (guest)));
          g_assert_false (say (room, guest, "g99"));
          hearth_door_expel (room->bare.door, guest, FALSE, TRUE);
        }
    }
}

/* Whose connection it came by is who wrote it, under the name that everybody knows. */
static void
test_writer (Room          *room,
             gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "Bob");
  const HearthChatText *text;

  g_assert_true (say (room, bob, NULL));
  text = hearth_chat_message_get_text (g_ptr_array_index (room->heard, 0));
  g_assert_cmpstr (text->sender, ==, get_id (bob));
  g_assert_cmpstr (text->sender_name, ==, "Bob");
  g_assert_cmpstr (text->sender_colour, ==, "green");
  g_assert_null (text->addressee);
  g_assert_false (hearth_chat_message_is_own (g_ptr_array_index (room->heard, 0)));
}

/* Said again over a fresh channel, it is written once. */
static void
test_repeated (Room          *room,
               gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "Bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "Carol");

  say_as (room, bob, NULL, "one", 1);
  say_as (room, bob, NULL, "one", 1);
  say_as (room, bob, NULL, "two", 2);
  say_as (room, bob, NULL, "one", 1);
  say_as (room, carol, NULL, "hers", 1);
  g_assert_cmpuint (room->heard->len, ==, 3);

  /* Also where so much was written since that a late comer would not read it any more. */
  for (guint i = 0; i < HEARTH_LIMIT_CHAT_HISTORY; i++)
    g_object_unref (hearth_conversation_say (room->conversation, NULL, NULL, "a line"));
  g_ptr_array_set_size (room->heard, 0);
  say_as (room, bob, NULL, "two", 2);
  g_assert_cmpuint (room->heard->len, ==, 0);
}

/* Bytes are what counts, and at least so many for each; what one person uses up is not taken from another. */
static void
test_flood (Room          *room,
            gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "Bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "Carol");
  g_autofree char *page = g_strnfill (HEARTH_LIMIT_CHAT_BYTES, 'x');
  const guint short_ones = HEARTH_LIMIT_CHAT_BURST_BYTES / HEARTH_LIMIT_CHAT_COST;
  const guint pages = HEARTH_LIMIT_CHAT_BURST_BYTES / HEARTH_LIMIT_CHAT_BYTES;

  /* What comes back meanwhile is less than one of them a half second. */
  for (guint i = 0; i < 10 * short_ones; i++)
    say_as (room, bob, NULL, "x", ++room->number);
  g_assert_cmpuint (room->heard->len, >=, short_ones);
  g_assert_cmpuint (room->heard->len, <, 2 * short_ones);

  g_ptr_array_set_size (room->heard, 0);
  for (guint i = 0; i < 10 * pages; i++)
    say_as (room, carol, NULL, page, ++room->number);
  g_assert_cmpuint (room->heard->len, ==, pages);
}

/* Nobody sits at the host's computer: nobody reads there what is for one person alone, and nothing is sent to nobody. */
static void
test_unattended (Room          *room,
                 gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "Bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "Carol");

  g_assert_false (say (room, bob, HEARTH_GATHERING_HOST_ID));
  g_assert_false (say (room, bob, get_id (carol)));
  g_assert_true (say (room, bob, NULL));
}

/* --- Real people --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  Person *person;
  GPtrArray *heard;
  guint n;
} Reader;

static void
reader_init (Reader *reader,
             Person *person)
{
  reader->person = person;
  reader->heard = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (hearth_room_get_conversation (person->room), "said", G_CALLBACK (on_said), reader->heard);
}

static void
reader_clear (Reader *reader)
{
  g_signal_handlers_disconnect_by_data (hearth_room_get_conversation (reader->person->room), reader->heard);
  g_ptr_array_unref (reader->heard);
}

static gboolean
has_read (gpointer data)
{
  const Reader *reader = data;

  return reader->heard->len >= reader->n;
}

/* Returns: the @n-th message that they read. */
static HearthChatMessage *
wait_read (Reader     *reader,
           guint       n,
           const char *text)
{
  HearthChatMessage *message;

  reader->n = n;
  wait_until (text, PATIENCE_MS, has_read, reader);
  g_assert_cmpuint (reader->heard->len, ==, n);
  message = g_ptr_array_index (reader->heard, n - 1);
  g_assert_cmpstr (hearth_chat_message_get_text (message)->text, ==, text);

  return message;
}

static HearthChatMessage *
write_to (Reader     *writer,
          Person     *addressee,
          const char *text)
{
  HearthMember *member = addressee != NULL ? person_find (writer->person, addressee->name) : NULL;

  return hearth_conversation_say (hearth_room_get_conversation (writer->person->room),
                                  member != NULL ? hearth_member_get_id (member) : NULL,
                                  member != NULL ? hearth_member_get_name (member) : NULL, text);
}

static gboolean
is_settled (gpointer data)
{
  return hearth_chat_message_get_state (data) != HEARTH_CHAT_SENDING;
}

static gboolean
may_not_write (gpointer data)
{
  return (hearth_standing_get_rights (hearth_room_get_standing (((Person *) data)->room)) & HEARTH_RIGHT_CHAT) == 0;
}

static void
test_people (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  g_autoptr (Person) dave = NULL;
  g_autoptr (HearthChatMessage) first = NULL;
  g_autoptr (HearthChatMessage) second = NULL;
  g_autoptr (HearthChatMessage) third = NULL;
  HearthChatMessage *message;
  Reader alices, bobs, carols, daves;
  gint64 time;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_members (bob, 2);
  person_wait_members (carol, 2);
  reader_init (&alices, alice);
  reader_init (&bobs, bob);
  reader_init (&carols, carol);

  /* To everybody: the same time for all, and Bob's own is the one that he wrote. */
  first = write_to (&bobs, NULL, "Hello\nall");
  time = hearth_chat_message_get_time (wait_read (&alices, 1, "Hello\nall"));
  g_assert_cmpint (hearth_chat_message_get_time (wait_read (&carols, 1, "Hello\nall")), ==, time);
  g_assert_true (wait_read (&bobs, 1, "Hello\nall") == first);
  g_assert_cmpint (hearth_chat_message_get_state (first), ==, HEARTH_CHAT_SENT);
  g_assert_cmpint (hearth_chat_message_get_time (first), ==, time);
  g_assert_cmpstr (hearth_chat_message_get_text (g_ptr_array_index (carols.heard, 0))->sender_name, ==, "Bob");

  /* To one: Alice, whose computer passes it on, does not get to read it in her window either. */
  second = write_to (&carols, bob, "between us");
  message = wait_read (&bobs, 2, "between us");
  g_assert_cmpstr (hearth_chat_message_get_text (message)->sender_name, ==, "Carol");
  g_assert_cmpstr (hearth_chat_message_get_text (message)->addressee_name, ==, "Bob");
  wait_read (&carols, 2, "between us");

  /* From the host's own person. */
  third = write_to (&alices, NULL, "Welcome");
  g_assert_cmpint (hearth_chat_message_get_state (third), ==, HEARTH_CHAT_SENT);
  wait_read (&alices, 2, "Welcome");
  wait_read (&bobs, 3, "Welcome");
  wait_read (&carols, 3, "Welcome");

  /* Who comes late reads what was for everybody, and can tell it from what is new. */
  dave = person_visit (house, NULL, "Dave", FALSE);
  reader_init (&daves, dave);
  message = wait_read (&daves, 2, "Welcome");
  g_assert_true (hearth_chat_message_is_earlier (message));
  g_assert_cmpstr (hearth_chat_message_get_text (g_ptr_array_index (daves.heard, 0))->text, ==, "Hello\nall");
  person_wait_members (alice, 3);
  g_object_unref (write_to (&alices, dave, "You are late"));
  message = wait_read (&daves, 3, "You are late");
  g_assert_false (hearth_chat_message_is_earlier (message));
  run_for (NOTHING_MS);
  g_assert_cmpuint (alices.heard->len, ==, 3);
  g_assert_cmpuint (bobs.heard->len, ==, 3);
  g_assert_cmpuint (carols.heard->len, ==, 3);
  g_assert_cmpuint (daves.heard->len, ==, 3);

  reader_clear (&alices);
  reader_clear (&bobs);
  reader_clear (&carols);
  reader_clear (&daves);
}

static void
test_refused (House         *house,
              gconstpointer  data)
{
  const HearthAct withhold = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCHES_ALL & ~HEARTH_SWITCH_CHAT };
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (HearthChatMessage) to_nobody = NULL;
  g_autoptr (HearthChatMessage) withheld = NULL;
  g_autoptr (HearthChatMessage) lost = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  person_wait_members (bob, 1);

  to_nobody = hearth_conversation_say (hearth_room_get_conversation (bob->room), "g99", "Eve", "Hello?");
  wait_until ("Bob is told that there is no Eve", PATIENCE_MS, is_settled, to_nobody);
  g_assert_cmpint (hearth_chat_message_get_state (to_nobody), ==, HEARTH_CHAT_REFUSED);
  g_assert_cmpint (hearth_chat_message_get_refusal (to_nobody), ==, HEARTH_CHAT_NOBODY);

  hearth_room_act (alice->room, &withhold);
  wait_until ("Bob knows that he may not write", PATIENCE_MS, may_not_write, bob);
  withheld = hearth_conversation_say (hearth_room_get_conversation (bob->room), NULL, NULL, "I write all the same");
  wait_until ("Bob is told that he may not", PATIENCE_MS, is_settled, withheld);
  g_assert_cmpint (hearth_chat_message_get_state (withheld), ==, HEARTH_CHAT_REFUSED);
  g_assert_cmpint (hearth_chat_message_get_refusal (withheld), ==, HEARTH_CHAT_WITHHELD);

  /* Nobody is left in doubt when the stay is over. */
  lost = hearth_conversation_say (hearth_room_get_conversation (bob->room), NULL, NULL, "Bye");
  hearth_room_leave (bob->room);
  person_wait_ended (bob);
  g_assert_cmpint (hearth_chat_message_get_state (lost), ==, HEARTH_CHAT_REFUSED);
}

/* Alice fills the room's memory, as fast as a room may be written in. */
static void
fill_history (Person *alice)
{
  for (guint n = 0; n < HEARTH_LIMIT_CHAT_HISTORY;)
    {
      g_autoptr (HearthChatMessage) message = hearth_conversation_say (hearth_room_get_conversation (alice->room), NULL, NULL, "blah");

      if (hearth_chat_message_get_state (message) == HEARTH_CHAT_SENT)
        {
          n++;
          continue;
        }
      g_assert_cmpint (hearth_chat_message_get_refusal (message), ==, HEARTH_CHAT_TOO_FAST);
      run_for (200);
    }
}

/* A long history comes whole, and crowds out nothing of what else is said at the beginning: Bob is told what is wanted of his camera. */
static void
test_long_history (House         *house,
                   gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  Reader bobs;

  person_wait_inside (alice);
  fill_history (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  reader_init (&bobs, bob);
  wait_read (&bobs, HEARTH_LIMIT_CHAT_HISTORY, "blah");
  person_wait_hears (alice, bob);
  person_wait_hears (bob, alice);

  reader_clear (&bobs);
}

/* The same key knocks again, from a program that knows nothing of the one before: in the seat, with what was between the two. */
static void
test_returns (House         *house,
              gconstpointer  data)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) bob_again = NULL;
  Reader alices, bobs;

  person_wait_inside (alice);
  bob = person_visit (house, identity, "Bob", FALSE);
  person_wait_members (bob, 1);
  person_wait_members (alice, 1);
  reader_init (&alices, alice);
  reader_init (&bobs, bob);
  g_object_unref (write_to (&alices, bob, "for you alone"));
  g_object_unref (write_to (&bobs, NULL, "thanks"));
  wait_read (&alices, 2, "thanks");
  wait_read (&bobs, 2, "thanks");
  reader_clear (&bobs);

  person_vanish (bob);
  bob_again = person_visit (house, identity, "Bob", FALSE);
  reader_init (&bobs, bob_again);
  g_assert_true (hearth_chat_message_is_own (wait_read (&bobs, 2, "thanks")));
  g_assert_false (hearth_chat_message_is_own (g_ptr_array_index (bobs.heard, 0)));
  reader_clear (&alices);
  reader_clear (&bobs);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/chat/matrix", Room, NULL, set_up, test_matrix, tear_down);
  g_test_add ("/chat/writer", Room, NULL, set_up, test_writer, tear_down);
  g_test_add ("/chat/repeated", Room, NULL, set_up, test_repeated, tear_down);
  g_test_add ("/chat/flood", Room, NULL, set_up, test_flood, tear_down);
  g_test_add ("/chat/unattended", Room, NULL, set_up_unattended, test_unattended, tear_down);
  g_test_add ("/chat/people", House, NULL, house_set_up, test_people, house_tear_down);
  g_test_add ("/chat/refused", House, NULL, house_set_up, test_refused, house_tear_down);
  g_test_add ("/chat/long-history", House, NULL, house_set_up, test_long_history, house_tear_down);
  g_test_add ("/chat/returns", House, NULL, house_set_up, test_returns, house_tear_down);

  return g_test_run ();
}
