/* Figures in words, the plot's scale, the dialog's cost, and that the report tells nothing but figures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/main-thread.h"
#include "fake-call.h"
#include "fake-participant.h"
#include "ui/network-dialog.h"
#include "ui/network-report.h"
#include "ui/traffic-plot.h"
#include "ui/traffic-sentences.h"
#include "ui/ui.h"

#define CANARY_NAME "Canary Name"
#define CANARY_LINK "https://canary.example/r/CanaryRoom#CanarySecret"

#define assert_said(sentence, expected) G_STMT_START { \
    g_autofree char *said = (sentence); \
    g_assert_cmpstr (said, ==, expected); \
  } G_STMT_END

static void
test_sentences (void)
{
  HearthTrafficSample sample = { 1234567, 0.0123, 38.4, 3.6, 29.7, 1280, 720, 3 };
  HearthTrafficSample nothing = HEARTH_TRAFFIC_NOTHING;

  assert_said (hearth_sentence_for_bitrate (0), "0 kbit/s");
  assert_said (hearth_sentence_for_bitrate (64300), "64 kbit/s");
  assert_said (hearth_sentence_for_bitrate (1250000), "1.2 Mbit/s");

  assert_said (hearth_sentence_for_sample (&sample), "1.2 Mbit/s, 1.2 % lost, 38 ms there and back, 4 ms jitter");
  assert_said (hearth_sentence_for_media (&sample), "1280 × 720, 30 pictures a second, in 3 sizes at once (VP8)");
  sample.frame_rate = 0;
  sample.layers = 0;
  sample.loss = sample.round_trip_ms = HEARTH_TRAFFIC_UNKNOWN;
  assert_said (hearth_sentence_for_sample (&sample), "1.2 Mbit/s, 4 ms jitter");
  assert_said (hearth_sentence_for_media (&sample), "1280 × 720, not shown (VP8)");
  assert_said (hearth_sentence_for_sample (&nothing), NULL);
  assert_said (hearth_sentence_for_media (&nothing), NULL);
}

static void
test_routes (void)
{
  HearthRoute route = { HEARTH_ADDRESS_UNKNOWN, HEARTH_ADDRESS_UNKNOWN };

  assert_said (hearth_sentence_for_route (&route), NULL);
  route = (HearthRoute) { HEARTH_ADDRESS_HOST, HEARTH_ADDRESS_SERVER_REFLEXIVE };
  assert_said (hearth_sentence_for_route (&route), "Direct (here: the computer itself; there: a router)");
  route = (HearthRoute) { HEARTH_ADDRESS_PEER_REFLEXIVE, HEARTH_ADDRESS_RELAY };
  assert_said (hearth_sentence_for_route (&route), "Through a relay (here: a router, found on the way; there: a relay)");
}

static void
test_scale (void)
{
  static const double scales[][2] = {
    { 0, 100e3 }, { 100e3, 100e3 }, { 100001, 200e3 }, { 201e3, 300e3 }, { 450e3, 500e3 }, { 999e3, 1e6 }, { 1.01e6, 2e6 },
    { 4e6, 5e6 }, { 51e6, 100e6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    g_assert_cmpfloat_with_epsilon (hearth_traffic_plot_get_scale (scales[i][0]), scales[i][1], 1);
}

static gboolean
is_active (HearthCall *call)
{
  return hearth_call_get_state (call) == HEARTH_CALL_ACTIVE;
}

static HearthCall *
call_new (void)
{
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  HearthCall *call = hearth_call_new (settings, NULL);

  g_assert_true (hearth_call_prepare_join (call, CANARY_LINK, NULL));
  hearth_call_enter (call);
  while (!is_active (call))
    g_main_context_iteration (NULL, TRUE);
  hearth_fake_call_set_people (call, 3);
  for (guint i = 0; i < 3; i++)
    hearth_fake_call_set_name (call, i, CANARY_NAME);

  return call;
}

/* Nothing that anybody could be found or recognised by; every figure that was asked for. */
static void
test_report (void)
{
  static const char *const wanted[] = {
    "Hearth: ", "Hosting: no", "People: 3", "Person 1, this one", "Person 2, host", "slow", "kbit/s", "lost 0.",
    "in the worst second", "round trip 38 ms", "jitter 4.0 ms", "VP8 640 x 360", "at 30 pictures/s", "layers 3",
    "direct (host to prflx)", "relayed (relay to srflx)",
  };
  g_autoptr (HearthCall) call = call_new ();
  g_autofree char *empty = hearth_network_report_make (call);
  g_autofree char *report = NULL;

  g_assert_null (strstr (empty, "kbit/s"));
  hearth_fake_call_fill_network (call, HEARTH_TRAFFIC_SECONDS);
  hearth_fake_call_set_slow (call, 2, TRUE);
  report = hearth_network_report_make (call);
  g_test_message ("%s", report);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (report, wanted[i]) == NULL)
      g_error ("“%s” is missing in: %s", wanted[i], report);

  g_assert_false (g_regex_match_simple ("canary", report, G_REGEX_CASELESS, 0));
  g_assert_false (g_regex_match_simple ("anna|ben|okafor|schmidt", report, G_REGEX_CASELESS, 0));
  /* Addresses of both kinds, links, keys and ids in base64, and what descriptions and candidates are made of. */
  g_assert_false (g_regex_match_simple ("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]+:[0-9a-f]*:|://|#|@", report, G_REGEX_CASELESS, 0));
  g_assert_false (g_regex_match_simple ("[A-Za-z0-9_-]{16,}", report, 0, 0));
  g_assert_false (g_regex_match_simple ("a=|m=|c=IN|ufrag|pwd|fingerprint|candidate|foundation|ssrc", report,
                                        G_REGEX_CASELESS, 0));
  for (const char *c = report; *c != '\0'; c++)
    g_assert_true (g_ascii_isprint (*c) || *c == '\n');
}

