/* Talking while muted: said after a second of voice, once a minute, and never for a noise or for somebody else's voice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/muted-talk.h"

#define VOICE (-25.0)
#define ROOM (-60.0)

/* As often as levels come. */
#define STEP_US (50 * 1000)

/* Returns: after how many µs it was said first; −1: never. @n: (out): how often. */
static gint64
listen (HearthMutedTalk *talk,
        gint64          *now,
        double           level,
        gboolean         others_speak,
        gint64           duration,
        guint           *n)
{
  gint64 begin = *now;
  gint64 first = -1;

  *n = 0;
  for (; *now < begin + duration; *now += STEP_US)
    if (hearth_muted_talk_update (talk, level, others_speak, *now))
      {
        (*n)++;
        if (first < 0)
          first = *now - begin;
      }

  return first;
}

static void
test_voice (void)
{
  HearthMutedTalk talk = { 0 };
  gint64 now = G_USEC_PER_SEC;
  gint64 first;
  guint n;

  g_assert_cmpint (listen (&talk, &now, ROOM, FALSE, 10 * G_USEC_PER_SEC, &n), ==, -1);
  first = listen (&talk, &now, VOICE, FALSE, 30 * G_USEC_PER_SEC, &n);
  g_assert_cmpint (first, >=, HEARTH_MUTED_TALK_US);
  g_assert_cmpint (first, <=, HEARTH_MUTED_TALK_US + HEARTH_SPEAKING_ATTACK_US + 2 * STEP_US);
  g_assert_cmpuint (n, ==, 1);

  /* Who talks on for an hour is told once a minute. */
  (void) listen (&talk, &now, VOICE, FALSE, 3600 * (gint64) G_USEC_PER_SEC, &n);
  g_assert_cmpuint (n, >=, 59);
  g_assert_cmpuint (n, <=, 60);
}

/* Doors and coughs, as often as they come. */
static void
test_noise (void)
{
  HearthMutedTalk talk = { 0 };
  gint64 now = G_USEC_PER_SEC;
  guint n;

  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpint (listen (&talk, &now, -5, FALSE, 250 * 1000, &n), ==, -1);
      g_assert_cmpint (listen (&talk, &now, ROOM, FALSE, G_USEC_PER_SEC, &n), ==, -1);
    }
}

/* What the loudspeakers play, or what is said to somebody beside this person meanwhile. */
static void
test_others (void)
{
  HearthMutedTalk talk = { 0 };
  gint64 now = G_USEC_PER_SEC;
  guint n;

  g_assert_cmpint (listen (&talk, &now, VOICE, TRUE, 60 * G_USEC_PER_SEC, &n), ==, -1);
  /* They answer: a second from when the others are silent. */
  g_assert_cmpint (listen (&talk, &now, VOICE, FALSE, 10 * G_USEC_PER_SEC, &n), >=, HEARTH_MUTED_TALK_US);
}

/* What was said before the microphone was switched off was heard. */
static void
test_pause (void)
{
  HearthMutedTalk talk = { 0 };
  gint64 now = G_USEC_PER_SEC;
  guint n;

  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpint (listen (&talk, &now, VOICE, FALSE, HEARTH_MUTED_TALK_US - STEP_US, &n), ==, -1);
      hearth_muted_talk_pause (&talk);
    }
  g_assert_cmpint (listen (&talk, &now, VOICE, FALSE, 10 * G_USEC_PER_SEC, &n), >=, HEARTH_MUTED_TALK_US);

  /* Nobody is reminded more often for switching it on and off. */
  hearth_muted_talk_pause (&talk);
  g_assert_cmpint (listen (&talk, &now, VOICE, FALSE, 30 * G_USEC_PER_SEC, &n), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/muted-talk/voice", test_voice);
  g_test_add_func ("/muted-talk/noise", test_noise);
  g_test_add_func ("/muted-talk/others", test_others);
  g_test_add_func ("/muted-talk/pause", test_pause);

  return g_test_run ();
}
