/* measure-loss HEARTH-HOST PERCENT SECONDS FILE: one run of loss-run.h, into FILE as JSON. For bench_loss.py, in lossy-network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>

#include "base/main-thread.h"
#include "loss-run.h"

static void
add_percentiles (JsonBuilder  *builder,
                 const char   *name,
                 const double *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "p50");
  json_builder_add_double_value (builder, values[0]);
  json_builder_set_member_name (builder, "p95");
  json_builder_add_double_value (builder, values[1]);
  json_builder_end_object (builder);
}

static void
add_stream (JsonBuilder         *builder,
            const LossRun       *run,
            const LossRunStream *stream)
{
  json_builder_set_member_name (builder, stream->kind);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "packets");
  json_builder_add_int_value (builder, stream->n);
  json_builder_set_member_name (builder, "lost_percent");
  json_builder_add_double_value (builder, 100 * stream->lost_share);
  json_builder_set_member_name (builder, "recovered_percent");
  json_builder_add_double_value (builder, 100 * MAX (0, 1 - stream->lost_share / run->raw_share));
  json_builder_set_member_name (builder, "freezes");
  json_builder_add_int_value (builder, stream->n_freezes);
  json_builder_set_member_name (builder, "longest_gap_ms");
  json_builder_add_int_value (builder, stream->longest_ms);
  add_percentiles (builder, "delay_without_loss_ms", stream->quiet_delay_ms);
  add_percentiles (builder, "delay_ms", stream->lossy_delay_ms);
  json_builder_end_object (builder);
}

static void
write_file (const LossRun *run,
            const char    *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "raw_percent");
  json_builder_add_double_value (builder, 100 * run->raw_share);
  add_stream (builder, run, &run->picture);
  add_stream (builder, run, &run->voice);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  HostProcess host = { 0 };
  LossRun run;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 5);
  host_process_set_program (argv[1]);

  host_process_set_up (&host, NULL);
  loss_run_measure (&host, (guint) g_ascii_strtoull (argv[2], NULL, 10), (guint) (g_ascii_strtod (argv[3], NULL) * 1000), &run);
  host_process_tear_down (&host, NULL);
  write_file (&run, argv[4]);

  return 0;
}
