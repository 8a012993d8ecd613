/* hearth-host as a process of its own, for tests: started, listened to, ended. Its output goes to files, so that a test that runs a
 * main loop never blocks on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "../room/people.h"

G_BEGIN_DECLS

typedef struct
{
  GSubprocess *process;
  char *folder; /* its state directory and what it says */
  char *output;
  char *log;
  const char *network; /* nullable: the name of the one that it runs in; NULL: this one */
  gboolean talkative;      /* logs all that it can, and keeps all its files in the folder: host_process_make_talkative() */
  gboolean counts_objects; /* let it list its GStreamer objects: host_process_count_objects() */
  House house; /* for person_visit(): the invitation that it printed */
} HostProcess;

/** host_process_set_program: the executable, once. */
void         host_process_set_program (const char         *path);

/** host_process_die_with_us: A child setup: a test that is aborted leaves nobody behind. */
void         host_process_die_with_us (gpointer            unused);

/**
 * host_process_make_talkative:
 *
 * Whatever @launcher starts logs at the highest level, what GStreamer says into the file @name-gstreamer of @folder. It works and
 * begins in @folder, which also takes the place of home and of the directory for temporary files.
 */
void         host_process_make_talkative (GSubprocessLauncher *launcher,
                                          const char          *folder,
                                          const char          *name);

/** host_process_set_up: A folder of its own; nothing runs. */
void         host_process_set_up      (HostProcess        *self,
                                       gconstpointer       data);
void         host_process_tear_down   (HostProcess        *self,
                                       gconstpointer       data);

/** host_process_start: @options: (nullable) (array zero-terminated=1): besides name and state directory. Waits for the link. */
void         host_process_start       (HostProcess        *self,
                                       const char * const *options);

/** host_process_run: Without waiting for anything. */
void         host_process_run         (HostProcess        *self,
                                       const char * const *options);

/** host_process_stop: Sends the signal and waits for the end. Returns: the exit status, or minus the signal that ended it. */
int          host_process_stop        (HostProcess        *self,
                                       int                 signal_number);

/** host_process_wait: Waits for the end. */
int          host_process_wait        (HostProcess        *self);

/** host_process_wait_line: Waits until the log has said @text. */
void         host_process_wait_line   (HostProcess        *self,
                                       const char         *text);

/** host_process_read: Returns: (transfer full): what @file (output or log) holds now. */
char        *host_process_read        (const char         *file) G_GNUC_WARN_UNUSED_RESULT;

/** host_process_count: Returns: entries of @what ("fd", "task") in the process's folder of /proc. */
guint        host_process_count       (HostProcess        *self,
                                       const char         *what);

/** host_process_count_objects: Returns: GStreamer objects that live in it, without packets. Needs counts_objects, set before. */
guint        host_process_count_objects (HostProcess      *self);
GPid         host_process_get_pid     (HostProcess        *self);

G_END_DECLS
