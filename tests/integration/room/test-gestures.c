/* Raised hands and reactions: by the host's rules, whatever a guest's program says; and among real people, that everybody sees the same
 * row of hands, through a lost connection and for who comes late, and every reaction as its own person's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"
#include "base/limits.h"
#include "base/main-thread.h"
#include "people.h"
#include "room/gesture-relay.h"
#include "room/moderator.h"

#define PATIENCE_MS 45000

/* --- By the host's rules, with guests who never connect ------------------------------------------------------------------ */

typedef struct
{
  BareRoom bare;
  HearthModerator *moderator;
  HearthGestureRelay *relay;
  HearthGestures *gestures; /* Alice's */
  GString *seen; /* reactions, as Alice saw them */
} Room;

static void
on_reacted (HearthGestures *gestures,
            const char     *id,
            int             reaction,
            GString        *seen)
{
  g_string_append_printf (seen, "%s %d\n", id != NULL ? id : "self", reaction);
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  const HearthLocalSources nothing = { 0 };

  bare_room_set_up (&room->bare);
  hearth_gathering_set_local (room->bare.gathering, &nothing);
  room->moderator = hearth_moderator_new (room->bare.gathering, room->bare.door);
  room->relay = hearth_gesture_relay_new (room->bare.gathering);
  room->gestures = g_object_ref (hearth_gesture_relay_get_gestures (room->relay));
  room->seen = g_string_new (NULL);
  g_signal_connect (room->gestures, "reacted", G_CALLBACK (on_reacted), room->seen);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  hearth_gesture_relay_close (room->relay);
  hearth_moderator_close (room->moderator);
  g_assert_finalize_object (room->relay);
  g_assert_finalize_object (room->gestures);
  g_assert_finalize_object (room->moderator);
  g_string_free (room->seen, TRUE);
  bare_room_tear_down (&room->bare);
}

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

/* By their own connection; a program may say anything of who it is. */
static void
react_as (Room            *room,
          HearthGuestLink *guest,
          HearthReaction   reaction)
{
  g_autoptr (HearthControlMessage) react = hearth_control_message_new (HEARTH_CONTROL_REACT);

  react->reaction = reaction;
  react->actor = g_strdup (HEARTH_GATHERING_HOST_ID);
  g_signal_emit_by_name (hearth_guest_link_get_control (guest), "react", react);
}

/* Listeners as well, and each as who their connection is. */
static void
test_whose (Room          *room,
            gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "carol");
  const HearthAct listen = { .kind = HEARTH_ACT_SET_ROLE, .target = get_id (carol), .role = HEARTH_ROLE_LISTENER };
  g_autofree char *expected = g_strdup_printf ("%s 0\n%s 3\nself 5\n", get_id (bob), get_id (carol));

  g_assert_true (hearth_moderator_act (room->moderator, NULL, &listen));
  react_as (room, bob, HEARTH_REACTION_THUMBS_UP);
  react_as (room, carol, HEARTH_REACTION_LAUGHTER);
  g_assert_true (hearth_gestures_react (room->gestures, HEARTH_REACTION_PARTY));
  g_assert_cmpstr (room->seen->str, ==, expected);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';

  return n;
}

/* One takes nothing from the others, and all together no more than a channel carries. */
static void
test_flood (Room          *room,
            gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "carol");
  guint n;

  for (guint i = 0; i < 1000; i++)
    react_as (room, bob, HEARTH_REACTION_APPLAUSE);
  n = count_lines (room->seen->str);
  g_assert_cmpuint (n, >=, HEARTH_LIMIT_REACTION_BURST);
  g_assert_cmpuint (n, <=, HEARTH_LIMIT_REACTION_BURST + 5);
  react_as (room, carol, HEARTH_REACTION_APPLAUSE);
  g_assert_cmpuint (count_lines (room->seen->str), ==, n + 1);

  /* Nor who comes again and again with new keys. */
  g_string_truncate (room->seen, 0);
  for (guint i = 0; i < 3 * HEARTH_LIMIT_REACTION_ROOM_BURST / HEARTH_LIMIT_REACTION_BURST; i++)
    {
      HearthGuestLink *guest = bare_room_knock_as_stranger (&room->bare, "again");

      for (guint j = 0; j < HEARTH_LIMIT_REACTION_BURST; j++)
        react_as (room, guest, HEARTH_REACTION_HEART);
      hearth_door_expel (room->bare.door, guest, FALSE, TRUE);
    }
  g_assert_cmpuint (count_lines (room->seen->str), <, 2 * HEARTH_LIMIT_REACTION_ROOM_BURST);
  react_as (room, bob, HEARTH_REACTION_SURPRISE);
}

/* --- Real people --------------------------------------------------------------------------------------------------------- */

/* Whose hand, as whom somebody sees them: one's own by no name. */
typedef struct
{
  Person *person;
  const char *names[4]; /* of the row, from its beginning; "" for themselves */
  guint n;
} Row;

static guint
get_hand (Person     *person,
          const char *name)
{
  HearthMember *member;

  if (*name == '\0')
    return hearth_gestures_get_hand (hearth_room_get_gestures (person->room));

  member = person_find (person, name);

  return member != NULL ? hearth_member_get_hand (member) : 0;
}

static gboolean
sees_row (gpointer data)
{
  const Row *row = data;
  GListModel *members = hearth_room_get_members (row->person->room);
  guint n_raised = hearth_gestures_get_hand (hearth_room_get_gestures (row->person->room)) > 0;

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      n_raised += hearth_member_get_hand (member) > 0;
    }
  for (guint i = 0; i < row->n; i++)
    if (get_hand (row->person, row->names[i]) != i + 1)
      return FALSE;

  return n_raised == row->n;
}

