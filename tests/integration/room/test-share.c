/* Screens that are shared beside cameras: to everybody and to who comes later, several at once and no more than fit, by whoever
 * may, and not a moment longer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/moderation.h"

#define PATIENCE_MS 45000

/* What is on the way when a share ends, on a machine with much to do. */
#define ON_THE_WAY_MS 1000

typedef struct
{
  Person *person;
  Person *other;
  gboolean wanted;
} Wish;

static gboolean
sees_share (gpointer data)
{
  const Wish *wish = data;
  HearthMember *member = person_find (wish->person, wish->other->name);

  return member != NULL && hearth_member_get_sharing (member) == wish->wanted
         && person_sees_share (wish->person, wish->other) == wish->wanted;
}

static void
wait_share (Person   *person,
            Person   *other,
            gboolean  wanted)
{
  Wish wish = { person, other, wanted };

  wait_until (wanted ? "the screen is seen" : "the screen is gone", PATIENCE_MS, sees_share, &wish);
}

static void
act (Person        *actor,
     Person        *target,
     HearthActKind  kind)
{
  const HearthAct wanted = {
    .kind = kind,
    .target = target != NULL ? hearth_member_get_id (person_find (actor, target->name)) : NULL,
    .switches = HEARTH_SWITCHES_ALL & ~(guint) HEARTH_SWITCH_SHARE,
  };

  hearth_room_act (actor->room, &wanted);
}

/* What the host says that somebody says to be on, and lets nobody have. */
typedef struct
{
  guint held;
  gulong handler;
  HearthStanding *standing;
} Word;

static void
on_held (HearthStanding *standing,
         guint           held,
         Word           *word)
{
  word->held = held;
}

static void
listen (Word   *word,
        Person *person)
{
  word->standing = hearth_room_get_standing (person->room);
  word->handler = g_signal_connect (word->standing, "held", G_CALLBACK (on_held), word);
}

static gboolean
is_screen_held (gpointer data)
{
  return (((const Word *) data)->held & 1u << HEARTH_MEDIUM_SHARING) != 0;
}

static void
wait_held (Word *word)
{
  wait_until ("they are told that nobody sees their screen", PATIENCE_MS, is_screen_held, word);
  g_signal_handler_disconnect (word->standing, word->handler);
}

/* --- Among three people --------------------------------------------------------------------------------------------------- */

static void
test_beside_camera (House         *house,
                    gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = NULL;

  person_wait_members (alice, 1);
  person_wait_hears (alice, bob);
  person_wait_hears (bob, alice);

  /* A guest's goes to the host's own person, the host's own to a guest, and both at once; the cameras stay. */
  person_share (bob, TRUE);
  wait_share (alice, bob, TRUE);
  person_share (alice, TRUE);
  wait_share (bob, alice, TRUE);
  wait_share (alice, bob, TRUE);
  g_assert_cmpint (person_get_layer_seen (alice, bob), >=, 0);
  g_assert_true (hearth_member_get_camera_on (person_find (alice, "Bob")));

  /* Who comes later sees what is shared already. */
  carol = person_visit (house, NULL, "Carol", TRUE);
  wait_share (carol, bob, TRUE);
  wait_share (carol, alice, TRUE);
  person_wait_hears (carol, bob);

  /* It ends for everybody, and begins again by the same line. */
  person_share (bob, FALSE);
  wait_share (alice, bob, FALSE);
  wait_share (carol, bob, FALSE);
  wait_wanted (bob->share, 0, PATIENCE_MS);
  person_wait_hears (carol, bob);
  person_share (bob, TRUE);
  wait_share (carol, bob, TRUE);
  wait_share (carol, alice, TRUE);
}

static void
show (Person *person,
      Person *other,
      guint   width,
      guint   height)
{
  hearth_room_show (person->room, hearth_member_get_id (person_find (person, other->name)), HEARTH_PICTURE_SHARE, width, height, FALSE);
}

/* The size of a share's tile chooses its layer, and nobody sends what nobody looks at; the camera's tile has nothing to do with it. */
static void
test_sizes (House         *house,
            gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);

  person_wait_members (alice, 1);
  person_wait_members (bob, 1);
  person_share (bob, TRUE);
  wait_share (alice, bob, TRUE);
  wait_wanted (bob->share, 1u << 1, PATIENCE_MS);
  show (alice, bob, 160, 90);
  wait_wanted (bob->share, 1u << 0, PATIENCE_MS);
  show (alice, bob, 0, 0);
  wait_wanted (bob->share, 0, PATIENCE_MS);
  g_assert_cmpuint (layered_generator_get_wanted (bob->video), !=, 0);
  show (alice, bob, 1280, 720);
  wait_wanted (bob->share, 1u << 1, PATIENCE_MS);
}

