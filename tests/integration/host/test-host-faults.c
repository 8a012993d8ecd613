/* Guests who misbehave, each a process of its own, beside a call of two through a real hearth-host: the two notice nothing.
 *
 * Nothing means: no packet lost, the same streams all the time, and no gap of more than a tenth of a second, besides what the computer
 * itself adds: a busy one lets every thread on the way wait, the sender's, the host's and the receiver's, and where a process waits too
 * long the kernel throws away what has come for it, and counts it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "base/main-thread.h"
#include "host-process.h"
#include "room/room-error.h"
#include "stall-meter.h"

#define WATCH_MS 4000
#define MAX_GAP_MS 100

/* Threads on the way of a packet: the generator's, the sender's, the host's, the receiver's. */
#define THREADS_ON_THE_WAY 4

/* A program that died is noticed within five seconds (room/guest-step.h), and a machine with much to do may add some. */
#define DEAD_GUEST_MS 7000

/* Other streams than their own: Anna's picture begins at this SSRC (people.c). */
#define FLOOD_PACKETS_PER_SECOND (50 * 1000 * 1000 / 8 / 1200)

/* A hundred visits take under a minute on a quiet machine. */
#define CHURN_PATIENCE_MS (240 * 1000)

/* Thread pools end what has been idle for a while. */
#define SETTLE_MS 5000

/* Lines of a connection stay for whoever comes next: a visit more at the same moment than before needs a few objects more. */
#define OBJECTS_TO_SPARE 800

static const char *rogue_program;

/* --- A call of two, watched -------------------------------------------------------------------------------------------------- */

typedef struct
{
  HostProcess host;
  Person *anna;
  Person *ben;
  StallMeter *stalls;
  guint n_drops; /* count_kernel_drops() in the beginning */
  RtpCounter *counters[4]; /* both kinds at both */
  GSubprocess *rogue;      /* nullable */
  char *rogue_output;
} Scene;

static void
find_counters (Scene       *self,
               RtpCounter **counters)
{
  counters[0] = person_get_counter (self->anna, self->ben, "audio");
  counters[1] = person_get_counter (self->anna, self->ben, "video");
  counters[2] = person_get_counter (self->ben, self->anna, "audio");
  counters[3] = person_get_counter (self->ben, self->anna, "video");
}

/* Returns: the longest gap in any of the streams since the last call */
static guint
take_max_gap_ms (Scene *self)
{
  guint max_gap = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (self->counters); i++)
    {
      guint gap = rtp_counter_take_max_gap_ms (self->counters[i]);

      max_gap = MAX (max_gap, gap);
    }

  return max_gap;
}

/* Returns: datagrams that the kernel has thrown away for want of room in a socket, in this network */
static guint
count_kernel_drops (void)
{
  const char *files[] = { "/proc/self/net/snmp", "/proc/self/net/snmp6" };
  const char *names[] = { "RcvbufErrors", "Udp6RcvbufErrors" };
  g_autofree char *ipv4 = host_process_read (files[0]);
  g_autofree char *ipv6 = host_process_read (files[1]);
  const char *line = strstr (ipv4, "\nUdp: ");
  const char *ipv6_value = strstr (ipv6, names[1]);
  g_auto (GStrv) lines = g_strsplit (line != NULL ? line + 1 : "", "\n", 3);
  g_auto (GStrv) keys = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", -1);
  g_auto (GStrv) values = g_strsplit (lines[0] != NULL && lines[1] != NULL ? lines[1] : "", " ", -1);
  guint n = ipv6_value != NULL ? (guint) g_ascii_strtoull (ipv6_value + strlen (names[1]), NULL, 10) : 0;

  for (guint i = 0; keys[i] != NULL && values[i] != NULL; i++)
    {
      if (g_str_equal (keys[i], names[0]))
        n += (guint) g_ascii_strtoull (values[i], NULL, 10);
    }

  return n;
}

