/* Order in a room: every privileged message by every role to every role does what it may and nothing else; and among real people who is
 * muted is not heard and whose camera was stopped is not seen, whatever their program says, who is removed is gone, and a co-host answers
 * the door.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "ice/host-socket.h"
#include "people.h"
#include "room/member-private.h"
#include "room/moderator.h"
#include "room/rights.h"
#include "room/room-error.h"

#define PATIENCE_MS 45000

/* Who was put out is let go of a moment later. */
#define EXPEL_MS 200

/* --- The matrix, with guests who never connect --------------------------------------------------------------------------- */

typedef struct
{
  HearthIdentity *identity;
  HearthInvitation *invitation;
  HearthMemberState *host;
  HearthGathering *gathering;
  HearthDoor *door;
  HearthModerator *moderator;
  HearthHostSocket *socket;
  guint n_deeds;
} Room;

static void
on_deed (HearthModerator      *moderator,
         HearthControlMessage *deed,
         Room                 *room)
{
  g_autofree char *text = hearth_control_message_to_text (deed);
  g_autoptr (HearthControlMessage) again = hearth_control_message_parse (text, strlen (text), NULL);

  g_assert_nonnull (again);
  g_assert_nonnull (deed->actor_name);
  room->n_deeds++;
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  HearthConnectionConfig config = { 0 };

  /* As rooms have it; libnice warns of connections that end before they have begun. */
  room->socket = config.socket = hearth_host_socket_new (0, &error);
  g_assert_no_error (error);
  room->identity = hearth_identity_generate ();
  room->invitation = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (room->identity), NULL);
  room->host = hearth_member_state_new ();
  room->host->name = g_strdup ("Alice");
  room->host->colour = g_strdup ("blue");
  room->gathering = hearth_gathering_new ();
  hearth_gathering_set_host (room->gathering, room->host);
  room->door = hearth_door_new (room->invitation, room->identity, &config, room->gathering);
  room->moderator = hearth_moderator_new (room->gathering, room->door);
  g_signal_connect (room->moderator, "deed", G_CALLBACK (on_deed), room);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  hearth_moderator_close (room->moderator);
  hearth_gathering_close (room->gathering);
  run_for (EXPEL_MS);
  g_assert_finalize_object (room->moderator);
  g_assert_finalize_object (room->door);
  g_assert_finalize_object (room->gathering);
  hearth_host_socket_close (room->socket);
  g_object_unref (room->socket);
  hearth_member_state_free (room->host);
  hearth_invitation_unref (room->invitation);
  hearth_identity_unref (room->identity);
}

static HearthGuestLink *
knock (Room           *room,
       HearthIdentity *identity,
       const char     *name)
{
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_guest (room->invitation, identity);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  hello->name = g_strdup (name);
  hello->colour = g_strdup ("green");
  envelope->from = g_strdup (name);
  envelope->payload = hearth_trust_session_seal (session, hello, g_get_real_time () / G_USEC_PER_SEC);
  hearth_door_knock (room->door, envelope);

  return hearth_gathering_find_address (room->gathering, name);
}

static HearthGuestLink *
come_in (Room       *room,
         const char *name)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();

  return knock (room, identity, name);
}

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

static HearthRole
get_role (HearthGuestLink *guest)
{
  return hearth_member_get_role (hearth_guest_link_get_member (guest));
}

static void
appoint (Room            *room,
         HearthGuestLink *guest,
         HearthRole       role)
{
  const HearthAct act = { .kind = HEARTH_ACT_SET_ROLE, .target = get_id (guest), .role = role };

  g_assert_true (hearth_moderator_act (room->moderator, NULL, &act));
  g_assert_cmpint (get_role (guest), ==, role);
}

/* By its own connection, as it comes over the wire. */
static gboolean
ask (Room            *room,
     HearthGuestLink *actor,
     const HearthAct *act)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ACT);
  guint before = room->n_deeds;

  hearth_control_message_set_act (message, act);
  g_signal_emit_by_name (actor, "act", message);

  return room->n_deeds > before;
}

/* What else is said with an act: which role, which answer, which switches. */
static guint
count_variants (HearthActKind kind)
{
  switch (kind)
    {
    case HEARTH_ACT_SET_ROLE:
      return HEARTH_N_ROLES;
    case HEARTH_ACT_ANSWER:
      return HEARTH_N_KNOCK_ANSWERS;
    case HEARTH_ACT_SET_SWITCHES:
      return 3;
    default:
      return 1;
    }
}

