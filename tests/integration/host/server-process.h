/* hearth-server as a process of its own, for tests: started, looked at, ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GSubprocess *process;
  char *address; /* as a link has it */
  guint16 port;
} ServerProcess;

/** server_process_set_program: the executable, once. */
void    server_process_set_program (const char    *path);

/** server_process_start: On any free port of 127.0.0.1. */
void    server_process_start       (ServerProcess *self);

/** server_process_stop: It must end well. */
void    server_process_stop        (ServerProcess *self);

/** server_process_reset_peak: server_process_get_peak_kib() begins anew with what the server has now. */
void    server_process_reset_peak  (ServerProcess *self);

/** server_process_get_peak_kib: Returns: the most memory that the server has had, in KiB. */
gint64  server_process_get_peak_kib (ServerProcess *self);

G_END_DECLS
