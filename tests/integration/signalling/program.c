/* hearth-server from outside: what it is told, what it says, what it loads, and how it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "raw-client.h"

#define HEALTH_REQUEST "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

/* From the command line. */
static const char *server_program;

typedef struct
{
  GSubprocess *process;
  guint16 port;
} Program;

static void
allow_few_descriptors (gpointer data)
{
  const struct rlimit few = { .rlim_cur = 32, .rlim_max = 32 };

  setrlimit (RLIMIT_NOFILE, &few);
}

static Program
program_start (const char * const *arguments,
               GSpawnChildSetupFunc setup)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  Program program = { NULL };

  g_strv_builder_add (command, server_program);
  g_strv_builder_addv (command, (const char **) arguments);
  argv = g_strv_builder_end (command);
  if (setup != NULL)
    g_subprocess_launcher_set_child_setup (launcher, setup, NULL, NULL);

  program.process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program.process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "hearth-server: Listening on port "));
  program.port = (guint16) g_ascii_strtoull (line + strlen ("hearth-server: Listening on port "), NULL, 10);
  g_assert_cmpuint (program.port, !=, 0);

  return program;
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

      g_assert_cmpint (raw_request (program.port, HEALTH_REQUEST), ==, 200);
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

  g_assert_cmpint (raw_request (program.port, HEALTH_REQUEST), ==, 200);

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
  int fds[48];
  guint64 before;

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_connect (program.port);

  before = get_cpu_ticks (program.process);
  g_usleep (G_USEC_PER_SEC);
  g_assert_cmpuint (get_cpu_ticks (program.process) - before, <, (guint64) sysconf (_SC_CLK_TCK) / 2);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  for (guint i = 0; i < 100 && raw_request (program.port, HEALTH_REQUEST) != 200; i++)
    g_usleep (50 * 1000);
  g_assert_cmpint (raw_request (program.port, HEALTH_REQUEST), ==, 200);

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
  g_test_add_func ("/server/no-descriptors-left", test_no_descriptors_left);

  return g_test_run ();
}
