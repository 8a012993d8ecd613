/* hearth-server as a process of its own: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "server-process.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "../signalling/http-cases.h"
#include "host-process.h"

#define GREETING "hearth-server: Listening on port "

static const char *server_program;

void
server_process_set_program (const char *path)
{
  server_program = path;
}

void
server_process_start (ServerProcess *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, host_process_die_with_us, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, server_program, "--address", "127.0.0.1", "--port", "0",
                                               "--origin", HTTP_CASES_ORIGIN, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, GREETING));
  self->port = (guint16) g_ascii_strtoull (line + strlen (GREETING), NULL, 10);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

void
server_process_stop (ServerProcess *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
  g_clear_pointer (&self->address, g_free);
}

void
server_process_reset_peak (ServerProcess *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/clear_refs", g_subprocess_get_identifier (self->process));
  FILE *file = fopen (path, "w");

  /* proc_pid_clear_refs(5) */
  g_assert_nonnull (file);
  g_assert_cmpint (fputs ("5", file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

gint64
server_process_get_peak_kib (ServerProcess *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (self->process));
  g_autofree char *status = host_process_read (path);
  const char *line = strstr (status, "VmHWM:");

  g_assert_nonnull (line);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}
