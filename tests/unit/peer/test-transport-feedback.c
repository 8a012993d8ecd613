/* Feedback that is written is read again as it was, and nothing that comes from the wire is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-feedback.h"

#include <string.h>

#include "base/limits.h"

static gint64
round_down (gint64 arrival)
{
  return arrival / HEARTH_TRANSPORT_RESOLUTION_US * HEARTH_TRANSPORT_RESOLUTION_US;
}

static void
check_round_trip (const HearthTransportReport *reports,
                  guint                        n_reports)
{
  guint n_taken;
  g_autoptr (GBytes) packet = hearth_transport_feedback_build (1, 2, 3, reports, n_reports, &n_taken);
  g_autoptr (GArray) read = hearth_transport_feedback_parse (g_bytes_get_data (packet, NULL), g_bytes_get_size (packet));

  g_assert_cmpuint (g_bytes_get_size (packet) % 4, ==, 0);
  g_assert_nonnull (read);
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (read->len, ==, n_taken);
  for (guint i = 0; i < n_taken; i++)
    {
      const HearthTransportReport *report = &g_array_index (read, HearthTransportReport, i);

      g_assert_cmpuint (report->number, ==, reports[i].number);
      g_assert_cmpint (report->arrival, ==, reports[i].arrival < 0 ? -1 : round_down (reports[i].arrival));
    }
}

/* The example that one writes with the draft beside: two packets 1 ms apart, one missing, one 100 ms before. */
static void
test_known (void)
{
  static const guint8 expected[] = {
    0x8f, 205, 0, 6, 0, 0, 0, 1, 0, 0, 0, 2,
    0xff, 0xfe, 0, 4, 0, 0, 2, 9,
    0xd2, 0, /* two bits each: small, small, missing, large: 11 01 01 00 10 00 00 00 */
    8, 4, 0xfe, 0x70, 0, 0,
  };
  const HearthTransportReport reports[] = { { 0xfffe, 130000 }, { 0xffff, 131000 }, { 0, -1 }, { 1, 31000 } };
  guint n_taken;
  g_autoptr (GBytes) packet = hearth_transport_feedback_build (1, 2, 9, reports, G_N_ELEMENTS (reports), &n_taken);
  guint8 padded[sizeof expected];

  memcpy (padded, expected, sizeof expected);
  padded[0] |= 0x20;
  padded[20] = 0xd4;
  padded[21] = 0x80;
  padded[26] = 0;
  padded[27] = 2;
  g_assert_cmpmem (g_bytes_get_data (packet, NULL), g_bytes_get_size (packet), padded, sizeof padded);
  check_round_trip (reports, G_N_ELEMENTS (reports));
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);

  for (guint round = 0; round < 3000; round++)
    {
      HearthTransportReport reports[HEARTH_LIMIT_FEEDBACK_PACKETS];
      guint n = (guint) g_rand_int_range (random, 1, round % 10 == 0 ? HEARTH_LIMIT_FEEDBACK_PACKETS + 1 : 40);
      gint64 now = g_rand_int (random);
      guint16 number = (guint16) g_rand_int (random);
      double loss = g_rand_double (random);
      int pace = 1 << g_rand_int_range (random, 0, 20);

      for (guint i = 0; i < n; i++)
        {
          now += g_rand_int_range (random, -pace / 4, pace + 1);
          reports[i].number = number++;
          reports[i].arrival = g_rand_double (random) < loss && i > 0 ? -1 : MAX (now, 0);
        }
      check_round_trip (reports, n);
    }
}

/* What does not fit is left for the next. */
static void
test_far_apart (void)
{
  const HearthTransportReport reports[] = { { 1, 0 }, { 2, -1 }, { 3, 20 * G_TIME_SPAN_SECOND } };
  guint n_taken;
  g_autoptr (GBytes) packet = hearth_transport_feedback_build (1, 2, 3, reports, G_N_ELEMENTS (reports), &n_taken);

  g_assert_nonnull (packet);
  g_assert_cmpuint (n_taken, ==, 2);
}

/* Cut anywhere, with the length that it then has: no packet of its kind, or one that says less. */
static void
test_truncated (void)
{
  HearthTransportReport reports[60];
  g_autoptr (GBytes) packet = NULL;
  guint n_taken;

  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    reports[i] = (HearthTransportReport) { (guint16) i, i % 3 == 1 ? -1 : (gint64) i * (i % 5 == 0 ? 90000 : 3000) };
  packet = hearth_transport_feedback_build (1, 2, 3, reports, G_N_ELEMENTS (reports), &n_taken);

  for (gsize size = 0; size < g_bytes_get_size (packet); size++)
    {
      g_autofree guint8 *cut = g_malloc (size + 1);
      g_autofree guint8 *exact = NULL;

      memcpy (cut, g_bytes_get_data (packet, NULL), size);
      exact = g_memdup2 (cut, MAX (size, 1));
      g_assert_null (hearth_transport_feedback_parse (exact, size));
      if (size < 4 || size % 4 != 0)
        continue;
      exact[0] &= (guint8) ~0x20;
      exact[3] = (guint8) (size / 4 - 1);
      g_assert_null (hearth_transport_feedback_parse (exact, size));
    }
}

static void
test_refused (void)
{
  static const guint8 good[] = { 0x8f, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 3, 0, 1, 0, 0, 0, 4, 0x20, 1, 8, 0 };
  static const struct
  {
    guint at;
    guint8 value;
  } changes[] = {
    { 0, 0x4f },  /* another version */
    { 0, 0xaf },  /* no padding where it says so */
    { 0, 0x81 },  /* another format */
    { 1, 206 },   /* another type */
    { 3, 4 },     /* another length */
    { 14, 0xff }, /* 65281 packets */
    { 15, 0 },    /* none */
    { 20, 0x60 }, /* the reserved symbol */
    { 21, 0 },    /* a run of none */
  };
  g_autoptr (GArray) read = hearth_transport_feedback_parse (good, sizeof good);

  g_assert_nonnull (read);
  g_assert_cmpint (g_array_index (read, HearthTransportReport, 0).arrival, ==, 2000);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      guint8 bad[sizeof good];

      memcpy (bad, good, sizeof good);
      bad[changes[i].at] = changes[i].value;
      g_assert_null (hearth_transport_feedback_parse (bad, sizeof bad));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport-feedback/known", test_known);
  g_test_add_func ("/transport-feedback/random", test_random);
  g_test_add_func ("/transport-feedback/far-apart", test_far_apart);
  g_test_add_func ("/transport-feedback/truncated", test_truncated);
  g_test_add_func ("/transport-feedback/refused", test_refused);

  return g_test_run ();
}
