/* hearth-server from outside: what it is told, what it says, what it loads, and how it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <arpa/inet.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/limits.h"
#include "raw-client.h"


/* From the command line. */
static const char *server_program;

typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  guint16 port;
} Program;

static void
allow_few_descriptors (gpointer data)
{
  const struct rlimit few = { .rlim_cur = 32, .rlim_max = 32 };

  setrlimit (RLIMIT_NOFILE, &few);
}

/* Returns: the number at the end of the next line, which begins with @said */
static guint16
read_port (Program    *program,
           const char *said)
{
  g_autofree char *line = g_data_input_stream_read_line (program->output, NULL, NULL, NULL);
  guint16 port;

  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, said));
  port = (guint16) g_ascii_strtoull (line + strlen (said), NULL, 10);
  g_assert_cmpuint (port, !=, 0);

  return port;
}

static Program
program_launch (GSubprocessLauncher *launcher,
                const char * const  *command)
{
  g_autoptr (GError) error = NULL;
  Program program = { NULL };

  program.process = g_subprocess_launcher_spawnv (launcher, command, &error);
  g_assert_no_error (error);
  program.output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program.process));
  program.port = read_port (&program, "hearth-server: Listening on port ");

  return program;
}

static Program
program_start (const char * const  *arguments,
               GSpawnChildSetupFunc setup)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add (command, server_program);
  g_strv_builder_addv (command, (const char **) arguments);
  argv = g_strv_builder_end (command);
  if (setup != NULL)
    g_subprocess_launcher_set_child_setup (launcher, setup, NULL, NULL);

  return program_launch (launcher, (const char * const *) argv);
}

static void
program_stop (Program *program,
              int      signal_number)
{
  gint64 began = g_get_monotonic_time ();

  g_subprocess_send_signal (program->process, signal_number);
  g_assert_true (g_subprocess_wait (program->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (program->process));
  g_assert_cmpint (g_subprocess_get_exit_status (program->process), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
  g_clear_object (&program->output);
  g_clear_object (&program->process);
}

/* Returns: (transfer full): the one sentence on stderr */
static char *
run_refused (const char * const *arguments)
{
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *complaint = NULL;

  g_strv_builder_add (command, server_program);
  g_strv_builder_addv (command, (const char **) arguments);
  argv = g_strv_builder_end (command);
  process = g_subprocess_newv ((const char * const *) argv, G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);

  return complaint;
}

static void
test_start_and_stop (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", NULL };
  const int signals[] = { SIGTERM, SIGINT };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      Program program = program_start (arguments, NULL);
      int fd;

      g_assert_cmpint (raw_request (program.port, RAW_HEALTH_REQUEST), ==, 200);
      fd = raw_open (program.port, "", NULL);
      program_stop (&program, signals[i]);
      g_assert_cmpint (raw_await_end (fd, FALSE, 1000), !=, RAW_NO_END);
      close (fd);
    }
}

/* Whoever asks twice gets the same end, or a quicker one. */
static void
test_stop_twice (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", NULL };

  for (guint i = 0; i < 6; i++)
    {
      Program program = program_start (arguments, NULL);

      g_subprocess_send_signal (program.process, SIGINT);
      g_usleep (i * 500);
      g_subprocess_send_signal (program.process, SIGINT);
      g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
      if (g_subprocess_get_if_signaled (program.process))
        g_assert_cmpint (g_subprocess_get_term_sig (program.process), ==, SIGINT);
      else
        g_assert_cmpint (g_subprocess_get_exit_status (program.process), ==, 0);
      g_clear_object (&program.output);
      g_clear_object (&program.process);
    }
}

static void
test_both_families (void)
{
  const char *arguments[] = { "--port", "0", NULL };
  Program program = program_start (arguments, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, program.port);
  g_autoptr (GSocketConnection) connection = NULL;

  g_assert_cmpint (raw_request (program.port, RAW_HEALTH_REQUEST), ==, 200);

  if (g_file_test ("/proc/net/if_inet6", G_FILE_TEST_EXISTS))
    {
      connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
      g_assert_nonnull (connection);
    }

  program_stop (&program, SIGTERM);
}

static void
test_what_it_loads (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", NULL };
  const char *foreign[] = { "libgst", "libgtk", "libadwaita", "libsoup", "libpipewire", "libsecret" };
  Program program = program_start (arguments, NULL);
  g_autofree char *path = g_strdup_printf ("/proc/%s/maps", g_subprocess_get_identifier (program.process));
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents (path, &maps, NULL, NULL));
  g_assert_nonnull (strstr (maps, "libwebsockets"));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_null (strstr (maps, foreign[i]));

  program_stop (&program, SIGTERM);
}

