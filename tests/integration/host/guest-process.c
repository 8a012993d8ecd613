/* told-guest as a process: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "guest-process.h"

#include <string.h>

#include "host-process.h"

static void
on_line (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GuestProcess *self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    return;

  self->inside |= g_str_equal (line, "inside");
  self->ended |= g_str_equal (line, "ended");
  self->left |= g_str_equal (line, "left");
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
tell (GuestProcess *self,
      const char   *line)
{
  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL, NULL, NULL));
}

void
guest_process_start (GuestProcess *self,
                     const char   *program)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  if (self->log_folder != NULL)
    {
      g_autofree char *log = g_build_filename (self->log_folder, "guest-log", NULL);

      host_process_make_talkative (launcher, self->log_folder, "guest");
      g_subprocess_launcher_set_stderr_file_path (launcher, log);
    }
  g_subprocess_launcher_set_child_setup (launcher, host_process_die_with_us, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

void
guest_process_stop (GuestProcess *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (self->process, NULL, NULL));
  g_clear_object (&self->process);
  g_clear_object (&self->output);
}

void
guest_process_join (GuestProcess *self,
                    const char   *link)
{
  g_autofree char *line = g_strdup_printf ("join %s\n", link);

  self->inside = self->ended = self->left = FALSE;
  tell (self, line);
}

void
guest_process_be (GuestProcess *self,
                  const char   *secret)
{
  g_autofree char *line = g_strdup_printf ("be %s\n", secret);

  tell (self, line);
}

void
guest_process_leave (GuestProcess *self)
{
  tell (self, "leave\n");
}
