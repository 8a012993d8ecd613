/* What a person is and may in a room, as the host says it: told when it changes, and of everything that is done to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/standing.h"

#include "base/knock.h"
#include "room/rights.h"

typedef struct
{
  HearthStanding *standing;
  guint n_changed;
  guint n_locked_changed;
  guint held;
  HearthActKind done;
  gboolean by_self;
  gboolean to_self;
} Fixture;

static void
count (HearthStanding *standing,
       guint          *n)
{
  (*n)++;
}

static void
on_held (HearthStanding *standing,
         guint           held,
         Fixture        *fixture)
{
  fixture->held = held;
}

static void
on_deed (HearthStanding *standing,
         HearthDeed     *deed,
         Fixture        *fixture)
{
  fixture->done = deed->act.kind;
  fixture->by_self = deed->by_self;
  fixture->to_self = deed->to_self;
}

static void
watch (Fixture        *fixture,
       HearthStanding *standing)
{
  fixture->standing = standing;
  g_signal_connect (standing, "changed", G_CALLBACK (count), &fixture->n_changed);
  g_signal_connect (standing, "locked-changed", G_CALLBACK (count), &fixture->n_locked_changed);
  g_signal_connect (standing, "held", G_CALLBACK (on_held), fixture);
  g_signal_connect (standing, "deed", G_CALLBACK (on_deed), fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  watch (fixture, hearth_standing_new ());
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->standing);
}

static void
apply_roster (Fixture    *fixture,
              HearthRole  role,
              guint       withheld,
              guint       held)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  HearthMemberState *own = hearth_member_state_new ();

  message->you = g_strdup ("g1");
  message->withheld = withheld;
  own->id = g_strdup ("g1");
  own->role = role;
  own->held = held;
  g_ptr_array_add (message->members, own);
  hearth_standing_apply_roster (fixture->standing, message);
}

static void
test_roster (Fixture       *fixture,
             gconstpointer  data)
{
  apply_roster (fixture, HEARTH_ROLE_LISTENER, HEARTH_SWITCH_SHARE, 0);
  g_assert_cmpint (hearth_standing_get_role (fixture->standing), ==, HEARTH_ROLE_LISTENER);
  g_assert_cmpuint (hearth_standing_get_switches (fixture->standing), ==, HEARTH_SWITCHES_ALL & ~HEARTH_SWITCH_SHARE);
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  apply_roster (fixture, HEARTH_ROLE_LISTENER, HEARTH_SWITCH_SHARE, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (fixture->held, ==, 0);

  /* Said again with every roster, changed or not. */
  for (guint i = 0; i < 2; i++)
    {
      fixture->held = 0;
      apply_roster (fixture, HEARTH_ROLE_LISTENER, HEARTH_SWITCH_SHARE, 1);
      g_assert_cmpuint (fixture->held, ==, 1);
    }
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

static void
apply_door (Fixture           *fixture,
            const char *const *ids,
            gboolean           locked)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_DOOR);

  message->locked = locked;
  for (guint i = 0; ids[i] != NULL; i++)
    hearth_control_message_add_knock (message, ids[i], "Ben", "red", NULL);
  hearth_standing_apply_door (fixture->standing, message);
}

static void
test_door (Fixture       *fixture,
           gconstpointer  data)
{
  GListModel *knocks = hearth_standing_get_knocks (fixture->standing);
  g_autoptr (HearthKnock) first = NULL;
  g_autoptr (HearthKnock) still = NULL;

  apply_door (fixture, (const char *const[]) { "k1", "k2", NULL }, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (knocks), ==, 2);
  g_assert_cmpuint (fixture->n_locked_changed, ==, 0);
  first = g_list_model_get_item (knocks, 1);

  /* Who is still there is the same; whoever is named twice waits once. */
  apply_door (fixture, (const char *const[]) { "k2", "k3", "k3", NULL }, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (knocks), ==, 2);
  still = g_list_model_get_item (knocks, 0);
  g_assert_true (first == still);
  g_assert_true (hearth_standing_is_locked (fixture->standing));
  g_assert_cmpuint (fixture->n_locked_changed, ==, 1);
}

