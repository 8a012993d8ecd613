/* Who is there, as a guest learns it: rosters in every order, and each change told once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "room/roster.h"

static void
add_person (HearthControlMessage *message,
            const char           *id,
            const char           *name,
            gboolean              camera_on)
{
  HearthMemberState *state = hearth_member_state_new ();

  state->id = g_strdup (id);
  state->name = g_strdup (name);
  state->colour = g_strdup ("blue");
  state->host = g_str_equal (id, "host");
  state->camera_on = camera_on;
  g_ptr_array_add (message->members, state);
}

static HearthControlMessage *
new_roster (guint64 version)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);

  message->version = version;
  message->you = g_strdup ("g1");
  add_person (message, "host", "Alice", TRUE);
  add_person (message, "g1", "Bob", TRUE);

  return message;
}

static HearthMember *
get (HearthRoster *roster,
     guint         position)
{
  g_autoptr (HearthMember) member = g_list_model_get_item (hearth_roster_get_members (roster), position);

  return member;
}

static guint
count (HearthRoster *roster)
{
  return g_list_model_get_n_items (hearth_roster_get_members (roster));
}

static void
on_counted (gpointer  object,
            gpointer  unused,
            guint    *n)
{
  (*n)++;
}

static void
test_come_and_go (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) first = new_roster (1);
  g_autoptr (HearthControlMessage) second = new_roster (2);
  g_autoptr (HearthControlMessage) third = new_roster (3);
  HearthMember *alice;
  guint n_changes = 0;

  g_assert_true (hearth_roster_apply (roster, first));
  g_assert_cmpuint (count (roster), ==, 1);
  alice = get (roster, 0);
  g_assert_cmpstr (hearth_member_get_name (alice), ==, "Alice");
  g_assert_true (hearth_member_is_host (alice));

  /* Somebody comes; nobody who was there is made anew, and nothing is told that has not changed. */
  g_signal_connect (alice, "notify", G_CALLBACK (on_counted), &n_changes);
  add_person (second, "g2", "Carol", FALSE);
  g_assert_true (hearth_roster_apply (roster, second));
  g_assert_cmpuint (count (roster), ==, 2);
  g_assert_true (get (roster, 0) == alice);
  g_assert_cmpstr (hearth_member_get_id (get (roster, 1)), ==, "g2");
  g_assert_cmpuint (n_changes, ==, 0);

  /* An older roster, and the same again. */
  g_assert_false (hearth_roster_apply (roster, first));
  g_assert_false (hearth_roster_apply (roster, second));
  g_assert_cmpuint (count (roster), ==, 2);

  /* Somebody goes, somebody switches off. */
  ((HearthMemberState *) g_ptr_array_index (third->members, 0))->camera_on = FALSE;
  g_assert_true (hearth_roster_apply (roster, third));
  g_assert_cmpuint (count (roster), ==, 1);
  g_assert_false (hearth_member_get_camera_on (alice));
  g_assert_cmpuint (n_changes, ==, 1);
}

static void
test_restart (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) late = new_roster (7);
  g_autoptr (HearthControlMessage) first = new_roster (1);

  g_assert_true (hearth_roster_apply (roster, late));
  g_assert_false (hearth_roster_apply (roster, first));
  hearth_roster_restart (roster);
  g_assert_true (hearth_roster_apply (roster, first));
}

static void
test_what_is_known (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) message = new_roster (1);
  HearthMemberState *said = g_ptr_array_index (message->members, 0);
  HearthMember *alice;

  said->sharing = TRUE;
  said->picture_held = TRUE;
  hearth_roster_set_connected (roster, TRUE);
  hearth_roster_apply (roster, message);
  alice = get (roster, 0);
  g_assert_true (hearth_member_get_connected (alice));
  g_assert_true (hearth_member_get_sharing (alice));
  g_assert_true (hearth_member_get_picture_held (alice));

  hearth_roster_set_connected (roster, FALSE);
  g_assert_false (hearth_member_get_connected (alice));
  hearth_roster_clear (roster);
  g_assert_cmpuint (count (roster), ==, 0);
}

/* Nobody sits at the host's computer, for now or for good. */
static void
test_host_name (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) attended = new_roster (1);
  g_autoptr (HearthControlMessage) unattended = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) silent = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) slow = hearth_control_message_new (HEARTH_CONTROL_ROSTER);

  g_assert_null (hearth_roster_get_host_name (roster));
  g_assert_false (hearth_roster_is_host_slow (roster));
  ((HearthMemberState *) g_ptr_array_index (attended->members, 0))->slow = TRUE;
  hearth_roster_apply (roster, attended);
  g_assert_cmpstr (hearth_roster_get_host_name (roster), ==, "Alice");
  g_assert_true (hearth_roster_is_host_slow (roster));

  unattended->version = 2;
  unattended->you = g_strdup ("g1");
  unattended->host_name = g_strdup ("Cellar");
  add_person (unattended, "g1", "Bob", TRUE);
  hearth_roster_apply (roster, unattended);
  g_assert_cmpstr (hearth_roster_get_host_name (roster), ==, "Cellar");
  g_assert_false (hearth_roster_is_host_slow (roster));
  g_assert_cmpuint (count (roster), ==, 0);

  /* A host that says neither, as no program of ours does. */
  silent->version = 3;
  silent->you = g_strdup ("g1");
  hearth_roster_apply (roster, silent);
  g_assert_null (hearth_roster_get_host_name (roster));

  slow->version = 4;
  slow->you = g_strdup ("g1");
  slow->host_slow = TRUE;
  hearth_roster_apply (roster, slow);
  g_assert_true (hearth_roster_is_host_slow (roster));
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/roster/come-and-go", test_come_and_go);
  g_test_add_func ("/roster/restart", test_restart);
  g_test_add_func ("/roster/what-is-known", test_what_is_known);
  g_test_add_func ("/roster/host-name", test_host_name);

  return g_test_run ();
}
