/* Whose packet it is, and that nobody gets another's by claiming an address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "ice/demultiplexer.h"
#include "ice/stun-writer.h"

/* The table never looks into what it finds. */
static char ends[2];
#define FIRST ((HearthIceEndpoint *) &ends[0])
#define SECOND ((HearthIceEndpoint *) &ends[1])

static HearthIceEndpoint *
find_request (HearthDemultiplexer *demultiplexer,
              const char          *username,
              gsize                length)
{
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "x";
  HearthStunWriter writer;
  HearthStunMessage message;

  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_REQUEST, transaction);
  if (username != NULL)
    hearth_stun_writer_add (&writer, HEARTH_STUN_USERNAME, username, length);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));

  return hearth_demultiplexer_find_by_message (demultiplexer, &message);
}

static void
test_requests (void)
{
  g_autoptr (HearthDemultiplexer) demultiplexer = hearth_demultiplexer_new ();
  g_autofree char *longest = g_strnfill (HEARTH_LIMIT_ICE_UFRAG_BYTES + 100, 'u');

  hearth_demultiplexer_add (demultiplexer, FIRST, 1);
  hearth_demultiplexer_add (demultiplexer, SECOND, 2);
  g_assert_true (hearth_demultiplexer_set_ufrag (demultiplexer, FIRST, "first"));
  g_assert_true (hearth_demultiplexer_set_ufrag (demultiplexer, SECOND, "second"));
  g_assert_false (hearth_demultiplexer_set_ufrag (demultiplexer, SECOND, "first"));

  g_assert_true (find_request (demultiplexer, "first:peer", 10) == FIRST);
  g_assert_true (find_request (demultiplexer, "second:", 7) == SECOND);
  g_assert_null (find_request (demultiplexer, NULL, 0));
  g_assert_null (find_request (demultiplexer, "", 0));
  g_assert_null (find_request (demultiplexer, "first", 5));
  g_assert_null (find_request (demultiplexer, ":first", 6));
  g_assert_null (find_request (demultiplexer, "first\0x:peer", 12));
  longest[HEARTH_LIMIT_ICE_UFRAG_BYTES + 50] = ':';
  g_assert_null (find_request (demultiplexer, longest, strlen (longest)));

  /* Another name: the old one is nobody's. */
  g_assert_true (hearth_demultiplexer_set_ufrag (demultiplexer, FIRST, "again"));
  g_assert_null (find_request (demultiplexer, "first:peer", 10));
  g_assert_true (find_request (demultiplexer, "again:peer", 10) == FIRST);
  hearth_demultiplexer_remove (demultiplexer, FIRST, 1);
  g_assert_null (find_request (demultiplexer, "again:peer", 10));
  g_assert_true (find_request (demultiplexer, "second:peer", 11) == SECOND);
}

static void
test_responses (void)
{
  g_autoptr (HearthDemultiplexer) demultiplexer = hearth_demultiplexer_new ();
  guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "xxxxyyyyzzz";
  guint32 id = 0xabcd1234;
  HearthStunWriter writer;
  HearthStunMessage message;

  hearth_demultiplexer_add (demultiplexer, FIRST, id);
  memcpy (transaction, &id, sizeof id);
  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_SUCCESS, transaction);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_true (hearth_demultiplexer_find_by_message (demultiplexer, &message) == FIRST);
  hearth_demultiplexer_remove (demultiplexer, FIRST, id);
  g_assert_null (hearth_demultiplexer_find_by_message (demultiplexer, &message));
}

