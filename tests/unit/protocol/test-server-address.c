/* Addresses of servers: the one way to write them, and what is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/server-address.h"

#include "protocol/protocol-error.h"

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *address;
  } cases[] = {
    { "https://meet.example.org", "https://meet.example.org" },
    { "HTTPS://Meet.Example.ORG:443", "https://meet.example.org" },
    { "https://meet.example.org:80", "https://meet.example.org:80" },
    { "http://meet.example.org:80", "http://meet.example.org" },
    { "http://localhost:8443", "http://localhost:8443" },
    { "http://192.168.1.20:65535", "http://192.168.1.20:65535" },
    { "http://[::1]", "http://[::1]" },
    { "http://[2001:DB8:0:0:0:0:0:1]:9000", "http://[2001:db8::1]:9000" },
    { "https://xn--bcher-kva.example", "https://xn--bcher-kva.example" },
    { "https://1e100.net", "https://1e100.net" },
    { "https://a-b.c", "https://a-b.c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = hearth_server_address_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "https",
    "https:",
    "https:/x",
    "https://",
    "https://:443",
    "ftp://meet.example.org",
    "meet.example.org",
    "https://meet.example.org/",
    "https://meet.example.org?x",
    "https://meet.example.org#x",
    "https://anna@meet.example.org",
    "https://anna:secret@meet.example.org",
    "https://meet.example.org@evil.example",
    "https://meet%2eexample.org",
    "https://meet.example.org.",
    "https://.example.org",
    "https://meet..example.org",
    "https://-meet.example.org",
    "https://meet-.example.org",
    "https://me et.example.org",
    "https://meet.example.org\n",
    "https://m\303\251et.example.org",
    "https://meet_it.example.org",
    "https://meet.example.org:",
    "https://meet.example.org:0",
    "https://meet.example.org:0443",
    "https://meet.example.org:+443",
    "https://meet.example.org:65536",
    "https://meet.example.org:443x",
    "https://meet.example.org:443:443",
    "http://1.2.3",
    "http://1.2.3.256",
    "http://1.2.3.4.5",
    "http://01.2.3.4",
    "http://0x7f000001",
    "http://2130706433",
    "http://::1",
    "http://[",
    "http://[]",
    "http://[::1",
    "http://[::1]x",
    "http://[::1]:",
    "http://[::g]",
    "http://[1.2.3.4]",
    "http://[fe80::1%eth0]",
    "http://[fe80::1%25eth0]",
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (hearth_server_address_parse (texts[i], &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
    }
}

static void
test_long_name (void)
{
  g_autoptr (GString) text = g_string_new ("https://a");

  while (text->len < strlen ("https://") + 252)
    g_string_append (text, ".a");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *address = hearth_server_address_parse (text->str, NULL);

      g_assert_true ((address != NULL) == (i == 0));
      g_string_append (text, ".a");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/server-address/accepted", test_accepted);
  g_test_add_func ("/protocol/server-address/refused", test_refused);
  g_test_add_func ("/protocol/server-address/long-name", test_long_name);

  return g_test_run ();
}
