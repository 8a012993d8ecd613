/* hearth-server: the signalling server as a program of its own, for the internet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/server-config.h"
#include "signalling/signalling-server.h"

/* Wrong settings, as opposed to something that went wrong. */
#define EXIT_SETTINGS 2

/* A descriptor is a socket. More than this has never been measured, and libwebsockets keeps a table of this length. */
#define MAX_DESCRIPTORS 65536

/* SD_LISTEN_FDS_START */
#define FIRST_INHERITED_DESCRIPTOR 3

/* For the signal handler, which is installed only while it runs. */
static HearthSignallingServer *running;

static void
on_signal (int number)
{
  hearth_signalling_server_stop (running);
}

static void
handle_signals (void (*handler) (int))
{
  struct sigaction action = { .sa_handler = handler };

  sigemptyset (&action.sa_mask);
  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGINT, &action, NULL);
}

/* The usual soft limit of 1024 is there for programs that use select(). */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;

  limit.rlim_cur = MIN (limit.rlim_max, MAX_DESCRIPTORS);
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_debug ("The limit of descriptors stays as it is");
}

/* The protocol of sd_listen_fds(3): whoever started us keeps the listening socket, so that nobody is refused while we restart.
 * Returns: the descriptor, or 0 where there is none for us. */
static int
take_inherited_listener (void)
{
  const char *pid = g_getenv ("LISTEN_PID");
  const char *n = g_getenv ("LISTEN_FDS");
  gboolean is_ours = g_strcmp0 (n, "1") == 0 && pid != NULL && g_ascii_strtoll (pid, NULL, 10) == getpid ();

  g_unsetenv ("LISTEN_PID");
  g_unsetenv ("LISTEN_FDS");

  return is_ours ? FIRST_INHERITED_DESCRIPTOR : 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthServerConfig) settings = NULL;
  g_autoptr (HearthSignallingServer) server = NULL;
  HearthSignallingServerConfig config = { .loop = HEARTH_SIGNALLING_LOOP_UV };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");

  settings = hearth_server_config_parse ((const char * const *) argv, &error);
  if (settings == NULL)
    {
      g_printerr ("hearth-server: %s\n", error->message);
      return EXIT_SETTINGS;
    }

  raise_descriptor_limit ();

  config.address = settings->address;
  config.port = settings->port;
  config.certificate_file = settings->certificate;
  config.key_file = settings->key;
  config.origin = settings->origin;
  config.host = settings->host;
  config.trusted_proxy = settings->trusted_proxy;
  config.serve_metrics = settings->serve_metrics;
  config.metrics_port = settings->metrics_port;
  config.listener = take_inherited_listener ();
  server = hearth_signalling_server_new (&config, &error);
  if (server == NULL)
    {
      g_printerr ("hearth-server: %s\n", error->message);
      return EXIT_SETTINGS;
    }

  running = server;
  handle_signals (on_signal);
  g_print ("hearth-server: Listening on port %u\n", hearth_signalling_server_get_port (server));
  if (settings->serve_metrics)
    g_print ("hearth-server: Metrics on port %u\n", hearth_signalling_server_get_metrics_port (server));
  fflush (stdout);

  hearth_signalling_server_run (server);

  /* The server is freed next: a second signal must not find it. */
  handle_signals (SIG_DFL);
  return 0;
}
