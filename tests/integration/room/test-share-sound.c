/* The sound of shared screens: to everybody and to who comes later, with the screen and not a moment longer, beside the voices. Each person's
 * program sends it all the time, once it has a line for it: what is not passed on is not passed on by the host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"

#define PATIENCE_MS 45000

/* What is on the way when it ends, on a machine with much to do. */
#define ON_THE_WAY_MS 1000

/* Within which 25 packets come of whatever flows. */
#define LISTENING_MS 500

typedef struct
{
  Person *person;
  Person *other;
} Pair;

static guint
count_heard (Person *person,
             Person *other)
{
  RtpCounter *counter = person_get_counter (person, other, "sound");

  return counter != NULL ? rtp_counter_get_n (counter) : 0;
}

static gboolean
hears_sound (gpointer data)
{
  const Pair *pair = data;
  HearthMember *member = person_find (pair->person, pair->other->name);

  return member != NULL && hearth_member_get_share_sound (member) && count_heard (pair->person, pair->other) > 10;
}

static gboolean
has_no_sound (gpointer data)
{
  const Pair *pair = data;
  HearthMember *member = person_find (pair->person, pair->other->name);

  return member != NULL && !hearth_member_get_share_sound (member) && hearth_member_get_sound (member) == NULL;
}

static void
wait_sound (Person *person,
            Person *other)
{
  Pair pair = { person, other };
  RtpCounter *counter;

  wait_until ("the screen is heard", PATIENCE_MS, hears_sound, &pair);
  counter = person_get_counter (person, other, "sound");
  g_assert_cmpuint (rtp_counter_get_mark (counter), ==, person_get_sound_mark (other));
}

static void
wait_no_sound (Person *person,
               Person *other)
{
  Pair pair = { person, other };

  wait_until ("the screen is not heard any more", PATIENCE_MS, has_no_sound, &pair);
}

/* --- Tests -------------------------------------------------------------------------------------------------------------- */

static void
test_everybody (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = NULL;

  person_wait_members (alice, 1);
  person_wait_hears (alice, bob);

  /* A screen without sound has no line for any. */
  person_share (bob, TRUE);
  run_for (ON_THE_WAY_MS);
  g_assert_true (person_sees_share (alice, bob));
  g_assert_null (hearth_member_get_sound (person_find (alice, "Bob")));

  /* A guest's goes to the host's own person, the host's own to a guest, and both at once. */
  person_share_sound (bob, TRUE, FALSE);
  wait_sound (alice, bob);
  person_share_sound (alice, TRUE, FALSE);
  wait_sound (bob, alice);
  wait_sound (alice, bob);

  carol = person_visit (house, NULL, "Carol", TRUE);
  wait_sound (carol, bob);
  wait_sound (carol, alice);
  person_wait_hears (carol, bob);
  person_wait_hears (carol, alice);

  /* It ends while the screen stays, and comes again by the same line. */
  person_share_sound (bob, FALSE, FALSE);
  wait_no_sound (carol, bob);
  wait_no_sound (alice, bob);
  g_assert_true (person_sees_share (carol, bob));
  wait_sound (carol, alice);
  person_share_sound (bob, TRUE, FALSE);
  wait_sound (carol, bob);
  wait_sound (alice, bob);

  /* It ends with the screen. */
  person_share (bob, FALSE);
  person_share (alice, FALSE);
  wait_no_sound (carol, bob);
  wait_no_sound (bob, alice);
}

static void
check_still (Person *person,
             Person *other)
{
  guint n;

  run_for (ON_THE_WAY_MS);
  n = count_heard (person, other);
  run_for (LISTENING_MS);
  g_assert_cmpuint (count_heard (person, other), ==, n);
}

/* Of a screen that is paused nothing is heard, by whatever their program sends. */
static void
test_paused (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);
  guint n;

  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  person_share_sound (bob, TRUE, FALSE);
  person_share_sound (alice, TRUE, FALSE);
  wait_sound (carol, bob);
  wait_sound (carol, alice);

  person_share_sound (bob, TRUE, TRUE);
  person_share_sound (alice, TRUE, TRUE);
  check_still (carol, bob);
  check_still (carol, alice);
  check_still (alice, bob);

  n = count_heard (carol, bob);
  person_share_sound (bob, TRUE, FALSE);
  run_for (ON_THE_WAY_MS);
  g_assert_cmpuint (count_heard (carol, bob), >, n);
}

static void
act (Person        *actor,
     Person        *target,
     HearthActKind  kind)
{
  const HearthAct wanted = {
    .kind = kind,
    .target = hearth_member_get_id (person_find (actor, target->name)),
    .role = HEARTH_ROLE_LISTENER,
  };

  hearth_room_act (actor->room, &wanted);
}

/* The host stops a screen, or makes a listener of its owner: what their program goes on to say and to send is in vain. */
static void
test_order (House         *house,
            gconstpointer  data)
{
  const HearthActKind acts[] = { HEARTH_ACT_STOP_SHARING, HEARTH_ACT_SET_ROLE };
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);

  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      person_share_sound (bob, TRUE, FALSE);
      wait_sound (alice, bob);
      wait_sound (carol, bob);
      act (alice, bob, acts[i]);
      wait_no_sound (carol, bob);
      wait_no_sound (alice, bob);
      person_share_sound (bob, TRUE, FALSE);
      run_for (ON_THE_WAY_MS);
      g_assert_null (hearth_member_get_sound (person_find (carol, "Bob")));
      g_assert_null (hearth_member_get_sound (person_find (alice, "Bob")));
      person_share (bob, FALSE);
      run_for (ON_THE_WAY_MS);
    }
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/share-sound/everybody", House, NULL, house_set_up, test_everybody, house_tear_down);
  g_test_add ("/share-sound/paused", House, NULL, house_set_up, test_paused, house_tear_down);
  g_test_add ("/share-sound/order", House, NULL, house_set_up, test_order, house_tear_down);

  return g_test_run ();
}
