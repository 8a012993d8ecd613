/* hearth-host's command line: what is understood, and that every mistake is named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/host-options.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_ARGUMENTS 12

static HearthHostOptions *
parse (const char * const *arguments)
{
  g_autoptr (GError) error = NULL;
  HearthHostOptions *options = hearth_host_options_parse (arguments, &error);

  g_assert_no_error (error);
  g_assert_nonnull (options);
  return options;
}

static void
assert_refused (const char * const *arguments,
                const char         *about)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_host_options_parse (arguments, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, about));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_defaults (void)
{
  const char *arguments[] = { "hearth-host", "--name", "Living Room", NULL };
  g_autoptr (HearthHostOptions) options = parse (arguments);

  g_assert_cmpstr (options->name, ==, "Living Room");
  g_assert_null (options->server);
  g_assert_cmpuint (options->guests, ==, 39);
  g_assert_cmpint (options->port, ==, HEARTH_HOST_PORT_REMEMBERED);
  g_assert_cmpint (options->media_port, ==, HEARTH_HOST_PORT_REMEMBERED);
  g_assert_false (options->libnice);
  g_assert_null (options->address);
  g_assert_null (options->stun_server);
  g_assert_null (options->turn_servers);
  g_assert_true (g_str_has_prefix (options->state_dir, g_get_user_state_dir ()));
  g_assert_cmpfloat (options->stats_seconds, ==, 0);
  g_assert_false (options->ask || options->co_host_link || options->forget_co_hosts || options->new_link);
  g_assert_false (options->version);
}

static void
test_everything (void)
{
  const char *inside[] = {
    "hearth-host", "--name= K\u00fcche\u202e ", "--capacity=1", "--port=8480", "--media-port=0", "--address=Home.example.org:8443", "--stun=stun:stun.example.org",
    "--state-dir=/somewhere", "--stats=0.5", "--admit=ask", "--co-host-link", "--forget-co-hosts", "--new-link", NULL,
  };
  const char *elsewhere[] = { "hearth-host", "--name=x", "--server=https://Call.example.org/", NULL };
  const char *plain[] = { "hearth-host", "--name=x", "--server=https://Call.example.org", "--libnice", NULL };
  g_autoptr (HearthHostOptions) options = parse (inside);
  g_autoptr (HearthHostOptions) guest_of_server = parse (plain);

  g_assert_cmpstr (options->name, ==, "K\u00fcche");
  g_assert_cmpuint (options->guests, ==, 1);
  g_assert_cmpint (options->port, ==, 8480);
  g_assert_cmpint (options->media_port, ==, 0);
  g_assert_cmpstr (options->address, ==, "Home.example.org:8443");
  g_assert_cmpstr (options->stun_server, ==, "stun://stun.example.org:3478");
  g_assert_cmpstr (options->state_dir, ==, "/somewhere");
  g_assert_cmpfloat (options->stats_seconds, ==, 0.5);
  g_assert_true (options->ask && options->co_host_link && options->forget_co_hosts && options->new_link);

  g_assert_true (guest_of_server->libnice);
  g_assert_cmpstr (guest_of_server->server, ==, "https://call.example.org");
  assert_refused (elsewhere, "https://Call.example.org/");
}

static void
test_version (void)
{
  const char *arguments[] = { "hearth-host", "--version", NULL };
  g_autoptr (HearthHostOptions) options = parse (arguments);

  g_assert_true (options->version);
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *arguments[MAX_ARGUMENTS];
    const char *about;
  } cases[] = {
    { { "hearth-host", NULL }, "--name" },
    { { "hearth-host", "--name", " \u200b\t", NULL }, "name" },
    { { "hearth-host", "--name=x", "left-over", NULL }, "left-over" },
    { { "hearth-host", "--no-such-option", NULL }, "--no-such-option" },
    { { "hearth-host", "--name=x", "--capacity=0", NULL }, "“0”" },
    { { "hearth-host", "--name=x", "--capacity=40", NULL }, "“40”" },
    { { "hearth-host", "--name=x", "--capacity=-1", NULL }, "“-1”" },
    { { "hearth-host", "--name=x", "--port=65536", NULL }, "65536" },
    { { "hearth-host", "--name=x", "--port=", NULL }, "port" },
    { { "hearth-host", "--name=x", "--port=http", NULL }, "http" },
    { { "hearth-host", "--name=x", "--media-port=-1", NULL }, "“-1”" },
    { { "hearth-host", "--name=x", "--media-port=1", "--libnice", NULL }, "--media-port" },
    { { "hearth-host", "--name=x", "--server=call.example.org", NULL }, "call.example.org" },
    { { "hearth-host", "--name=x", "--server=https://a", "--port=1", NULL }, "--port" },
    { { "hearth-host", "--name=x", "--server=https://a", "--address=b", NULL }, "--address" },
    { { "hearth-host", "--name=x", "--address=https://a", NULL }, "https://a" },
    { { "hearth-host", "--name=x", "--address=2001:db8::7", NULL }, "2001:db8::7" },
    { { "hearth-host", "--name=x", "--stun=example.org", NULL }, "example.org" },
    { { "hearth-host", "--name=x", "--stats=0", NULL }, "“0”" },
    { { "hearth-host", "--name=x", "--stats=nan", NULL }, "nan" },
    { { "hearth-host", "--name=x", "--stats=1s", NULL }, "1s" },
    { { "hearth-host", "--name=x", "--stats=", NULL }, "interval" },
    { { "hearth-host", "--name=x", "--turn-file=/nowhere", NULL }, "/nowhere" },
    { { "hearth-host", "--name=x", "--admit=nobody", NULL }, "nobody" },
    { { "hearth-host", "--name=x", "--admit=", NULL }, "ask" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].arguments, cases[i].about);
}

/* Its passwords are nobody's business: neither on the command line nor in an error. */
static void
test_turn_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-host-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "turn", NULL);
  g_autofree char *argument = g_strconcat ("--turn-file=", file, NULL);
  const char *arguments[] = { "hearth-host", "--name=x", argument, NULL };
  g_autoptr (HearthHostOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "# ours\n\n  turn:anna:secret@turn.example.org\r\nturns:b:c@d?transport=tcp", -1, NULL));
  options = parse (arguments);
  g_assert_cmpuint (g_strv_length (options->turn_servers), ==, 2);
  g_assert_cmpstr (options->turn_servers[0], ==, "turn://anna:secret@turn.example.org:3478?transport=udp");
  g_assert_cmpstr (options->turn_servers[1], ==, "turns://b:c@d:5349?transport=tcp");

  g_assert_true (g_file_set_contents (file, "turn:a:b@c\nturn:anna:secret@turn.example.org?transport=pigeon\n", -1, NULL));
  g_assert_null (hearth_host_options_parse (arguments, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "line 2"));
  g_assert_null (strstr (error->message, "secret"));

  g_unlink (file);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/options/defaults", test_defaults);
  g_test_add_func ("/host/options/everything", test_everything);
  g_test_add_func ("/host/options/version", test_version);
  g_test_add_func ("/host/options/mistakes", test_mistakes);
  g_test_add_func ("/host/options/turn-file", test_turn_file);

  return g_test_run ();
}
