/* Whose voice reaches whom in a room, without a network: made-up people in, everybody's feed out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "guest.h"
#include "people.h"

/* Decisions take up to two and a half seconds (HearthSpeakerSelector, HearthLayerDemand); more on a machine with much to do. */
#define PATIENCE_MS 15000

/* Whether the voice that comes on every line of @self is that of whom SPEAKERS names there, and those are exactly @expected. */
static gboolean
hears (HearthDistribution *room,
       Guest              *self,
       Guest             **expected,
       guint               n_expected)
{
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (room, self->id);
  guint n = 0;

  for (guint i = 0; i < n_expected; i++)
    {
      guint slot;
      g_autofree char *track_id = NULL;

      if (expected[i] == self)
        continue;
      n++;
      if (!g_ptr_array_find_with_equal_func (speakers->slots, expected[i]->id, g_str_equal, &slot))
        return FALSE;
      track_id = g_strdup_printf ("slot%u/audio", slot);
      if (guest_get_mark (self, track_id) != expected[i]->ssrc)
        return FALSE;
    }

  for (guint i = 0; i < speakers->slots->len; i++)
    n -= *(const char *) g_ptr_array_index (speakers->slots, i) != '\0';

  return n == 0;
}

typedef struct
{
  HearthDistribution *room;
  Guest **guests;
  guint n;
  Guest **heard;
  guint n_heard;
} Hearing;

static gboolean
everybody_hears (gpointer data)
{
  const Hearing *hearing = data;

  for (guint i = 0; i < hearing->n; i++)
    {
      if (!hears (hearing->room, hearing->guests[i], hearing->heard, hearing->n_heard))
        return FALSE;
    }

  return TRUE;
}

static void
test_small_room (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[HEARTH_LIMIT_ROOM_ALL_VOICES];
  Hearing hearing = { room, guests, G_N_ELEMENTS (guests), guests, G_N_ELEMENTS (guests) };

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guests[i] = guest_new_with_voice (room, i, -30 - 10 * (int) i);
  wait_until ("everybody hears everybody", PATIENCE_MS, everybody_hears, &hearing);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guest_free (guests[i], room);
}

#define CROWD 8

typedef struct
{
  HearthDistribution *room;
  const char *speaking;
  const char *silent;
} Change;

static gboolean
speaks (gpointer data)
{
  const Change *change = data;
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (change->room, change->speaking);

  return g_ptr_array_find_with_equal_func (speakers->speaking, change->speaking, g_str_equal, NULL);
}

static gboolean
speaks_instead (gpointer data)
{
  const Change *change = data;
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (change->room, change->silent);

  return g_ptr_array_find_with_equal_func (speakers->speaking, change->speaking, g_str_equal, NULL)
         && !g_ptr_array_find_with_equal_func (speakers->speaking, change->silent, g_str_equal, NULL)
         && speakers->active != NULL;
}

static void
test_loudest_of_eight (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[CROWD];
  Guest *loud[HEARTH_LIMIT_ROOM_LOUDEST];
  Hearing hearing = { room, guests, CROWD, loud, HEARTH_LIMIT_ROOM_LOUDEST };

  for (guint i = 0; i < CROWD; i++)
    guests[i] = guest_new_with_voice (room, i, i % 2 == 0 ? -20 : -90);
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_LOUDEST; i++)
    loud[i] = guests[2 * i];
  wait_until ("the loudest four are heard, and nobody else", PATIENCE_MS, everybody_hears, &hearing);

  /* One of them falls silent, somebody else speaks up. */
  rtp_generator_set_level (guests[2]->voice, -127);
  rtp_generator_set_level (guests[7]->voice, -15);
  loud[1] = guests[7];
  wait_until ("who has begun to speak is heard", PATIENCE_MS, everybody_hears, &hearing);
  wait_until ("they speak, and who has fallen silent does not", PATIENCE_MS, speaks_instead,
              &(Change){ room, guests[7]->id, guests[2]->id });

  /* No more lines than voices that are heard at once, and one more that has changed hands. */
  for (guint i = 0; i < CROWD; i++)
    g_assert_cmpuint (g_hash_table_size (guests[i]->counters), <=, HEARTH_LIMIT_VOICE_SLOTS);
  for (guint i = 0; i < CROWD; i++)
    guest_free (guests[i], room);
}

