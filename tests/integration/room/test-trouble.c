/* A room in trouble: people, servers and connections that go without a word, and come back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "protocol/protocol-error.h"
#include "room/path-private.h"
#include "room/incoming-path.h"
#include "room/outgoing-path.h"
#include "room/room-error.h"

/* What is promised, and what a machine with much to do may add. */
#define DEAD_GUEST_MS (5000 + 2000)
#define DEAD_HOST_MS (8000 + 2000)

/* --- People --------------------------------------------------------------------------------------------------------------- */

static void
test_guest_dies (House         *house,
                 gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  carol = person_visit (house, NULL, "Carol", TRUE);
  person_wait_hears (carol, bob);
  person_wait_hears (bob, alice);

  person_vanish (bob);
  g_assert_cmpuint (person_wait_members (alice, 1), <, DEAD_GUEST_MS);
  g_assert_cmpuint (person_wait_members (carol, 1), <, 1000);
  person_wait_hears (carol, alice);
}

static void
test_host_dies (House         *house,
                gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_hears (bob, alice);

  person_vanish (alice);
  g_assert_cmpuint (person_wait_ended (bob), <, DEAD_HOST_MS);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LOST);
}

/* The host's program had the server inside. */
static void
test_host_and_server_die (House         *house,
                          gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  person_wait_hears (bob, alice);

  person_vanish (alice);
  house_stop_server (house);
  g_assert_cmpuint (person_wait_ended (bob), <, DEAD_HOST_MS);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LOST);
}

static gboolean
server_is_away (gpointer data)
{
  return !hearth_room_is_server_there (((Person *) data)->room);
}

static gboolean
server_is_there (gpointer data)
{
  return hearth_room_is_server_there (((Person *) data)->room);
}

static void
test_server_dies (House         *house,
                  gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  RtpCounter *alice_at_bob;
  guint n_before;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  person_wait_hears (bob, alice);
  person_wait_hears (alice, bob);
  alice_at_bob = person_get_counter (bob, alice, "video");

  house_stop_server (house);
  wait_until ("Alice misses the server", 5000, server_is_away, alice);
  wait_until ("Bob misses the server", 5000, server_is_away, bob);
  n_before = rtp_counter_get_n (alice_at_bob);
  run_for (4000);
  g_assert_cmpint (hearth_room_get_state (bob->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpint (hearth_room_get_state (alice->room), ==, HEARTH_ROOM_INSIDE);
  g_assert_cmpuint (rtp_counter_get_n (alice_at_bob), >, n_before + 100);

  house_start_server (house);
  wait_until ("Alice has the server back", 10000, server_is_there, alice);
  wait_until ("Bob has the server back", 10000, server_is_there, bob);
  carol = person_visit (house, NULL, "Carol", TRUE);
  person_wait_hears (carol, bob);
  person_wait_hears (bob, carol);

  /* The same stream all the time. */
  g_assert_true (person_get_counter (bob, alice, "video") == alice_at_bob);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_room_get_members (alice->room)), ==, 2);
}

/* The same key knocks again, from a program that knows nothing of the one before. */
static void
test_guest_returns (House         *house,
                    gconstpointer  data)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) bob_again = NULL;
  g_autofree char *id = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, identity, "Bob", TRUE);
  person_wait_hears (alice, bob);
  id = g_strdup (hearth_member_get_id (person_find (alice, "Bob")));

  person_vanish (bob);
  bob_again = person_visit (house, identity, "Bob", TRUE);
  person_wait_hears (bob_again, alice);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_room_get_members (alice->room)), ==, 1);
  g_assert_cmpstr (hearth_member_get_id (person_find (alice, "Bob")), ==, id);
  run_for (5000);
  g_assert_true (hearth_member_get_connected (person_find (alice, "Bob")));
}

/* The same person at a second computer: the first one is told. */
static void
test_guest_moves (House         *house,
                  gconstpointer  data)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) bob_elsewhere = NULL;

  person_wait_inside (alice);
  bob = person_visit (house, identity, "Bob", TRUE);
  person_wait_hears (bob, alice);
  bob_elsewhere = person_visit (house, identity, "Bob", TRUE);
  person_wait_ended (bob);
  g_assert_error (bob->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_REMOVED);
  person_wait_hears (bob_elsewhere, alice);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_room_get_members (alice->room)), ==, 1);
}

/* --- One path --------------------------------------------------------------------------------------------------------------- */

/* Two ends of a path, with the signalling between them in the test's hands. */
typedef struct
{
  HearthPath *outgoing;
  HearthPath *incoming;
  RtpGenerator *generator;
  HearthRtpSource *received; /* nullable */
  guint n_offers;
  char *offer; /* the last one, as text */
  gboolean cut; /* signalling is lost */
} Ends;

/* Which path it is, and where a test breaks it. */
typedef struct
{
  HearthDirection direction;
  gboolean at_sender;
} Break;