static void
scene_set_up (Scene         *self,
              gconstpointer  data)
{
  self->n_drops = count_kernel_drops ();
  host_process_set_up (&self->host, NULL);
  host_process_start (&self->host, NULL);
  self->anna = person_visit (&self->host.house, NULL, "Anna", TRUE);
  self->ben = person_visit (&self->host.house, NULL, "Ben", TRUE);
  person_wait_members (self->anna, 1);
  person_wait_members (self->ben, 1);
  person_wait_hears (self->anna, self->ben);
  person_wait_hears (self->ben, self->anna);
  run_for (500);

  find_counters (self, self->counters);
  for (gsize i = 0; i < G_N_ELEMENTS (self->counters); i++)
    g_object_ref (self->counters[i]);
  self->stalls = stall_meter_new ();
  self->rogue_output = g_build_filename (self->host.folder, "rogue", NULL);
}

static void
end_rogue (Scene *self)
{
  if (self->rogue == NULL)
    return;

  g_subprocess_force_exit (self->rogue);
  g_assert_true (g_subprocess_wait (self->rogue, NULL, NULL));
  g_clear_object (&self->rogue);
}

static void
scene_tear_down (Scene         *self,
                 gconstpointer  data)
{
  end_rogue (self);
  for (gsize i = 0; i < G_N_ELEMENTS (self->counters); i++)
    g_object_unref (self->counters[i]);
  stall_meter_free (self->stalls);
  person_free (self->anna);
  person_free (self->ben);
  host_process_tear_down (&self->host, NULL);
  g_free (self->rogue_output);
}

typedef struct
{
  Scene *scene;
  const char *word;
} Said;

static gboolean
rogue_has_said (gpointer data)
{
  const Said *said = data;
  g_autofree char *output = host_process_read (said->scene->rogue_output);

  if (g_subprocess_get_identifier (said->scene->rogue) == NULL)
    g_error ("The rogue has ended");

  return strstr (output, said->word) != NULL;
}

static void
start_rogue (Scene      *self,
             const char *mode,
             guint32     number)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *link = hearth_invitation_to_link (self->host.house.invitation);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (GError) error = NULL;
  Said said = { self, "inside" };

  g_subprocess_launcher_set_stdout_file_path (launcher, self->rogue_output);
  g_subprocess_launcher_set_child_setup (launcher, host_process_die_with_us, NULL, NULL);
  self->rogue = g_subprocess_launcher_spawn (launcher, &error, rogue_program, link, "Rogue", mode, text, NULL);
  g_assert_no_error (error);
  wait_until ("the rogue is inside", 30000, rogue_has_said, &said);
}

