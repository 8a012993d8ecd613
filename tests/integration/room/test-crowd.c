/* Several people in one room with real connections: everybody gets everybody, each in the size in which they are shown, and who comes
 * late learns what is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/room-error.h"

#define PATIENCE_MS 20000

/* The message that the host has left; a sanitized build on a machine with much else to do gets more. */
#define GOODBYE_MS 2000

#define PEOPLE 5

typedef struct
{
  Person *people[PEOPLE]; /* the first one hosts */
} Crowd;

static void
come (Crowd *self,
      House *house,
      guint  n)
{
  static const char *const names[PEOPLE] = { "Alice", "Bob", "Carol", "Dave", "Erin" };

  for (guint i = 0; i < n; i++)
    {
      self->people[i] = i == 0 ? person_host (house, NULL, names[i], TRUE) : person_visit (house, NULL, names[i], TRUE);
      if (i == 0)
        person_wait_inside (self->people[0]);
    }
}

/* The guests first. */
static void
go (Crowd *self)
{
  for (guint i = PEOPLE; i > 0; i--)
    {
      if (self->people[i - 1] != NULL)
        person_free (self->people[i - 1]);
    }
}

static void
wait_everybody_hears_everybody (Crowd *self,
                                guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < n; j++)
        {
          if (i != j)
            person_wait_hears (self->people[i], self->people[j]);
        }
    }
}

/* Whose sound and picture it is shows in every packet (person_wait_hears()). */
static void
test_five_people (House         *house,
                  gconstpointer  data)
{
  Crowd crowd = { 0 };
  HearthRoomHostStats stats;

  house->libnice = data != NULL;
  come (&crowd, house, PEOPLE);
  wait_everybody_hears_everybody (&crowd, PEOPLE);

  hearth_room_host_get_stats (HEARTH_ROOM_HOST (crowd.people[0]->room), &stats);
  g_assert_cmpuint (stats.people, ==, PEOPLE - 1);
  g_assert_cmpuint (stats.connections, ==, 2 * (PEOPLE - 1));
  g_assert_cmpuint (stats.streams, ==, 2 * PEOPLE * (PEOPLE - 1));
  g_assert_cmpuint (stats.forwarded_packets, >, 0);
  g_assert_cmpint (stats.has_socket, ==, !house->libnice);
  if (stats.has_socket)
    g_assert_cmpuint (stats.socket.sent_packets, >, 0);
  go (&crowd);
}

/* --- Sizes ------------------------------------------------------------------------------------------------------------------ */

static void
show (Person *self,
      Person *other,
      guint   width,
      guint   height)
{
  HearthMember *member = person_find (self, other->name);

  g_assert_nonnull (member);
  hearth_room_show (self->room, hearth_member_get_id (member), HEARTH_PICTURE_CAMERA, width, height, FALSE);
}

typedef struct
{
  Person *person;
  Person *other;
  int layer;
} Sight;

static gboolean
sees_layer (gpointer data)
{
  const Sight *sight = data;

  return person_get_layer_seen (sight->person, sight->other) == sight->layer;
}

static void
wait_layer (Person *self,
            Person *other,
            int     layer)
{
  Sight sight = { self, other, layer };

  wait_until ("another size", PATIENCE_MS, sees_layer, &sight);
}

static void
test_sizes (House         *house,
            gconstpointer  data)
{
  Crowd crowd = { 0 };
  Person *alice, *bob, *carol;
  RtpCounter *carol_at_bob;

  come (&crowd, house, 3);
  alice = crowd.people[0];
  bob = crowd.people[1];
  carol = crowd.people[2];
  wait_everybody_hears_everybody (&crowd, 3);
  carol_at_bob = person_get_counter (bob, carol, "video");

  /* Nobody has said anything: one size for all, of everybody, the host included. */
  wait_layer (bob, carol, 1);
  wait_layer (alice, carol, 1);
  wait_wanted (carol->video, 0x2, PATIENCE_MS);
  wait_wanted (alice->video, 0x2, PATIENCE_MS);

  /* Large to one, small to another; and the host's own picture the same way. */
  show (bob, carol, 1280, 720);
  show (alice, carol, 160, 90);
  show (carol, alice, 160, 90);
  show (bob, alice, 160, 90);
  wait_layer (bob, carol, 2);
  wait_layer (alice, carol, 0);
  wait_layer (carol, alice, 0);
  wait_wanted (carol->video, 0x5, PATIENCE_MS);
  wait_wanted (alice->video, 0x1, PATIENCE_MS);
  g_assert_true (person_get_counter (bob, carol, "video") == carol_at_bob);

  /* Hidden from all: not encoded by anybody. Sound goes on. */
  show (bob, carol, 0, 0);
  show (alice, carol, 0, 0);
  wait_wanted (carol->video, 0x0, PATIENCE_MS);
  person_wait_hears (bob, alice);

  show (bob, carol, 640, 360);
  wait_layer (bob, carol, 1);
  go (&crowd);
}

