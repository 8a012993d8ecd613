/* A real hearth-server under attack, while two people are in a call and others come: the call notices nothing, who comes is let
 * in soon, and the server's memory does not grow.
 *
 * The attackers are one process (attacker.py) with many sockets and several addresses; this computer does their work as well,
 * so what it lets its threads wait is measured and allowed for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <arpa/inet.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "../signalling/http-cases.h"
#include "../signalling/raw-client.h"
#include "base/main-thread.h"
#include "host-process.h"
#include "protocol/id.h"
#include "server-process.h"
#include "stall-meter.h"

/* How much the server's memory may grow for each address that attacks it. */
#define KIB_PER_ADDRESS 1024

/* How long an attack goes on before the first who is to be let in, and how many of these there are. */
#define BEFORE_JOIN_MS 2000
#define N_JOINS 3

#define JOIN_MS 1500
#define THREADS_ON_THE_WAY 4
#define MAX_LOSS_PERCENT 1

#define GUESS_PATIENCE_MS 300000
/* attacker.py */
#define ATTACK_ADDRESSES 4
#define MANY_ATTACK_ADDRESSES 56
#define GUESSES 100000
#define GUESS_ADDRESSES 8

/* Answers whose times are compared: of each kind. From one address only so many wrong rooms get an answer. */
#define TIMINGS_PER_ADDRESS 12
#define TIMING_ADDRESSES 120
#define BLOCKED_TIMINGS 2000

/* Student's t from which on two kinds of answers can be told apart: one honest run in two million is past it. */
#define TELLING_T 5

static const char *attacker_program;

typedef struct
{
  ServerProcess server;
  HostProcess host;
  Person *anna;
  Person *ben;
  RtpCounter *counters[2];
  StallMeter *stalls;
  gint64 kib_before;

  GSubprocess *attacker;
  GDataInputStream *attacker_output;
} Scene;

/* --- A call of two at a server that can be attacked ------------------------------------------------------------------------- */

static void
scene_set_up (Scene         *self,
              gconstpointer  data)
{
  const char *options[] = { "--server", NULL, NULL };

  server_process_start (&self->server);
  options[1] = self->server.address;
  host_process_set_up (&self->host, NULL);
  host_process_start (&self->host, options);
  self->anna = person_visit (&self->host.house, NULL, "Anna", TRUE);
  self->ben = person_visit (&self->host.house, NULL, "Ben", TRUE);
  person_wait_members (self->anna, 1);
  person_wait_members (self->ben, 1);
  person_wait_hears (self->anna, self->ben);
  person_wait_hears (self->ben, self->anna);

  self->counters[0] = g_object_ref (person_get_counter (self->anna, self->ben, "audio"));
  self->counters[1] = g_object_ref (person_get_counter (self->ben, self->anna, "audio"));
  self->stalls = stall_meter_new ();
  server_process_reset_peak (&self->server);
  self->kib_before = server_process_get_peak_kib (&self->server);
}

static void
scene_tear_down (Scene         *self,
                 gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->counters); i++)
    g_object_unref (self->counters[i]);
  stall_meter_free (self->stalls);
  person_free (self->anna);
  person_free (self->ben);
  host_process_tear_down (&self->host, NULL);
  server_process_stop (&self->server);
}

