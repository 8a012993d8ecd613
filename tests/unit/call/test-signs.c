/* Hands and reactions of a call: told once, of whom they are, and not of this person's own; who has spoken for a while is reminded of theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/signs-private.h"

#include <gst/gst.h>

#include "base/main-thread.h"
#include "call/participant-private.h"
#include "room/member-private.h"

typedef struct
{
  GListStore *participants;
  HearthParticipant *self;
  HearthMember *bens;
  HearthParticipant *ben;
  HearthGestures *gestures;
  HearthSigns *signs;
  GString *told;
} Fixture;

static void
on_raised (HearthSigns       *signs,
           HearthParticipant *participant,
           Fixture           *fixture)
{
  g_string_append_printf (fixture->told, "%s raised\n", hearth_participant_get_name (participant));
}

static void
on_reacted (HearthSigns       *signs,
            HearthParticipant *participant,
            int                reaction,
            Fixture           *fixture)
{
  g_string_append_printf (fixture->told, "%s %d\n", hearth_participant_get_name (participant), reaction);
}

static void
on_changed (Fixture *fixture)
{
  g_string_append (fixture->told, "own\n");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  HearthMemberState *state = hearth_member_state_new ();

  state->id = g_strdup ("g1");
  state->name = g_strdup ("Ben");
  state->colour = g_strdup ("red");
  fixture->bens = hearth_member_new (state);
  hearth_member_state_free (state);

  fixture->participants = g_list_store_new (HEARTH_TYPE_PARTICIPANT);
  fixture->gestures = hearth_gestures_new ();
  fixture->signs = hearth_signs_new (G_LIST_MODEL (fixture->participants));
  fixture->told = g_string_new (NULL);
  fixture->self = hearth_participant_new_self ("Anna", "blue", FALSE, mailbox);
  fixture->ben = hearth_participant_new_member (fixture->bens, NULL);
  g_list_store_append (fixture->participants, fixture->self);
  g_signal_connect (fixture->signs, "raised", G_CALLBACK (on_raised), fixture);
  g_signal_connect (fixture->signs, "reacted", G_CALLBACK (on_reacted), fixture);
  g_signal_connect_swapped (fixture->signs, "notify::hand-raised", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_signs_follow (fixture->signs, NULL);
  g_assert_finalize_object (fixture->signs);
  g_object_unref (fixture->participants);
  hearth_participant_close (fixture->ben);
  g_assert_finalize_object (fixture->ben);
  g_assert_finalize_object (fixture->bens);
  g_assert_finalize_object (fixture->self);
  g_assert_finalize_object (fixture->gestures);
  g_string_free (fixture->told, TRUE);
}

static void
test_raised (Fixture       *fixture,
             gconstpointer  data)
{
  hearth_signs_follow (fixture->signs, fixture->gestures);
  g_string_truncate (fixture->told, 0);

  /* It was up when they were seen first. */
  hearth_member_set_hand (fixture->bens, 2);
  g_list_store_append (fixture->participants, fixture->ben);
  hearth_member_set_hand (fixture->bens, 1);
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpuint (hearth_participant_get_hand (fixture->ben), ==, 1);

  /* Once, however often it goes up and down in the next seconds. */
  for (guint i = 0; i < 10; i++)
    {
      hearth_member_set_hand (fixture->bens, 0);
      hearth_member_set_hand (fixture->bens, 3);
      hearth_member_set_hand (fixture->bens, 2);
    }
  g_assert_cmpstr (fixture->told->str, ==, "Ben raised\n");
}

static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  hearth_signs_set_hand_raised (fixture->signs, TRUE);
  g_assert_false (hearth_signs_is_hand_raised (fixture->signs));
  g_assert_false (hearth_signs_react (fixture->signs, HEARTH_REACTION_HEART));

  hearth_signs_follow (fixture->signs, fixture->gestures);
  g_string_truncate (fixture->told, 0);
  hearth_signs_set_hand_raised (fixture->signs, TRUE);
  g_assert_true (hearth_signs_is_hand_raised (fixture->signs));
  g_assert_cmpstr (fixture->told->str, ==, "own\n");
  hearth_gestures_set_own (fixture->gestures, "g2", 4);
  g_assert_cmpuint (hearth_signs_get_hand (fixture->signs), ==, 4);

  /* Out of the room nobody sees it. */
  hearth_signs_follow (fixture->signs, NULL);
  g_assert_false (hearth_signs_is_hand_raised (fixture->signs));
  g_assert_cmpuint (hearth_signs_get_hand (fixture->signs), ==, 0);
  g_assert_cmpstr (fixture->told->str, ==, "own\nown\n");
}

static void
receive (Fixture        *fixture,
         const char     *actor,
         HearthReaction  reaction)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_REACTED);

  message->actor = g_strdup (actor);
  message->reaction = reaction;
  hearth_gestures_receive (fixture->gestures, message);
}

static void
test_reacted (Fixture       *fixture,
              gconstpointer  data)
{
  g_list_store_append (fixture->participants, fixture->ben);
  hearth_signs_follow (fixture->signs, fixture->gestures);
  hearth_gestures_set_own (fixture->gestures, "g2", 0);
  g_string_truncate (fixture->told, 0);
  receive (fixture, "g1", HEARTH_REACTION_LAUGHTER);
  receive (fixture, "g2", HEARTH_REACTION_PARTY);
  /* They have left. */
  receive (fixture, "g3", HEARTH_REACTION_PARTY);
  g_assert_cmpstr (fixture->told->str, ==, "Ben 3\nAnna 5\n");
}

static void
on_spoken (guint *n)
{
  (*n)++;
}

static gboolean
on_second (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Their microphone says so, as often as it does. */
static void
speak (Fixture  *fixture,
       double    level,
       guint     tenths)
{
  for (guint i = 0; i < tenths; i++)
    {
      gboolean over = FALSE;

      g_timeout_add (100, on_second, &over);
      hearth_participant_set_level (fixture->self, level);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* Five seconds in all, pauses left out; once, and again for the next hand. */
static void
test_spoken (Fixture       *fixture,
             gconstpointer  data)
{
  guint n = 0;

  g_signal_connect_swapped (fixture->signs, "spoken", G_CALLBACK (on_spoken), &n);
  hearth_signs_follow (fixture->signs, fixture->gestures);
  hearth_participant_set_state (fixture->self, TRUE, FALSE, 0);
  speak (fixture, -20, 10);
  hearth_signs_set_hand_raised (fixture->signs, TRUE);
  speak (fixture, -20, 30);
  speak (fixture, -70, 15);
  g_assert_cmpuint (n, ==, 0);
  speak (fixture, -20, 30);
  g_assert_cmpuint (n, ==, 1);
  speak (fixture, -20, 60);
  g_assert_cmpuint (n, ==, 1);
  hearth_signs_set_hand_raised (fixture->signs, FALSE);
  hearth_signs_set_hand_raised (fixture->signs, TRUE);
  speak (fixture, -20, 20);
  g_assert_cmpuint (n, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/signs/raised", Fixture, NULL, set_up, test_raised, tear_down);
  g_test_add ("/signs/own", Fixture, NULL, set_up, test_own, tear_down);
  g_test_add ("/signs/reacted", Fixture, NULL, set_up, test_reacted, tear_down);
  g_test_add ("/signs/spoken", Fixture, NULL, set_up, test_spoken, tear_down);

  return g_test_run ();
}
