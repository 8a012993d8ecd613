/* A room with real connections: who comes, what reaches whom, who goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "protocol/trust-session.h"
#include "room/room-error.h"
#include "room/server-link.h"

/* The others see within a second that somebody has left. A sanitized build on a machine with much else to do gets more, and still far
 * less than it would take them to notice by silence alone. */
#define LEFT_MS 3500

static void
assert_hear_each_other (Person **people,
                        guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < n; j++)
        {
          if (i != j)
            person_wait_hears (people[i], people[j]);
        }
    }
}

typedef struct
{
  Person *person;
  const char *name;
  gboolean microphone_on;
  gboolean camera_on;
} Seen;

static gboolean
is_seen (gpointer data)
{
  const Seen *seen = data;
  HearthMember *member = person_find (seen->person, seen->name);

  return member != NULL && hearth_member_get_microphone_on (member) == seen->microphone_on
         && hearth_member_get_camera_on (member) == seen->camera_on;
}

/* What somebody says of themselves may reach the others later than their voice. */
static void
assert_sees (Person     *self,
             Person     *other,
             gboolean    host)
{
  Seen seen = { self, other->name, TRUE, TRUE };
  HearthMember *member;

  wait_until ("what somebody said of themselves is seen", LEFT_MS, is_seen, &seen);
  member = person_find (self, other->name);
  g_assert_cmpint (hearth_member_is_host (member), ==, host);
  g_assert_true (hearth_member_get_connected (member));
  g_assert_cmpstr (hearth_member_get_colour (member), ==, host ? "blue" : "green");
}

static void
test_three_people (House         *house,
                   gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  RtpCounter *alice_at_bob;
  RtpCounter *bob_at_alice;
  Seen seen;
  gint64 left_at;

  person_wait_inside (alice);
  g_assert_true (g_str_has_prefix (hearth_room_get_link (alice->room), house->address));
  g_assert_true (hearth_room_is_server_there (alice->room));

  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_inside (bob);
  g_assert_cmpstr (hearth_room_get_link (bob->room), ==, hearth_room_get_link (alice->room));
  assert_hear_each_other ((Person *[]){ alice, bob }, 2);
  assert_sees (alice, bob, FALSE);
  assert_sees (bob, alice, TRUE);
  alice_at_bob = person_get_counter (bob, alice, "video");
  bob_at_alice = person_get_counter (alice, bob, "audio");

  carol = person_visit (house, NULL, "Carol", TRUE);
  assert_hear_each_other ((Person *[]){ alice, bob, carol }, 3);
  assert_sees (carol, bob, FALSE);
  assert_sees (bob, carol, FALSE);

  hearth_room_set_local_state (carol->room, FALSE, TRUE, FALSE, FALSE, FALSE);
  seen = (Seen){ bob, "Carol", FALSE, TRUE };
  wait_until ("Bob sees Carol muted", LEFT_MS, is_seen, &seen);
  hearth_room_set_local_state (alice->room, TRUE, FALSE, FALSE, FALSE, FALSE);
  seen = (Seen){ carol, "Alice", TRUE, FALSE };
  wait_until ("Carol sees Alice's camera off", LEFT_MS, is_seen, &seen);
  hearth_room_set_profile (bob->room, "Robert", "red");
  seen = (Seen){ carol, "Robert", TRUE, TRUE };
  wait_until ("Carol sees Bob's new name", LEFT_MS, is_seen, &seen);
  hearth_room_set_profile (bob->room, "Bob", "red");

  left_at = g_get_monotonic_time ();
  hearth_room_leave (carol->room);
  person_wait_members (bob, 1);
  person_wait_members (alice, 1);
  g_test_message ("seen to have left after %.0f ms", (double) (g_get_monotonic_time () - left_at) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - left_at, <, LEFT_MS * 1000);

  /* Nobody who stayed has noticed anything: the same streams go on. Single packets may be late on a machine with much to do. */
  g_assert_true (person_get_counter (bob, alice, "video") == alice_at_bob);
  g_assert_true (person_get_counter (alice, bob, "audio") == bob_at_alice);
  g_assert_cmpuint (rtp_counter_get_n_missing (alice_at_bob), <, rtp_counter_get_n (alice_at_bob) / 4);
  g_assert_cmpuint (rtp_counter_get_n_missing (bob_at_alice), <, rtp_counter_get_n (bob_at_alice) / 4);
}

static void
test_host_leaves (House         *house,
                  gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_hears (bob, alice);

  hearth_room_leave (alice->room);
  g_assert_cmpuint (person_wait_ended (bob), <, LEFT_MS);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LEFT);
  person_wait_ended (alice);
  g_assert_no_error (alice->error);
}

static void
test_nothing_to_send (House         *house,
                      gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  person_wait_hears (bob, alice);
  person_wait_members (alice, 1);
  g_assert_null (hearth_member_get_audio (person_find (alice, "Bob")));

  /* No media comes from Bob, and still nobody takes him for lost. */
  run_for (4000);
  g_assert_cmpint (hearth_room_get_state (bob->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_true (hearth_member_get_connected (person_find (alice, "Bob")));
}

static void
test_host_has_nothing_to_send (House         *house,
                               gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_hears (alice, bob);
  person_wait_members (bob, 1);
}

static void
test_no_such_room (House         *house,
                   gconstpointer  data)
{
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);

  person_wait_ended (bob);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_NO_SUCH_ROOM);
}