static void
assert_call_unharmed (Scene *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->counters); i++)
    {
      guint n = rtp_counter_get_n (self->counters[i]);
      guint missing = rtp_counter_get_n_missing (self->counters[i]);

      g_test_message ("Sound: %u of %u packets missing", missing, n);
      g_assert_cmpuint (100 * missing, <, MAX_LOSS_PERCENT * n);
    }
  g_assert_cmpint (hearth_room_get_state (self->anna->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpint (hearth_room_get_state (self->ben->room), ==, HEARTH_ROOM_INSIDE);
}

typedef struct
{
  Person *person;
  Person *other;
} Hearing;

static gboolean
hears_something (gpointer data)
{
  const Hearing *hearing = data;
  RtpCounter *counter = person_get_counter (hearing->person, hearing->other, "audio");

  g_assert_no_error (hearing->person->error);

  return counter != NULL && rtp_counter_get_n (counter) > 0;
}

/* From the knock to the first sound. */
static void
assert_others_can_join (Scene *self)
{
  for (guint i = 0; i < N_JOINS; i++)
    {
      g_autoptr (Person) late = NULL;
      Hearing hearing;
      guint passed, stall;

      stall_meter_take_ms (self->stalls);
      late = person_visit (&self->host.house, NULL, "Late", TRUE);
      hearing = (Hearing) { late, self->anna };
      passed = wait_until ("somebody new hears Anna", 20 * JOIN_MS, hears_something, &hearing);
      stall = stall_meter_take_ms (self->stalls);
      g_test_message ("Joined in %u ms; the computer let a thread wait for %u ms", passed, stall);
      g_assert_cmpuint (passed, <, JOIN_MS + THREADS_ON_THE_WAY * stall);
    }
}

static void
assert_memory_flat (Scene *self,
                    guint  n_addresses)
{
  gint64 grown = server_process_get_peak_kib (&self->server) - self->kib_before;

  g_test_message ("The server's memory grew from %ld KiB by %ld KiB at most; attacked from %u addresses", (long) self->kib_before,
                  (long) grown, n_addresses);
  g_assert_cmpint (grown, <=, (gint64) n_addresses * KIB_PER_ADDRESS);
}

/* --- The attacker ----------------------------------------------------------------------------------------------------------- */

static void
expect_line (Scene      *self,
             const char *wanted)
{
  g_autofree char *line = g_data_input_stream_read_line (self->attacker_output, NULL, NULL, NULL);

  g_assert_cmpstr (line, ==, wanted);
}

static void
start_attack (Scene      *self,
              const char *attack)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *port = g_strdup_printf ("%u", self->server.port);
  g_autoptr (GError) error = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, host_process_die_with_us, NULL, NULL);
  self->attacker = g_subprocess_launcher_spawn (launcher, &error, attacker_program, attack, port,
                                                hearth_invitation_get_room (self->host.house.invitation), NULL);
  g_assert_no_error (error);
  self->attacker_output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->attacker));
  expect_line (self, "ready");
}

/* Returns: (transfer full): what the attacker counted */
static JsonObject *
end_attack (Scene *self)
{
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->attacker), NULL, NULL);
  line = g_data_input_stream_read_line (self->attacker_output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_test_message ("The attacker: %s", line);
  node = json_from_string (line, NULL);
  g_assert_true (g_subprocess_wait_check (self->attacker, NULL, NULL));
  g_clear_object (&self->attacker_output);
  g_clear_object (&self->attacker);

  return json_node_dup_object (node);
}

static gint64
get_count (JsonObject *counts,
           const char *what)
{
  return json_object_get_int_member_with_default (counts, what, 0);
}

/* --- Attacks ---------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint n_addresses;
  const char *happened; /* what must have been counted, that often at least */
  guint least;
} AttackCase;

static void
test_attack (Scene         *self,
             gconstpointer  data)
{
  const AttackCase *attack = data;
  g_autoptr (JsonObject) counts = NULL;

  start_attack (self, attack->name);
  run_for (BEFORE_JOIN_MS);
  assert_others_can_join (self);
  run_for (BEFORE_JOIN_MS);
  counts = end_attack (self);

  g_assert_cmpint (get_count (counts, attack->happened), >=, attack->least);
  assert_memory_flat (self, attack->n_addresses);
  assert_call_unharmed (self);
}

static gboolean
has_finished (gpointer data)
{
  return g_buffered_input_stream_get_available (G_BUFFERED_INPUT_STREAM (((Scene *) data)->attacker_output)) > 0;
}

static void
on_filled (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_buffered_input_stream_fill_finish (G_BUFFERED_INPUT_STREAM (source), result, NULL);
}

