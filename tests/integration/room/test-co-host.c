/* Order among real people: who is muted is not heard and whose camera was stopped is not seen, whatever their program says; who is
 * removed is gone; and a co-host, who may do all that, answers the door.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/member-private.h"
#include "room/room-error.h"

#define PATIENCE_MS 45000

typedef struct
{
  Person *who;
  Person *of;
  gboolean on;
  guint n;
  const char *colour;
} Wish;

static gboolean
sees_microphone (gpointer data)
{
  const Wish *wish = data;
  HearthMember *member = person_find (wish->who, wish->of->name);

  return member != NULL && hearth_member_get_microphone_on (member) == wish->on;
}

static gboolean
sees_camera (gpointer data)
{
  const Wish *wish = data;
  HearthMember *member = person_find (wish->who, wish->of->name);

  return member != NULL && hearth_member_get_camera_on (member) == wish->on;
}

static gboolean
hears (gpointer data)
{
  const Wish *wish = data;
  RtpCounter *counter = person_get_counter (wish->who, wish->of, "audio");

  return counter != NULL && rtp_counter_get_n (counter) > wish->n;
}

/* Something of a voice may still be on its way. */
#define SILENCE_US (500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  Person *who;
  Person *of;
  const char *kind;
  guint n;
  gint64 since;
} Silence;

static gboolean
is_silent (gpointer data)
{
  Silence *silence = data;
  RtpCounter *counter = person_get_counter (silence->who, silence->of, silence->kind);
  gint64 now = g_get_monotonic_time ();

  if (silence->since == 0 || rtp_counter_get_n (counter) != silence->n)
    {
      silence->n = rtp_counter_get_n (counter);
      silence->since = now;
    }

  return now - silence->since > SILENCE_US;
}

static gboolean
sees_colour (gpointer data)
{
  const Wish *wish = data;

  return g_strcmp0 (hearth_member_get_colour (person_find (wish->who, wish->of->name)), wish->colour) == 0;
}

static gboolean
is_co_host (gpointer data)
{
  return hearth_standing_get_role (hearth_room_get_standing (((Person *) data)->room)) == HEARTH_ROLE_CO_HOST;
}

static void
act_on (Person        *actor,
        Person        *target,
        HearthActKind  kind,
        HearthRole     role)
{
  const HearthAct act = { .kind = kind, .target = hearth_member_get_id (person_find (actor, target->name)), .role = role };

  hearth_room_act (actor->room, &act);
}

static guint
count (Person     *who,
       Person     *of,
       const char *kind)
{
  RtpCounter *counter = person_get_counter (who, of, kind);

  return counter != NULL ? rtp_counter_get_n (counter) : 0;
}

/* What Carol says of herself is worked on as the latest counts; her colour shows that the host has heard it. */
static void
switch_off (Person *carol,
            Person *bob)
{
  Wish wish = { .who = bob, .of = carol, .colour = "purple" };

  hearth_room_set_local_state (carol->room, FALSE, TRUE, FALSE, FALSE, FALSE);
  hearth_room_set_profile (carol->room, "Carol", wish.colour);
  wait_until ("the host knows that Carol is off", PATIENCE_MS, sees_colour, &wish);
}

