/* HearthSpeakerSelector: who speaks, whose voices are forwarded, who is the active one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/speaker-selector.h"

#define MS G_TIME_SPAN_MILLISECOND
#define TICK (50 * MS)

typedef struct
{
  HearthSpeakerSelector *selector;
  gint64 now;
  guint loudest;
  guint n_people;
  double levels[40];
  guint n_changes;
} Room;

static void
name_person (char  *id,
             guint  n)
{
  g_snprintf (id, 8, "p%02u", n);
}

static void
room_init (Room  *room,
           guint  n_people,
           guint  loudest)
{
  char id[8];

  *room = (Room) { .selector = hearth_speaker_selector_new (), .now = 1000 * MS, .loudest = loudest, .n_people = n_people };
  for (guint i = 0; i < n_people; i++)
    {
      name_person (id, i);
      hearth_speaker_selector_add (room->selector, id);
      room->levels[i] = -90;
    }
}

static void
room_clear (Room *room)
{
  hearth_speaker_selector_free (room->selector);
}

/* Everybody goes on as they are. */
static void
pass_time (Room   *room,
           gint64  time)
{
  char id[8];

  for (gint64 end = room->now + time; room->now < end; room->now += TICK)
    {
      for (guint i = 0; i < room->n_people; i++)
        {
          name_person (id, i);
          hearth_speaker_selector_set_level (room->selector, id, room->levels[i], room->now);
        }
      if (hearth_speaker_selector_update (room->selector, room->loudest, room->now))
        room->n_changes++;
    }
}

