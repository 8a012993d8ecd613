/* The pointers on shared screens among real people: seen by everybody who shows that screen, whoever shares it and whenever they come; by nobody
 * else; of no screen that is paused, stopped or withdrawn; and no more of them than the host takes, whatever a guest's program says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"
#include "base/limits.h"
#include "base/main-thread.h"
#include "people.h"
#include "room/member-private.h"
#include "room/moderator.h"
#include "room/pointer-relay.h"

#define PATIENCE_MS 45000

/* What is on the way, on a machine with much to do. */
#define ON_THE_WAY_MS 1000

static HearthPointerShape *
shape_new (guint8 red)
{
  guint8 pixels[4 * 24 * 24];

  for (gsize i = 0; i < sizeof pixels; i += 4)
    {
      pixels[i] = red;
      pixels[i + 1] = pixels[i + 2] = 0;
      pixels[i + 3] = 255;
    }

  return hearth_pointer_shape_new (24, 24, 3, 5, pixels);
}

/* --- By the host's rules, with guests who never connect ------------------------------------------------------------------ */

typedef struct
{
  BareRoom bare;
  HearthPointerRelay *relay;
  guint64 version;
} Room;

static void
set_up (Room          *room,
        gconstpointer  data)
{
  const HearthLocalSources nothing = { 0 };

  bare_room_set_up (&room->bare);
  hearth_gathering_set_local (room->bare.gathering, &nothing);
  room->relay = hearth_pointer_relay_new (room->bare.gathering);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  g_assert_finalize_object (room->relay);
  bare_room_tear_down (&room->bare);
}

/* By their own connection; a program may say anything of who it is. */
static void
point_as (Room            *room,
          HearthGuestLink *guest,
          guint8           red,
          guint            x)
{
  g_autoptr (HearthPointerShape) shape = shape_new (red);
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);

  message->version = ++room->version;
  message->actor = g_strdup (HEARTH_GATHERING_HOST_ID);
  hearth_control_message_set_pointer (message, &(HearthPointer) { shape, x, 0, 1000 }, NULL);
  g_signal_emit_by_name (hearth_guest_link_get_control (guest), "pointer", message);
}

static void
share_as (HearthGuestLink *guest)
{
  HearthMemberState *state = hearth_member_describe (hearth_guest_link_get_member (guest));

  state->sharing = TRUE;
  hearth_member_update (hearth_guest_link_get_member (guest), state);
  hearth_member_state_free (state);
}

static guint
get_x (HearthGuestLink *guest)
{
  const HearthPointer *pointer = hearth_member_get_pointer (hearth_guest_link_get_member (guest));

  return pointer != NULL ? pointer->x : 0;
}

/* Whose it is says the connection; the one that was said last counts; who says too much is not heard for a while, and others are. */
static void
test_rules (Room          *room,
            gconstpointer  data)
{
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "bob");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "carol");
  const guint shape_bytes = 4 * (4 + 4 * 24 * 24) / 3;
  guint n_taken = 0, last = 0;

  point_as (room, bob, 255, 1);
  g_assert_cmpuint (get_x (bob), ==, 0);
  share_as (bob);
  g_assert_cmpuint (get_x (bob), ==, 1);
  g_assert_cmpuint (get_x (carol), ==, 0);

  room->version -= 2;
  point_as (room, bob, 255, 2);
  g_assert_cmpuint (get_x (bob), ==, 1);
  room->version++;

  for (guint i = 10; i < 1000; i++)
    {
      point_as (room, bob, 255, i);
      n_taken += get_x (bob) != last;
      last = get_x (bob);
    }
  g_assert_cmpuint (n_taken, >=, HEARTH_LIMIT_POINTER_SHAPE_BYTES / shape_bytes - 1);
  g_assert_cmpuint (n_taken, <=, HEARTH_LIMIT_POINTER_SHAPE_BYTES / shape_bytes + 10);

  share_as (carol);
  point_as (room, carol, 255, 7);
  g_assert_cmpuint (get_x (carol), ==, 7);
  hearth_pointer_relay_close (room->relay);
  point_as (room, carol, 255, 8);
  g_assert_cmpuint (get_x (carol), ==, 7);
}

