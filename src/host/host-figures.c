/* What hosting costs, as lines of JSON: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/host-figures.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

struct _HearthHostFigures
{
  HearthRoomHost *room;
  guint source;
};

static void
add_double (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static double
to_seconds (const struct timeval *time)
{
  return (double) time->tv_sec + (double) time->tv_usec / G_USEC_PER_SEC;
}

/* Returns: what stands behind @name in the text of /proc/self/status, 0 where it does not */
static gint64
find_status (const char *status,
             const char *name)
{
  const char *line = strstr (status, name);

  return line != NULL ? g_ascii_strtoll (line + strlen (name), NULL, 10) : 0;
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
add_process (JsonBuilder *builder)
{
  g_autofree char *status = NULL;
  struct rusage usage;

  if (getrusage (RUSAGE_SELF, &usage) == 0)
    {
      add_double (builder, "cpu_seconds", to_seconds (&usage.ru_utime) + to_seconds (&usage.ru_stime));
      add_int (builder, "context_switches", usage.ru_nvcsw + usage.ru_nivcsw);
    }
  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    {
      add_int (builder, "threads", find_status (status, "\nThreads:"));
      add_double (builder, "rss_mb", (double) find_status (status, "\nVmRSS:") / 1024);
    }
  add_int (builder, "descriptors", count_descriptors ());
}

static void
add_socket (JsonBuilder                 *builder,
            const HearthHostSocketStats *stats)
{
  add_int (builder, "received_packets", (gint64) stats->received_packets);
  add_int (builder, "received_batches", (gint64) stats->received_batches);
  add_int (builder, "sent_packets", (gint64) stats->sent_packets);
  add_int (builder, "sent_calls", (gint64) stats->sent_calls);
  add_int (builder, "dropped_packets", (gint64) stats->dropped);
  add_int (builder, "excess_packets", (gint64) stats->excess);
  json_builder_set_member_name (builder, "added_latency_ms");
  json_builder_begin_object (builder);
  add_double (builder, "p50", stats->added_p50_ms);
  add_double (builder, "p95", stats->added_p95_ms);
  add_double (builder, "p99", stats->added_p99_ms);
  json_builder_end_object (builder);
}

static void
print_line (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  printf ("%s\n", text);
  fflush (stdout);
}

static gboolean
on_time (gpointer user_data)
{
  HearthHostFigures *self = user_data;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  HearthRoomHostStats stats;

  hearth_room_host_get_stats (self->room, &stats);
  json_builder_begin_object (builder);
  add_int (builder, "at", g_get_monotonic_time ());
  add_int (builder, "people", stats.people);
  add_int (builder, "streams", stats.streams);
  add_int (builder, "connections", stats.connections);
  add_int (builder, "forwarded_packets", (gint64) stats.forwarded_packets);
  add_int (builder, "left_out_packets", (gint64) stats.dropped_packets);
  add_process (builder);
  if (stats.has_socket)
    add_socket (builder, &stats.socket);
  json_builder_end_object (builder);
  print_line (builder);

  return G_SOURCE_CONTINUE;
}

HearthHostFigures *
hearth_host_figures_new (HearthRoomHost *room,
                         double          seconds)
{
  HearthHostFigures *self = g_new0 (HearthHostFigures, 1);

  self->room = g_object_ref (room);
  self->source = g_timeout_add ((guint) (seconds * 1000), on_time, self);

  return self;
}

void
hearth_host_figures_free (HearthHostFigures *self)
{
  g_source_remove (self->source);
  g_object_unref (self->room);
  g_free (self);
}