/* Nobody has lost anything since the beginning, and the streams are the same. */
static void
assert_unharmed (Scene *self)
{
  RtpCounter *now[G_N_ELEMENTS (self->counters)];
  guint gap = take_max_gap_ms (self);
  guint stall = stall_meter_take_ms (self->stalls);
  guint drops = count_kernel_drops () - self->n_drops;

  find_counters (self, now);
  for (gsize i = 0; i < G_N_ELEMENTS (now); i++)
    {
      g_test_message ("Stream %zu: %u of %u packets missing; the kernel threw %u away", i, rtp_counter_get_n_missing (now[i]),
                      rtp_counter_get_n (now[i]), drops);
      g_assert_true (now[i] == self->counters[i]);
      g_assert_cmpuint (rtp_counter_get_n_missing (now[i]), <=, drops);
    }
  g_test_message ("Longest gap %u ms; the computer let a thread wait for %u ms", gap, stall);
  g_assert_cmpuint (gap, <=, MAX_GAP_MS + THREADS_ON_THE_WAY * stall);
  g_assert_cmpint (hearth_room_get_state (self->anna->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpint (hearth_room_get_state (self->ben->room), ==, HEARTH_ROOM_INSIDE);
}

/* From now on it counts. */
static void
begin_watching (Scene *self)
{
  take_max_gap_ms (self);
  stall_meter_take_ms (self->stalls);
}

static void
watch (Scene *self,
       guint  milliseconds)
{
  begin_watching (self);
  run_for (milliseconds);
  assert_unharmed (self);
}

/* --- Faults -------------------------------------------------------------------------------------------------------------------- */

static void
test_garbage (Scene         *scene,
              gconstpointer  data)
{
  start_rogue (scene, "garbage", 0);
  watch (scene, 2 * WATCH_MS);
}

/* Returns: how often the layers of @person were asked for a key frame, the most of any layer */
static guint
count_keyframes_wanted (Person *person)
{
  guint most = 0;

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      HearthRtpSource *layer = hearth_layered_source_get_source (HEARTH_LAYERED_SOURCE (person->video), i);
      guint n = rtp_generator_get_n_keyframes_wanted (RTP_GENERATOR (layer));

      most = MAX (most, n);
    }

  return most;
}

/* They do arrive, and are merged to one a second, after a first few. */
static void
test_keyframes (Scene         *scene,
                gconstpointer  data)
{
  Person *people[] = { scene->anna, scene->ben };
  guint before[G_N_ELEMENTS (people)];
  gint64 began_at;
  guint seconds;

  start_rogue (scene, "keyframes", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    before[i] = count_keyframes_wanted (people[i]);
  began_at = g_get_monotonic_time ();
  watch (scene, WATCH_MS);
  seconds = (guint) ((g_get_monotonic_time () - began_at) / G_USEC_PER_SEC);

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      guint asked = count_keyframes_wanted (people[i]) - before[i];

      g_assert_cmpuint (asked, >=, 1);
      g_assert_cmpuint (asked, <=, seconds + HEARTH_LIMIT_KEYFRAME_BURST);
    }
}

static void
test_stolen_ssrc (Scene         *scene,
                  gconstpointer  data)
{
  start_rogue (scene, "ssrc", rtp_counter_get_mark (person_get_counter (scene->ben, scene->anna, "video")));
  watch (scene, WATCH_MS);

  /* And what is shown as Anna is Anna. */
  g_assert_cmpint (person_get_layer_seen (scene->ben, scene->anna), >=, 0);
}

/* Returns: (nullable): what Anna gets of the rogue's picture */
static RtpCounter *
get_rogue_counter (Scene *self)
{
  return person_get_counter (self->anna, &(Person) { .name = (char *) "Rogue" }, "video");
}

static gboolean
rogue_is_seen (gpointer data)
{
  RtpCounter *counter = get_rogue_counter (data);

  return counter != NULL && rtp_counter_get_n (counter) > 0;
}

static void
test_flood (Scene         *scene,
            gconstpointer  data)
{
  guint before;
  guint per_second;

  start_rogue (scene, "flood", FLOOD_PACKETS_PER_SECOND);
  wait_until ("some of the flood arrives", 10000, rogue_is_seen, scene);
  before = rtp_counter_get_n (get_rogue_counter (scene));
  watch (scene, WATCH_MS);
  per_second = (rtp_counter_get_n (get_rogue_counter (scene)) - before) * 1000 / WATCH_MS;
  g_test_message ("Of %u packets a second %u reach the others", FLOOD_PACKETS_PER_SECOND, per_second);

  /* The rogue said 500 kbit/s, and gets a little more. */
  g_assert_cmpuint (per_second, <, 200);
}

static gboolean
rogue_is_away (gpointer data)
{
  Scene *self = data;
  HearthMember *rogue = person_find (self->anna, "Rogue");

  return rogue == NULL || !hearth_member_get_connected (rogue);
}

static gboolean
rogue_is_there (gpointer data)
{
  return !rogue_is_away (data);
}

/* It is stopped in the middle of everything, while there is more and more to tell it, and goes on later as if nothing had been. */
static void
test_stopped (Scene         *scene,
              gconstpointer  data)
{
  start_rogue (scene, "plain", 0);
  begin_watching (scene);
  g_subprocess_send_signal (scene->rogue, SIGSTOP);
  for (guint i = 0; i < 400; i++)
    {
      hearth_room_set_profile (scene->anna->room, "Anna", i % 2 == 0 ? "red" : "green");
      run_for (10);
    }
  assert_unharmed (scene);
  host_process_wait_line (&scene->host, "Rogue is away");

  g_subprocess_send_signal (scene->rogue, SIGCONT);
  host_process_wait_line (&scene->host, "Rogue is back");
  wait_until ("the rogue is there again", 10000, rogue_is_there, scene);
  assert_unharmed (scene);
}

static gboolean
rogue_is_gone (gpointer data)
{
  return person_find (((Scene *) data)->anna, "Rogue") == NULL;
}

static void
test_killed (Scene         *scene,
             gconstpointer  data)
{
  start_rogue (scene, "plain", 0);
  begin_watching (scene);
  end_rogue (scene);
  g_assert_cmpuint (wait_until ("the others see it", 20000, rogue_is_gone, scene), <, DEAD_GUEST_MS);
  assert_unharmed (scene);
}

/* --- Many who come and go ---------------------------------------------------------------------------------------------------- */

static void
churn_set_up (Scene         *self,
              gconstpointer  data)
{
  self->host.counts_objects = TRUE;
  scene_set_up (self, data);
}

/* What it holds. */
typedef struct
{
  Scene *scene;
  guint n_fds;
  guint n_threads;
} Census;

static gboolean
is_as_before (gpointer data)
{
  const Census *before = data;
  HostProcess *host = &before->scene->host;

  return host_process_count (host, "fd") <= before->n_fds && host_process_count (host, "task") <= before->n_threads;
}

/* Bytes of what a process said that are worth reading. */
#define LAST_WORDS 4000

static gboolean
rogue_has_ended (gpointer data)
{
  return g_subprocess_get_identifier (((Scene *) data)->rogue) == NULL;
}

static void
visit (Scene *scene,
       guint  n)
{
  gboolean fine;

  start_rogue (scene, "churn", n);
  wait_until ("everybody has come and gone", CHURN_PATIENCE_MS, rogue_has_ended, scene);
  fine = g_subprocess_wait_check (scene->rogue, NULL, NULL);
  if (!fine)
    {
      g_autofree char *said = host_process_read (scene->rogue_output);
      gsize length = strlen (said);

      g_test_message ("The visitors ended with: %s", said + length - MIN (length, LAST_WORDS));
    }
  g_assert_true (fine);
  g_clear_object (&scene->rogue);
  g_unlink (scene->rogue_output);
  person_wait_members (scene->anna, 1);
}

/* A first few fill what is kept for good: plugins, thread pools. */
static void
test_churn (Scene         *scene,
            gconstpointer  data)
{
  Census before = { scene };
  guint n_objects;

  visit (scene, 8);
  run_for (SETTLE_MS);
  before.n_fds = host_process_count (&scene->host, "fd");
  before.n_threads = host_process_count (&scene->host, "task");
  n_objects = host_process_count_objects (&scene->host);
  g_assert_cmpuint (n_objects, >, 20);

  begin_watching (scene);
  visit (scene, 100);
  assert_unharmed (scene);

  wait_until ("descriptors and threads are as before", 4 * SETTLE_MS, is_as_before, &before);
  g_test_message ("%u descriptors, %u threads, %u objects; before %u, %u, %u", host_process_count (&scene->host, "fd"),
                  host_process_count (&scene->host, "task"), host_process_count_objects (&scene->host), before.n_fds, before.n_threads,
                  n_objects);
  g_assert_cmpuint (host_process_count_objects (&scene->host), <=, n_objects + OBJECTS_TO_SPARE);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 3);
  host_process_set_program (argv[1]);
  rogue_program = argv[2];

#define ADD(path, func) g_test_add ("/host/faults/" path, Scene, NULL, scene_set_up, func, scene_tear_down)
  ADD ("garbage", test_garbage);
  ADD ("keyframes", test_keyframes);
  ADD ("stolen-ssrc", test_stolen_ssrc);
  ADD ("flood", test_flood);
  ADD ("stopped", test_stopped);
  ADD ("killed", test_killed);
#undef ADD
  g_test_add ("/host/faults/churn", Scene, NULL, churn_set_up, test_churn, scene_tear_down);

  return g_test_run ();
}
