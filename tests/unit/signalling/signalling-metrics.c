/* The counters as text: what Prometheus expects, every member where it belongs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "signalling/signalling-metrics.h"

static void
test_text (void)
{
  HearthSignallingMetrics metrics = { .sockets_accepted = 7, .sockets_refused_address = G_MAXUINT64 };
  const HearthSignallingGauges gauges = { .sockets = 3, .rooms = 2, .cpu_seconds = 1.5, .resident_bytes = 4096 };
  const char *lines[] = {
    "# TYPE hearth_sockets gauge\nhearth_sockets 3\n",
    "hearth_rooms 2\n",
    "# TYPE hearth_sockets_accepted_total counter\nhearth_sockets_accepted_total 7\n",
    "hearth_sockets_refused_total{reason=\"full\"} 0\nhearth_sockets_refused_total{reason=\"address\"} 18446744073709551615\n",
    "hearth_sockets_ended_total{reason=\"slow_reader\"} 9\n",
    "process_cpu_seconds_total 1.5\n",
    "process_resident_memory_bytes 4096\n",
  };
  g_autofree char *text = NULL;

  metrics.ended[HEARTH_SOCKET_END_SLOW_READER] = 9;
  text = hearth_signalling_metrics_to_text (&metrics, &gauges);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_nonnull (strstr (text, lines[i]));
  g_assert_true (g_str_has_suffix (text, "\n"));
}

/* A name's lines stand together, with one head. */
static void
test_heads (void)
{
  const HearthSignallingMetrics metrics = { 0 };
  const HearthSignallingGauges gauges = { 0 };
  g_autofree char *text = hearth_signalling_metrics_to_text (&metrics, &gauges);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *current = g_strdup ("");

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", 4);

      if (g_str_equal (words[1], "HELP"))
        {
          g_free (current);
          current = g_strdup (words[2]);
          g_assert_true (g_hash_table_add (seen, g_strdup (current)));
        }
      else if (g_str_equal (words[1], "TYPE"))
        {
          g_assert_cmpstr (words[2], ==, current);
          g_assert_true (g_str_equal (words[3], "counter") == (g_str_has_suffix (current, "_total")));
        }
      else
        {
          g_assert_cmpuint (strcspn (*line, "{ "), ==, strlen (current));
          g_assert_true (g_str_has_prefix (*line, current));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/metrics/text", test_text);
  g_test_add_func ("/signalling/metrics/heads", test_heads);

  return g_test_run ();
}