static void
test_wrong_settings (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-server-XXXXXX", NULL);
  g_autofree char *unknown = g_build_filename (folder, "unknown.conf", NULL);
  g_autofree char *broken = g_build_filename (folder, "broken.conf", NULL);
  const struct
  {
    const char *arguments[5];
    const char *about;
  } cases[] = {
    { { "--port", "http", NULL }, "http" },
    { { "--port", "70000", NULL }, "70000" },
    { { "--no-such-option", NULL }, "--no-such-option" },
    { { "left-over", NULL }, "left-over" },
    { { "--address", "localhost", NULL }, "localhost" },
    { { "--address", "192.0.2.1", "--port", "0", NULL }, "192.0.2.1" },
    { { "--certificate", "/nowhere.pem", NULL }, "key" },
    { { "--certificate", "/nowhere.pem", "--key", "/nowhere.pem", NULL }, "/nowhere.pem" },
    { { "--certificate", broken, "--key", broken, NULL }, broken },
    { { "--origin", "example.org", NULL }, "example.org" },
    { { "--origin", "https://example.org/path", NULL }, "https://example.org/path" },
    { { "--host", "https://example.org", NULL }, "https://example.org" },
    { { "--host", "", NULL }, "host name" },
    { { "--trusted-proxy", "proxy.example.org", NULL }, "proxy.example.org" },
    { { "--metrics-port", "many", NULL }, "many" },
    { { "--config", "/nowhere.conf", NULL }, "/nowhere.conf" },
    { { "--config", broken, NULL }, broken },
    { { "--config", unknown, NULL }, "colour" },
  };

  g_assert_true (g_file_set_contents (unknown, "[server]\nport=1\ncolour=blue\n", -1, NULL));
  g_assert_true (g_file_set_contents (broken, "neither settings nor a certificate", -1, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *complaint = run_refused (cases[i].arguments);

      g_test_message ("%s", complaint);
      g_assert_true (g_str_has_prefix (complaint, "hearth-server: "));
      g_assert_nonnull (strstr (complaint, cases[i].about));
      g_assert_true (strchr (complaint, '\n') == complaint + strlen (complaint) - 1);
    }

  g_unlink (unknown);
  g_unlink (broken);
  g_rmdir (folder);
}

static void
test_config_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-server-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "hearth-server.conf", NULL);
  const char *arguments[] = { "--config", file, "--port", "0", NULL };
  Program program;

  /* The port on the command line wins over an impossible one here. */
  g_assert_true (g_file_set_contents (file, "[server]\naddress=127.0.0.1\nport=nonsense\norigin=https://hearth.example\n",
                                      -1, NULL));
  program = program_start (arguments, NULL);
  close (raw_open (program.port, "Origin: https://hearth.example\r\n", NULL));
  program_stop (&program, SIGTERM);

  g_unlink (file);
  g_rmdir (folder);
}

/* Returns: (transfer full): everything that comes back */
static char *
fetch (guint16     port,
       const char *request)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  int fd = raw_connect (port);
  char piece[4096];
  ssize_t n;

  g_assert_true (raw_send (fd, request, strlen (request)));
  while ((n = read (fd, piece, sizeof piece)) > 0)
    g_string_append_len (answer, piece, n);
  close (fd);

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static void
assert_metric (const char *metrics,
               const char *name,
               guint64     least,
               guint64     most)
{
  g_autofree char *line = g_strdup_printf ("\n%s ", name);
  const char *found = strstr (metrics, line);
  guint64 value;

  g_test_message ("%s", name);
  g_assert_nonnull (found);
  value = g_ascii_strtoull (found + strlen (line), NULL, 10);
  g_assert_cmpuint (value, >=, least);
  g_assert_cmpuint (value, <=, most);
}

