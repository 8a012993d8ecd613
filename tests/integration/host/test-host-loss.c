/* What a call keeps of its packets while the network loses some. Runs in lossy-network. The figures are printed; what is asserted leaves
 * room for a busy machine. `./dev bench loss` measures the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "loss-run.h"

#define MEASURE_MS 10000

typedef struct
{
  guint percent;
  double max_lost_share; /* of a picture's packets, in the end */
} Loss;

static void
report (const Loss          *loss,
        const LossRun       *run,
        const LossRunStream *stream)
{
  g_test_message ("%u %% each way, %s: %.2f %% lost on the way, %.2f %% in the end, %.0f %% recovered; %u freezes, longest gap %u ms; "
                  "delay p95 %.0f ms, %.0f without loss",
                  loss->percent, stream->kind, 100 * run->raw_share, 100 * stream->lost_share,
                  100 * (1 - stream->lost_share / run->raw_share), stream->n_freezes, stream->longest_ms,
                  stream->lossy_delay_ms[1], stream->quiet_delay_ms[1]);
}

static void
test_loss (HostProcess   *host,
           gconstpointer  data)
{
  const Loss *loss = data;
  LossRun run;

  loss_run_measure (host, loss->percent, MEASURE_MS, &run);
  report (loss, &run, &run.picture);
  report (loss, &run, &run.voice);

  g_assert_cmpfloat (run.picture.lost_share, <, loss->max_lost_share);
  g_assert_cmpfloat (run.voice.lost_share, <, 2 * run.raw_share);
}

int
main (int    argc,
      char **argv)
{
  static const Loss some = { 2, 0.01 };
  static const Loss much = { 10, 0.06 };

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 2);
  host_process_set_program (argv[1]);

  g_test_add ("/host/loss/some", HostProcess, &some, host_process_set_up, test_loss, host_process_tear_down);
  g_test_add ("/host/loss/much", HostProcess, &much, host_process_set_up, test_loss, host_process_tear_down);

  return g_test_run ();
}
