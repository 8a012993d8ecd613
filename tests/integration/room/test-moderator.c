/* Order in a room: every privileged message by every role to every role does what it may and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"
#include "base/main-thread.h"
#include "room/member-private.h"
#include "room/moderator.h"
#include "room/rights.h"

typedef struct
{
  BareRoom bare;
  HearthModerator *moderator;
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
  bare_room_set_up (&room->bare);
  room->moderator = hearth_moderator_new (room->bare.gathering, room->bare.door);
  g_signal_connect (room->moderator, "deed", G_CALLBACK (on_deed), room);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  hearth_moderator_close (room->moderator);
  g_assert_finalize_object (room->moderator);
  bare_room_tear_down (&room->bare);
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
  HearthGuestLink *target = bare_room_knock_as_stranger (&room->bare, "target");
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = kind, .target = get_id (target), .role = (HearthRole) variant };
  gboolean may, gone, let_in;

  appoint (room, target, target_role);
  hearth_door_set_locked (room->bare.door, kind == HEARTH_ACT_UNLOCK);
  waits = g_list_model_get_item (hearth_door_get_knocks (room->bare.door), 0);
  if (kind == HEARTH_ACT_ANSWER)
    act = (HearthAct) { .kind = kind, .target = hearth_knock_get_id (waits), .answer = (HearthKnockAnswer) variant };
  if (kind == HEARTH_ACT_SET_SWITCHES)
    act = (HearthAct) { .kind = kind, .switches = switches[variant] };

  may = hearth_rights_may_act (actor != NULL ? get_role (actor) : HEARTH_ROLE_HOST, &act, target_role);
  g_assert_true ((actor != NULL ? ask (room, actor, &act) : hearth_moderator_act (room->moderator, NULL, &act)) == may);
  gone = hearth_gathering_find_address (room->bare.gathering, "target") == NULL;
  g_assert_true (gone == (may && (kind == HEARTH_ACT_REMOVE || kind == HEARTH_ACT_BLOCK)));
  g_assert_true (hearth_door_is_locked (room->bare.door) == (kind == HEARTH_ACT_LOCK ? may : kind == HEARTH_ACT_UNLOCK && !may));
  g_assert_true ((g_list_model_get_n_items (hearth_door_get_knocks (room->bare.door)) == 0)
                 == (may && kind == HEARTH_ACT_ANSWER));
  let_in = may && kind == HEARTH_ACT_ANSWER && (act.answer == HEARTH_KNOCK_ADMIT || act.answer == HEARTH_KNOCK_REMEMBER);
  g_assert_true ((hearth_gathering_find_address (room->bare.gathering, "waits") != NULL) == let_in);
  g_assert_cmpuint (hearth_gathering_get_switches (room->bare.gathering), ==,
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
      HearthGuestLink *guest = hearth_gathering_find_address (room->bare.gathering, addresses[i]);

      if (guest != NULL)
        hearth_door_expel (room->bare.door, guest, FALSE, TRUE);
      hearth_door_leave (room->bare.door, addresses[i]);
    }
  hearth_door_set_locked (room->bare.door, FALSE);
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
          hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
          g_assert_null (bare_room_knock_as_stranger (&room->bare, "waits"));
          hearth_door_set_policy (room->bare.door, HEARTH_DOOR_EVERYBODY);
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
              actor = bare_room_knock_as_stranger (&room.bare, "actor");
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
      HearthGuestLink *guest = bare_room_knock_as_stranger (&room->bare, before);
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
  HearthGuestLink *bob = bare_room_knock (&room->bare, bobs, "bob");
  const HearthAct withhold = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCH_SHARE };

  appoint (room, bob, HEARTH_ROLE_LISTENER);
  g_signal_emit_by_name (hearth_guest_link_get_control (bob), "bye");
  g_assert_null (hearth_gathering_find_address (room->bare.gathering, "bob"));
  bob = bare_room_knock (&room->bare, bobs, "bob");
  g_assert_cmpint (get_role (bob), ==, HEARTH_ROLE_LISTENER);

  /* Nor a name, where people may not rename themselves. */
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &withhold));
  bare_room_knock (&room->bare, bobs, "alice");
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
  HearthGuestLink *bob = bare_room_knock_as_stranger (&room->bare, "Bob");
  HearthGuestLink *impostor = bare_room_knock_as_stranger (&room->bare, "ALICE");
  HearthGuestLink *carol = bare_room_knock_as_stranger (&room->bare, "Carol");

  g_assert_cmpstr (get_name (bob), ==, "Bob");
  g_assert_cmpstr (get_name (impostor), ==, "ALICE (2)");
  hearth_guest_control_rename (hearth_guest_link_get_control (carol), "bob", "red");
  g_assert_cmpstr (get_name (carol), ==, "bob (2)");
  hearth_guest_control_rename (hearth_guest_link_get_control (carol), "bob", "red");
  g_assert_cmpstr (get_name (carol), ==, "bob (2)");

  /* Nor does the host: whoever was called so first keeps it, and it stays the same while they only switch something. */
  g_set_str (&room->bare.host->name, "Bob");
  hearth_gathering_set_host (room->bare.gathering, room->bare.host);
  g_assert_cmpstr (get_name (bob), ==, "Bob");
  g_assert_cmpstr (hearth_gathering_get_host (room->bare.gathering)->name, ==, "Bob (3)");
  g_signal_emit_by_name (hearth_guest_link_get_control (carol), "bye");
  room->bare.host->microphone_on = TRUE;
  hearth_gathering_set_host (room->bare.gathering, room->bare.host);
  g_assert_cmpstr (hearth_gathering_get_host (room->bare.gathering)->name, ==, "Bob (3)");
}

/* A yes that lets nobody in is not told as if it had. */
static void
test_told_when_done (Room          *room,
                     gconstpointer  data)
{
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = HEARTH_ACT_ANSWER, .answer = HEARTH_KNOCK_ADMIT };

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  g_assert_null (bare_room_knock_as_stranger (&room->bare, "late"));
  waits = g_list_model_get_item (hearth_door_get_knocks (room->bare.door), 0);
  hearth_door_set_capacity (room->bare.door, 1);
  act.target = hearth_knock_get_id (waits);
  g_assert_false (hearth_moderator_act (room->moderator, NULL, &act));
  g_assert_cmpuint (room->n_deeds, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_door_get_knocks (room->bare.door)), ==, 0);
}

/* Whoever lets them in again lets in a guest. */
static void
test_removed_co_host (Room          *room,
                      gconstpointer  data)
{
  g_autoptr (HearthIdentity) bobs = hearth_identity_generate ();
  g_autoptr (HearthKnock) waits = NULL;
  HearthAct act = { .kind = HEARTH_ACT_REMOVE };
  HearthGuestLink *bob = bare_room_knock (&room->bare, bobs, "bob");

  appoint (room, bob, HEARTH_ROLE_CO_HOST);
  act.target = get_id (bob);
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &act));
  g_assert_null (bare_room_knock (&room->bare, bobs, "bob"));
  waits = g_list_model_get_item (hearth_door_get_knocks (room->bare.door), 0);
  act = (HearthAct) { .kind = HEARTH_ACT_ANSWER, .target = hearth_knock_get_id (waits), .answer = HEARTH_KNOCK_ADMIT };
  g_assert_true (hearth_moderator_act (room->moderator, NULL, &act));
  bob = hearth_gathering_find_address (room->bare.gathering, "bob");
  g_assert_nonnull (bob);
  g_assert_cmpint (get_role (bob), ==, HEARTH_ROLE_SPEAKER);
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

  return g_test_run ();
}