/* --- Late, loud, and gone --------------------------------------------------------------------------------------------------- */

/* What somebody who has just come learns first of the others. */
static void
on_first_members (GListModel *members,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gboolean   *consistent)
{
  *consistent = n_added > 0;
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, position + i);
      gboolean is_bob = g_str_equal (hearth_member_get_name (member), "Bob");

      *consistent &= hearth_member_get_microphone_on (member) == !is_bob;
      *consistent &= hearth_member_get_camera_on (member) == !is_bob;
      *consistent &= hearth_member_is_host (member) == g_str_equal (hearth_member_get_name (member), "Alice");
    }
  g_signal_handlers_disconnect_by_func (members, on_first_members, consistent);
}

typedef struct
{
  Person *person;
  const char *name;
} Listening;

static gboolean
takes_for_active (gpointer data)
{
  const Listening *listening = data;
  HearthMember *member = hearth_room_get_active_speaker (listening->person->room);

  return member != NULL && g_str_equal (hearth_member_get_name (member), listening->name) && hearth_member_get_speaking (member);
}

typedef struct
{
  Person *person;
  const char *name;
  gboolean on;
} Seen;

static gboolean
is_seen_switched (gpointer data)
{
  const Seen *seen = data;
  HearthMember *member = person_find (seen->person, seen->name);

  return member != NULL && hearth_member_get_camera_on (member) == seen->on && hearth_member_get_microphone_on (member) == seen->on;
}

static void
test_late (House         *house,
           gconstpointer  data)
{
  Crowd crowd = { 0 };
  Person *bob, *dave;
  gboolean consistent = FALSE;

  come (&crowd, house, 3);
  bob = crowd.people[1];
  wait_everybody_hears_everybody (&crowd, 3);
  hearth_room_set_local_state (bob->room, FALSE, FALSE, FALSE, FALSE, FALSE);
  layered_generator_set_n_layers (bob->video, 0);
  wait_until ("Bob has switched off", PATIENCE_MS, is_seen_switched, &(Seen){ crowd.people[2], "Bob", FALSE });
  rtp_generator_set_level (crowd.people[2]->audio, -20);

  crowd.people[3] = person_visit (house, NULL, "Dave", TRUE);
  dave = crowd.people[3];
  g_signal_connect (hearth_room_get_members (dave->room), "items-changed", G_CALLBACK (on_first_members), &consistent);
  person_wait_members (dave, 3);
  g_assert_true (consistent);
  wait_until ("Dave knows who speaks", PATIENCE_MS, takes_for_active, &(Listening){ dave, "Carol" });
  wait_until ("the host knows who speaks", PATIENCE_MS, takes_for_active, &(Listening){ crowd.people[0], "Carol" });
  person_wait_hears (dave, crowd.people[2]);
  person_wait_hears (bob, dave);

  /* Back again: on the lines that are there. */
  layered_generator_set_n_layers (bob->video, HEARTH_LIMIT_VIDEO_LAYERS);
  hearth_room_set_local_state (bob->room, TRUE, TRUE, FALSE, FALSE, FALSE);
  person_wait_hears (dave, bob);
  go (&crowd);
}

/* --- One after the other ---------------------------------------------------------------------------------------------------- */

/* As people come to a meeting: each needs a key frame of everybody's picture, and the one before has just had one. Nobody waits
 * for the next one much longer than for the first sound, which needs nothing of the kind. */
