/* Somebody between the two who has put another certificate into the signalling: nothing may pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "pair.h"
#include "peer/peer-error.h"
#include "wire.h"

typedef struct
{
  Pair *pair;
  Wire *sending;
  Wire *receiving;
  HearthDataChannel *channel;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->pair = pair_new ();
  fixture->sending = wire_tap (HEARTH_CONNECTION (fixture->pair->sending));
  fixture->receiving = wire_tap (HEARTH_CONNECTION (fixture->pair->receiving));
  fixture->channel = hearth_sending_connection_open_channel (fixture->pair->sending, "control");
  pair_add_track (fixture->pair, "alice/audio", 0, 20);
  pair_add_track (fixture->pair, "alice/video", 0, 20);
  fixture->pair->expect_failure = TRUE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pair_free (fixture->pair);
  wire_free (fixture->sending);
  wire_free (fixture->receiving);
}

static gboolean
has_sending_failed (Pair *pair)
{
  return pair->sending_error != NULL;
}

static gboolean
has_receiving_failed (Pair *pair)
{
  return pair->receiving_error != NULL;
}

static gboolean
have_both_failed (Pair *pair)
{
  return pair->sending_error != NULL && pair->receiving_error != NULL;
}

/* Nothing reached the receiving side's tracks or channels. */
static void
assert_nothing_received (Fixture *fixture)
{
  g_assert_cmpuint (g_hash_table_size (fixture->pair->sources), ==, 0);
  g_assert_null (fixture->pair->channel);
  g_assert_cmpint (hearth_connection_get_last_received (HEARTH_CONNECTION (fixture->pair->receiving)), ==, 0);
}

static void
assert_silent (Wire *wire)
{
  g_assert_cmpuint (wire->n_media_out, ==, 0);
  g_assert_cmpuint (wire->n_data_out, ==, 0);
}

static void
test_both_forged (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->pair->forge_offer = TRUE;
  fixture->pair->forge_answer = TRUE;
  hearth_sending_connection_negotiate (fixture->pair->sending);
  pair_wait (fixture->pair, have_both_failed);
  pair_run (fixture->pair, 700);

  g_assert_error (fixture->pair->sending_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_CERTIFICATE);
  g_assert_error (fixture->pair->receiving_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_CERTIFICATE);
  g_assert_false (hearth_data_channel_send (fixture->channel, "secret"));
  assert_silent (fixture->sending);
  assert_silent (fixture->receiving);
  assert_nothing_received (fixture);
}

/* The receiver is fooled about the sender: it takes nothing and says nothing. */
static void
test_offer_forged (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture->pair->forge_offer = TRUE;
  hearth_sending_connection_negotiate (fixture->pair->sending);
  pair_wait (fixture->pair, has_receiving_failed);
  pair_run (fixture->pair, 700);

  g_assert_error (fixture->pair->receiving_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_CERTIFICATE);
  assert_silent (fixture->receiving);
  assert_nothing_received (fixture);
}

/* The sender is fooled about the receiver: nothing leaves. */
static void
test_answer_forged (Fixture       *fixture,
                    gconstpointer  data)
{
  fixture->pair->forge_answer = TRUE;
  hearth_sending_connection_negotiate (fixture->pair->sending);
  pair_wait (fixture->pair, has_sending_failed);
  pair_run (fixture->pair, 700);

  g_assert_error (fixture->pair->sending_error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_CERTIFICATE);
  g_assert_false (hearth_data_channel_send (fixture->channel, "secret"));
  assert_silent (fixture->sending);
  g_assert_cmpuint (fixture->receiving->n_media_in, ==, 0);
  assert_nothing_received (fixture);
}

static gboolean
has_media_and_data (Pair *pair)
{
  return g_hash_table_size (pair->sources) == 2 && pair->channel != NULL && pair->received->len > 0;
}

/* The counters of this test do count. */
static void
test_honest (Fixture       *fixture,
             gconstpointer  data)
{
  fixture->pair->expect_failure = FALSE;
  hearth_sending_connection_negotiate (fixture->pair->sending);
  while (!hearth_data_channel_send (fixture->channel, "secret"))
    pair_run (fixture->pair, 10);
  pair_wait (fixture->pair, has_media_and_data);
  pair_run (fixture->pair, 200);

  g_assert_cmpuint (fixture->sending->n_media_out, >, 10);
  g_assert_cmpuint (fixture->sending->n_data_out, >, 0);
  g_assert_cmpuint (fixture->receiving->n_media_out, >, 0);
  g_assert_cmpuint (fixture->receiving->n_media_in, >, 10);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add ("/peer/gate/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("both-forged", test_both_forged);
  ADD ("offer-forged", test_offer_forged);
  ADD ("answer-forged", test_answer_forged);
  ADD ("honest", test_honest);
#undef ADD

  return g_test_run ();
}