/* @actor, NULL for the host, does @kind to somebody in @target_role, while somebody else waits at the door. */
static void
try_act (Room            *room,
         HearthGuestLink *actor,
         HearthActKind    kind,
         guint            variant,
         HearthRole       target_role)
{
  static const guint switches[] = { 0, HEARTH_SWITCH_SHARE, HEARTH_SWITCH_RENAME | HEARTH_SWITCH_UNMUTE };
  HearthGuestLink *target = come_in (room, "target");
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = kind, .target = get_id (target), .role = (HearthRole) variant };
  gboolean may, gone, let_in;

  appoint (room, target, target_role);
  hearth_door_set_locked (room->door, kind == HEARTH_ACT_UNLOCK);
  waits = g_list_model_get_item (hearth_door_get_knocks (room->door), 0);
  if (kind == HEARTH_ACT_ANSWER)
    act = (HearthAct) { .kind = kind, .target = hearth_knock_get_id (waits), .answer = (HearthKnockAnswer) variant };
  if (kind == HEARTH_ACT_SET_SWITCHES)
    act = (HearthAct) { .kind = kind, .switches = switches[variant] };

  may = hearth_rights_may_act (actor != NULL ? get_role (actor) : HEARTH_ROLE_HOST, &act, target_role);
  g_assert_true ((actor != NULL ? ask (room, actor, &act) : hearth_moderator_act (room->moderator, NULL, &act)) == may);
  gone = hearth_gathering_find_address (room->gathering, "target") == NULL;
  g_assert_true (gone == (may && (kind == HEARTH_ACT_REMOVE || kind == HEARTH_ACT_BLOCK)));
  g_assert_true (hearth_door_is_locked (room->door) == (kind == HEARTH_ACT_LOCK ? may : kind == HEARTH_ACT_UNLOCK && !may));
  g_assert_true ((g_list_model_get_n_items (hearth_door_get_knocks (room->door)) == 0) == (may && kind == HEARTH_ACT_ANSWER));
  let_in = may && kind == HEARTH_ACT_ANSWER && (act.answer == HEARTH_KNOCK_ADMIT || act.answer == HEARTH_KNOCK_REMEMBER);
  g_assert_true ((hearth_gathering_find_address (room->gathering, "waits") != NULL) == let_in);
  g_assert_cmpuint (hearth_gathering_get_switches (room->gathering), ==,
                    may && kind == HEARTH_ACT_SET_SWITCHES ? act.switches : HEARTH_SWITCHES_ALL);
  if (!gone)
    g_assert_cmpint (get_role (target), ==, may && kind == HEARTH_ACT_SET_ROLE ? act.role : target_role);
}

/* To themselves, to the host, and to nobody: never. */
static void
try_nonsense (Room            *room,
              HearthGuestLink *actor,
              HearthActKind    kind)
{
  const char *const nobody[] = { get_id (actor), HEARTH_GATHERING_HOST_ID, "g99", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (nobody) && hearth_rights_has_target (kind); i++)
    {
      const HearthAct act = { .kind = kind, .target = nobody[i] };

      g_assert_false (ask (room, actor, &act));
    }
}

/* The next act finds the room as this one did. */
static void
tidy_up (Room *room)
{
  const char *const addresses[] = { "target", "waits" };
  const HearthAct allow = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCHES_ALL };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      HearthGuestLink *guest = hearth_gathering_find_address (room->gathering, addresses[i]);

      if (guest != NULL)
        hearth_door_expel (room->door, guest, FALSE, TRUE);
      hearth_door_leave (room->door, addresses[i]);
    }
  hearth_door_set_locked (room->door, FALSE);
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &allow));
}

static void
try_variants (Room            *room,
              HearthGuestLink *actor,
              HearthActKind    kind)
{
  guint n_targets = hearth_rights_has_target (kind) ? HEARTH_ROLE_HOST : 1;

  for (guint variant = 0; variant < count_variants (kind); variant++)
    {
      for (guint target = 0; target < n_targets; target++)
        {
          hearth_door_set_policy (room->door, HEARTH_DOOR_ASK);
          g_assert_null (come_in (room, "waits"));
          hearth_door_set_policy (room->door, HEARTH_DOOR_EVERYBODY);
          try_act (room, actor, kind, variant, (HearthRole) target);
          tidy_up (room);
        }
    }
}