static const Break down_at_sender = { HEARTH_DIRECTION_DOWN, TRUE };
static const Break down_at_receiver = { HEARTH_DIRECTION_DOWN, FALSE };
static const Break up_at_sender = { HEARTH_DIRECTION_UP, TRUE };
static const Break up_at_receiver = { HEARTH_DIRECTION_UP, FALSE };

static void
on_payload (HearthPath    *path,
            HearthPayload *payload,
            Ends          *ends)
{
  HearthPath *other = path == ends->outgoing ? ends->incoming : ends->outgoing;
  g_autofree char *text = hearth_payload_to_text (payload);
  g_autoptr (HearthPayload) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (payload->type == HEARTH_PAYLOAD_OFFER)
    {
      ends->n_offers++;
      g_set_str (&ends->offer, text);
    }
  if (ends->cut)
    return;

  copy = hearth_payload_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  hearth_path_handle (other, copy, &error);
  g_assert_no_error (error);
}

static void
on_track_changed (HearthPath      *path,
                  const char      *track_id,
                  HearthRtpSource *source,
                  Ends            *ends)
{
  g_assert_cmpstr (track_id, ==, "host/video");
  g_set_object (&ends->received, source);
}

static void
ends_set_up (Ends          *ends,
             gconstpointer  data)
{
  const HearthConnectionConfig config = { 0 };
  const Break *way = data;

  ends->outgoing = HEARTH_PATH (hearth_outgoing_path_new (way->direction, &config));
  ends->incoming = HEARTH_PATH (hearth_incoming_path_new (way->direction, &config));
  ends->generator = rtp_generator_new (TRUE, 0, 0);
  g_signal_connect (ends->outgoing, "payload", G_CALLBACK (on_payload), ends);
  g_signal_connect (ends->incoming, "payload", G_CALLBACK (on_payload), ends);
  g_signal_connect (ends->incoming, "track-changed", G_CALLBACK (on_track_changed), ends);
  hearth_outgoing_path_set_track (HEARTH_OUTGOING_PATH (ends->outgoing), "host/video", HEARTH_RTP_SOURCE (ends->generator));
  hearth_path_start (ends->incoming);
  hearth_path_start (ends->outgoing);
}

static void
ends_tear_down (Ends          *ends,
                gconstpointer  data)
{
  g_clear_object (&ends->received);
  g_clear_pointer (&ends->offer, g_free);
  hearth_path_close (ends->outgoing);
  hearth_path_close (ends->incoming);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (ends->outgoing);
  g_assert_finalize_object (ends->incoming);
  rtp_generator_stop (ends->generator);
  g_assert_finalize_object (ends->generator);
}

static gboolean
flows (gpointer data)
{
  Ends *ends = data;

  return ends->received != NULL && hearth_path_get_health (ends->incoming) == HEARTH_PATH_ALIVE
         && hearth_path_get_health (ends->outgoing) == HEARTH_PATH_ALIVE;
}

static gboolean
is_lost (gpointer data)
{
  return hearth_path_get_health (data) == HEARTH_PATH_LOST;
}

static gboolean
is_either_lost (gpointer data)
{
  Ends *ends = data;

  return is_lost (ends->outgoing) || is_lost (ends->incoming);
}

static void
assert_recovers (Ends *ends)
{
  guint generation = hearth_connection_get_generation (hearth_path_get_current (ends->outgoing));

  wait_until ("one side notices", 6000, is_either_lost, ends);
  wait_until ("a fresh connection flows", 10000, flows, ends);
  g_assert_cmpuint (hearth_connection_get_generation (hearth_path_get_current (ends->outgoing)), >, generation);
  g_assert_cmpuint (hearth_connection_get_generation (hearth_path_get_current (ends->incoming)), ==,
                    hearth_connection_get_generation (hearth_path_get_current (ends->outgoing)));
}

static void
test_path_breaks (Ends          *ends,
                  gconstpointer  data)
{
  gboolean at_sender = ((const Break *) data)->at_sender;

  wait_until ("media flows", 10000, flows, ends);
  hearth_connection_close (hearth_path_get_current (at_sender ? ends->outgoing : ends->incoming));
  assert_recovers (ends);

  /* And a second time. */
  hearth_connection_close (hearth_path_get_current (at_sender ? ends->outgoing : ends->incoming));
  assert_recovers (ends);
}

/* Nobody speaks and every camera is off: that is no reason to make a path anew. */
static void
test_path_is_quiet (Ends          *ends,
                    gconstpointer  data)
{
  HearthConnection *current;
  HearthConnection *received;
  guint n_offers;

  wait_until ("media flows", 10000, flows, ends);
  current = hearth_path_get_current (ends->outgoing);
  received = hearth_path_get_current (ends->incoming);
  n_offers = ends->n_offers;
  rtp_generator_stop (ends->generator);
  run_for (6000);
  g_assert_true (flows (ends));
  g_assert_true (hearth_path_get_current (ends->outgoing) == current);
  g_assert_true (hearth_path_get_current (ends->incoming) == received);
  g_assert_cmpuint (ends->n_offers, ==, n_offers);
}

