/* HearthLayerAllocator: what must hold of every answer, and some answers by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/layer-allocator.h"

#define MAX_REQUESTS 40

static HearthLayerRequest
make_request (guint width,
              guint height)
{
  return (HearthLayerRequest) {
    .n_layers = 3,
    .layers = { { 320, 180, 200000 }, { 640, 360, 600000 }, { 1280, 720, 1800000 } },
    .tile_width = width,
    .tile_height = height,
    .current = -1,
  };
}

static guint64
get_cost (const HearthLayerRequest *request,
          HearthLayerChoice         choice)
{
  if (choice.layer < 0)
    return 0;

  return request->layers[choice.layer].bitrate * (choice.temporal == 0 ? 60ul : 100ul) / 100;
}

static int
choose (const HearthLayerRequest *request)
{
  HearthLayerChoice choice;

  hearth_layer_allocator_run (request, 1, HEARTH_LAYER_BUDGET_UNLIMITED, &choice);
  if (choice.layer >= 0)
    g_assert_cmpuint (choice.temporal, ==, 1);

  return choice.layer;
}

static void
test_sizes (void)
{
  static const struct
  {
    guint width, height;
    int layer;
  } cases[] = {
    { 0, 0, -1 }, { 0, 180, -1 }, { 320, 0, -1 }, { 1, 1, 0 }, { 320, 180, 0 }, { 321, 180, 1 }, { 320, 181, 1 },
    { 640, 360, 1 }, { 200, 400, 2 }, { 1280, 720, 2 }, { 3840, 2160, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HearthLayerRequest request = make_request (cases[i].width, cases[i].height);

      g_assert_cmpint (choose (&request), ==, cases[i].layer);
      request.n_layers = 1;
      g_assert_cmpint (choose (&request), ==, MIN (cases[i].layer, 0));
      request.n_layers = 0;
      g_assert_cmpint (choose (&request), ==, -1);
    }
}

static void
test_hysteresis (void)
{
  HearthLayerRequest request = make_request (340, 190);

  g_assert_cmpint (choose (&request), ==, 1);
  request.current = 0; /* 360×202 would still do */
  g_assert_cmpint (choose (&request), ==, 0);
  request.tile_width = 361;
  g_assert_cmpint (choose (&request), ==, 1);
  request.current = 1;
  request.tile_width = 340;
  g_assert_cmpint (choose (&request), ==, 1);
  request.tile_width = 320;
  request.tile_height = 180;
  g_assert_cmpint (choose (&request), ==, 0);

  /* Two steps are more than a little. */
  request = make_request (1280, 720);
  request.current = 0;
  g_assert_cmpint (choose (&request), ==, 2);
  /* What flows may not exist any more. */
  request.current = 7;
  request.n_layers = 2;
  g_assert_cmpint (choose (&request), ==, 1);
}

static void
assert_choices (const HearthLayerRequest *requests,
                guint                     n_requests,
                guint64                   budget,
                const char               *expected)
{
  HearthLayerChoice choices[MAX_REQUESTS];
  g_autoptr (GString) text = g_string_new (NULL);

  hearth_layer_allocator_run (requests, n_requests, budget, choices);
  for (guint i = 0; i < n_requests; i++)
    {
      if (choices[i].layer < 0)
        g_string_append (text, "- ");
      else
        g_string_append_printf (text, "%d%s ", choices[i].layer, choices[i].temporal == 0 ? "'" : "");
    }
  g_assert_cmpstr (g_strchomp (text->str), ==, expected);
}

static void
test_order (void)
{
  HearthLayerRequest requests[4];

  for (guint i = 0; i < 4; i++)
    requests[i] = make_request (1280, 720);
  requests[1].share = TRUE;
  requests[2].pinned = TRUE;
  requests[3].tile_width = 0;

  assert_choices (requests, 4, 0, "- - - -");
  assert_choices (requests, 4, 119999, "- - - -");
  assert_choices (requests, 4, 120000, "- - 0' -");
  assert_choices (requests, 4, 240000, "- 0' 0' -");
  assert_choices (requests, 4, 360000, "0' 0' 0' -");
  assert_choices (requests, 4, 440000, "0' 0' 0 -");
  assert_choices (requests, 4, 839999, "0' 0' 0 -");
  assert_choices (requests, 4, 840000, "0' 0' 1 -");
  assert_choices (requests, 4, 2040000, "0' 0' 2 -");
  assert_choices (requests, 4, 3720000, "0' 2 2 -");
  assert_choices (requests, 4, 5399999, "1 2 2 -");
  assert_choices (requests, 4, 5400000, "2 2 2 -");

  /* Those of a kind rise together. */
  requests[1].share = requests[2].pinned = FALSE;
  assert_choices (requests, 4, 600000, "0 0 0 -");
  assert_choices (requests, 4, 1000000, "1 0 0 -");
  assert_choices (requests, 4, 1800000, "1 1 1 -");
  assert_choices (requests, 4, 3000000, "2 1 1 -");
}