#define LATECOMERS 4
#define APART_MS 300
#define LATE_PICTURE_MS 500

typedef struct
{
  Person *person;
  Person *sender;
  gint64 heard_at; /* µs monotonic; 0: not yet */
  gint64 seen_at;
} FirstSight;

static void
note_first (FirstSight *self,
            const char *kind,
            gint64     *at)
{
  RtpCounter *counter = person_get_counter (self->person, self->sender, kind);

  if (*at == 0 && counter != NULL && rtp_counter_get_n (counter) > 0)
    *at = g_get_monotonic_time ();
}

static gboolean
have_all_seen (gpointer data)
{
  FirstSight *sights = data;
  gboolean all = TRUE;

  for (guint i = 0; i < LATECOMERS; i++)
    {
      if (sights[i].person == NULL)
        continue;
      note_first (&sights[i], "audio", &sights[i].heard_at);
      note_first (&sights[i], "video", &sights[i].seen_at);
      all &= sights[i].heard_at != 0 && sights[i].seen_at != 0;
    }

  return all;
}

static gboolean
is_time (gpointer data)
{
  FirstSight *sights = data;

  (void) have_all_seen (sights);

  return g_get_monotonic_time () >= sights[LATECOMERS].seen_at;
}

static void
test_one_after_the_other (House         *house,
                          gconstpointer  data)
{
  static const char *const names[LATECOMERS] = { "Carol", "Dave", "Erin", "Frank" };
  Crowd crowd = { 0 };
  FirstSight sights[LATECOMERS + 1] = { 0 };

  come (&crowd, house, 2);
  wait_everybody_hears_everybody (&crowd, 2);
  run_for (2 * HEARTH_LIMIT_KEYFRAME_INTERVAL_MS);

  for (guint i = 0; i < LATECOMERS; i++)
    {
      sights[i] = (FirstSight){ .person = person_visit (house, NULL, names[i], FALSE), .sender = crowd.people[1] };
      sights[LATECOMERS].seen_at = g_get_monotonic_time () + APART_MS * 1000;
      wait_until ("the next one comes", PATIENCE_MS, is_time, sights);
    }
  wait_until ("everybody sees Bob", PATIENCE_MS, have_all_seen, sights);
  for (guint i = 0; i < LATECOMERS; i++)
    {
      double late_ms = (double) (sights[i].seen_at - sights[i].heard_at) / 1000;

      g_test_message ("%s sees Bob %.0f ms after hearing him", names[i], late_ms);
      g_assert_cmpfloat (late_ms, <, LATE_PICTURE_MS);
      person_free (sights[i].person);
    }
  go (&crowd);
}

static void
test_host_leaves (House         *house,
                  gconstpointer  data)
{
  Crowd crowd = { 0 };
  gint64 began_at;

  come (&crowd, house, PEOPLE);
  for (guint i = 1; i < PEOPLE; i++)
    person_wait_hears (crowd.people[i], crowd.people[0]);

  began_at = g_get_monotonic_time ();
  hearth_room_leave (crowd.people[0]->room);
  for (guint i = 1; i < PEOPLE; i++)
    {
      person_wait_ended (crowd.people[i]);
      g_assert_error (crowd.people[i]->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LEFT);
      g_test_message ("%s knows after %.0f ms", crowd.people[i]->name, (double) (crowd.people[i]->ended_at - began_at) / 1000);
    }

  /* All of them and the host share this thread: whoever hears of it last has waited for the others' connections to be closed. */
  g_assert_cmpint (crowd.people[1]->ended_at - began_at, <, GOODBYE_MS * 1000);
  go (&crowd);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, data, func) g_test_add ("/crowd/" path, House, data, house_set_up, func, house_tear_down)
  ADD ("five-people/one-port", NULL, test_five_people);
  ADD ("five-people/libnice", "libnice", test_five_people);
  ADD ("sizes", NULL, test_sizes);
  ADD ("late", NULL, test_late);
  ADD ("one-after-the-other", NULL, test_one_after_the_other);
  ADD ("host-leaves", NULL, test_host_leaves);
#undef ADD

  return g_test_run ();
}