/* Every act in every form, by every role, to every role; what is done to nobody in particular once. */
static void
test_matrix (void)
{
  for (guint actor_role = 0; actor_role < HEARTH_N_ROLES; actor_role++)
    {
      for (guint kind = 0; kind < HEARTH_N_ACTS; kind++)
        {
          Room room = { 0 };
          HearthGuestLink *actor = NULL;

          set_up (&room, NULL);
          if (actor_role != HEARTH_ROLE_HOST)
            {
              actor = come_in (&room, "actor");
              appoint (&room, actor, (HearthRole) actor_role);
            }
          try_variants (&room, actor, (HearthActKind) kind);
          if (actor != NULL)
            try_nonsense (&room, actor, (HearthActKind) kind);
          tear_down (&room, NULL);
        }
    }
}

/* What the host took from everybody is refused by its control, whatever a guest's program says: a name, and what is on. */
static void
test_withheld (Room          *room,
               gconstpointer  data)
{
  const HearthAct withhold = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = 0 };

  for (guint role = 0; role < HEARTH_ROLE_HOST; role++)
    {
      g_autofree char *before = g_strdup_printf ("before-%u", role);
      g_autofree char *after = g_strdup_printf ("after-%u", role);
      HearthGuestLink *guest = come_in (room, before);
      gboolean may = role == HEARTH_ROLE_CO_HOST;

      appoint (room, guest, (HearthRole) role);
      g_assert_true (hearth_moderator_act (room->moderator, NULL, &withhold));
      hearth_guest_control_rename (hearth_guest_link_get_control (guest), after, "red");
      g_assert_cmpstr (hearth_member_get_name (hearth_guest_link_get_member (guest)), ==, may ? after : before);
    }
}

/* A role belongs to the key: nobody sheds it by going out and coming in. */
static void
test_role_stays (Room          *room,
                 gconstpointer  data)
{
  g_autoptr (HearthIdentity) bobs = hearth_identity_generate ();
  HearthGuestLink *bob = knock (room, bobs, "bob");
  const HearthAct withhold = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCH_SHARE };

  appoint (room, bob, HEARTH_ROLE_LISTENER);
  g_signal_emit_by_name (hearth_guest_link_get_control (bob), "bye");
  g_assert_null (hearth_gathering_find_address (room->gathering, "bob"));
  bob = knock (room, bobs, "bob");
  g_assert_cmpint (get_role (bob), ==, HEARTH_ROLE_LISTENER);

  /* Nor a name, where people may not rename themselves. */
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &withhold));
  knock (room, bobs, "alice");
  g_assert_cmpstr (hearth_member_get_name (hearth_guest_link_get_member (bob)), ==, "bob");
}

static const char *
get_name (HearthGuestLink *guest)
{
  return hearth_member_get_name (hearth_guest_link_get_member (guest));
}

/* Nobody is called what the host or another guest is called, when they come or when they rename themselves. */
static void
test_doubles (Room          *room,
              gconstpointer  data)
{
  HearthGuestLink *bob = come_in (room, "Bob");
  HearthGuestLink *impostor = come_in (room, "ALICE");
  HearthGuestLink *carol = come_in (room, "Carol");

  g_assert_cmpstr (get_name (bob), ==, "Bob");
  g_assert_cmpstr (get_name (impostor), ==, "ALICE (2)");
  hearth_guest_control_rename (hearth_guest_link_get_control (carol), "bob", "red");
  g_assert_cmpstr (get_name (carol), ==, "bob (2)");
  hearth_guest_control_rename (hearth_guest_link_get_control (carol), "bob", "red");
  g_assert_cmpstr (get_name (carol), ==, "bob (2)");

  /* Nor does the host: whoever was called so first keeps it, and it stays the same while they only switch something. */
  g_set_str (&room->host->name, "Bob");
  hearth_gathering_set_host (room->gathering, room->host);
  g_assert_cmpstr (get_name (bob), ==, "Bob");
  g_assert_cmpstr (hearth_gathering_get_host (room->gathering)->name, ==, "Bob (3)");
  g_signal_emit_by_name (hearth_guest_link_get_control (carol), "bye");
  room->host->microphone_on = TRUE;
  hearth_gathering_set_host (room->gathering, room->host);
  g_assert_cmpstr (hearth_gathering_get_host (room->gathering)->name, ==, "Bob (3)");
}

