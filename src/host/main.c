/* hearth-host: a room host without a window, for an old PC or a home server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "base/main-thread.h"
#include "base/own-process.h"
#include "call/platform-check.h"
#include "host/hosted-room.h"
#include "media/discreet-log.h"
#include "media/plugins.h"

/* Something that may be better the next time (no server there), and what will not be: wrong options, a damaged file, a port that
 * somebody else has. */
#define EXIT_TROUBLE 1
#define EXIT_SETTINGS 2

typedef struct
{
  GMainLoop *loop;
  HearthHostedRoom *room;
  int status;
} Program;

static gboolean
on_terminate (gpointer user_data)
{
  Program *program = user_data;

  hearth_hosted_room_leave (program->room);
  return G_SOURCE_CONTINUE;
}

static void
on_opened (HearthHostedRoom *room,
           const char       *link,
           const char       *co_host_link,
           Program          *program)
{
  printf ("%s\n", link);
  if (co_host_link != NULL)
    printf ("%s\n", co_host_link);
  fflush (stdout);
  if (co_host_link != NULL)
    g_message ("The second link is for whoever answers the door: the first who comes in by it is a co-host for good");
}

static void
on_ended (HearthHostedRoom *room,
          const GError     *error,
          Program          *program)
{
  if (error != NULL)
    {
      g_printerr ("hearth-host: %s\n", error->message);
      program->status = EXIT_TROUBLE;
    }
  g_main_loop_quit (program->loop);
}

static int
run (HearthHostedRoom *room)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Program program = { loop, room, 0 };
  guint terminate_ids[] = {
    g_unix_signal_add (SIGTERM, on_terminate, &program),
    g_unix_signal_add (SIGINT, on_terminate, &program),
  };

  g_signal_connect (room, "opened", G_CALLBACK (on_opened), &program);
  g_signal_connect (room, "ended", G_CALLBACK (on_ended), &program);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (room, &program);
  for (gsize i = 0; i < G_N_ELEMENTS (terminate_ids); i++)
    g_source_remove (terminate_ids[i]);

  return program.status;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthHostOptions) options = NULL;
  g_autoptr (HearthHostedRoom) room = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  hearth_own_process_leave_no_core ();

  /* Standard output is for the link and the figures. Whoever wanted only the link may close it. */
  g_log_writer_default_set_use_stderr (TRUE);
  signal (SIGPIPE, SIG_IGN);
  hearth_discreet_log_begin ();

  options = hearth_host_options_parse ((const char * const *) argv, &error);
  if (options != NULL && options->version)
    {
      printf ("hearth-host %s\n", HEARTH_VERSION);
      return 0;
    }

  hearth_main_thread_init ();
  hearth_plugins_restrict (HEARTH_PLUGINS_CONNECTIONS);
  if (options != NULL && hearth_platform_check (NULL, &error))
    room = hearth_hosted_room_new (options, &error);
  if (room == NULL)
    {
      g_printerr ("hearth-host: %s\n", error->message);
      return EXIT_SETTINGS;
    }

  return run (room);
}
