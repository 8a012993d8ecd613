/* A call of two through a real hearth-host while the network loses packets at random, in both directions: what comes back, and what is
 * seen of it. Runs in lossy-network. The figures are printed; what is asserted leaves room for a busy machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "host-process.h"

#define MEASURE_MS 10000

/* For what is under way when the loss ends. */
#define SETTLE_MS 1000

/* A picture every 33 ms: a gap that people see. */
#define FREEZE_MS 200
#define TURN_MS 100

typedef struct
{
  guint percent;
  double max_lost_share; /* of a picture's packets, in the end */
} Loss;

static void
run_nft (const char *rules)
{
  g_autoptr (GSubprocess) nft = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, NULL, "nft", "-f", "-", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (nft);
  g_assert_true (g_subprocess_communicate_utf8 (nft, rules, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (nft));
}

static void
set_loss (guint percent)
{
  g_autofree char *rules = g_strdup_printf ("flush ruleset\n"
                                            "table inet loss { chain in { type filter hook input priority 0;\n"
                                            "meta l4proto udp numgen random mod 100 < %u counter drop\n}\n}\n", percent);

  run_nft (percent > 0 ? rules : "flush ruleset\n");
}

/* One stream, before and after. */
typedef struct
{
  const char *kind;
  RtpCounter *counter;
  guint n;
  guint n_missing;
  guint n_freezes;
  guint longest_ms;
} Stream;

static void
measure (Stream *streams,
         gsize   n_streams,
         guint   milliseconds)
{
  for (guint passed = 0; passed < milliseconds; passed += TURN_MS)
    {
      run_for (TURN_MS);
      for (gsize i = 0; i < n_streams; i++)
        {
          guint gap = rtp_counter_take_max_gap_ms (streams[i].counter);

          streams[i].n_freezes += gap >= FREEZE_MS ? 1 : 0;
          streams[i].longest_ms = MAX (streams[i].longest_ms, gap);
        }
    }
}

/* Two ways, up to the host and down from it. */
static double
get_raw_share (guint percent)
{
  return 1 - pow (1 - percent / 100.0, 2);
}

/* Returns: the share of packets that is missing in the end */
static double
report (const Stream *stream,
        const Loss   *loss)
{
  guint n = rtp_counter_get_n (stream->counter) - stream->n;
  guint n_missing = rtp_counter_get_n_missing (stream->counter) - stream->n_missing;
  double lost = n_missing / (double) (n + n_missing);
  double raw = get_raw_share (loss->percent);

  g_test_message ("%u %% each way, %s: %.2f %% lost on the way, %.2f %% in the end, %.0f %% recovered; %u freezes, longest gap %u ms",
                  loss->percent, stream->kind, 100 * raw, 100 * lost, 100 * (1 - lost / raw), stream->n_freezes, stream->longest_ms);

  return lost;
}

static void
test_loss (HostProcess   *host,
           gconstpointer  data)
{
  const Loss *loss = data;
  g_autoptr (Person) anna = NULL;
  g_autoptr (Person) ben = NULL;
  Stream streams[2] = { { "picture" }, { "voice" } };

  host_process_start (host, NULL);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  ben = person_visit (&host->house, NULL, "Ben", TRUE);
  person_wait_hears (anna, ben);
  person_wait_hears (ben, anna);
  run_for (SETTLE_MS);

  streams[0].counter = g_object_ref (person_get_counter (ben, anna, "video"));
  streams[1].counter = g_object_ref (person_get_counter (ben, anna, "audio"));
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      streams[i].n = rtp_counter_get_n (streams[i].counter);
      streams[i].n_missing = rtp_counter_get_n_missing (streams[i].counter);
      rtp_counter_take_max_gap_ms (streams[i].counter);
    }
  set_loss (loss->percent);
  measure (streams, G_N_ELEMENTS (streams), MEASURE_MS);
  set_loss (0);
  run_for (SETTLE_MS);

  g_assert_cmpfloat (report (&streams[0], loss), <, loss->max_lost_share);
  g_assert_cmpfloat (report (&streams[1], loss), <, 2 * get_raw_share (loss->percent));

  /* The same streams, and nobody was thrown out. */
  g_assert_true (person_get_counter (ben, anna, "video") == streams[0].counter);
  g_assert_cmpint (hearth_room_get_state (anna->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpint (hearth_room_get_state (ben->room), ==, HEARTH_ROOM_INSIDE);
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    g_object_unref (streams[i].counter);
}

int
main (int    argc,
      char **argv)
{
  /* Half of the connections get everything back at 2 %. In the others most of what is lost between host and guest stays lost, which
   * is not understood yet: until it is, this holds little more than that the call lives. */
  static const Loss some = { 2, 0.04 };
  static const Loss much = { 10, 0.17 };

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 2);
  host_process_set_program (argv[1]);

  g_test_add ("/host/loss/some", HostProcess, &some, host_process_set_up, test_loss, host_process_tear_down);
  g_test_add ("/host/loss/much", HostProcess, &much, host_process_set_up, test_loss, host_process_tear_down);

  return g_test_run ();
}