static void
test_alerts (void)
{
  g_autoptr (HearthCall) call = call_new ();
  HearthNetwork *network = hearth_call_get_network (call);

  hearth_fake_call_set_name (call, 1, "Anna");
  assert_said (hearth_sentence_for_slow (network), NULL);
  hearth_fake_call_set_slow (call, 1, TRUE);
  assert_said (hearth_sentence_for_slow (network), "The connection of \342\201\250Anna\342\201\251 is slow");
  hearth_fake_call_set_slow (call, 2, TRUE);
  assert_said (hearth_sentence_for_slow (network), "The connections of 2 people are slow");
  hearth_fake_call_set_slow (call, 0, TRUE);
  assert_said (hearth_sentence_for_slow (network), "Your connection is slow. Others may see and hear you badly.");

  hearth_fake_call_set_unattended_slow (call, TRUE);
  assert_said (hearth_sentence_for_slow (network), "Your connection is slow. Others may see and hear you badly.");
  hearth_fake_call_set_slow (call, 0, FALSE);
  assert_said (hearth_sentence_for_slow (network), "The connection of the computer that hosts this room is slow");
  hearth_fake_call_set_unattended_slow (call, FALSE);

  /* Who has gone is slow no more. */
  hearth_fake_call_set_people (call, 2);
  assert_said (hearth_sentence_for_slow (network), "The connection of \342\201\250Anna\342\201\251 is slow");
}

static gboolean
is_listened_to (HearthCall *call)
{
  HearthNetwork *network = hearth_call_get_network (call);

  return g_signal_has_handler_pending (network, g_signal_lookup ("sampled", HEARTH_TYPE_NETWORK), 0, FALSE);
}

/* Nobody listens to the figures but a dialog that is on the screen, and people may come and go meanwhile. */
static void
test_dialog (void)
{
  g_autoptr (HearthCall) call = call_new ();
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = hearth_network_dialog_new (call, hearth_fake_call_get_person (call, 1));

  g_assert_false (is_listened_to (call));
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  while (!is_listened_to (call))
    g_main_context_iteration (NULL, TRUE);
  hearth_fake_call_fill_network (call, 10);
  hearth_fake_call_set_people (call, 9);
  hearth_fake_call_fill_network (call, 1);
  hearth_fake_call_set_people (call, 1);
  hearth_fake_call_fill_network (call, 1);

  adw_dialog_force_close (dialog);
  while (is_listened_to (call))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();
  hearth_ui_init ();

  g_test_add_func ("/statistics/sentences", test_sentences);
  g_test_add_func ("/statistics/routes", test_routes);
  g_test_add_func ("/statistics/scale", test_scale);
  g_test_add_func ("/statistics/report", test_report);
  g_test_add_func ("/statistics/alerts", test_alerts);
  g_test_add_func ("/statistics/dialog", test_dialog);

  return g_test_run ();
}
