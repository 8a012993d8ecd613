/* A call of two through a network that loses packets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "loss-run.h"

#include <math.h>

/* For what is under way when the loss begins and ends. */
#define SETTLE_MS 1000

/* What delays are compared with. */
#define QUIET_MS 3000

#define TURN_MS 100

typedef struct
{
  LossRunStream *figures;
  RtpCounter *counter;
  guint n;
  guint n_missing;
} Watch;

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

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* p50 and p95 of what came since the last call. */
static void
take_delays (RtpCounter *counter,
             double     *percentiles)
{
  g_autoptr (GArray) delays = rtp_counter_take_delays (counter);

  g_assert_cmpuint (delays->len, >, 0);
  g_array_sort (delays, compare_doubles);
  percentiles[0] = g_array_index (delays, double, delays->len / 2);
  percentiles[1] = g_array_index (delays, double, delays->len * 95 / 100);
}

static void
watch_begin (Watch         *self,
             LossRunStream *figures,
             const char    *kind,
             RtpCounter    *counter)
{
  g_autoptr (GArray) nothing = rtp_counter_take_delays (counter);

  self->figures = figures;
  self->counter = g_object_ref (counter);
  figures->kind = kind;
}

static void
watch_begin_loss (Watch *self)
{
  take_delays (self->counter, self->figures->quiet_delay_ms);
  self->n = rtp_counter_get_n (self->counter);
  self->n_missing = rtp_counter_get_n_missing (self->counter);
  rtp_counter_take_max_gap_ms (self->counter);
}

static void
watch_turn (Watch *self)
{
  guint gap = rtp_counter_take_max_gap_ms (self->counter);

  self->figures->n_freezes += gap >= LOSS_RUN_FREEZE_MS ? 1 : 0;
  self->figures->longest_ms = MAX (self->figures->longest_ms, gap);
}

static void
watch_end (Watch *self)
{
  guint n_missing = rtp_counter_get_n_missing (self->counter) - self->n_missing;

  self->figures->n = rtp_counter_get_n (self->counter) - self->n;
  self->figures->lost_share = n_missing / (double) (self->figures->n + n_missing);
  take_delays (self->counter, self->figures->lossy_delay_ms);
  g_clear_object (&self->counter);
}

void
loss_run_measure (HostProcess *host,
                  guint        percent,
                  guint        milliseconds,
                  LossRun     *run)
{
  g_autoptr (Person) anna = NULL;
  g_autoptr (Person) ben = NULL;
  RtpCounter *picture;
  Watch watches[2] = { 0 };

  *run = (LossRun) { .raw_share = 1 - pow (1 - percent / 100.0, 2) };

  host_process_start (host, NULL);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  ben = person_visit (&host->house, NULL, "Ben", TRUE);
  person_wait_hears (anna, ben);
  person_wait_hears (ben, anna);
  run_for (SETTLE_MS);

  picture = person_get_counter (ben, anna, "video");
  watch_begin (&watches[0], &run->picture, "picture", picture);
  watch_begin (&watches[1], &run->voice, "voice", person_get_counter (ben, anna, "audio"));
  run_for (QUIET_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (watches); i++)
    watch_begin_loss (&watches[i]);

  set_loss (percent);
  for (guint passed = 0; passed < milliseconds; passed += TURN_MS)
    {
      run_for (TURN_MS);
      for (gsize i = 0; i < G_N_ELEMENTS (watches); i++)
        watch_turn (&watches[i]);
    }
  set_loss (0);
  run_for (SETTLE_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (watches); i++)
    watch_end (&watches[i]);

  /* The same streams, and nobody was thrown out. */
  g_assert_true (person_get_counter (ben, anna, "video") == picture);
  g_assert_cmpint (hearth_room_get_state (anna->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpint (hearth_room_get_state (ben->room), ==, HEARTH_ROOM_INSIDE);
}