/* Both ways are gone at once, signalling comes back later. */
static void
test_path_waits_for_signalling (Ends          *ends,
                                gconstpointer  data)
{
  wait_until ("media flows", 10000, flows, ends);
  ends->cut = TRUE;
  hearth_connection_close (hearth_path_get_current (ends->incoming));
  wait_until ("the sender notices", 6000, is_lost, ends->outgoing);
  wait_until ("the receiver notices", 6000, is_lost, ends->incoming);

  ends->cut = FALSE;
  hearth_path_renew (ends->incoming, TRUE);
  wait_until ("a fresh connection flows", 10000, flows, ends);
}

static void
test_path_ignores_forgeries (Ends          *ends,
                             gconstpointer  data)
{
  g_autoptr (HearthPayload) offer = hearth_payload_new (HEARTH_PAYLOAD_OFFER);
  g_autoptr (HearthSessionDescription) description = NULL;
  g_autoptr (GError) error = NULL;
  HearthConnection *current;

  wait_until ("media flows", 10000, flows, ends);
  current = hearth_path_get_current (ends->incoming);

  /* Nonsense as a description. */
  offer->direction = HEARTH_DIRECTION_DOWN;
  offer->generation = 100;
  offer->sdp = g_strdup ("v=0\r\n");
  offer->ice_ufrag = g_strdup ("abcd");
  g_assert_false (hearth_path_handle (ends->incoming, offer, &error));
  g_assert_nonnull (error);

  /* An older connection, and the other direction. */
  offer->generation = 0;
  g_assert_true (hearth_path_handle (ends->incoming, offer, NULL));
  offer->direction = HEARTH_DIRECTION_UP;
  offer->generation = 100;
  g_assert_true (hearth_path_handle (ends->incoming, offer, NULL));

  g_assert_true (hearth_path_get_current (ends->incoming) == current);
  g_assert_null (hearth_path_get_next (ends->incoming));
}

static gboolean
is_renewed (gpointer data)
{
  Ends *ends = data;

  return flows (ends) && hearth_connection_get_generation (hearth_path_get_current (ends->incoming)) > 1;
}

/* The description of a real offer, but a fingerprint or ufrag was signed that is not in it. */
static void
test_path_refuses_unsigned (Ends          *ends,
                            gconstpointer  data)
{
  HearthConnection *current;

  wait_until ("media flows", 10000, flows, ends);
  current = hearth_path_get_current (ends->incoming);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HearthPayload) offer = hearth_payload_parse (ends->offer, strlen (ends->offer), NULL);
      g_autoptr (GError) error = NULL;

      offer->generation = 100;
      if (i == 0)
        offer->fingerprint[31] ^= 1;
      else
        offer->ice_ufrag[0] = offer->ice_ufrag[0] == 'x' ? 'y' : 'x';
      g_assert_false (hearth_path_handle (ends->incoming, offer, &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_FORGED);
    }

  g_assert_true (hearth_path_get_current (ends->incoming) == current);
  g_assert_null (hearth_path_get_next (ends->incoming));

  /* Nothing has been spoilt: an honest one of a later generation is taken. */
  hearth_path_renew (ends->outgoing, TRUE);
  wait_until ("a fresh connection flows", 10000, is_renewed, ends);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add (path, House, NULL, house_set_up, func, house_tear_down)
  ADD ("/trouble/guest-dies", test_guest_dies);
  ADD ("/trouble/host-dies", test_host_dies);
  ADD ("/trouble/host-and-server-die", test_host_and_server_die);
  ADD ("/trouble/server-dies", test_server_dies);
  ADD ("/trouble/guest-returns", test_guest_returns);
  ADD ("/trouble/guest-moves", test_guest_moves);

#define ADD_PATH(path, data, func) g_test_add (path, Ends, data, ends_set_up, func, ends_tear_down)
  ADD_PATH ("/trouble/path/breaks-at-sender", &down_at_sender, test_path_breaks);
  ADD_PATH ("/trouble/path/breaks-at-receiver", &down_at_receiver, test_path_breaks);
  ADD_PATH ("/trouble/path/breaks-at-sender-upward", &up_at_sender, test_path_breaks);
  ADD_PATH ("/trouble/path/breaks-at-receiver-upward", &up_at_receiver, test_path_breaks);
  ADD_PATH ("/trouble/path/is-quiet", &up_at_sender, test_path_is_quiet);
  ADD_PATH ("/trouble/path/waits-for-signalling", &down_at_sender, test_path_waits_for_signalling);
  ADD_PATH ("/trouble/path/ignores-forgeries", &down_at_sender, test_path_ignores_forgeries);
  ADD_PATH ("/trouble/path/refuses-unsigned", &down_at_sender, test_path_refuses_unsigned);

  return g_test_run ();
}
