/* What of a guest reaches the room: taken away at once, back only by their own hand, whatever their program goes on to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/moderation.h"

#define SPEAKER_RIGHTS hearth_rights_get (HEARTH_ROLE_SPEAKER, HEARTH_SWITCHES_ALL)
#define MUTED_RIGHTS hearth_rights_get (HEARTH_ROLE_SPEAKER, 0)
#define LISTENER_RIGHTS hearth_rights_get (HEARTH_ROLE_LISTENER, HEARTH_SWITCHES_ALL)
#define MICROPHONE HEARTH_MEDIUM_MICROPHONE

static void
test_stop (void)
{
  for (guint i = 0; i < HEARTH_N_MEDIA; i++)
    {
      HearthMedium medium = (HearthMedium) i;
      HearthModeration moderation = { 0 };

      hearth_moderation_say (&moderation, medium, TRUE, SPEAKER_RIGHTS);
      g_assert_true (moderation.on[medium]);
      g_assert_false (hearth_moderation_is_held (&moderation, medium));
      hearth_moderation_stop (&moderation, medium);

      /* A program that takes no notice says on for ever, and nobody gets anything. */
      for (guint n = 0; n < 10; n++)
        {
          hearth_moderation_say (&moderation, medium, TRUE, SPEAKER_RIGHTS);
          g_assert_false (moderation.on[medium]);
          g_assert_true (hearth_moderation_is_held (&moderation, medium));
        }
      hearth_moderation_say (&moderation, medium, FALSE, SPEAKER_RIGHTS);
      g_assert_false (hearth_moderation_is_held (&moderation, medium));
      hearth_moderation_say (&moderation, medium, TRUE, SPEAKER_RIGHTS);
      g_assert_true (moderation.on[medium]);
    }
}

static void
test_may_not_unmute (void)
{
  HearthModeration moderation = { 0 };

  /* Who comes in, or switches off, stays silent; who speaks goes on until they are muted. */
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, MUTED_RIGHTS);
  g_assert_false (moderation.on[MICROPHONE]);
  hearth_moderation_say (&moderation, MICROPHONE, FALSE, SPEAKER_RIGHTS);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, SPEAKER_RIGHTS);
  hearth_moderation_restrict (&moderation, MUTED_RIGHTS);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, MUTED_RIGHTS);
  g_assert_true (moderation.on[MICROPHONE]);
  hearth_moderation_stop (&moderation, MICROPHONE);

  /* Off and on as often as they like, until they are asked: once. */
  hearth_moderation_say (&moderation, MICROPHONE, FALSE, MUTED_RIGHTS);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, MUTED_RIGHTS);
  g_assert_false (moderation.on[MICROPHONE]);
  hearth_moderation_say (&moderation, MICROPHONE, FALSE, MUTED_RIGHTS);
  moderation.asked = TRUE;
  g_assert_false (moderation.on[MICROPHONE]);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, MUTED_RIGHTS);
  g_assert_true (moderation.on[MICROPHONE]);
  hearth_moderation_say (&moderation, MICROPHONE, FALSE, MUTED_RIGHTS);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, MUTED_RIGHTS);
  g_assert_false (moderation.on[MICROPHONE]);

  /* Muting takes back what was allowed. */
  moderation.asked = TRUE;
  hearth_moderation_stop (&moderation, MICROPHONE);
  g_assert_false (moderation.asked);
}

static void
test_listener (void)
{
  HearthModeration moderation = { 0 };

  for (guint i = 0; i < HEARTH_N_MEDIA; i++)
    hearth_moderation_say (&moderation, (HearthMedium) i, TRUE, SPEAKER_RIGHTS);
  hearth_moderation_restrict (&moderation, LISTENER_RIGHTS);
  for (guint i = 0; i < HEARTH_N_MEDIA; i++)
    {
      g_assert_false (moderation.on[i]);
      hearth_moderation_say (&moderation, (HearthMedium) i, FALSE, LISTENER_RIGHTS);
      hearth_moderation_say (&moderation, (HearthMedium) i, TRUE, LISTENER_RIGHTS);
      g_assert_false (moderation.on[i]);
    }
  moderation.asked = TRUE;
  hearth_moderation_say (&moderation, MICROPHONE, FALSE, LISTENER_RIGHTS);
  hearth_moderation_say (&moderation, MICROPHONE, TRUE, LISTENER_RIGHTS);
  g_assert_false (moderation.on[MICROPHONE]);
}

/* A screen that nobody may see takes nothing from the camera beside it. */
static void
test_screen_beside_camera (void)
{
  HearthModeration moderation = { .role = HEARTH_ROLE_SPEAKER };

  hearth_moderation_say (&moderation, HEARTH_MEDIUM_CAMERA, TRUE, MUTED_RIGHTS);
  hearth_moderation_say (&moderation, HEARTH_MEDIUM_SHARING, TRUE, MUTED_RIGHTS);
  g_assert_false (moderation.on[HEARTH_MEDIUM_SHARING]);
  g_assert_true (hearth_moderation_is_held (&moderation, HEARTH_MEDIUM_SHARING));
  g_assert_true (moderation.on[HEARTH_MEDIUM_CAMERA]);
}

/* What was lowered comes back only by being raised once more, and then at once, whatever was said in between and was lost. */
static void
test_hand (void)
{
  HearthModeration moderation = { .role = HEARTH_ROLE_LISTENER };

  g_assert_false (hearth_moderation_is_hand_raised (&moderation));
  moderation.hand_raised = 1;
  hearth_moderation_restrict (&moderation, LISTENER_RIGHTS);
  g_assert_true (hearth_moderation_is_hand_raised (&moderation));
  hearth_moderation_lower_hand (&moderation);
  hearth_moderation_lower_hand (&moderation);
  g_assert_false (hearth_moderation_is_hand_raised (&moderation));
  moderation.hand_raised = 1;
  g_assert_false (hearth_moderation_is_hand_raised (&moderation));
  moderation.hand_raised = 2;
  g_assert_true (hearth_moderation_is_hand_raised (&moderation));

  /* By themselves: nothing was taken from them. */
  moderation.hand_raised = 0;
  hearth_moderation_lower_hand (&moderation);
  moderation.hand_raised = 2;
  g_assert_true (hearth_moderation_is_hand_raised (&moderation));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/moderation/stop", test_stop);
  g_test_add_func ("/moderation/may-not-unmute", test_may_not_unmute);
  g_test_add_func ("/moderation/listener", test_listener);
  g_test_add_func ("/moderation/screen-beside-camera", test_screen_beside_camera);
  g_test_add_func ("/moderation/hand", test_hand);

  return g_test_run ();
}
