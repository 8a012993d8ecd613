/* A person's hand and reactions: their own word until somebody lowers it, places as the host says, and no more reactions than anybody looks at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/gestures.h"

#include "base/limits.h"

static void
on_counted (gpointer  object,
            gpointer  unused,
            guint    *n)
{
  (*n)++;
}

static HearthControlMessage *
new_roster (guint hand,
            guint64 lowered)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  const char *const ids[] = { "host", "g1" };

  message->version = 1;
  message->you = g_strdup ("g1");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      HearthMemberState *state = hearth_member_state_new ();

      state->id = g_strdup (ids[i]);
      state->hand = i == 1 ? hand : 7;
      state->hand_lowered = i == 1 ? lowered : 9;
      g_ptr_array_add (message->members, state);
    }

  return message;
}

static void
apply (HearthGestures *gestures,
       guint           hand,
       guint64         lowered)
{
  g_autoptr (HearthControlMessage) message = new_roster (hand, lowered);

  hearth_gestures_apply_roster (gestures, message);
}

static void
test_hand (void)
{
  HearthGestures *gestures = hearth_gestures_new ();
  guint n_raised = 0, n_placed = 0;

  g_signal_connect (gestures, "notify::hand-raised", G_CALLBACK (on_counted), &n_raised);
  g_signal_connect (gestures, "notify::hand", G_CALLBACK (on_counted), &n_placed);
  hearth_gestures_set_hand_raised (gestures, TRUE);
  hearth_gestures_set_hand_raised (gestures, TRUE);
  g_assert_cmpuint (n_raised, ==, 1);
  g_assert_cmpuint (hearth_gestures_get_hand (gestures), ==, 0);

  /* What was on its way when they raised it does not lower it. */
  apply (gestures, 0, 0);
  g_assert_true (hearth_gestures_is_hand_raised (gestures));
  apply (gestures, 3, 0);
  apply (gestures, 3, 0);
  g_assert_cmpuint (hearth_gestures_get_hand (gestures), ==, 3);
  g_assert_cmpuint (n_placed, ==, 1);

  g_assert_cmpuint (hearth_gestures_get_raised (gestures), ==, 1);
  apply (gestures, 0, 1);
  g_assert_false (hearth_gestures_is_hand_raised (gestures));
  g_assert_cmpuint (hearth_gestures_get_raised (gestures), ==, 0);
  g_assert_cmpuint (hearth_gestures_get_hand (gestures), ==, 0);

  /* No host raises it, whatever it says. */
  apply (gestures, 1, 0);
  g_assert_false (hearth_gestures_is_hand_raised (gestures));
  g_assert_cmpuint (n_raised, ==, 2);

  /* What was lowered is not what is raised now, however late it is told. */
  hearth_gestures_set_hand_raised (gestures, TRUE);
  g_assert_cmpuint (hearth_gestures_get_raised (gestures), ==, 2);
  apply (gestures, 0, 1);
  g_assert_true (hearth_gestures_is_hand_raised (gestures));

  /* In this seat somebody was before, who raised it nine times. */
  apply (gestures, 0, 9);
  g_assert_false (hearth_gestures_is_hand_raised (gestures));
  hearth_gestures_set_hand_raised (gestures, TRUE);
  g_assert_cmpuint (hearth_gestures_get_raised (gestures), ==, 10);
  g_assert_finalize_object (gestures);
}

static void
on_reacted (HearthGestures *gestures,
            const char     *id,
            int             reaction,
            GString        *seen)
{
  g_string_append_printf (seen, "%s %d ", id != NULL ? id : "self", reaction);
}

static void
receive (HearthGestures *gestures,
         const char     *actor,
         HearthReaction  reaction)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_REACTED);

  message->actor = g_strdup (actor);
  message->reaction = reaction;
  hearth_gestures_receive (gestures, message);
}

static void
test_reactions (void)
{
  HearthGestures *gestures = hearth_gestures_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  guint n_sent = 0;

  g_signal_connect (gestures, "send", G_CALLBACK (on_counted), &n_sent);
  g_signal_connect (gestures, "reacted", G_CALLBACK (on_reacted), seen);
  apply (gestures, 0, 0);
  receive (gestures, "host", HEARTH_REACTION_HEART);
  receive (gestures, "g1", HEARTH_REACTION_PARTY);
  g_assert_cmpstr (seen->str, ==, "host 1 self 5 ");

  for (guint i = 0; i < 10 * HEARTH_LIMIT_REACTION_BURST; i++)
    g_assert_true (hearth_gestures_react (gestures, HEARTH_REACTION_APPLAUSE) == (n_sent == i + 1));
  g_assert_cmpuint (n_sent, >=, HEARTH_LIMIT_REACTION_BURST);
  g_assert_cmpuint (n_sent, <=, HEARTH_LIMIT_REACTION_BURST + 2);

  hearth_gestures_close (gestures);
  hearth_gestures_close (gestures);
  receive (gestures, "host", HEARTH_REACTION_HEART);
  hearth_gestures_set_hand_raised (gestures, TRUE);
  g_assert_false (hearth_gestures_react (gestures, HEARTH_REACTION_HEART));
  g_assert_false (hearth_gestures_is_hand_raised (gestures));
  g_assert_cmpstr (seen->str, ==, "host 1 self 5 ");
  g_assert_finalize_object (gestures);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gestures/hand", test_hand);
  g_test_add_func ("/gestures/reactions", test_reactions);

  return g_test_run ();
}