static void
test_no_server (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) alice = NULL;

  house_stop_server (house);
  bob = person_visit (house, NULL, "Bob", TRUE);
  alice = person_host (house, NULL, "Alice", TRUE);
  person_wait_ended (bob);
  person_wait_ended (alice);
  g_assert_cmpstr (g_quark_to_string (bob->error->domain), ==, "hearth-signalling-error-quark");
  g_assert_cmpstr (g_quark_to_string (alice->error->domain), ==, "hearth-signalling-error-quark");
}

static void
test_full (House         *house,
           gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;

  hearth_room_host_set_capacity (HEARTH_ROOM_HOST (alice->room), 2);
  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  person_wait_inside (bob);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_ended (carol);
  g_assert_error (carol->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_FULL);
  g_assert_cmpint (hearth_room_get_state (bob->room), ==, HEARTH_ROOM_INSIDE);
}

/* Somebody who holds the link, but not the host's key, has opened the room at the server and lets people in. */
typedef struct
{
  HearthServerLink *server;
  House *house;
  const char *welcome; /* nullable: one signed with the impostor's own key */
} Impostor;

static void
on_impostor_connected (HearthServerLink *server,
                       Impostor         *self)
{
  g_autoptr (HearthEnvelope) open = hearth_envelope_new (HEARTH_ENVELOPE_OPEN);

  open->room = g_strdup (hearth_invitation_get_room (self->house->invitation));
  g_assert_true (hearth_server_link_send (server, open));
}

static void
on_impostor_envelope (HearthServerLink *server,
                      HearthEnvelope   *envelope,
                      Impostor         *self)
{
  g_autoptr (HearthEnvelope) admit = hearth_envelope_new (HEARTH_ENVELOPE_ADMIT);
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_guest (self->house->invitation, identity);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);

  if (envelope->type != HEARTH_ENVELOPE_KNOCK)
    return;

  hello->name = g_strdup ("Alice");
  hello->colour = g_strdup ("blue");
  admit->to = g_strdup (envelope->from);
  if (self->welcome != NULL)
    admit->payload = g_strdup (self->welcome);
  else
    admit->payload = hearth_trust_session_seal (session, hello, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_true (hearth_server_link_send (server, admit));
}

static void
test_impostor (House         *house,
               gconstpointer  data)
{
  g_autoptr (HearthServerLink) server = hearth_server_link_new (house->address);
  Impostor impostor = { server, house, data };
  g_autoptr (Person) bob = NULL;

  g_signal_connect (server, "connected", G_CALLBACK (on_impostor_connected), &impostor);
  g_signal_connect (server, "envelope", G_CALLBACK (on_impostor_envelope), &impostor);
  hearth_server_link_start (server);
  run_for (200);

  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_ended (bob);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_IMPOSTOR);
}

/* A host that has too much to do twice, and then says no. */
typedef struct
{
  HearthServerLink *server;
  guint n_knocks;
} Overworked;

static void
on_overworked_envelope (HearthServerLink *server,
                        HearthEnvelope   *envelope,
                        Overworked       *self)
{
  g_autoptr (HearthEnvelope) deny = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  if (envelope->type != HEARTH_ENVELOPE_KNOCK)
    return;

  self->n_knocks++;
  deny->to = g_strdup (envelope->from);
  deny->reason = self->n_knocks < 3 ? HEARTH_DENY_BUSY : HEARTH_DENY_REFUSED;
  g_assert_true (hearth_server_link_send (server, deny));
}

static void
test_busy (House         *house,
           gconstpointer  data)
{
  g_autoptr (HearthServerLink) server = hearth_server_link_new (house->address);
  Impostor opener = { server, house, NULL };
  Overworked host = { server, 0 };
  g_autoptr (Person) bob = NULL;

  g_signal_connect (server, "connected", G_CALLBACK (on_impostor_connected), &opener);
  g_signal_connect (server, "envelope", G_CALLBACK (on_overworked_envelope), &host);
  hearth_server_link_start (server);
  run_for (200);

  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_ended (bob);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_REFUSED);
  g_assert_cmpuint (host.n_knocks, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add (path, House, NULL, house_set_up, func, house_tear_down)
  ADD ("/room/three-people", test_three_people);
  ADD ("/room/host-leaves", test_host_leaves);
  ADD ("/room/nothing-to-send", test_nothing_to_send);
  ADD ("/room/host-has-nothing-to-send", test_host_has_nothing_to_send);
  ADD ("/room/no-such-room", test_no_such_room);
  ADD ("/room/no-server", test_no_server);
  ADD ("/room/full", test_full);
  ADD ("/room/busy", test_busy);
  ADD ("/room/impostor/signed", test_impostor);
  g_test_add ("/room/impostor/nonsense", House, "bm9uc2Vuc2U", house_set_up, test_impostor, house_tear_down);

  return g_test_run ();
}