static void
test_voice_of_a_fresh_connection (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[] = { guest_new_with_voice (room, 0, -20), guest_new_with_voice (room, 1, -20) };
  Hearing hearing = { room, guests, 2, guests, 2 };
  RtpGenerator *fresh;
  RtpGenerator *old;
  guint n_track_changes;

  wait_until ("both hear each other", PATIENCE_MS, everybody_hears, &hearing);
  n_track_changes = guests[1]->n_track_changes;

  /* The line stays, and the stream on it is unbroken: the counter fails the test where a packet comes twice or out of order. */
  fresh = rtp_generator_new (FALSE, guests[0]->ssrc + 7, 0);
  old = guests[0]->voice;
  guests[0]->voice = fresh;
  guests[0]->ssrc += 7;
  hearth_distribution_set_voice (room, guests[0]->id, HEARTH_RTP_SOURCE (fresh));
  wait_until ("the fresh voice", PATIENCE_MS, everybody_hears, &hearing);
  g_assert_cmpuint (guests[1]->n_track_changes, ==, n_track_changes);
  rtp_generator_stop (old);
  g_assert_finalize_object (old);

  guest_free (guests[0], room);
  guest_free (guests[1], room);
}

/* Who says that they are muted is not heard, whatever they send, and is heard on the same line when they say otherwise. */
static void
test_muted (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[] = { guest_new_with_voice (room, 0, -20), guest_new_with_voice (room, 1, -20) };
  Hearing hearing = { room, guests, 2, guests, 2 };
  RtpCounter *counter;
  guint n_track_changes, n;

  wait_until ("both hear each other", PATIENCE_MS, everybody_hears, &hearing);
  wait_until ("somebody speaks", PATIENCE_MS, speaks, &(Change){ room, guests[0]->id, NULL });
  n_track_changes = guests[1]->n_track_changes;

  hearth_distribution_set_muted (room, guests[0]->id, TRUE);
  counter = g_hash_table_lookup (guests[1]->counters, "slot0/audio");
  n = rtp_counter_get_n (counter);
  wait_until ("they speak no more", PATIENCE_MS, speaks_instead, &(Change){ room, guests[1]->id, guests[0]->id });
  g_assert_cmpuint (rtp_counter_get_n (counter), ==, n);

  hearth_distribution_set_muted (room, guests[0]->id, FALSE);
  wait_until ("they speak again", PATIENCE_MS, speaks, &(Change){ room, guests[0]->id, NULL });
  g_assert_cmpuint (rtp_counter_get_n (counter), >, n);
  g_assert_cmpuint (guests[1]->n_track_changes, ==, n_track_changes);

  guest_free (guests[0], room);
  guest_free (guests[1], room);
}

/* Nobody who comes to a large room, or goes, costs the others a new line. */
static void
test_forty_people_share_lines (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[HEARTH_LIMIT_ROOM_PEOPLE];

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      guests[i] = guest_new (room, i, NULL);

      /* Two generators are enough: a voice is a voice to whoever only counts lines. */
      if (i < 2)
        guests[i]->voice = rtp_generator_new (FALSE, guests[i]->ssrc, 0);
      hearth_distribution_set_voice (room, guests[i]->id, HEARTH_RTP_SOURCE (guests[i % 2]->voice));
    }

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      g_assert_cmpuint (guests[i]->n_track_changes, <=, HEARTH_LIMIT_VOICE_SLOTS);
      g_assert_cmpuint (guests[i]->n_track_changes, >, 0);
    }
  for (guint i = HEARTH_LIMIT_ROOM_PEOPLE - 1; i >= 2; i--)
    guest_free (guests[i], room);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (guests[i]->n_track_changes, <=, HEARTH_LIMIT_VOICE_SLOTS);
  guest_free (guests[1], room);
  guest_free (guests[0], room);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/distribution/small-room", test_small_room);
  g_test_add_func ("/distribution/loudest-of-eight", test_loudest_of_eight);
  g_test_add_func ("/distribution/voice-of-a-fresh-connection", test_voice_of_a_fresh_connection);
  g_test_add_func ("/distribution/muted", test_muted);
  g_test_add_func ("/distribution/forty-people-share-lines", test_forty_people_share_lines);

  return g_test_run ();
}