static void
test_wrong_bitrates (void)
{
  HearthLayerRequest requests[2] = { make_request (1280, 720), make_request (1280, 720) };

  /* Somebody says that larger costs less, or as much as can be said. */
  requests[0].layers[0].bitrate = G_MAXUINT;
  requests[0].layers[1].bitrate = 0;
  requests[1].layers[0].bitrate = requests[1].layers[1].bitrate = requests[1].layers[2].bitrate = G_MAXUINT;
  assert_choices (requests, 2, HEARTH_LAYER_BUDGET_UNLIMITED, "2 2");
  assert_choices (requests, 2, 1000000, "- -");
}

static HearthLayerRequest
make_random_request (GRand *rand)
{
  HearthLayerRequest request = { .n_layers = (guint) g_rand_int_range (rand, 0, 4) };
  guint width = (guint) g_rand_int_range (rand, 80, 400);

  for (guint i = 0; i < request.n_layers; i++)
    request.layers[i] = (HearthLayer) { width << i, (width << i) * 9 / 16, (guint) g_rand_int_range (rand, 100000, 300000) << i };
  if (g_rand_int_range (rand, 0, 5) > 0)
    {
      request.tile_width = (guint) g_rand_int_range (rand, 0, 2000);
      request.tile_height = (guint) g_rand_int_range (rand, 0, 1200);
    }
  request.pinned = g_rand_int_range (rand, 0, 8) == 0;
  request.share = g_rand_int_range (rand, 0, 8) == 0;
  request.current = g_rand_int_range (rand, -1, 3);

  return request;
}

static guint
get_height (HearthLayerChoice choice)
{
  return (guint) (2 * (choice.layer + 1)) + choice.temporal;
}

static void
test_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 2000; round++)
    {
      HearthLayerRequest requests[MAX_REQUESTS];
      HearthLayerChoice choices[MAX_REQUESTS], again[MAX_REQUESTS], richer[MAX_REQUESTS];
      guint n = (guint) g_rand_int_range (rand, 0, MAX_REQUESTS + 1);
      guint64 budget = (guint64) g_rand_double_range (rand, 0, 3e7);
      guint64 spent = 0;
      gboolean somebody_has_nothing = FALSE, somebody_has_more = FALSE;

      for (guint i = 0; i < n; i++)
        requests[i] = make_random_request (rand);
      hearth_layer_allocator_run (requests, n, budget, choices);
      hearth_layer_allocator_run (requests, n, budget, again);
      hearth_layer_allocator_run (requests, n, budget + (guint64) g_rand_double_range (rand, 0, 5e6), richer);

      for (guint i = 0; i < n; i++)
        {
          gboolean shown = requests[i].n_layers > 0 && requests[i].tile_width > 0 && requests[i].tile_height > 0;

          g_assert_cmpint (choices[i].layer, ==, again[i].layer);
          g_assert_cmpuint (choices[i].temporal, ==, again[i].temporal);
          g_assert_cmpuint (get_height (richer[i]), >=, get_height (choices[i]));
          g_assert_cmpint (choices[i].layer, <, (int) requests[i].n_layers);
          if (!shown)
            g_assert_cmpint (choices[i].layer, ==, -1);
          spent += get_cost (&requests[i], choices[i]);
          somebody_has_nothing |= shown && choices[i].layer < 0;
          somebody_has_more |= get_height (choices[i]) > 2;
        }
      g_assert_cmpuint (spent, <=, budget);
      g_assert_false (somebody_has_nothing && somebody_has_more);
    }
}

static void
test_speed (void)
{
  HearthLayerRequest requests[MAX_REQUESTS];
  HearthLayerChoice choices[MAX_REQUESTS];
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < MAX_REQUESTS; i++)
    requests[i] = make_request (1280, 720);
  for (guint i = 0; i < 20; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      hearth_layer_allocator_run (requests, MAX_REQUESTS, HEARTH_LAYER_BUDGET_UNLIMITED, choices);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  g_test_message ("%d requests in %" G_GINT64_FORMAT " µs", MAX_REQUESTS, best);
  g_assert_cmpint (best, <, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layer-allocator/sizes", test_sizes);
  g_test_add_func ("/layer-allocator/hysteresis", test_hysteresis);
  g_test_add_func ("/layer-allocator/order", test_order);
  g_test_add_func ("/layer-allocator/wrong-bitrates", test_wrong_bitrates);
  g_test_add_func ("/layer-allocator/properties", test_properties);
  g_test_add_func ("/layer-allocator/speed", test_speed);

  return g_test_run ();
}
