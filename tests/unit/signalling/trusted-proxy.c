/* Whose word counts on who comes, and which word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "signalling/trusted-proxy.h"

static struct sockaddr_storage
make_address (const char *text)
{
  struct sockaddr_storage address = { 0 };
  struct sockaddr_in *in = (struct sockaddr_in *) (gpointer) &address;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) (gpointer) &address;

  if (inet_pton (AF_INET, text, &in->sin_addr) == 1)
    {
      in->sin_family = AF_INET;
      in->sin_port = htons (1234);
    }
  else
    {
      g_assert_cmpint (inet_pton (AF_INET6, text, &in6->sin6_addr), ==, 1);
      in6->sin6_family = AF_INET6;
      in6->sin6_port = htons (1234);
    }

  return address;
}

static void
test_who_is_trusted (void)
{
  const struct
  {
    const char *proxy;
    const char *from;
    gboolean is;
  } cases[] = {
    { NULL, "127.0.0.1", FALSE },
    { NULL, "::1", FALSE },
    { "127.0.0.1", "127.0.0.1", TRUE },
    { "127.0.0.1", "::ffff:127.0.0.1", TRUE },
    { "127.0.0.1", "127.0.0.2", FALSE },
    { "127.0.0.1", "::1", FALSE },
    { "2001:db8::1", "2001:db8::1", TRUE },
    { "2001:db8::1", "2001:db8::2", FALSE },
    { "::", "0.0.0.0", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      struct sockaddr_storage from = make_address (cases[i].from);
      HearthTrustedProxy proxy;

      g_assert_true (hearth_trusted_proxy_init (&proxy, cases[i].proxy));
      g_assert_cmpint (hearth_trusted_proxy_is (&proxy, (const struct sockaddr *) &from), ==, cases[i].is);
    }
}

static void
test_no_address (void)
{
  const char *words[] = { "", "localhost", "proxy.example", "127.0.0.1:80", "127.0.0", "[::1]", "127.0.0.0/8", " 127.0.0.1" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      struct sockaddr_storage from = make_address ("127.0.0.1");
      HearthTrustedProxy proxy;

      g_assert_false (hearth_trusted_proxy_init (&proxy, words[i]));
      g_assert_false (hearth_trusted_proxy_is (&proxy, (const struct sockaddr *) &from));
    }
}

static void
test_last_entry (void)
{
  const struct
  {
    const char *header;
    const char *address; /* NULL: none */
  } cases[] = {
    { "192.0.2.1", "192.0.2.1" },
    { " 192.0.2.1 ", "192.0.2.1" },
    { "198.51.100.7, 192.0.2.1", "192.0.2.1" },
    { "198.51.100.7,192.0.2.1", "192.0.2.1" },
    { "nonsense, \"<\", 192.0.2.1", "192.0.2.1" },
    { "192.0.2.1:5678", "192.0.2.1" },
    { "2001:db8::1", "2001:db8::1" },
    { "[2001:db8::1]", "2001:db8::1" },
    { "[2001:db8::1]:5678", "2001:db8::1" },
    { "::ffff:192.0.2.1", "192.0.2.1" },
    { "", NULL },
    { ",", NULL },
    { "192.0.2.1,", NULL },
    { "192.0.2.1, unknown", NULL },
    { "192.0.2.1, _hidden", NULL },
    { "192.0.2.1 198.51.100.7", NULL },
    { "[", NULL },
    { "]", NULL },
    { "[]", NULL },
    { "[2001:db8::1", NULL },
    { "example.org", NULL },
    { "0x7f.1", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HearthAddress found = { 0 };
      gboolean there = hearth_trusted_proxy_read (cases[i].header, &found);

      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (there, ==, cases[i].address != NULL);
      g_assert_cmpint (hearth_address_is_known (&found), ==, there);
      if (there)
        {
          struct sockaddr_storage wanted = make_address (cases[i].address);
          HearthAddress address;

          hearth_address_init (&address, (const struct sockaddr *) &wanted);
          g_assert_true (hearth_address_equal (&found, &address));
        }
    }
}

/* However long, and cut anywhere. */
static void
test_any_length (void)
{
  const char *whole = "198.51.100.7, [2001:db8:1:2:3:4:5:6]:5678";
  g_autofree char *endless = g_strnfill (100000, '1');
  HearthAddress found = { 0 };

  g_assert_false (hearth_trusted_proxy_read (endless, &found));
  for (gsize length = 0; length <= strlen (whole); length++)
    {
      g_autofree char *part = g_strndup (whole, length);

      if (hearth_trusted_proxy_read (part, &found))
        g_assert_true (hearth_address_is_known (&found));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/trusted-proxy/who-is-trusted", test_who_is_trusted);
  g_test_add_func ("/signalling/trusted-proxy/no-address", test_no_address);
  g_test_add_func ("/signalling/trusted-proxy/last-entry", test_last_entry);
  g_test_add_func ("/signalling/trusted-proxy/any-length", test_any_length);

  return g_test_run ();
}
