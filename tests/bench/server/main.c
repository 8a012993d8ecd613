/* The load of ./dev bench server: DIALECT PORT PID SOCKETS SECONDS. Prints one line of JSON: what the process PID, which
 * serves, needed for it.
 *
 *   20 sockets to warm up ─ to 1000 ─ to SOCKETS ─ idle ─ saturated with 2 KB, with 200 B ─ 2000 messages a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#include "crowd.h"

#define WARM_UP 20
#define SOME 1000
#define ROOMS_THAT_TALK 200
#define MESSAGES_PER_SECOND 2000
#define SETTLE_SECONDS 2

typedef struct
{
  GPid pid;
  clockid_t clock;
  JsonBuilder *figures;
} Server;

static double
get_cpu_us (Server *self)
{
  struct timespec used;

  if (clock_gettime (self->clock, &used) != 0)
    {
      g_printerr ("load: the server has ended\n");
      exit (1);
    }

  return (double) used.tv_sec * 1e6 + (double) used.tv_nsec / 1e3;
}

static double
get_resident_kib (Server *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", self->pid);
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL) || (line = strstr (status, "VmRSS:")) == NULL)
    return 0;

  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL);
}

static void
report (Server     *self,
        const char *figure,
        double      value)
{
  json_builder_set_member_name (self->figures, figure);
  json_builder_add_double_value (self->figures, value);
}

/* What collects garbage does it on SIGUSR2, so that it is not held against it. */
static double
settle (Server *self,
        Crowd  *crowd,
        int     collect_signal)
{
  crowd_idle (crowd, SETTLE_SECONDS);
  if (collect_signal != 0)
    kill (self->pid, collect_signal);
  crowd_idle (crowd, SETTLE_SECONDS);

  return get_resident_kib (self);
}

static void
measure_joins (Server     *self,
               Crowd      *crowd,
               guint       from,
               guint       to,
               const char *figure)
{
  double before = get_cpu_us (self);

  crowd_grow (crowd, to);
  report (self, figure, (get_cpu_us (self) - before) / (to - from));
}

static void
measure_saturated (Server     *self,
                   Crowd      *crowd,
                   guint       rooms,
                   gsize       length,
                   double      seconds,
                   const char *figure)
{
  double before = get_cpu_us (self);
  guint64 n = crowd_saturate (crowd, rooms, length, seconds);

  report (self, figure, (get_cpu_us (self) - before) / (double) MAX (n, 1));
  crowd_idle (crowd, 0.5);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static void
measure_rate (Server *self,
              Crowd  *crowd,
              guint   rooms,
              double  seconds)
{
  const struct
  {
    const char *figure;
    double part;
  } parts[] = { { "latency_p50_ms", 0.5 }, { "latency_p95_ms", 0.95 }, { "latency_p99_ms", 0.99 } };
  g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  double before = get_cpu_us (self);
  guint64 n = crowd_say (crowd, rooms, MESSAGES_PER_SECOND, seconds, latencies);

  report (self, "message_us", (get_cpu_us (self) - before) / (double) n);
  report (self, "delivered_percent", 100.0 * latencies->len / (double) n);
  g_array_sort (latencies, compare);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint place = (guint) (parts[i].part * MAX (latencies->len, 1) - parts[i].part);

      report (self, parts[i].figure, latencies->len == 0 ? 0 : (double) g_array_index (latencies, gint64, place) / 1e6);
    }
}

static void
measure (Server        *self,
         const Dialect *dialect,
         guint16        port,
         guint          n,
         double         seconds)
{
  const int collect_signal = g_str_equal (dialect->name, "hearth") ? 0 : SIGUSR2;
  Crowd *crowd = crowd_new (dialect, port, n);
  guint rooms = MIN (n / 2, ROOMS_THAT_TALK);
  double empty, before;

  crowd_grow (crowd, WARM_UP);
  empty = settle (self, crowd, collect_signal);
  measure_joins (self, crowd, WARM_UP, SOME, "join_first_us");
  measure_joins (self, crowd, SOME, n, "join_rest_us");
  report (self, "socket_kib", (settle (self, crowd, collect_signal) - empty) / (n - WARM_UP));

  before = get_cpu_us (self);
  crowd_idle (crowd, seconds);
  report (self, "idle_cpu_percent", (get_cpu_us (self) - before) / (seconds * 1e4));

  measure_saturated (self, crowd, rooms, 2048, seconds, "relay_2k_us");
  measure_saturated (self, crowd, rooms, 200, seconds, "relay_200_us");
  measure_rate (self, crowd, rooms, seconds);
  report (self, "lost", crowd_get_n_lost (crowd));
  crowd_free (crowd);
}

static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

int
main (int    argc,
      char **argv)
{
  Server server = { 0 };
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  const Dialect *dialect;

  if (argc != 6 || (dialect = dialect_find (argv[1])) == NULL)
    {
      g_printerr ("load DIALECT PORT PID SOCKETS SECONDS\n");
      return 2;
    }
  server.pid = (GPid) g_ascii_strtoll (argv[3], NULL, 10);
  if (clock_getcpuclockid (server.pid, &server.clock) != 0)
    {
      g_printerr ("load: there is no process %d\n", server.pid);
      return 1;
    }
  prctl (PR_SET_TIMERSLACK, 1000);
  raise_descriptor_limit ();

  server.figures = json_builder_new ();
  json_builder_begin_object (server.figures);
  measure (&server, dialect, (guint16) g_ascii_strtoull (argv[2], NULL, 10), (guint) g_ascii_strtoull (argv[4], NULL, 10),
           g_ascii_strtod (argv[5], NULL));
  json_builder_end_object (server.figures);
  root = json_builder_get_root (server.figures);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
  g_object_unref (server.figures);

  return 0;
}