static void
test_guesses (Scene         *self,
              gconstpointer  data)
{
  g_autoptr (JsonObject) counts = NULL;
  gint64 misses, busy;

  start_attack (self, "guesses");
  run_for (BEFORE_JOIN_MS);
  assert_others_can_join (self);
  g_buffered_input_stream_fill_async (G_BUFFERED_INPUT_STREAM (self->attacker_output), -1, G_PRIORITY_DEFAULT, NULL, on_filled,
                                      NULL);
  wait_until ("a hundred thousand guesses", GUESS_PATIENCE_MS, has_finished, self);
  expect_line (self, "finished");
  counts = end_attack (self);

  /* Each address learns of thirty rooms that they are not there, and of a few more a minute; of the others nothing. */
  misses = get_count (counts, "deny no-such-room");
  busy = get_count (counts, "deny busy") + get_count (counts, "error busy");
  g_assert_cmpint (get_count (counts, "asked"), >=, GUESSES);
  g_assert_cmpint (misses, <=, GUESS_ADDRESSES * (HEARTH_LIMIT_ADDRESS_MISSES + HEARTH_LIMIT_ADDRESS_MISSES_PER_MINUTE));
  g_assert_cmpint (busy, >, GUESSES / 2);
  g_assert_cmpint (get_count (counts, "admit") + get_count (counts, "host-away"), ==, 0);
  assert_memory_flat (self, GUESS_ADDRESSES);
  assert_call_unharmed (self);
}

typedef struct
{
  guint16 port;
  const HttpCase *http_case;
  gboolean fits;
  _Atomic guint *n_answered;
} Request;

static gpointer
send_request (gpointer data)
{
  Request *self = data;

  self->fits = http_case_fits (self->http_case, raw_request (self->port, self->http_case->request));
  (*self->n_answered)++;

  return NULL;
}

static gboolean
all_are_answered (gpointer data)
{
  return *(_Atomic guint *) data == n_http_cases;
}

/* All at the same time. */
static void
test_http (Scene         *self,
           gconstpointer  data)
{
  g_autofree Request *requests = g_new0 (Request, n_http_cases);
  g_autofree GThread **threads = g_new0 (GThread *, n_http_cases);
  _Atomic guint n_answered = 0;

  g_assert_cmpuint (n_http_cases, >=, 40);
  for (gsize i = 0; i < n_http_cases; i++)
    {
      requests[i] = (Request) { self->server.port, &http_cases[i], FALSE, &n_answered };
      threads[i] = g_thread_new ("request", send_request, &requests[i]);
    }
  assert_others_can_join (self);
  wait_until ("every request is answered", 20000, all_are_answered, &n_answered);

  for (gsize i = 0; i < n_http_cases; i++)
    {
      g_thread_join (threads[i]);
      g_test_message ("%.60s", http_cases[i].request);
      g_assert_true (requests[i].fits);
    }
  assert_memory_flat (self, 1);
  assert_call_unharmed (self);
}

/* --- What time tells -------------------------------------------------------------------------------------------------------- */

static void
say (int         fd,
     const char *type,
     const char *room)
{
  g_autofree char *text = g_strdup_printf ("{\"v\":1,\"type\":\"%s\",\"room\":\"%s\",\"payload\":\"aGVsbG8\"}", type, room);

  g_assert_true (raw_send_text (fd, text));
}

/* Returns: µs from a knock at @room to its answer, which must be @wanted */
static double
time_knock (int         fd,
            const char *room,
            const char *wanted)
{
  g_autofree char *answer = NULL;
  gint64 began_at = g_get_monotonic_time ();
  double passed;

  say (fd, "knock", room);
  answer = raw_read_text (fd);
  passed = (double) (g_get_monotonic_time () - began_at);
  g_assert_nonnull (strstr (answer, wanted));

  return passed;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* Of what is below @most: Returns: how many; the slowest answers tell about this computer alone. */
static guint
describe (GArray *times,
          double  most,
          double *mean,
          double *variance)
{
  double sum = 0, squares = 0;
  guint n = 0;

  for (guint i = 0; i < times->len; i++)
    {
      double time = g_array_index (times, double, i);

      if (time > most)
        continue;
      n++;
      sum += time;
      squares += time * time;
    }
  *mean = sum / n;
  *variance = (squares - sum * *mean) / (n - 1);

  return n;
}

/* Welch's t-test over the faster nine tenths. */
static void
assert_cannot_be_told_apart (const char *what,
                             GArray     *one,
                             GArray     *other)
{
  g_autoptr (GArray) all = g_array_copy (one);
  double means[2], variances[2];
  guint n[2];
  double most, t;

  g_array_append_vals (all, other->data, other->len);
  g_array_sort (all, compare);
  most = g_array_index (all, double, all->len * 9 / 10);
  n[0] = describe (one, most, &means[0], &variances[0]);
  n[1] = describe (other, most, &means[1], &variances[1]);
  t = (means[0] - means[1]) / sqrt (variances[0] / n[0] + variances[1] / n[1]);

  g_test_message ("%s: %.2f and %.2f µs, %u and %u answers, t = %.2f", what, means[0], means[1], n[0], n[1], t);
  g_assert_cmpfloat (fabs (t), <, TELLING_T);
}

static void
time_both (int         fd,
           guint       n,
           const char *one_room,
           GArray     *one,
           const char *other_room,
           GArray     *other,
           const char *wanted)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean swapped = g_test_rand_bit ();
      double first = time_knock (fd, swapped ? other_room : one_room, wanted);
      double second = time_knock (fd, swapped ? one_room : other_room, wanted);

      g_array_append_val (swapped ? other : one, first);
      g_array_append_val (swapped ? one : other, second);
    }
}

