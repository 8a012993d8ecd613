/* hearth-host as a process of its own: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "libnice-warnings.h"

/* A sanitized program on a busy machine. */
#define PATIENCE_MS 20000

/* Everything that we write ourselves; what libnice says under "all" has every address in it. */
#define LOG_DOMAINS "hearth-base hearth-protocol hearth-signalling hearth-media hearth-ice hearth-peer hearth-forward hearth-room " \
  "hearth-call hearth-host"

/* Everything, but for what counts references, locks, ticks and buffers: five lines of six, and in none of them anything is told. */
#define GSTREAMER_LEVELS "*:9,GST_REFCOUNTING:4,GST_CLOCK:4,GST_LOCKING:4,GST_BUFFER:4,GST_MEMORY:4,GST_REGISTRY:4"

/* Whether there is a core file is for the program to say. Who logs that much allocates so much that exact stack traces would take
 * minutes, and without them no leak of a library below us can be told from one of ours. */
#define TALKATIVE_SANITIZER ":disable_coredump=0:fast_unwind_on_malloc=1:detect_leaks=0"

/* How the tracer begins what it says of an object, before the name of its type. */
#define OBJECT_ALIVE "object-alive, type-name=(string)"

static const char *host_program;

void
host_process_set_program (const char *path)
{
  host_program = path;
}

void
host_process_die_with_us (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
host_process_make_talkative (GSubprocessLauncher *launcher,
                             const char          *folder,
                             const char          *name)
{
  const char *const homes[] = { "HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
  g_autofree char *file = g_strdup_printf ("%s/%s-gstreamer", folder, name);
  const char *sanitizer = g_getenv ("ASAN_OPTIONS");
  g_autofree char *talkative_sanitizer = g_strconcat (sanitizer != NULL ? sanitizer : "", TALKATIVE_SANITIZER, NULL);

  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", talkative_sanitizer, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    g_subprocess_launcher_setenv (launcher, homes[i], folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  g_subprocess_launcher_setenv (launcher, "NICE_DEBUG", "all", TRUE);
  g_subprocess_launcher_setenv (launcher, "GST_DEBUG", GSTREAMER_LEVELS, TRUE);
  g_subprocess_launcher_setenv (launcher, "GST_DEBUG_NO_COLOR", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "GST_DEBUG_FILE", file, TRUE);
}

void
host_process_set_up (HostProcess   *self,
                     gconstpointer  data)
{
  libnice_warnings_allow ();
  self->folder = g_dir_make_tmp ("hearth-host-XXXXXX", NULL);
  self->output = g_build_filename (self->folder, "output", NULL);
  self->log = g_build_filename (self->folder, "log", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
host_process_tear_down (HostProcess   *self,
                        gconstpointer  data)
{
  if (self->process != NULL)
    g_assert_cmpint (host_process_stop (self, SIGTERM), ==, 0);
  g_clear_pointer (&self->house.invitation, hearth_invitation_unref);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->output);
  g_free (self->log);

  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
host_process_run (HostProcess        *self,
                  const char * const *options)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  if (self->network != NULL)
    {
      g_autofree char *option = g_strconcat ("--net=/run/netns/", self->network, NULL);

      g_strv_builder_add_many (builder, "nsenter", option, NULL);
    }
  g_strv_builder_add_many (builder, host_program, "--name=Cellar", "--state-dir", state, NULL);
  if (options != NULL)
    g_strv_builder_addv (builder, (const char **) options);
  argv = g_strv_builder_end (builder);

  /* The files of the last start are not those of this one. */
  g_unlink (self->output);
  g_unlink (self->log);
  g_subprocess_launcher_set_stdout_file_path (launcher, self->output);
  g_subprocess_launcher_set_stderr_file_path (launcher, self->log);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", LOG_DOMAINS, TRUE);

  /* There is no display and no session bus where it is at home. */
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", "/nonexistent", TRUE);

  if (self->counts_objects)
    {
      g_autofree char *objects = g_build_filename (self->folder, "objects", NULL);

      g_subprocess_launcher_setenv (launcher, "GST_TRACERS", "leaks", TRUE);
      g_subprocess_launcher_setenv (launcher, "GST_LEAKS_TRACER_SIG", "1", TRUE);
      g_subprocess_launcher_setenv (launcher, "GST_DEBUG", "GST_TRACER:7", TRUE);
      g_subprocess_launcher_setenv (launcher, "GST_DEBUG_NO_COLOR", "1", TRUE);
      g_subprocess_launcher_setenv (launcher, "GST_DEBUG_FILE", objects, TRUE);
    }
  if (self->talkative)
    host_process_make_talkative (launcher, self->folder, "hearth-host");
  g_subprocess_launcher_set_child_setup (launcher, host_process_die_with_us, NULL, NULL);

  self->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);
}

char *
host_process_read (const char *file)
{
  char *content = NULL;

  return g_file_get_contents (file, &content, NULL, NULL) ? content : g_strdup ("");
}

static gboolean
has_ended (gpointer data)
{
  return g_subprocess_get_identifier (((HostProcess *) data)->process) == NULL;
}

static gboolean
has_line (gpointer data)
{
  HostProcess *self = data;
  g_autofree char *content = NULL;

  if (has_ended (self))
    {
      content = host_process_read (self->log);
      g_error ("hearth-host has ended: %s", content);
    }
  content = host_process_read (self->output);

  return strchr (content, '\n') != NULL;
}

void
host_process_start (HostProcess        *self,
                    const char * const *options)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  host_process_run (self, options);
  wait_until ("the link", PATIENCE_MS, has_line, self);
  line = host_process_read (self->output);
  *strchr (line, '\n') = '\0';

  g_clear_pointer (&self->house.invitation, hearth_invitation_unref);
  self->house.invitation = hearth_invitation_parse (line, &error);
  g_assert_no_error (error);
}

int
host_process_wait (HostProcess *self)
{
  int status;

  wait_until ("hearth-host ends", PATIENCE_MS, has_ended, self);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  status = g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process)
                                                      : -g_subprocess_get_term_sig (self->process);
  if (status > 0)
    {
      g_autofree char *said = host_process_read (self->log);

      g_test_message ("Exit status %d: %s", status, said);
    }
  g_clear_object (&self->process);

  return status;
}

