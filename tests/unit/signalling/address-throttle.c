/* What one network address may do, with a clock of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/limits.h"
#include "signalling/address-throttle.h"

#define SECOND G_USEC_PER_SEC

static HearthAddress
address (const char *text)
{
  struct sockaddr_in in = { .sin_family = AF_INET };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
  HearthAddress result;

  if (inet_pton (AF_INET, text, &in.sin_addr) == 1)
    {
      hearth_address_init (&result, (const struct sockaddr *) &in);
    }
  else
    {
      g_assert_cmpint (inet_pton (AF_INET6, text, &in6.sin6_addr), ==, 1);
      hearth_address_init (&result, (const struct sockaddr *) &in6);
    }

  return result;
}

static HearthAddressThrottle *
throttle_new (void)
{
  HearthSignallingLimits limits;

  hearth_signalling_limits_init (&limits);
  limits.connections_per_address = 3;
  limits.attempts_per_address = 10;
  limits.misses_per_address = 5;

  return hearth_address_throttle_new (&limits);
}

/* What was sent is owed: no new socket until as much could have been sent honestly. */
static void
test_bytes (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress loud = address ("192.0.2.1");
  HearthAddress quiet = address ("192.0.2.2");
  gint64 now = SECOND;

  g_assert_true (hearth_address_throttle_connect (throttle, &loud, now));
  g_assert_true (hearth_address_throttle_receive (throttle, &loud, HEARTH_LIMIT_ADDRESS_BYTES, now));
  g_assert_true (hearth_address_throttle_connect (throttle, &loud, now));
  g_assert_false (hearth_address_throttle_receive (throttle, &loud, 2 * HEARTH_LIMIT_ADDRESS_BYTES_PER_SECOND, now));
  g_assert_false (hearth_address_throttle_connect (throttle, &loud, now));
  g_assert_false (hearth_address_throttle_connect (throttle, &loud, now + SECOND));
  g_assert_true (hearth_address_throttle_connect (throttle, &loud, now + 2 * SECOND));

  g_assert_true (hearth_address_throttle_connect (throttle, &quiet, now));
  g_assert_true (hearth_address_throttle_receive (throttle, &quiet, 1000, now));
}

static void
test_addresses (void)
{
  const struct
  {
    const char *one;
    const char *other;
    gboolean same;
  } pairs[] = {
    { "192.0.2.1", "192.0.2.1", TRUE },
    { "192.0.2.1", "192.0.2.2", FALSE },
    { "192.0.2.1", "::ffff:192.0.2.1", TRUE },
    { "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", TRUE },
    { "2001:db8:1:2::1", "2001:db8:1:3::1", FALSE },
    { "::1", "127.0.0.1", FALSE },
    { "0.0.0.0", "::", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      HearthAddress one = address (pairs[i].one);
      HearthAddress other = address (pairs[i].other);
      gboolean same = one.family == other.family && memcmp (one.bytes, other.bytes, sizeof one.bytes) == 0;

      g_assert_cmpint (same, ==, pairs[i].same);
    }
}

static void
test_connections (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress one = address ("2001:db8:1:2::1");
  HearthAddress neighbour = address ("2001:db8:1:2::2");
  HearthAddress other = address ("2001:db8:9:9::1");

  g_assert_true (hearth_address_throttle_connect (throttle, &one, 0));
  g_assert_true (hearth_address_throttle_connect (throttle, &neighbour, 0));
  g_assert_true (hearth_address_throttle_connect (throttle, &one, 0));
  g_assert_false (hearth_address_throttle_connect (throttle, &neighbour, 0));
  g_assert_true (hearth_address_throttle_connect (throttle, &other, 0));

  hearth_address_throttle_disconnect (throttle, &one, 0);
  g_assert_true (hearth_address_throttle_connect (throttle, &neighbour, 0));
}

static void
test_attempts (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress one = address ("192.0.2.1");

  for (guint i = 0; i < 10; i++)
    {
      g_assert_true (hearth_address_throttle_connect (throttle, &one, 0));
      hearth_address_throttle_disconnect (throttle, &one, 0);
    }
  g_assert_false (hearth_address_throttle_connect (throttle, &one, 0));
  g_assert_true (hearth_address_throttle_connect (throttle, &one, SECOND / HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND));
}

/* Knocking and going away again costs a socket nothing, and a host a look at every knock. */
static void
test_asks (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress one = address ("192.0.2.1");
  HearthAddress other = address ("192.0.2.2");

  for (guint i = 0; i < 10; i++)
    g_assert_true (hearth_address_throttle_ask (throttle, &one, 0));
  g_assert_false (hearth_address_throttle_ask (throttle, &one, 0));
  g_assert_true (hearth_address_throttle_ask (throttle, &other, 0));
  g_assert_true (hearth_address_throttle_ask (throttle, &one, SECOND / HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND));
}

/* Who floods a host owes more than who asks for a room, but is not shut out. */
static void
test_hold_back (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress one = address ("192.0.2.1");
  HearthAddress other = address ("192.0.2.2");
  const gint64 owed = (HEARTH_LIMIT_ADDRESS_BUSY_ATTEMPTS + 1) * SECOND / HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND;

  for (guint i = 0; i < 10; i++)
    g_assert_true (hearth_address_throttle_ask (throttle, &one, 0));
  hearth_address_throttle_hold_back (throttle, &one, 0);
  g_assert_false (hearth_address_throttle_ask (throttle, &one, owed - SECOND / 10));
  g_assert_true (hearth_address_throttle_ask (throttle, &other, 0));
  g_assert_true (hearth_address_throttle_ask (throttle, &one, owed + SECOND / 10));
}

static void
test_misses (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress one = address ("192.0.2.1");
  HearthAddress other = address ("192.0.2.2");
  const gint64 block = HEARTH_LIMIT_ADDRESS_BLOCK_SECONDS * SECOND;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (hearth_address_throttle_ask (throttle, &one, 0));
      hearth_address_throttle_miss (throttle, &one, 0);
    }

  g_assert_false (hearth_address_throttle_ask (throttle, &one, 0));
  g_assert_false (hearth_address_throttle_ask (throttle, &one, block - 1));
  g_assert_true (hearth_address_throttle_ask (throttle, &other, 0));
  g_assert_true (hearth_address_throttle_ask (throttle, &one, block));

  /* Nor does hanging up help. */
  g_assert_true (hearth_address_throttle_connect (throttle, &other, 0));
  for (guint i = 0; i < 5; i++)
    hearth_address_throttle_miss (throttle, &other, 0);
  hearth_address_throttle_disconnect (throttle, &other, 0);
  hearth_address_throttle_forget (throttle, block - 1);
  g_assert_false (hearth_address_throttle_ask (throttle, &other, block - 1));
}