/* Every line is a comment or a name of the usual shape, perhaps a reason, and a number: nothing of anybody can be in it. */
static void
assert_numbers_only (const char *metrics)
{
  g_auto (GStrv) lines = g_strsplit (strstr (metrics, "\r\n\r\n") + 4, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      n++;
      g_assert_true (g_regex_match_simple ("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{reason=\"[a-z_]+\"\\})? [0-9.e+-]+)$", *line,
                                           G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
    }
  g_assert_cmpuint (n, >, 50);
}

static void
test_metrics (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", "--metrics-port", "0", NULL };
  const char *request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const char *rebound = "GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n";
  Program program = program_start (arguments, NULL);
  guint16 port = read_port (&program, "hearth-server: Metrics on port ");
  g_autofree char *opened = NULL;
  g_autofree char *denied = NULL;
  g_autofree char *metrics = NULL;
  int host, guest;

  host = raw_open (program.port, "", NULL);
  g_assert_true (raw_send_text (host, "{\"v\":1,\"type\":\"open\",\"room\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"));
  opened = raw_read_text (host);
  guest = raw_open (program.port, "", NULL);
  g_assert_true (raw_send_text (guest, "{\"v\":1,\"type\":\"knock\",\"room\":\"BBBBBBBBBBBBBBBBBBBBBA\",\"payload\":\"aGk\"}"));
  denied = raw_read_text (guest);
  g_assert_true (raw_send_text (guest, "nonsense"));
  g_assert_cmpint (raw_await_end (guest, TRUE, 5000), ==, 1008);
  g_assert_cmpint (raw_request (program.port, request), ==, 404);

  metrics = fetch (port, request);
  g_assert_true (g_str_has_prefix (metrics, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (metrics, "Content-Type: text/plain; version=0.0.4"));
  assert_numbers_only (metrics);
  assert_metric (metrics, "hearth_sockets", 1, 3);
  assert_metric (metrics, "hearth_rooms", 1, 1);
  assert_metric (metrics, "hearth_upgrades_total", 2, 2);
  assert_metric (metrics, "hearth_misses_total", 1, 1);
  assert_metric (metrics, "hearth_messages_received_total", 3, 3);
  assert_metric (metrics, "hearth_messages_sent_total", 3, 3);
  assert_metric (metrics, "hearth_sockets_ended_total{reason=\"malformed\"}", 1, 1);
  assert_metric (metrics, "hearth_sockets_ended_total{reason=\"no_seat\"}", 0, 0);
  assert_metric (metrics, "hearth_requests_refused_total", 1, 1);
  assert_metric (metrics, "process_resident_memory_bytes", 1024 * 1024, G_GUINT64_CONSTANT (1) << 40);

  /* Nothing else is there, and not for pages that have rebound a name. */
  g_assert_cmpint (raw_request (port, RAW_HEALTH_REQUEST), ==, 404);
  g_assert_cmpint (raw_request (port, rebound), ==, 421);

  close (host);
  close (guest);
  program_stop (&program, SIGTERM);
}

static void
test_host (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", "--host", "meet.example.org", NULL };
  Program program = program_start (arguments, NULL);

  g_assert_cmpint (raw_request (program.port, RAW_HEALTH_REQUEST), ==, 200);
  g_assert_cmpint (raw_request (program.port, "GET /healthz HTTP/1.1\r\nHost: meet.example.org\r\n\r\n"), ==, 200);
  g_assert_cmpint (raw_request (program.port, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"), ==, 421);

  program_stop (&program, SIGTERM);
}

static guint
ask_health (guint16     port,
            const char *headers)
{
  g_autofree char *request = g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n%s\r\n", headers);

  return raw_request (port, request);
}

/* Who comes through the proxy is who it says; who says so by themselves is not believed. */
static void
test_trusted_proxy (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", "--trusted-proxy", "127.0.0.1", NULL };
  Program program = program_start (arguments, NULL);
  int fds[HEARTH_LIMIT_ADDRESS_CONNECTIONS];

  g_assert_cmpint (ask_health (program.port, ""), ==, 400);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: somebody\r\n"), ==, 400);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 203.0.113.9\r\n"), ==, 200);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_open (program.port, "X-Forwarded-For: 198.51.100.1, 203.0.113.1\r\n", NULL);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 203.0.113.1\r\n"), ==, 429);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 198.51.100.1\r\n"), ==, 200);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 203.0.113.1, 203.0.113.2\r\n"), ==, 200);
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 203.0.113.2\r\nX-Forwarded-For: 203.0.113.1\r\n"), ==, 429);

  raw_set_source (htonl (INADDR_LOOPBACK + 1));
  g_assert_cmpint (ask_health (program.port, "X-Forwarded-For: 203.0.113.1\r\n"), ==, 200);
  raw_set_source (htonl (INADDR_ANY));

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  program_stop (&program, SIGTERM);
}

/* Whoever is there hears that the server goes away, with everything that was on its way; then it does not wait. */
static void
test_going_away (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", NULL };
  Program program = program_start (arguments, NULL);
  g_autofree char *opened = NULL;
  int fds[3];
  gint64 began;

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_open (program.port, "", NULL);
  g_assert_true (raw_send_text (fds[0], "{\"v\":1,\"type\":\"open\",\"room\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"));
  opened = raw_read_text (fds[0]);

  began = g_get_monotonic_time ();
  g_subprocess_send_signal (program.process, SIGTERM);
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_cmpint (raw_await_end (fds[i], TRUE, 2000), ==, 1001);
      close (fds[i]);
    }
  g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (program.process), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
  g_clear_object (&program.output);
  g_clear_object (&program.process);
}

