/* How the network of a room is, by its own figures: what each person counts against what was really sent, and whose connection is
 * said to be slow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/member-private.h"

/* The generators' headers, payloads, and the number that each packet is given. */
#define VIDEO_PACKET_BYTES (12 + 800 + 8)
#define AUDIO_PACKET_BYTES (12 + 80 + 8)

static HearthNetworkWatch *
get_network (Person *person)
{
  return hearth_room_get_network (person->room);
}

static HearthLinkStats
get_link (Person     *person,
          const char *name)
{
  HearthLinkStats stats;

  g_assert_true (hearth_network_watch_get_link (get_network (person), name != NULL ? person_find (person, name) : NULL, &stats));

  return stats;
}

static guint
count_sent_bytes (Person *person)
{
  guint bytes = rtp_generator_get_n_sent (person->audio) * AUDIO_PACKET_BYTES;

  for (guint i = 0; i < 3; i++)
    bytes += layered_generator_get_n_sent (person->video, i) * VIDEO_PACKET_BYTES;

  return bytes;
}

/* A guest sees its own link and no other; the host sees all, and both count the same. */
static void
test_figures (House         *house,
              gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  HearthLinkStats at_bob, at_alice;
  HearthLinkRoutes routes;
  guint sent;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", TRUE);
  carol = person_visit (house, NULL, "Carol", TRUE);
  person_wait_hears (alice, bob);
  person_wait_hears (bob, carol);
  person_wait_hears (carol, bob);
  person_wait_hears (bob, alice);

  g_assert_false (hearth_network_watch_get_link (get_network (bob), person_find (bob, "Carol"), &at_bob));
  g_assert_false (hearth_network_watch_get_link (get_network (alice), NULL, &at_alice));
  g_assert_true (hearth_network_watch_get_routes (get_network (bob), person_find (bob, "Alice"), &routes));
  g_assert_cmpuint (routes.sent.local, !=, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (routes.received.remote, !=, HEARTH_ADDRESS_UNKNOWN);
  g_assert_false (hearth_route_is_relayed (&routes.sent));

  sent = count_sent_bytes (bob);
  at_bob = get_link (bob, NULL);
  at_alice = get_link (alice, "Bob");
  run_for (4000);
  sent = count_sent_bytes (bob) - sent;
  at_bob.sent.bytes = get_link (bob, "Alice").sent.bytes - at_bob.sent.bytes;
  at_alice.received.bytes = get_link (alice, "Bob").received.bytes - at_alice.received.bytes;
  at_bob.received.bytes = get_link (bob, NULL).received.bytes - at_bob.received.bytes;
  at_alice.sent.bytes = get_link (alice, "Bob").sent.bytes - at_alice.sent.bytes;
  g_test_message ("%u bytes made; Bob sent %" G_GUINT64_FORMAT ", Alice got %" G_GUINT64_FORMAT "; Alice sent %" G_GUINT64_FORMAT
                  ", Bob got %" G_GUINT64_FORMAT, sent, at_bob.sent.bytes, at_alice.received.bytes, at_alice.sent.bytes,
                  at_bob.received.bytes);

  /* A layer that is made for a moment longer than it is wanted is not sent; packets are on their way. */
  g_assert_cmpuint (sent, >, 4 * 30 * 3 * VIDEO_PACKET_BYTES / 2);
  g_assert_cmpfloat_with_epsilon ((double) at_bob.sent.bytes / sent, 1, 0.05);
  g_assert_cmpfloat_with_epsilon ((double) at_alice.received.bytes / sent, 1, 0.05);
  g_assert_cmpfloat_with_epsilon ((double) at_bob.received.bytes / (double) at_alice.sent.bytes, 1, 0.05);
  g_assert_cmpfloat (get_link (bob, NULL).sent.round_trip_ms, >, 0);
  g_assert_cmpfloat (get_link (alice, "Carol").sent.round_trip_ms, <, 1000);
}

typedef struct
{
  HearthMember *at_host;
  HearthMember *at_guest;
} Word;

/* The host finds otherwise each second, since nothing is slow. */
static gboolean
is_told_slow (gpointer data)
{
  Word *word = data;

  hearth_member_set_slow (word->at_host, TRUE);

  return hearth_member_get_slow (word->at_guest);
}

static gboolean
is_told_good (gpointer data)
{
  return !hearth_member_get_slow (((Word *) data)->at_guest);
}

/* The others hear that somebody's connection is slow, and that it is no more; they themselves have nothing to blame. */
static void
test_slow (House         *house,
           gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  Word word;

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_members (alice, 2);
  person_wait_members (carol, 2);
  word = (Word) { person_find (alice, "Bob"), person_find (carol, "Bob") };

  wait_until ("Carol is told", 10000, is_told_slow, &word);
  g_assert_false (hearth_network_watch_is_slow (get_network (carol)));
  g_assert_false (hearth_network_watch_is_slow (get_network (alice)));
  wait_until ("Carol is told that it is over", 10000, is_told_good, &word);
  g_assert_false (hearth_member_get_slow (word.at_host));
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/room/network/figures", House, NULL, house_set_up, test_figures, house_tear_down);
  g_test_add ("/room/network/slow", House, NULL, house_set_up, test_slow, house_tear_down);

  return g_test_run ();
}