static void
test_forgetting (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress stays = address ("192.0.2.1");
  HearthAddress goes = address ("192.0.2.2");
  const gint64 long_after = HEARTH_LIMIT_ADDRESS_BLOCK_SECONDS * SECOND;

  g_assert_true (hearth_address_throttle_connect (throttle, &stays, 0));
  g_assert_true (hearth_address_throttle_connect (throttle, &goes, 0));
  hearth_address_throttle_disconnect (throttle, &goes, 0);
  g_assert_cmpuint (hearth_address_throttle_get_n_known (throttle), ==, 2);

  hearth_address_throttle_forget (throttle, long_after);
  g_assert_cmpuint (hearth_address_throttle_get_n_known (throttle), ==, 1);
  hearth_address_throttle_disconnect (throttle, &stays, long_after);
}

static void
test_flood_of_addresses (void)
{
  g_autoptr (HearthAddressThrottle) throttle = throttle_new ();
  HearthAddress stays = address ("192.0.2.1");
  HearthAddress one = { .family = 6 };

  g_assert_true (hearth_address_throttle_connect (throttle, &stays, 0));

  for (guint i = 0; i < HEARTH_LIMIT_ADDRESSES + 1000; i++)
    {
      memcpy (one.bytes, &i, sizeof i);
      g_assert_true (hearth_address_throttle_connect (throttle, &one, i));
      hearth_address_throttle_disconnect (throttle, &one, i);
    }

  g_assert_cmpuint (hearth_address_throttle_get_n_known (throttle), ==, HEARTH_LIMIT_ADDRESSES);
  hearth_address_throttle_disconnect (throttle, &stays, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/address-throttle/bytes", test_bytes);
  g_test_add_func ("/signalling/address-throttle/addresses", test_addresses);
  g_test_add_func ("/signalling/address-throttle/connections", test_connections);
  g_test_add_func ("/signalling/address-throttle/attempts", test_attempts);
  g_test_add_func ("/signalling/address-throttle/asks", test_asks);
  g_test_add_func ("/signalling/address-throttle/hold-back", test_hold_back);
  g_test_add_func ("/signalling/address-throttle/misses", test_misses);
  g_test_add_func ("/signalling/address-throttle/forgetting", test_forgetting);
  g_test_add_func ("/signalling/address-throttle/flood-of-addresses", test_flood_of_addresses);

  return g_test_run ();
}