static void
test_deed (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_DEED);
  const HearthAct act = { .kind = HEARTH_ACT_MUTE, .target = "g1" };

  apply_roster (fixture, HEARTH_ROLE_SPEAKER, 0, 0);
  hearth_control_message_set_act (message, &act);
  message->actor = g_strdup ("host");
  message->actor_name = g_strdup ("Anna");
  hearth_standing_report (fixture->standing, message);
  g_assert_cmpint (fixture->done, ==, HEARTH_ACT_MUTE);
  g_assert_true (fixture->to_self);
  g_assert_false (fixture->by_self);
}

static void
test_host (void)
{
  g_autoptr (GListStore) knocks = g_list_store_new (HEARTH_TYPE_KNOCK);
  g_autoptr (HearthStanding) standing = hearth_standing_new_host ("host", G_LIST_MODEL (knocks));
  Fixture fixture = { 0 };

  watch (&fixture, standing);
  g_assert_cmpint (hearth_standing_get_role (standing), ==, HEARTH_ROLE_HOST);
  g_assert_true (hearth_standing_get_knocks (standing) == G_LIST_MODEL (knocks));
  g_assert_cmpuint (hearth_standing_get_switches (standing), ==, HEARTH_SWITCHES_ALL);

  hearth_standing_set_switches (standing, HEARTH_SWITCH_UNMUTE);
  hearth_standing_set_switches (standing, HEARTH_SWITCH_UNMUTE);
  g_assert_cmpuint (hearth_standing_get_switches (standing), ==, HEARTH_SWITCH_UNMUTE);
  g_assert_cmpuint (fixture.n_changed, ==, 1);
}

/* To unmute once after being asked, for as long as the host counts it; and whether the link is for others. */
static void
test_rights (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (HearthControlMessage) roster = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  HearthMemberState *own = hearth_member_state_new ();
  const HearthActKind ends[] = { HEARTH_ACT_MUTE, HEARTH_ACT_MUTE_ALL };

  own->id = g_strdup ("g1");
  g_ptr_array_add (roster->members, own);
  roster->you = g_strdup ("g1");
  roster->withheld = HEARTH_SWITCH_UNMUTE;
  g_assert_true (hearth_standing_may_invite (fixture->standing));
  roster->keep_link = TRUE;
  hearth_standing_apply_roster (fixture->standing, roster);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_false (hearth_standing_may_invite (fixture->standing));
  g_assert_false (hearth_standing_get_rights (fixture->standing) & HEARTH_RIGHT_UNMUTE);

  for (guint i = 0; i <= G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (HearthControlMessage) ask = hearth_control_message_new (HEARTH_CONTROL_DEED);
      g_autoptr (HearthControlMessage) end = hearth_control_message_new (HEARTH_CONTROL_DEED);

      ask->act = HEARTH_ACT_ASK_TO_UNMUTE;
      ask->actor = g_strdup ("host");
      ask->target = g_strdup ("g1");
      hearth_standing_report (fixture->standing, ask);
      g_assert_true (hearth_standing_get_rights (fixture->standing) & HEARTH_RIGHT_UNMUTE);

      if (i < G_N_ELEMENTS (ends))
        {
          end->act = ends[i];
          end->actor = g_strdup ("host");
          end->target = ends[i] == HEARTH_ACT_MUTE ? g_strdup ("g1") : NULL;
          hearth_standing_report (fixture->standing, end);
        }
      else
        {
          hearth_standing_spend_unmute (fixture->standing);
        }
      g_assert_false (hearth_standing_get_rights (fixture->standing) & HEARTH_RIGHT_UNMUTE);
    }
  g_assert_cmpuint (fixture->n_changed, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/standing/roster", Fixture, NULL, set_up, test_roster, tear_down);
  g_test_add ("/standing/rights", Fixture, NULL, set_up, test_rights, tear_down);
  g_test_add ("/standing/door", Fixture, NULL, set_up, test_door, tear_down);
  g_test_add ("/standing/deed", Fixture, NULL, set_up, test_deed, tear_down);
  g_test_add_func ("/standing/host", test_host);

  return g_test_run ();
}