static void
test_addresses (void)
{
  g_autoptr (HearthDemultiplexer) demultiplexer = hearth_demultiplexer_new ();
  HearthSocketAddress address, other;

  g_assert_true (hearth_socket_address_parse (&address, "192.0.2.1", 5));
  g_assert_true (hearth_socket_address_parse (&other, "192.0.2.1", 6));
  hearth_demultiplexer_add (demultiplexer, FIRST, 1);
  hearth_demultiplexer_add (demultiplexer, SECOND, 2);

  g_assert_null (hearth_demultiplexer_find_by_address (demultiplexer, &address));
  hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_AUTHENTIC);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == FIRST);
  g_assert_null (hearth_demultiplexer_find_by_address (demultiplexer, &other));

  /* Said is not proved. */
  hearth_demultiplexer_note_address (demultiplexer, SECOND, &address, HEARTH_ICE_AUTHENTIC);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == FIRST);
  hearth_demultiplexer_note_address (demultiplexer, SECOND, &address, HEARTH_ICE_PROVEN);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == SECOND);
  hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_AUTHENTIC);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == SECOND);

  hearth_demultiplexer_remove (demultiplexer, SECOND, 2);
  g_assert_null (hearth_demultiplexer_find_by_address (demultiplexer, &address));
}

/* Somebody claims addresses without end; what the peer answers at is always its own. */
static void
test_many_addresses (void)
{
  g_autoptr (HearthDemultiplexer) demultiplexer = hearth_demultiplexer_new ();
  HearthSocketAddress address;

  hearth_demultiplexer_add (demultiplexer, FIRST, 1);
  hearth_demultiplexer_add (demultiplexer, SECOND, 2);
  for (guint i = 0; i < 3 * HEARTH_LIMIT_CANDIDATES; i++)
    {
      g_assert_true (hearth_socket_address_parse (&address, "192.0.2.1", (guint16) (1000 + i)));
      hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_AUTHENTIC);
      g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address)
                     == (i < HEARTH_LIMIT_CANDIDATES ? FIRST : NULL));
    }
  hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_PROVEN);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == FIRST);

  /* Two that turn out to be another's make room for one. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (hearth_socket_address_parse (&address, "192.0.2.1", (guint16) (1000 + i)));
      hearth_demultiplexer_note_address (demultiplexer, SECOND, &address, HEARTH_ICE_PROVEN);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (hearth_socket_address_parse (&address, "192.0.2.2", (guint16) (1000 + i)));
      hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_AUTHENTIC);
      g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == (i == 0 ? FIRST : NULL));
    }

  /* Whoever goes leaves nothing behind. */
  hearth_demultiplexer_remove (demultiplexer, FIRST, 1);
  hearth_demultiplexer_add (demultiplexer, FIRST, 1);
  hearth_demultiplexer_note_address (demultiplexer, FIRST, &address, HEARTH_ICE_AUTHENTIC);
  g_assert_true (hearth_demultiplexer_find_by_address (demultiplexer, &address) == FIRST);
}

/* RFC 7983 section 7. */
static void
test_kinds (void)
{
  guint8 packet[20] = { 0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42 };

  g_assert_cmpint (hearth_demultiplexer_classify (packet, 20), ==, HEARTH_PACKET_STUN);
  g_assert_cmpint (hearth_demultiplexer_classify (packet, 19), ==, HEARTH_PACKET_OTHER);
  g_assert_cmpint (hearth_demultiplexer_classify (packet, 0), ==, HEARTH_PACKET_OTHER);
  for (guint first = 4; first < 256; first++)
    {
      HearthPacketKind kind = first >= 20 && first <= 63 ? HEARTH_PACKET_DTLS
                              : first >= 128 && first <= 191 ? HEARTH_PACKET_MEDIA : HEARTH_PACKET_OTHER;

      packet[0] = (guint8) first;
      g_assert_cmpint (hearth_demultiplexer_classify (packet, 1), ==, kind);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demultiplexer/requests", test_requests);
  g_test_add_func ("/demultiplexer/responses", test_responses);
  g_test_add_func ("/demultiplexer/addresses", test_addresses);
  g_test_add_func ("/demultiplexer/many-addresses", test_many_addresses);
  g_test_add_func ("/demultiplexer/kinds", test_kinds);

  return g_test_run ();
}