/* @names: divided by spaces; "-" for themselves */
static void
wait_row (Person     *person,
          const char *names)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);
  Row row = { .person = person };

  for (guint i = 0; *names != '\0' && words[i] != NULL; i++)
    row.names[row.n++] = g_str_equal (words[i], "-") ? "" : words[i];
  wait_until (names, PATIENCE_MS, sees_row, &row);
}

static void
set_hand (Person   *person,
          gboolean  raised)
{
  hearth_gestures_set_hand_raised (hearth_room_get_gestures (person->room), raised);
}

static gboolean
is_down (gpointer data)
{
  return !hearth_gestures_is_hand_raised (hearth_room_get_gestures (((Person *) data)->room));
}

/* In the order in which the host hears of them, for everybody alike; lowered by who may, and by nobody else. */
static void
test_row (House         *house,
          gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  g_autoptr (Person) dave = NULL;
  HearthAct act = { .kind = HEARTH_ACT_LOWER_HAND };

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_members (bob, 2);
  person_wait_members (carol, 2);

  set_hand (carol, TRUE);
  wait_row (alice, "Carol");
  set_hand (alice, TRUE);
  set_hand (bob, TRUE);
  wait_row (alice, "Carol - Bob");
  wait_row (bob, "Carol Alice -");
  wait_row (carol, "- Alice Bob");
  dave = person_visit (house, NULL, "Dave", FALSE);
  wait_row (dave, "Carol Alice Bob");

  /* Dave is a speaker: he lowers nobody's. */
  act.target = hearth_member_get_id (person_find (dave, "Carol"));
  hearth_room_act (dave->room, &act);
  hearth_room_act (dave->room, &(HearthAct) { .kind = HEARTH_ACT_LOWER_ALL_HANDS });
  set_hand (dave, TRUE);
  wait_row (alice, "Carol - Bob Dave");
  set_hand (dave, FALSE);
  wait_row (alice, "Carol - Bob");

  /* The host does, and her program notices. */
  act.target = hearth_member_get_id (person_find (alice, "Carol"));
  hearth_room_act (alice->room, &act);
  wait_until ("Carol's hand is down", PATIENCE_MS, is_down, carol);
  wait_row (dave, "Alice Bob");

  /* Her own to raise again, and last in the row. */
  set_hand (carol, TRUE);
  wait_row (bob, "Alice - Carol");
  hearth_room_act (alice->room, &(HearthAct) { .kind = HEARTH_ACT_LOWER_ALL_HANDS });
  wait_until ("Alice's hand is down", PATIENCE_MS, is_down, alice);
  wait_until ("Bob's hand is down", PATIENCE_MS, is_down, bob);
  wait_until ("Carol's hand is down", PATIENCE_MS, is_down, carol);
  wait_row (dave, "");
}

/* Who leaves has no hand; whose program is lost keeps their place until they have left. */
static void
test_gone (House         *house,
           gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_members (carol, 2);
  person_wait_members (bob, 2);
  set_hand (bob, TRUE);
  wait_row (alice, "Bob");
  set_hand (carol, TRUE);
  wait_row (alice, "Bob Carol");

  /* Everybody's line to the server breaks, and comes back: they knock again, and nothing has moved. */
  house_stop_server (house);
  house_start_server (house);
  wait_row (alice, "Bob Carol");
  hearth_room_leave (bob->room);
  person_wait_ended (bob);
  wait_row (alice, "Carol");
  wait_row (carol, "-");
}

static gboolean
has_seen (gpointer data)
{
  return ((GString *) data)->len > 0;
}

static void
test_reactions (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  g_autoptr (GString) alices = g_string_new (NULL);
  g_autoptr (GString) bobs = g_string_new (NULL);
  g_autoptr (GString) carols = g_string_new (NULL);
  g_autofree char *expected = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_members (bob, 2);
  person_wait_members (carol, 2);
  g_signal_connect (hearth_room_get_gestures (alice->room), "reacted", G_CALLBACK (on_reacted), alices);
  g_signal_connect (hearth_room_get_gestures (bob->room), "reacted", G_CALLBACK (on_reacted), bobs);
  g_signal_connect (hearth_room_get_gestures (carol->room), "reacted", G_CALLBACK (on_reacted), carols);

  g_assert_true (hearth_gestures_react (hearth_room_get_gestures (bob->room), HEARTH_REACTION_APPLAUSE));
  wait_until ("Alice sees it", PATIENCE_MS, has_seen, alices);
  wait_until ("Bob sees it", PATIENCE_MS, has_seen, bobs);
  wait_until ("Carol sees it", PATIENCE_MS, has_seen, carols);
  expected = g_strdup_printf ("%s 2\n", hearth_member_get_id (person_find (alice, "Bob")));
  g_assert_cmpstr (alices->str, ==, expected);
  g_assert_cmpstr (carols->str, ==, expected);
  g_assert_cmpstr (bobs->str, ==, "self 2\n");
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/gestures/whose", Room, NULL, set_up, test_whose, tear_down);
  g_test_add ("/gestures/flood", Room, NULL, set_up, test_flood, tear_down);
  g_test_add ("/gestures/row", House, NULL, house_set_up, test_row, house_tear_down);
  g_test_add ("/gestures/gone", House, NULL, house_set_up, test_gone, house_tear_down);
  g_test_add ("/gestures/reactions", House, NULL, house_set_up, test_reactions, house_tear_down);

  return g_test_run ();
}