static void
assert_ids (GPtrArray  *ids,
            const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (ids, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_speaking (Room       *room,
                 const char *expected)
{
  assert_ids (hearth_speaker_selector_get_speaking (room->selector), expected);
}

static void
assert_loudest (Room       *room,
                const char *expected)
{
  assert_ids (hearth_speaker_selector_get_loudest (room->selector), expected);
}

static void
assert_active (Room       *room,
               const char *expected)
{
  g_assert_cmpstr (hearth_speaker_selector_get_active (room->selector), ==, expected);
}

static void
test_onset_and_hangover (void)
{
  Room room;

  room_init (&room, 2, 4);
  pass_time (&room, 500 * MS);
  assert_speaking (&room, "");
  assert_active (&room, NULL);
  assert_loudest (&room, "p00 p01");

  room.levels[1] = -25;
  pass_time (&room, 100 * MS);
  assert_speaking (&room, "");
  pass_time (&room, TICK);
  assert_speaking (&room, "p01");
  assert_active (&room, "p01");

  /* A pause for breath. */
  room.levels[1] = -80;
  pass_time (&room, 450 * MS);
  assert_speaking (&room, "p01");
  room.levels[1] = -25;
  pass_time (&room, 500 * MS);
  assert_speaking (&room, "p01");

  room.levels[1] = -80;
  pass_time (&room, 600 * MS);
  assert_speaking (&room, "");
  assert_active (&room, "p01");
  room_clear (&room);
}

static void
test_cough (void)
{
  Room room;

  room_init (&room, 3, 4);
  pass_time (&room, 200 * MS);
  room.n_changes = 0;
  for (guint i = 0; i < 20; i++)
    {
      room.levels[0] = -10;
      pass_time (&room, 100 * MS); /* two readings, 50 ms apart */
      room.levels[0] = -80;
      pass_time (&room, 300 * MS);
      assert_speaking (&room, "");
      assert_active (&room, NULL);
    }
  g_assert_cmpuint (room.n_changes, ==, 0);
  room_clear (&room);
}

static void
test_threshold_hysteresis (void)
{
  Room room;

  room_init (&room, 1, 4);
  room.levels[0] = -45; /* between quiet and loud */
  pass_time (&room, 1000 * MS);
  assert_speaking (&room, "");
  room.levels[0] = -40;
  pass_time (&room, 200 * MS);
  room.levels[0] = -45;
  pass_time (&room, 2000 * MS);
  assert_speaking (&room, "p00");
  room.levels[0] = -49;
  pass_time (&room, 600 * MS);
  assert_speaking (&room, "");
  room_clear (&room);
}

static void
test_two_at_once (void)
{
  Room room;

  room_init (&room, 2, 4);
  room.levels[0] = -25;
  pass_time (&room, 2000 * MS);
  room.levels[1] = -22;
  pass_time (&room, 200 * MS);
  room.n_changes = 0;
  assert_active (&room, "p00");
  assert_speaking (&room, "p00 p01");

  /* Now this one is a little louder, now that one: nothing moves. */
  for (guint i = 0; i < 100; i++)
    {
      room.levels[i % 2] = -21;
      room.levels[1 - i % 2] = -25;
      pass_time (&room, 300 * MS);
    }
  assert_active (&room, "p00");
  g_assert_cmpuint (room.n_changes, ==, 0);

  room.levels[0] = -30;
  room.levels[1] = -20;
  pass_time (&room, 3000 * MS);
  assert_active (&room, "p01");
  assert_speaking (&room, "p01 p00");
  room_clear (&room);
}

static void
test_active_keeps_a_second (void)
{
  Room room;
  gint64 changed_at = 0;
  g_autofree char *last = NULL;
  guint n_changes = 0;

  /* Each says a word, by turns. */
  room_init (&room, 2, 4);
  for (guint i = 0; i < 60; i++)
    {
      room.levels[i % 2] = -20;
      room.levels[1 - i % 2] = -80;
      for (guint tick = 0; tick < 14; tick++)
        {
          const char *active;

          pass_time (&room, TICK);
          active = hearth_speaker_selector_get_active (room.selector);
          if (g_strcmp0 (active, last) == 0)
            continue;
          if (last != NULL)
            g_assert_cmpint (room.now - changed_at, >=, 1000 * MS);
          changed_at = room.now;
          g_free (last);
          last = g_strdup (active);
          n_changes++;
        }
    }
  g_assert_cmpuint (n_changes, >, 5);
  room_clear (&room);
}

static void
test_leaving (void)
{
  Room room;

  room_init (&room, 3, 2);
  room.levels[0] = -20;
  room.levels[2] = -25;
  pass_time (&room, 500 * MS);
  assert_active (&room, "p00");
  assert_speaking (&room, "p00 p02");
  assert_loudest (&room, "p00 p02");

  hearth_speaker_selector_remove (room.selector, "p00");
  hearth_speaker_selector_remove (room.selector, "p00");
  assert_active (&room, NULL);
  assert_speaking (&room, "p02");
  assert_loudest (&room, "p02");

  g_assert_true (hearth_speaker_selector_update (room.selector, 2, room.now));
  assert_active (&room, "p02");
  assert_loudest (&room, "p02 p01");
  g_assert_false (hearth_speaker_selector_update (room.selector, 2, room.now));
  room_clear (&room);
}

static void
test_places (void)
{
  Room room;

  room_init (&room, 6, 4);
  pass_time (&room, 100 * MS);
  assert_loudest (&room, "p00 p01 p02 p03");

  /* Who begins to speak takes the place of who has been silent longest, and of nobody else. */
  room.levels[1] = -25;
  pass_time (&room, 400 * MS);
  room.levels[5] = -25;
  pass_time (&room, 300 * MS);
  assert_loudest (&room, "p05 p01 p02 p03");
  room.levels[4] = -25;
  pass_time (&room, 300 * MS);
  assert_loudest (&room, "p05 p01 p04 p03");

  room_clear (&room);

  /* Louder has to wait until the other has had the place for two seconds; much louder does not. */
  room_init (&room, 2, 1);
  room.levels[0] = -30;
  pass_time (&room, 500 * MS);
  room.levels[1] = -28;
  pass_time (&room, 1000 * MS);
  assert_loudest (&room, "p00");
  room.levels[1] = -18;
  pass_time (&room, 500 * MS);
  assert_loudest (&room, "p01");
  room.levels[0] = -15;
  pass_time (&room, 1000 * MS);
  assert_loudest (&room, "p01");
  pass_time (&room, 1500 * MS);
  assert_loudest (&room, "p00");
  room_clear (&room);
}

static void
test_places_come_and_go (void)
{
  Room room;

  room_init (&room, 5, 5);
  pass_time (&room, TICK);
  room.levels[4] = -20;
  pass_time (&room, 500 * MS);
  assert_loudest (&room, "p00 p01 p02 p03 p04");

  room.loudest = 2;
  pass_time (&room, TICK);
  g_assert_cmpuint (hearth_speaker_selector_get_loudest (room.selector)->len, ==, 2);
  assert_speaking (&room, "p04");
  g_assert_true (g_ptr_array_find_with_equal_func (hearth_speaker_selector_get_loudest (room.selector), "p04", g_str_equal,
                                                   NULL));
  room.loudest = 0;
  pass_time (&room, TICK);
  assert_loudest (&room, "");
  room.loudest = 9;
  pass_time (&room, TICK);
  g_assert_cmpuint (hearth_speaker_selector_get_loudest (room.selector)->len, ==, 5);
  room_clear (&room);
}

/* A room that is too large for a moment takes nobody's place who was there, though nobody speaks. */
static void
test_places_of_the_silent (void)
{
  Room room;

  room_init (&room, 6, 6);
  pass_time (&room, 500 * MS);
  assert_loudest (&room, "p00 p01 p02 p03 p04 p05");

  hearth_speaker_selector_add (room.selector, "p06");
  room.levels[6] = -90;
  room.n_people = 7;
  room.loudest = 4;
  pass_time (&room, 500 * MS);
  assert_loudest (&room, "p00 p01 p02 p03");

  hearth_speaker_selector_remove (room.selector, "p06");
  room.n_people = 6;
  room.loudest = 6;
  pass_time (&room, 500 * MS);
  assert_loudest (&room, "p00 p01 p02 p03 p04 p05");
  room_clear (&room);
}

/* Who claims to shout without end is no louder than anybody at a desk, and makes way for who talks as people do. */
static void
test_taking_turns (void)
{
  Room room;

  room_init (&room, 2, 1);
  room.levels[0] = 0;
  pass_time (&room, 19 * 1000 * MS);
  assert_loudest (&room, "p00");
  room.levels[1] = -18;
  pass_time (&room, 1000 * MS);
  assert_loudest (&room, "p00");

  for (guint i = 0; i < 5; i++)
    {
      pass_time (&room, 2500 * MS);
      assert_loudest (&room, "p01");
      pass_time (&room, 5000 * MS);
      assert_loudest (&room, "p01");

      /* A pause, in which somebody else may be heard. */
      room.levels[1] = -80;
      pass_time (&room, 700 * MS);
      assert_loudest (&room, "p00");
      room.levels[1] = -18;
    }
  room_clear (&room);
}

/* Forty people babble at random for ten minutes: what is said about them holds at every moment. */
static void
test_forty (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 active_since = -1000 * MS;
  g_autofree char *active = NULL;
  guint n_place_changes = 0;
  Room room;

  room_init (&room, 40, 4);
  for (guint tick = 0; tick < 12000; tick++)
    {
      g_autofree char *before[4] = { NULL };
      GPtrArray *places = hearth_speaker_selector_get_loudest (room.selector);

      for (guint i = 0; i < places->len; i++)
        before[i] = g_strdup (g_ptr_array_index (places, i));
      if (g_rand_int_range (rand, 0, 10) == 0)
        {
          guint who = (guint) g_rand_int_range (rand, 0, 40);

          room.levels[who] = g_rand_boolean (rand) ? g_rand_double_range (rand, -40, -12) : -80;
        }
      pass_time (&room, TICK);

      g_assert_cmpuint (places->len, ==, 4);
      for (guint i = 0; i < 4; i++)
        {
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (g_ptr_array_index (places, i), !=, g_ptr_array_index (places, j));
          if (before[i] != NULL && !g_str_equal (before[i], g_ptr_array_index (places, i)))
            n_place_changes++;
          g_free (g_steal_pointer (&before[i]));
        }
      if (g_strcmp0 (active, hearth_speaker_selector_get_active (room.selector)) != 0)
        {
          if (active != NULL)
            g_assert_cmpint (room.now - active_since, >=, 1000 * MS);
          active_since = room.now;
          g_free (active);
          active = g_strdup (hearth_speaker_selector_get_active (room.selector));
        }
    }
  g_assert_cmpuint (n_place_changes, >, 10);
  room_clear (&room);
}

static void
test_strangers (void)
{
  g_autoptr (HearthSpeakerSelector) selector = hearth_speaker_selector_new ();

  hearth_speaker_selector_set_level (selector, "nobody", -10, 1);
  hearth_speaker_selector_remove (selector, "nobody");
  g_assert_false (hearth_speaker_selector_update (selector, 4, 2));
  hearth_speaker_selector_add (selector, "somebody");
  hearth_speaker_selector_add (selector, "somebody");
  g_assert_true (hearth_speaker_selector_update (selector, 4, 3));
  g_assert_cmpuint (hearth_speaker_selector_get_loudest (selector)->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/speaker-selector/onset-and-hangover", test_onset_and_hangover);
  g_test_add_func ("/speaker-selector/cough", test_cough);
  g_test_add_func ("/speaker-selector/threshold-hysteresis", test_threshold_hysteresis);
  g_test_add_func ("/speaker-selector/two-at-once", test_two_at_once);
  g_test_add_func ("/speaker-selector/active-keeps-a-second", test_active_keeps_a_second);
  g_test_add_func ("/speaker-selector/leaving", test_leaving);
  g_test_add_func ("/speaker-selector/places", test_places);
  g_test_add_func ("/speaker-selector/places-come-and-go", test_places_come_and_go);
  g_test_add_func ("/speaker-selector/places-of-the-silent", test_places_of_the_silent);
  g_test_add_func ("/speaker-selector/taking-turns", test_taking_turns);
  g_test_add_func ("/speaker-selector/forty", test_forty);
  g_test_add_func ("/speaker-selector/strangers", test_strangers);

  return g_test_run ();
}
