/* How loud whom: by their key, whoever they are called, for as long as the program runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "call/participant-private.h"
#include "call/volumes.h"

/* @key: (nullable): known from the beginning */
static HearthParticipant *
make_person (HearthVolumes *volumes,
             const char    *key)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  HearthParticipant *person = hearth_participant_new_self ("Anna", "blue", FALSE, mailbox);

  if (key != NULL)
    hearth_acquaintance_set (hearth_participant_get_acquaintance (person), key, HEARTH_TRUST_MET);
  hearth_volumes_follow (volumes, person);

  return person;
}

static void
test_remembered (void)
{
  g_autoptr (HearthVolumes) volumes = hearth_volumes_new ();
  g_autoptr (HearthParticipant) anna = make_person (volumes, "anna");
  g_autoptr (HearthParticipant) ben = make_person (volumes, "ben");

  g_assert_cmpfloat (hearth_participant_get_volume (anna), ==, 1);
  g_assert_false (hearth_participant_get_muted_here (anna));
  hearth_participant_set_volume (anna, 1.5);
  hearth_participant_set_muted_here (anna, TRUE);
  hearth_participant_set_volume (ben, 5);
  g_assert_cmpfloat (hearth_participant_get_volume (ben), ==, HEARTH_PARTICIPANT_MAX_VOLUME);

  /* They come back: with their key, or before anybody knows by which. */
  g_clear_object (&anna);
  anna = make_person (volumes, "anna");
  g_assert_cmpfloat (hearth_participant_get_volume (anna), ==, 1.5);
  g_assert_true (hearth_participant_get_muted_here (anna));
  g_clear_object (&ben);
  ben = make_person (volumes, NULL);
  g_assert_cmpfloat (hearth_participant_get_volume (ben), ==, 1);
  hearth_acquaintance_set (hearth_participant_get_acquaintance (ben), "ben", HEARTH_TRUST_VERIFIED);
  g_assert_cmpfloat (hearth_participant_get_volume (ben), ==, HEARTH_PARTICIPANT_MAX_VOLUME);
  g_assert_false (hearth_participant_get_muted_here (ben));
}

/* What was said before the key was known holds from then on; as it was at first is nothing to remember. */
static void
test_early (void)
{
  g_autoptr (HearthVolumes) volumes = hearth_volumes_new ();
  g_autoptr (HearthParticipant) early = make_person (volumes, NULL);
  g_autoptr (HearthParticipant) again = NULL;
  g_autoptr (HearthParticipant) nobody = NULL;

  hearth_participant_set_volume (early, 0);
  nobody = make_person (volumes, NULL);
  g_assert_cmpfloat (hearth_participant_get_volume (nobody), ==, 1);
  hearth_acquaintance_set (hearth_participant_get_acquaintance (early), "key", HEARTH_TRUST_NEW);
  again = make_person (volumes, "key");
  g_assert_cmpfloat (hearth_participant_get_volume (again), ==, 0);
  hearth_participant_set_volume (again, 1);
  g_clear_object (&again);
  again = make_person (volumes, "key");
  g_assert_cmpfloat (hearth_participant_get_volume (again), ==, 1);
}

/* Those who outlive the table are left alone by it. */
static void
test_outlived (void)
{
  g_autoptr (HearthVolumes) volumes = hearth_volumes_new ();
  g_autoptr (HearthParticipant) anna = make_person (volumes, "anna");

  g_clear_object (&volumes);
  hearth_participant_set_volume (anna, 0.5);
  hearth_acquaintance_set (hearth_participant_get_acquaintance (anna), "anna", HEARTH_TRUST_VERIFIED);
  g_assert_cmpfloat (hearth_participant_get_volume (anna), ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  hearth_main_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/volumes/remembered", test_remembered);
  g_test_add_func ("/call/volumes/early", test_early);
  g_test_add_func ("/call/volumes/outlived", test_outlived);

  return g_test_run ();
}
