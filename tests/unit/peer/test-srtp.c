/* What one half enciphers the other deciphers, once, and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "peer/srtp-receiver.h"
#include "peer/srtp-sender.h"

#define PACKET_BYTES 200
#define TAG_BYTES 10

/* RFC 3711 section B.3. */
static const HearthSrtpKey key = {
  { 0xe1, 0xf9, 0x7a, 0x0d, 0x3e, 0x01, 0x8b, 0xe0, 0xd6, 0x4f, 0xa3, 0x2c, 0x06, 0xde, 0x41, 0x39,
    0x0e, 0xc6, 0x75, 0xad, 0x49, 0x8a, 0xfe, 0xeb, 0xb6, 0x96, 0x0b, 0x3a, 0xab, 0xe6 },
};

typedef struct
{
  HearthSrtpSender *sender;
  HearthSrtpReceiver *receiver;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->sender = hearth_srtp_sender_new (&key, &error);
  g_assert_no_error (error);
  fixture->receiver = hearth_srtp_receiver_new (&key, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_srtp_sender_free (fixture->sender);
  hearth_srtp_receiver_free (fixture->receiver);
}

static void
make_packet (guint8  packet[PACKET_BYTES + HEARTH_SRTP_ROOM],
             guint16 seqnum)
{
  memset (packet, 0x5a, PACKET_BYTES);
  packet[0] = 0x80;
  packet[1] = 96;
  packet[2] = (guint8) (seqnum >> 8);
  packet[3] = (guint8) seqnum;
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  data)
{
  for (guint i = 0; i < 100; i++)
    {
      guint8 packet[PACKET_BYTES + HEARTH_SRTP_ROOM], plain[PACKET_BYTES + HEARTH_SRTP_ROOM];
      guint16 seqnum = (guint16) (65500 + i);
      gsize size = PACKET_BYTES;

      make_packet (packet, seqnum);
      make_packet (plain, seqnum);
      g_assert_true (hearth_srtp_sender_protect_rtp (fixture->sender, packet, &size));
      g_assert_cmpuint (size, ==, PACKET_BYTES + TAG_BYTES);
      /* The header can be read by everybody, the rest by nobody. */
      g_assert_cmpmem (packet, 12, plain, 12);
      g_assert_cmpint (memcmp (packet + 12, plain + 12, PACKET_BYTES - 12), !=, 0);

      g_assert_true (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, packet, &size));
      g_assert_cmpmem (packet, size, plain, PACKET_BYTES);
    }
}

/* Neither half takes a packet twice: the same key stream for two would give both away. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  guint8 packet[PACKET_BYTES + HEARTH_SRTP_ROOM], again[PACKET_BYTES + HEARTH_SRTP_ROOM];
  gsize size = PACKET_BYTES;

  make_packet (packet, 1);
  g_assert_true (hearth_srtp_sender_protect_rtp (fixture->sender, packet, &size));
  memcpy (again, packet, size);
  g_assert_true (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, packet, &size));
  size = PACKET_BYTES + TAG_BYTES;
  g_assert_false (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, again, &size));

  size = PACKET_BYTES;
  make_packet (packet, 1);
  g_assert_false (hearth_srtp_sender_protect_rtp (fixture->sender, packet, &size));
}

static void
test_tampered (Fixture       *fixture,
               gconstpointer  data)
{
  guint8 packet[PACKET_BYTES + HEARTH_SRTP_ROOM];
  gsize size = PACKET_BYTES;

  make_packet (packet, 1);
  g_assert_true (hearth_srtp_sender_protect_rtp (fixture->sender, packet, &size));
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *forged = g_memdup2 (packet, size);
      gsize forged_size = size;

      forged[i] ^= 1;
      g_assert_false (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, forged, &forged_size));
    }
  for (gsize length = 1; length < size; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (packet, length);
      gsize cut_size = length;

      g_assert_false (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, cut, &cut_size));
    }
  g_assert_true (hearth_srtp_receiver_unprotect_rtp (fixture->receiver, packet, &size));
}

/* RTCP is enciphered with a number of its own, and so never twice the same. */
static void
test_rtcp (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint8 report[] = { 0x80, 201, 0, 1, 0, 0, 0, 7 };
  guint8 first[sizeof report + HEARTH_SRTP_ROOM], second[sizeof report + HEARTH_SRTP_ROOM];
  gsize first_size = sizeof report, second_size = sizeof report, short_size = 4;

  memcpy (first, report, sizeof report);
  memcpy (second, report, sizeof report);
  g_assert_true (hearth_srtp_sender_protect_rtcp (fixture->sender, first, &first_size));
  g_assert_true (hearth_srtp_sender_protect_rtcp (fixture->sender, second, &second_size));
  g_assert_cmpuint (first_size, ==, sizeof report + 4 + TAG_BYTES);
  g_assert_cmpuint (second_size, ==, first_size);
  g_assert_cmpint (memcmp (first, second, first_size), !=, 0);
  g_assert_false (hearth_srtp_sender_protect_rtcp (fixture->sender, second, &short_size));
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/srtp/there-and-back", Fixture, NULL, set_up, test_there_and_back, tear_down);
  g_test_add ("/srtp/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/srtp/tampered", Fixture, NULL, set_up, test_tampered, tear_down);
  g_test_add ("/srtp/rtcp", Fixture, NULL, set_up, test_rtcp, tear_down);

  return g_test_run ();
}
