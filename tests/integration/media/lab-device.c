/* Devices of the laboratory: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab-device.h"

#include <signal.h>
#include <sys/socket.h>

#include "media/pipewire-remote.h"

#define POLL_MS 5

struct _LabDevice
{
  GSubprocess *process;
  GDataInputStream *output;
  GCancellable *cancellable;
  gboolean ready;
  gboolean on;
};

static void
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Packets come on other threads and wake nobody here. */
static gboolean
on_poll (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

int
lab_await (LabCondition condition,
           gpointer     data,
           int          timeout_ms)
{
  gint64 start = g_get_monotonic_time ();
  gboolean timed_out = FALSE;
  guint timeout = g_timeout_add_once ((guint) timeout_ms, on_timeout, &timed_out);
  guint poll = g_timeout_add (POLL_MS, on_poll, NULL);
  gboolean met;

  while (!(met = condition (data)) && !timed_out)
    g_main_context_iteration (NULL, TRUE);
  if (!timed_out)
    g_source_remove (timeout);
  g_source_remove (poll);

  return met ? (int) ((g_get_monotonic_time () - start) / 1000) : -1;
}

void
lab_expect (LabCondition condition,
            gpointer     data,
            int          promise_ms)
{
  int took = lab_await (condition, data, 10 * promise_ms);

  g_assert_cmpint (took, >=, 0);
  g_test_message ("after %d ms, promised: %d", took, promise_ms);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

void
lab_spin (int ms)
{
  lab_await (never, NULL, ms);
}

static char *
find_tool (const char *program)
{
  const char *tools = g_getenv ("HEARTH_LAB_TOOLS");

  g_assert_nonnull (tools);

  return g_build_filename (tools, program, NULL);
}

static GSubprocess *
spawn (GSubprocessFlags    flags,
       const char *const  *command)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (command, flags, &error);

  g_assert_no_error (error);

  return process;
}

static void
on_line (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  LabDevice *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (line == NULL)
    return; /* unplugged; self may be gone */

  if (g_str_equal (line, "ready"))
    self->ready = TRUE;
  else if (g_str_has_prefix (line, "on"))
    self->on = TRUE;
  else if (g_str_equal (line, "off"))
    self->on = FALSE;

  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->cancellable, on_line, self);
}

static gboolean
is_ready (gpointer data)
{
  return ((LabDevice *) data)->ready;
}

static LabDevice *
plug (const char *program,
      const char *node,
      const char *option)
{
  LabDevice *self = g_new0 (LabDevice, 1);
  g_autofree char *path = find_tool (program);

  self->process = spawn (G_SUBPROCESS_FLAGS_STDOUT_PIPE, (const char *const[]) { path, node, node, option, NULL });
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->cancellable = g_cancellable_new ();
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->cancellable, on_line, self);
  g_assert_cmpint (lab_await (is_ready, self, 5000), >=, 0);

  return self;
}

LabDevice *
lab_device_plug (const char *program,
                 const char *node)
{
  return plug (program, node, NULL);
}

LabDevice *
lab_device_plug_jpeg (const char *node)
{
  return plug ("vcam", node, "--jpeg");
}

static gboolean
is_idle (gpointer data)
{
  return !g_input_stream_has_pending (data);
}

void
lab_device_unplug (LabDevice *self)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (self->cancellable);
  g_assert_cmpint (lab_await (is_idle, self->output, 1000), >=, 0);
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);

  g_clear_object (&self->output);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->process);
  g_free (self);
}

gboolean
lab_device_is_on (LabDevice *self)
{
  return self->on;
}

void
lab_pipewire_signal (int number)
{
  g_autoptr (GError) error = NULL;
  int fd = hearth_pipewire_remote_connect (&error);
  struct ucred credentials;
  socklen_t size = sizeof credentials;

  g_assert_no_error (error);
  g_assert_cmpint (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size), ==, 0);
  g_assert_cmpint (credentials.pid, >, 1);
  hearth_pipewire_remote_close (fd);

  g_assert_cmpint (kill (credentials.pid, number), ==, 0);
}

static gboolean
is_listening (gpointer data)
{
  int fd = hearth_pipewire_remote_connect (NULL);

  if (fd >= 0)
    hearth_pipewire_remote_close (fd);

  return fd >= 0;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
lab_pipewire_restart (void)
{
  guint tick = g_timeout_add (10, on_tick, NULL);
  g_autofree char *await = find_tool ("pw-await");
  g_autoptr (GSubprocess) ready = NULL;
  g_autoptr (GError) error = NULL;

  /* They end with the session, like the ones they replace. */
  g_object_unref (spawn (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                         (const char *const[]) { "setpriv", "--pdeathsig", "KILL", "pipewire", NULL }));
  /* The session manager gives up where there is no socket yet. */
  g_assert_cmpint (lab_await (is_listening, NULL, 5000), >=, 0);
  g_source_remove (tick);
  ready = spawn (G_SUBPROCESS_FLAGS_NONE, (const char *const[]) { await, "speaker", NULL });
  g_object_unref (spawn (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                         (const char *const[]) { "setpriv", "--pdeathsig", "KILL", "wireplumber", NULL }));
  g_subprocess_wait_check (ready, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_entries (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

guint
lab_n_descriptors (void)
{
  return count_entries ("/proc/self/fd");
}

guint
lab_n_threads (void)
{
  return count_entries ("/proc/self/task");
}