/* --- Away ------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_told_paused (gpointer data)
{
  const Wish *wish = data;
  HearthMember *member = person_find (wish->person, wish->other->name);

  return hearth_member_get_sharing (member) && hearth_member_get_share_paused (member) == wish->wanted;
}

static void
pause_and_go_on (Person *owner,
                 Person *other)
{
  Wish wish = { other, owner, TRUE };

  person_share (owner, TRUE);
  wait_share (other, owner, TRUE);
  g_assert_false (hearth_member_get_share_paused (person_find (other, owner->name)));
  hearth_room_set_local_state (owner->room, TRUE, TRUE, TRUE, TRUE, FALSE);
  wait_until ("they are told that it is paused", PATIENCE_MS, is_told_paused, &wish);
  wish.wanted = FALSE;
  hearth_room_set_local_state (owner->room, TRUE, TRUE, TRUE, FALSE, FALSE);
  wait_until ("they are told that it goes on", PATIENCE_MS, is_told_paused, &wish);
  wait_share (other, owner, TRUE);
}

/* The others are told that nothing is to be seen for a while, by a guest and by the host; without a share there is no such thing. */
static void
test_paused (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);

  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  pause_and_go_on (bob, carol);
  pause_and_go_on (alice, bob);

  hearth_room_set_local_state (bob->room, TRUE, TRUE, FALSE, TRUE, FALSE);
  wait_share (alice, bob, FALSE);
  g_assert_false (hearth_member_get_share_paused (person_find (alice, "Bob")));
}

/* --- Order ------------------------------------------------------------------------------------------------------------------ */

/* The host stops it: nothing of it comes to anybody, whatever the program goes on sending; off and on again, it may. */
static void
test_stopped (House         *house,
              gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);
  Word word = { 0 };

  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  listen (&word, bob);
  person_share (bob, TRUE);
  wait_share (carol, bob, TRUE);

  act (alice, bob, HEARTH_ACT_STOP_SHARING);
  wait_share (carol, bob, FALSE);
  wait_share (alice, bob, FALSE);
  wait_held (&word);
  person_share (bob, TRUE); /* their program says it again, and goes on */
  run_for (ON_THE_WAY_MS);
  g_assert_false (person_sees_share (carol, bob));
  g_assert_false (person_sees_share (alice, bob));
  person_wait_hears (carol, bob);

  person_share (bob, FALSE);
  run_for (ON_THE_WAY_MS);
  person_share (bob, TRUE);
  wait_share (carol, bob, TRUE);
}

/* Where speakers may not share what is shared ends, and nothing begins. */
static void
test_withheld (House         *house,
               gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);
  Word word = { 0 };

  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  listen (&word, carol);
  person_share (bob, TRUE);
  wait_share (alice, bob, TRUE);

  act (alice, NULL, HEARTH_ACT_SET_SWITCHES);
  wait_share (alice, bob, FALSE);
  person_share (carol, TRUE);
  wait_held (&word);
  g_assert_false (person_sees_share (alice, carol));
  g_assert_false (person_sees_share (bob, carol));
  person_wait_hears (alice, carol);
}

/* --- Many ------------------------------------------------------------------------------------------------------------------- */

/* One more than fit: the last one's is stopped, and does not come by itself when another's ends; asked for once more it does. */
static void
test_many (House         *house,
           gconstpointer  data)
{
  Person *people[HEARTH_LIMIT_ROOM_SHARES + 1];
  Person *last;
  Word word = { 0 };
  g_autoptr (Person) viewer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = g_strdup_printf ("P%u", i);

      people[i] = i == 0 ? person_host (house, NULL, name, TRUE) : person_visit (house, NULL, name, TRUE);
      person_wait_inside (people[i]);
    }
  last = people[G_N_ELEMENTS (people) - 1];
  viewer = person_visit (house, NULL, "Viewer", FALSE);
  person_wait_members (viewer, G_N_ELEMENTS (people));

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_SHARES; i++)
    {
      person_share (people[i], TRUE);
      wait_share (viewer, people[i], TRUE);
    }
  listen (&word, last);
  person_share (last, TRUE);
  wait_held (&word);
  g_assert_false (person_sees_share (viewer, last));
  g_assert_false (hearth_member_get_sharing (person_find (viewer, last->name)));

  person_share (people[1], FALSE);
  wait_share (viewer, people[1], FALSE);
  run_for (ON_THE_WAY_MS);
  g_assert_false (person_sees_share (viewer, last));
  person_share (last, FALSE);
  run_for (ON_THE_WAY_MS);
  person_share (last, TRUE);
  wait_share (viewer, last, TRUE);
  for (guint i = G_N_ELEMENTS (people); i > 0; i--)
    person_free (people[i - 1]);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/share/beside-camera", House, NULL, house_set_up, test_beside_camera, house_tear_down);
  g_test_add ("/share/sizes", House, NULL, house_set_up, test_sizes, house_tear_down);
  g_test_add ("/share/paused", House, NULL, house_set_up, test_paused, house_tear_down);
  g_test_add ("/share/stopped", House, NULL, house_set_up, test_stopped, house_tear_down);
  g_test_add ("/share/withheld", House, NULL, house_set_up, test_withheld, house_tear_down);
  g_test_add ("/share/many", House, NULL, house_set_up, test_many, house_tear_down);

  return g_test_run ();
}