/* --- Real people --------------------------------------------------------------------------------------------------------- */

static void
point (Person *person,
       guint8  red,
       guint   x)
{
  g_autoptr (HearthPointerShape) shape = shape_new (red);

  hearth_pointers_point (hearth_room_get_pointers (person->room), &(HearthPointer) { shape, x, 2 * x, 1000 });
}

typedef struct
{
  Person *person;
  Person *other;
  guint8 red;
  guint x; /* 0: there is none */
} Wish;

static const HearthPointer *
get_pointer (Person *person,
             Person *other)
{
  HearthMember *member = person_find (person, other->name);

  return member != NULL ? hearth_member_get_pointer (member) : NULL;
}

static gboolean
sees_pointer (gpointer data)
{
  const Wish *wish = data;
  const HearthPointer *pointer = get_pointer (wish->person, wish->other);
  g_autoptr (HearthPointerShape) shape = shape_new (wish->red);

  if (pointer == NULL || wish->x == 0)
    return pointer == NULL && wish->x == 0;

  return pointer->x == wish->x && pointer->y == 2 * wish->x && pointer->span == 1000 && hearth_pointer_shape_equal (pointer->shape, shape);
}

static void
wait_pointer (Person *person,
              Person *other,
              guint8  red,
              guint   x)
{
  Wish wish = { person, other, red, x };

  wait_until ("the pointer is there", PATIENCE_MS, sees_pointer, &wish);
}

static void
show (Person   *person,
      Person   *other,
      gboolean  shown)
{
  hearth_room_show (person->room, hearth_member_get_id (person_find (person, other->name)), HEARTH_PICTURE_SHARE, shown ? 640 : 0,
                    shown ? 360 : 0, FALSE);
}

typedef struct
{
  Person *person;
  Person *other;
} Pair;

static gboolean
sees_sharing (gpointer data)
{
  const Pair *pair = data;
  HearthMember *member = person_find (pair->person, pair->other->name);

  return member != NULL && hearth_member_get_sharing (member);
}

static void
wait_sharing (Person *person,
              Person *other)
{
  Pair pair = { person, other };

  wait_until ("the screen is shared", PATIENCE_MS, sees_sharing, &pair);
}

/* Both visit Alice, and know of each other. */
static void
meet (House   *house,
      Person  *alice,
      Person **bob,
      Person **carol)
{
  person_wait_inside (alice);
  *bob = person_visit (house, NULL, "Bob", TRUE);
  *carol = person_visit (house, NULL, "Carol", TRUE);
  person_wait_members (*bob, 2);
  person_wait_members (*carol, 2);
}

/* A guest's and the host's own, to all the others; and to who comes late, where it stands still since long. */
static void
test_everybody (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  g_autoptr (Person) dave = NULL;

  meet (house, alice, &bob, &carol);

  person_share (bob, TRUE);
  point (bob, 255, 100);
  wait_pointer (alice, bob, 255, 100);
  wait_pointer (carol, bob, 255, 100);
  point (bob, 255, 200);
  wait_pointer (alice, bob, 255, 200);
  wait_pointer (carol, bob, 255, 200);
  point (bob, 20, 200);
  wait_pointer (carol, bob, 20, 200);

  person_share (alice, TRUE);
  point (alice, 99, 300);
  wait_pointer (bob, alice, 99, 300);
  wait_pointer (carol, alice, 99, 300);

  dave = person_visit (house, NULL, "Dave", FALSE);
  person_wait_members (dave, 3);
  wait_pointer (dave, alice, 99, 300);
  wait_pointer (dave, bob, 20, 200);
  hearth_pointers_point (hearth_room_get_pointers (bob->room), NULL);
  wait_pointer (dave, bob, 0, 0);
  wait_pointer (alice, bob, 0, 0);
  g_assert_null (get_pointer (bob, carol));
}