/* A yes that lets nobody in is not told as if it had. */
static void
test_told_when_done (Room          *room,
                     gconstpointer  data)
{
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = HEARTH_ACT_ANSWER, .answer = HEARTH_KNOCK_ADMIT };

  hearth_door_set_policy (room->door, HEARTH_DOOR_ASK);
  g_assert_null (come_in (room, "late"));
  waits = g_list_model_get_item (hearth_door_get_knocks (room->door), 0);
  hearth_door_set_capacity (room->door, 1);
  act.target = hearth_knock_get_id (waits);
  g_assert_false (hearth_moderator_act (room->moderator, NULL, &act));
  g_assert_cmpuint (room->n_deeds, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_door_get_knocks (room->door)), ==, 0);
}

/* Whoever lets them in again lets in a guest. */
static void
test_removed_co_host (Room          *room,
                      gconstpointer  data)
{
  g_autoptr (HearthIdentity) bobs = hearth_identity_generate ();
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = HEARTH_ACT_REMOVE };
  HearthGuestLink *bob = knock (room, bobs, "bob");

  appoint (room, bob, HEARTH_ROLE_CO_HOST);
  act.target = get_id (bob);
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &act));
  g_assert_null (knock (room, bobs, "bob"));
  waits = g_list_model_get_item (hearth_door_get_knocks (room->door), 0);
  act = (HearthAct) { .kind = HEARTH_ACT_ANSWER, .target = hearth_knock_get_id (waits), .answer = HEARTH_KNOCK_ADMIT };
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &act));
  bob = hearth_gathering_find_address (room->gathering, "bob");
  g_assert_nonnull (bob);
  g_assert_cmpint (get_role (bob), ==, HEARTH_ROLE_SPEAKER);
}

/* --- Real people --------------------------------------------------------------------------------------------------------- */

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

  hearth_room_set_local_state (carol->room, FALSE, TRUE, FALSE);
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
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE);
  run_for (700);
  g_assert_cmpuint (count (bob, carol, "audio"), ==, at_bob.n);
  g_assert_cmpuint (count (alice, carol, "audio"), ==, at_alice.n);

  /* By her own hand. */
  switch_off (carol, bob);
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE);
  wish = (Wish) { .who = bob, .of = carol, .n = count (bob, carol, "audio") + 10 };
  wait_until ("Carol is heard again", PATIENCE_MS, hears, &wish);

  act_on (bob, carol, HEARTH_ACT_STOP_CAMERA, HEARTH_ROLE_SPEAKER);
  wish = (Wish) { .who = alice, .of = carol, .on = FALSE };
  wait_until ("Carol's camera is off for Alice", PATIENCE_MS, sees_camera, &wish);
  at_bob = (Silence) { bob, carol, "video" };
  at_alice = (Silence) { alice, carol, "video" };
  wait_until ("Bob sees nothing", PATIENCE_MS, is_silent, &at_bob);
  wait_until ("Alice sees nothing", PATIENCE_MS, is_silent, &at_alice);
  hearth_room_set_local_state (carol->room, TRUE, TRUE, FALSE);
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
test_co_host_at_the_door (House         *house,
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

  g_test_add_func ("/moderator/matrix", test_matrix);
  g_test_add ("/moderator/role-stays", Room, NULL, set_up, test_role_stays, tear_down);
  g_test_add ("/moderator/withheld", Room, NULL, set_up, test_withheld, tear_down);
  g_test_add ("/moderator/told-when-done", Room, NULL, set_up, test_told_when_done, tear_down);
  g_test_add ("/moderator/removed-co-host", Room, NULL, set_up, test_removed_co_host, tear_down);
  g_test_add ("/moderator/doubles", Room, NULL, set_up, test_doubles, tear_down);
  g_test_add ("/moderator/people", House, NULL, house_set_up, test_people, house_tear_down);
  g_test_add ("/moderator/co-host-at-the-door", House, NULL, house_set_up, test_co_host_at_the_door, house_tear_down);

  return g_test_run ();
}