/* As systemd starts it: the socket is descriptor 3, and the number of the process stands in its environment. */
static Program
start_with_listener (int listener)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  const char *command[] = { "sh", "-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\"", server_program, NULL };

  g_subprocess_launcher_take_fd (launcher, dup (listener), 3);

  return program_launch (launcher, command);
}

/* Who comes while the server restarts waits, and is not refused. */
static void
test_restart (void)
{
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  Program program;
  guint16 port;
  int fd;

  g_assert_true (g_socket_bind (listener, any, TRUE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  program = start_with_listener (g_socket_get_fd (listener));
  g_assert_cmpuint (program.port, ==, port);
  g_assert_cmpint (raw_request (port, RAW_HEALTH_REQUEST), ==, 200);
  program_stop (&program, SIGTERM);

  fd = raw_connect (port);
  g_assert_true (raw_send (fd, RAW_HEALTH_REQUEST, strlen (RAW_HEALTH_REQUEST)));
  program = start_with_listener (g_socket_get_fd (listener));
  g_assert_cmpint (raw_read_status (fd, NULL), ==, 200);
  close (fd);
  program_stop (&program, SIGTERM);
}

/* Returns: CPU time the process has used, in clock ticks */
static guint64
get_cpu_ticks (GSubprocess *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (process));
  g_autofree char *text = NULL;
  unsigned long user, system;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (strrchr (text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system), ==, 2);

  return user + system;
}

/* More sockets than descriptors: those that are there stay, those that come wait or are refused, and nobody spins. */
static void
test_no_descriptors_left (void)
{
  const char *arguments[] = { "--address", "127.0.0.1", "--port", "0", NULL };
  Program program = program_start (arguments, allow_few_descriptors);
  g_autofree char *opened = NULL;
  int there = raw_open (program.port, "", NULL);
  int fds[48];
  guint64 before;

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_connect (program.port);

  before = get_cpu_ticks (program.process);
  g_usleep (G_USEC_PER_SEC);
  g_assert_cmpuint (get_cpu_ticks (program.process) - before, <, (guint64) sysconf (_SC_CLK_TCK) / 2);

  g_assert_true (raw_send_text (there, "{\"v\":1,\"type\":\"open\",\"room\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"));
  opened = raw_read_text (there);
  g_assert_nonnull (strstr (opened, "\"opened\""));

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  raw_await_health (program.port);
  close (there);

  program_stop (&program, SIGTERM);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  server_program = argv[1];

  g_test_add_func ("/server/start-and-stop", test_start_and_stop);
  g_test_add_func ("/server/stop-twice", test_stop_twice);
  g_test_add_func ("/server/both-families", test_both_families);
  g_test_add_func ("/server/what-it-loads", test_what_it_loads);
  g_test_add_func ("/server/wrong-settings", test_wrong_settings);
  g_test_add_func ("/server/config-file", test_config_file);
  g_test_add_func ("/server/metrics", test_metrics);
  g_test_add_func ("/server/host", test_host);
  g_test_add_func ("/server/trusted-proxy", test_trusted_proxy);
  g_test_add_func ("/server/going-away", test_going_away);
  g_test_add_func ("/server/restart", test_restart);
  g_test_add_func ("/server/no-descriptors-left", test_no_descriptors_left);

  return g_test_run ();
}