int
host_process_stop (HostProcess *self,
                   int          signal_number)
{
  g_subprocess_send_signal (self->process, signal_number);

  return host_process_wait (self);
}

typedef struct
{
  HostProcess *process;
  const char *text;
} Wanted;

static gboolean
has_said (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *content = host_process_read (wanted->process->log);

  return strstr (content, wanted->text) != NULL;
}

void
host_process_wait_line (HostProcess *self,
                        const char  *text)
{
  Wanted wanted = { self, text };

  wait_until (text, PATIENCE_MS, has_said, &wanted);
}

GPid
host_process_get_pid (HostProcess *self)
{
  return (GPid) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
}

guint
host_process_count (HostProcess *self,
                    const char  *what)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", host_process_get_pid (self), what);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* What the tracer has written since the last call, as far as it goes. */
typedef struct
{
  char *path;
  gsize begin;
  gsize size;
} Listing;

static gsize
get_file_size (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);

  return (gsize) status.st_size;
}

static gboolean
listing_is_still (gpointer data)
{
  Listing *listing = data;
  gsize before = listing->size;

  listing->size = get_file_size (listing->path);
  if (listing->size == listing->begin || listing->size != before)
    return FALSE;

  /* It writes in one go. */
  run_for (200);
  return get_file_size (listing->path) == listing->size;
}

guint
host_process_count_objects (HostProcess *self)
{
  g_autofree char *path = g_build_filename (self->folder, "objects", NULL);
  g_autofree char *content = NULL;
  Listing listing = { path, 0, 0 };
  gsize length;
  guint n = 0;

  g_assert_true (self->counts_objects);
  listing.begin = listing.size = get_file_size (path);
  g_subprocess_send_signal (self->process, SIGUSR1);
  wait_until ("the list of objects", PATIENCE_MS, listing_is_still, &listing);

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (const char *line = strstr (content + listing.begin, OBJECT_ALIVE); line != NULL; line = strstr (line + 1, OBJECT_ALIVE))
    {
      const char *type = line + strlen (OBJECT_ALIVE);

      if (!g_str_has_prefix (type, "GstBuffer,") && !g_str_has_prefix (type, "GstMemory,"))
        n++;
    }

  return n;
}