static void
count (HearthMember *member,
       guint        *n)
{
  (*n)++;
}

/* Who does not show that screen hears nothing of it, until they do. */
static void
test_hidden (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  guint n = 0;

  meet (house, alice, &bob, &carol);
  person_share (bob, TRUE);
  wait_sharing (carol, bob);
  show (carol, bob, FALSE);
  run_for (ON_THE_WAY_MS);

  g_signal_connect (person_find (carol, "Bob"), "pointer-changed", G_CALLBACK (count), &n);
  point (bob, 255, 100);
  wait_pointer (alice, bob, 255, 100);
  run_for (ON_THE_WAY_MS);
  g_assert_cmpuint (n, ==, 0);

  show (carol, bob, TRUE);
  wait_pointer (carol, bob, 255, 100);
  g_signal_handlers_disconnect_by_func (person_find (carol, "Bob"), count, &n);
}

/* Paused: none, though Bob's program goes on to tell of it; when it goes on, where it is then, though it stands still and looks as it came to look
 * in between. */
static void
test_paused (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  guint n = 0;

  meet (house, alice, &bob, &carol);
  person_share (bob, TRUE);
  point (bob, 255, 100);
  wait_pointer (carol, bob, 255, 100);

  hearth_room_set_local_state (bob->room, TRUE, TRUE, TRUE, TRUE, FALSE);
  wait_pointer (carol, bob, 0, 0);
  wait_pointer (alice, bob, 0, 0);
  g_signal_connect (person_find (carol, "Bob"), "pointer-changed", G_CALLBACK (count), &n);
  point (bob, 20, 200);
  run_for (ON_THE_WAY_MS);
  g_assert_cmpuint (n, ==, 0);
  g_signal_handlers_disconnect_by_func (person_find (carol, "Bob"), count, &n);

  person_share (bob, TRUE);
  wait_pointer (alice, bob, 20, 200);
  wait_pointer (carol, bob, 20, 200);

  /* And none of before. */
  hearth_room_set_local_state (bob->room, TRUE, TRUE, TRUE, TRUE, FALSE);
  wait_pointer (carol, bob, 0, 0);
  hearth_pointers_point (hearth_room_get_pointers (bob->room), NULL);
  run_for (ON_THE_WAY_MS);
  person_share (bob, TRUE);
  run_for (ON_THE_WAY_MS);
  g_assert_null (get_pointer (alice, bob));
  g_assert_null (get_pointer (carol, bob));
  point (bob, 255, 300);
  wait_pointer (carol, bob, 255, 300);
  person_share (bob, FALSE);
  wait_pointer (carol, bob, 0, 0);
  wait_pointer (alice, bob, 0, 0);
}

/* What the host does not let anybody see has no pointer either, whatever Bob's program goes on to say. */
static void
test_withdrawn (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  HearthAct act = { .kind = HEARTH_ACT_STOP_SHARING };

  meet (house, alice, &bob, &carol);
  person_share (bob, TRUE);
  point (bob, 255, 100);
  wait_pointer (carol, bob, 255, 100);

  act.target = hearth_member_get_id (person_find (alice, "Bob"));
  hearth_room_act (alice->room, &act);
  wait_pointer (carol, bob, 0, 0);
  point (bob, 255, 200);
  run_for (ON_THE_WAY_MS);
  g_assert_null (get_pointer (carol, bob));
  g_assert_null (get_pointer (alice, bob));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add ("/room/pointer/rules", Room, NULL, set_up, test_rules, tear_down);
  g_test_add ("/room/pointer/everybody", House, NULL, house_set_up, test_everybody, house_tear_down);
  g_test_add ("/room/pointer/hidden", House, NULL, house_set_up, test_hidden, house_tear_down);
  g_test_add ("/room/pointer/paused", House, NULL, house_set_up, test_paused, house_tear_down);
  g_test_add ("/room/pointer/withdrawn", House, NULL, house_set_up, test_withdrawn, house_tear_down);

  return g_test_run ();
}