/* A room that never was, and one that has ended. */
static void
time_misses (guint16     port,
             const char *ended)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) other = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < TIMING_ADDRESSES; i++)
    {
      g_autofree char *never = hearth_id_new ();
      int fd;

      raw_set_source (htonl (INADDR_LOOPBACK + 0x300 + i));
      fd = raw_open (port, "", NULL);
      time_knock (fd, never, "no-such-room");
      time_both (fd, TIMINGS_PER_ADDRESS, never, one, ended, other, "no-such-room");
      close (fd);
    }
  assert_cannot_be_told_apart ("Never was, has ended", one, other);
}

/* For whom is told nothing any more: a room that is there, and one that is not. */
static void
time_busy (guint16     port,
           const char *open)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) other = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *never = hearth_id_new ();
  const guint per_socket = HEARTH_LIMIT_GUEST_MESSAGES / 2 - HEARTH_LIMIT_ADDRESS_MISSES;

  raw_set_source (htonl (INADDR_LOOPBACK + 0x200));
  while (one->len < BLOCKED_TIMINGS)
    {
      int fd = raw_open (port, "", NULL);

      for (guint i = 0; one->len == 0 && i < HEARTH_LIMIT_ADDRESS_MISSES; i++)
        time_knock (fd, never, "no-such-room");
      time_both (fd, per_socket, open, one, never, other, "busy");
      close (fd);
    }
  assert_cannot_be_told_apart ("Is there, is not", one, other);
}

static void
test_timing (void)
{
  ServerProcess server = { NULL };
  g_autofree char *ended = hearth_id_new ();
  g_autofree char *open = hearth_id_new ();
  g_autofree char *opened = NULL;
  g_autofree char *opened_too = NULL;
  int host;

  server_process_start (&server);
  host = raw_open (server.port, "", NULL);
  say (host, "open", ended);
  opened = raw_read_text (host);
  g_assert_true (raw_send_text (host, "{\"type\":\"leave\"}"));
  say (host, "open", open);
  opened_too = raw_read_text (host);
  g_assert_nonnull (strstr (opened_too, "opened"));

  time_misses (server.port, ended);
  time_busy (server.port, open);

  raw_set_source (htonl (INADDR_ANY));
  close (host);
  server_process_stop (&server);
}

int
main (int    argc,
      char **argv)
{
  const AttackCase attacks[] = {
    { "fragments", ATTACK_ADDRESSES, "bytes", 8 * 64 * 1024 },
    { "slow_loris", ATTACK_ADDRESSES, "connected", 360 },
    { "silent", MANY_ATTACK_ADDRESSES, "connected", 5000 },
    { "deflate", ATTACK_ADDRESSES, "ended", 8 },
    { "control_frames", ATTACK_ADDRESSES, "ended", 8 },
    { "pings", ATTACK_ADDRESSES, "ended", ATTACK_ADDRESSES },
    { "knocks", ATTACK_ADDRESSES, "asked", 120 },
  };

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 4);
  host_process_set_program (argv[1]);
  server_process_set_program (argv[2]);
  attacker_program = argv[3];

  for (gsize i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autofree char *path = g_strconcat ("/server/attacks/", attacks[i].name, NULL);

      g_test_add (path, Scene, &attacks[i], scene_set_up, test_attack, scene_tear_down);
    }
  g_test_add ("/server/attacks/guesses", Scene, NULL, scene_set_up, test_guesses, scene_tear_down);
  g_test_add ("/server/attacks/http", Scene, NULL, scene_set_up, test_http, scene_tear_down);
  g_test_add_func ("/server/attacks/timing", test_timing);

  return g_test_run ();
}