/* Carol's program takes no notice: it says on, and sends voice and picture, for ever. */
static void
test_people (House         *house,
             gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  Silence at_bob, at_alice;
  Wish wish;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  carol = person_visit (house, NULL, "Carol", TRUE);
  person_wait_members (bob, 2);
  person_wait_hears (bob, carol);
  person_wait_hears (alice, carol);

  /* Bob is nobody in particular yet. */
  act_on (bob, carol, HEARTH_ACT_MUTE, HEARTH_ROLE_SPEAKER);
  act_on (bob, carol, HEARTH_ACT_REMOVE, HEARTH_ROLE_SPEAKER);
  wish = (Wish) { .who = bob, .of = carol, .n = count (bob, carol, "audio") + 20 };
  wait_until ("Carol is heard as before", PATIENCE_MS, hears, &wish);

  act_on (alice, bob, HEARTH_ACT_SET_ROLE, HEARTH_ROLE_CO_HOST);
  wait_until ("Bob is a co-host", PATIENCE_MS, is_co_host, bob);
  act_on (bob, carol, HEARTH_ACT_MUTE, HEARTH_ROLE_SPEAKER);
  wish = (Wish) { .who = alice, .of = carol, .on = FALSE };
  wait_until ("Carol is muted for Alice", PATIENCE_MS, sees_microphone, &wish);
  wish.who = bob;
  wait_until ("Carol is muted for Bob", PATIENCE_MS, sees_microphone, &wish);
  at_bob = (Silence) { bob, carol, "audio" };
  at_alice = (Silence) { alice, carol, "audio" };
  wait_until ("Bob hears nothing", PATIENCE_MS, is_silent, &at_bob);
  wait_until ("Alice hears nothing", PATIENCE_MS, is_silent, &at_alice);
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE, FALSE, FALSE);
  run_for (700);
  g_assert_cmpuint (count (bob, carol, "audio"), ==, at_bob.n);
  g_assert_cmpuint (count (alice, carol, "audio"), ==, at_alice.n);

  /* By her own hand. */
  switch_off (carol, bob);
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE, FALSE, FALSE);
  wish = (Wish) { .who = bob, .of = carol, .n = count (bob, carol, "audio") + 10 };
  wait_until ("Carol is heard again", PATIENCE_MS, hears, &wish);

  act_on (bob, carol, HEARTH_ACT_STOP_CAMERA, HEARTH_ROLE_SPEAKER);
  wish = (Wish) { .who = alice, .of = carol, .on = FALSE };
  wait_until ("Carol's camera is off for Alice", PATIENCE_MS, sees_camera, &wish);
  at_bob = (Silence) { bob, carol, "video" };
  at_alice = (Silence) { alice, carol, "video" };
  wait_until ("Bob sees nothing", PATIENCE_MS, is_silent, &at_bob);
  wait_until ("Alice sees nothing", PATIENCE_MS, is_silent, &at_alice);
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE, FALSE, FALSE);
  run_for (700);
  g_assert_cmpuint (count (bob, carol, "video"), ==, at_bob.n);
  g_assert_cmpuint (count (alice, carol, "video"), ==, at_alice.n);
  wish = (Wish) { .who = bob, .of = carol, .n = count (bob, carol, "audio") + 10 };
  wait_until ("Carol is heard as before", PATIENCE_MS, hears, &wish);

  act_on (bob, carol, HEARTH_ACT_REMOVE, HEARTH_ROLE_SPEAKER);
  person_wait_ended (carol);
  g_assert_error (carol->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_REMOVED);
  person_wait_members (alice, 1);
}

static gboolean
sees_knock (gpointer data)
{
  return g_list_model_get_n_items (hearth_standing_get_knocks (hearth_room_get_standing (((Person *) data)->room))) == 1;
}

static void
test_at_the_door (House         *house,
                  gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  g_autoptr (HearthKnock) knock_of_carol = NULL;
  HearthAct act = { .kind = HEARTH_ACT_ANSWER, .answer = HEARTH_KNOCK_REMEMBER };

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  person_wait_members (bob, 1);
  person_wait_members (alice, 1);
  hearth_door_set_policy (hearth_room_host_get_door (HEARTH_ROOM_HOST (alice->room)), HEARTH_DOOR_ASK);
  act_on (alice, bob, HEARTH_ACT_SET_ROLE, HEARTH_ROLE_CO_HOST);
  wait_until ("Bob is a co-host", PATIENCE_MS, is_co_host, bob);

  carol = person_visit (house, NULL, "Carol", FALSE);
  wait_until ("Bob is told who waits", PATIENCE_MS, sees_knock, bob);
  knock_of_carol = g_list_model_get_item (hearth_standing_get_knocks (hearth_room_get_standing (bob->room)), 0);
  g_assert_cmpstr (hearth_knock_get_name (knock_of_carol), ==, "Carol");

  /* To remember somebody is not Bob's to say. */
  act.target = hearth_knock_get_id (knock_of_carol);
  hearth_room_act (bob->room, &act);
  run_for (500);
  g_assert_cmpint (hearth_room_get_state (carol->room), ==, HEARTH_ROOM_KNOCKING);
  act.answer = HEARTH_KNOCK_ADMIT;
  hearth_room_act (bob->room, &act);
  person_wait_inside (carol);
  person_wait_members (carol, 2);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/co-host/people", House, NULL, house_set_up, test_people, house_tear_down);
  g_test_add ("/co-host/at-the-door", House, NULL, house_set_up, test_at_the_door, house_tear_down);

  return g_test_run ();
}
