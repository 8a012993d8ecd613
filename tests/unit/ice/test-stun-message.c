/* STUN: the vectors of RFC 5769, what we write read again, and everything that is broken refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "ice/stun-writer.h"

#define PASSWORD "VOkJxbRl1RmTxUk/WvJxBt"

/* RFC 5769 section 2.1. */
static const guint8 request[] = {
  0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae,
  0x80, 0x22, 0x00, 0x10, 0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73, 0x74, 0x20, 0x63, 0x6c, 0x69, 0x65, 0x6e, 0x74,
  0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff, 0x80, 0x29, 0x00, 0x08, 0x93, 0x2f, 0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36,
  0x00, 0x06, 0x00, 0x09, 0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76, 0x59, 0x20, 0x20, 0x20,
  0x00, 0x08, 0x00, 0x14, 0x9a, 0xea, 0xa7, 0x0c, 0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e, 0xf2, 0xb5, 0xb2, 0xd3, 0xf2, 0x49,
  0xc1, 0xb5, 0x71, 0xa2, 0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf,
};

/* Section 2.2. */
static const guint8 response_ipv4[] = {
  0x01, 0x01, 0x00, 0x3c, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae,
  0x80, 0x22, 0x00, 0x0b, 0x74, 0x65, 0x73, 0x74, 0x20, 0x76, 0x65, 0x63, 0x74, 0x6f, 0x72, 0x20,
  0x00, 0x20, 0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43,
  0x00, 0x08, 0x00, 0x14, 0x2b, 0x91, 0xf5, 0x99, 0xfd, 0x9e, 0x90, 0xc3, 0x8c, 0x74, 0x89, 0xf9, 0x2a, 0xf9, 0xba, 0x53,
  0xf0, 0x6b, 0xe7, 0xd7, 0x80, 0x28, 0x00, 0x04, 0xc0, 0x7d, 0x4c, 0x96,
};

/* Section 2.3. */
static const guint8 response_ipv6[] = {
  0x01, 0x01, 0x00, 0x48, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae,
  0x80, 0x22, 0x00, 0x0b, 0x74, 0x65, 0x73, 0x74, 0x20, 0x76, 0x65, 0x63, 0x74, 0x6f, 0x72, 0x20,
  0x00, 0x20, 0x00, 0x14, 0x00, 0x02, 0xa1, 0x47, 0x01, 0x13, 0xa9, 0xfa, 0xa5, 0xd3, 0xf1, 0x79, 0xbc, 0x25, 0xf4, 0xb5,
  0xbe, 0xd2, 0xb9, 0xd9,
  0x00, 0x08, 0x00, 0x14, 0xa3, 0x82, 0x95, 0x4e, 0x4b, 0xe6, 0x7b, 0xf1, 0x17, 0x84, 0xc9, 0x7c, 0x82, 0x92, 0xc2, 0x75,
  0xbf, 0xe3, 0xed, 0x41, 0x80, 0x28, 0x00, 0x04, 0xc8, 0xfb, 0x0b, 0x4c,
};

static void
assert_address (const HearthSocketAddress *address,
                const char                *expected,
                guint16                    port)
{
  char text[HEARTH_SOCKET_ADDRESS_TEXT_BYTES];

  hearth_socket_address_format (address, text);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (address->port, ==, port);
}

static void
test_request_vector (void)
{
  HearthStunMessage message;

  g_assert_true (hearth_stun_message_parse (&message, request, sizeof request));
  g_assert_cmpuint (message.type, ==, HEARTH_STUN_BINDING_REQUEST);
  g_assert_cmpmem (message.username, message.username_length, "evtj:h6vY", 9);
  g_assert_cmphex (message.priority, ==, 0x6e0001ff);
  g_assert_cmpint (message.role, ==, HEARTH_STUN_ROLE_CONTROLLED);
  g_assert_cmphex (message.tie_breaker, ==, 0x932ff9b151263b36);
  g_assert_false (message.use_candidate);
  g_assert_cmpuint (message.unknown, ==, 0);
  g_assert_true (hearth_stun_message_check_integrity (&message, PASSWORD));
  g_assert_false (hearth_stun_message_check_integrity (&message, PASSWORD "t"));
}

static void
test_response_vectors (void)
{
  HearthStunMessage message;

  g_assert_true (hearth_stun_message_parse (&message, response_ipv4, sizeof response_ipv4));
  g_assert_cmpuint (message.type, ==, HEARTH_STUN_BINDING_SUCCESS);
  assert_address (&message.mapped, "192.0.2.1", 32853);
  g_assert_true (hearth_stun_message_check_integrity (&message, PASSWORD));

  g_assert_true (hearth_stun_message_parse (&message, response_ipv6, sizeof response_ipv6));
  assert_address (&message.mapped, "2001:db8:1234:5678:11:2233:4455:6677", 32853);
  g_assert_true (hearth_stun_message_check_integrity (&message, PASSWORD));
}

/* In memory that ends where the message ends, so that a look past it is seen. */
static gboolean
parses (const guint8 *data,
        gsize         length)
{
  g_autofree guint8 *copy = g_memdup2 (data, length);
  HearthStunMessage message;

  return hearth_stun_message_parse (&message, copy, length) && hearth_stun_message_check_integrity (&message, PASSWORD);
}

static void
test_truncations (void)
{
  for (gsize length = 0; length < sizeof request; length++)
    {
      guint8 shorter[sizeof request];

      g_assert_false (parses (request, length));

      /* Also where the length field agrees. */
      memcpy (shorter, request, sizeof request);
      if (length < HEARTH_STUN_HEADER_BYTES)
        continue;
      shorter[2] = (guint8) ((length - HEARTH_STUN_HEADER_BYTES) >> 8);
      shorter[3] = (guint8) (length - HEARTH_STUN_HEADER_BYTES);
      /* Without FINGERPRINT it is whole. */
      g_assert_cmpint (parses (shorter, length), ==, length == sizeof request - 8);
    }
}

static void
test_bit_flips (void)
{
  guint8 flipped[sizeof response_ipv6];

  for (gsize bit = 0; bit < 8 * sizeof flipped; bit++)
    {
      /* The last attribute, when it is not FINGERPRINT, is one that is passed over. */
      gboolean is_last_type = bit / 8 == sizeof flipped - 8 || bit / 8 == sizeof flipped - 7;

      memcpy (flipped, response_ipv6, sizeof flipped);
      flipped[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_cmpint (parses (flipped, sizeof flipped), ==, is_last_type);
    }
}

static void
test_written (void)
{
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "abcdefghijk";
  HearthStunWriter writer;
  HearthStunMessage message;
  HearthSocketAddress address;

  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_add (&writer, HEARTH_STUN_USERNAME, "them:us", 7);
  hearth_stun_writer_add_32 (&writer, HEARTH_STUN_PRIORITY, 0x12345678);
  hearth_stun_writer_add_64 (&writer, HEARTH_STUN_ICE_CONTROLLING, 0x123456789abcdef0);
  hearth_stun_writer_add (&writer, HEARTH_STUN_USE_CANDIDATE, NULL, 0);
  hearth_stun_writer_end (&writer, PASSWORD);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_cmpmem (message.username, message.username_length, "them:us", 7);
  g_assert_cmpmem (message.transaction, HEARTH_STUN_TRANSACTION_BYTES, transaction, HEARTH_STUN_TRANSACTION_BYTES);
  g_assert_cmphex (message.priority, ==, 0x12345678);
  g_assert_cmpint (message.role, ==, HEARTH_STUN_ROLE_CONTROLLING);
  g_assert_cmphex (message.tie_breaker, ==, 0x123456789abcdef0);
  g_assert_true (message.use_candidate);
  g_assert_true (hearth_stun_message_check_integrity (&message, PASSWORD));

  g_assert_true (hearth_socket_address_parse (&address, "2001:db8::7", 4711));
  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_SUCCESS, transaction);
  hearth_stun_writer_add_mapped (&writer, &address);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_true (hearth_socket_address_equal (&message.mapped, &address));
  g_assert_false (hearth_stun_message_check_integrity (&message, PASSWORD));

  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_ERROR, transaction);
  hearth_stun_writer_add_error (&writer, HEARTH_STUN_ERROR_ROLE_CONFLICT, "Role Conflict");
  hearth_stun_writer_end (&writer, PASSWORD);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_cmpuint (message.error_code, ==, 487);
}

/* What follows MESSAGE-INTEGRITY is not vouched for, and must not count. */
static void
test_after_integrity (void)
{
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "x";
  HearthStunWriter writer;
  HearthStunMessage message;
  guint8 digest[20] = { 0 };

  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_add (&writer, HEARTH_STUN_MESSAGE_INTEGRITY, digest, sizeof digest);
  hearth_stun_writer_add (&writer, HEARTH_STUN_USE_CANDIDATE, NULL, 0);
  hearth_stun_writer_add_32 (&writer, HEARTH_STUN_PRIORITY, 5);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_false (message.use_candidate);
  g_assert_cmpuint (message.priority, ==, 0);
}

static void
test_unknown (void)
{
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "x";
  HearthStunWriter writer;
  HearthStunMessage message;

  hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_REQUEST, transaction);
  hearth_stun_writer_add_32 (&writer, 0xc057, 1);
  hearth_stun_writer_add_32 (&writer, 0x7abc, 1);
  hearth_stun_writer_add_32 (&writer, 0x7def, 1);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));
  g_assert_cmphex (message.unknown, ==, 0x7abc);
}

/* Attributes of a length that is not theirs. */
static void
test_wrong_lengths (void)
{
  static const HearthStunAttribute attributes[] = {
    HEARTH_STUN_MESSAGE_INTEGRITY, HEARTH_STUN_ERROR_CODE, HEARTH_STUN_XOR_MAPPED_ADDRESS, HEARTH_STUN_PRIORITY,
    HEARTH_STUN_USE_CANDIDATE, HEARTH_STUN_ICE_CONTROLLED, HEARTH_STUN_ICE_CONTROLLING,
  };
  static const guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES] = "x";
  static const guint8 value[3] = { 1, 2, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      HearthStunWriter writer;
      HearthStunMessage message;

      hearth_stun_writer_begin (&writer, HEARTH_STUN_BINDING_REQUEST, transaction);
      hearth_stun_writer_add (&writer, attributes[i], value, sizeof value);
      hearth_stun_writer_end (&writer, NULL);
      g_assert_false (hearth_stun_message_parse (&message, writer.data, writer.length));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stun-message/request-vector", test_request_vector);
  g_test_add_func ("/stun-message/response-vectors", test_response_vectors);
  g_test_add_func ("/stun-message/truncations", test_truncations);
  g_test_add_func ("/stun-message/bit-flips", test_bit_flips);
  g_test_add_func ("/stun-message/written", test_written);
  g_test_add_func ("/stun-message/after-integrity", test_after_integrity);
  g_test_add_func ("/stun-message/unknown", test_unknown);
  g_test_add_func ("/stun-message/wrong-lengths", test_wrong_lengths);

  return g_test_run ();
}
