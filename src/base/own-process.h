/* What other programs on this computer, and files that a crash leaves behind, can tell of our process. Once at a program's start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_own_process_take_arguments:
 * @argv: main()'s own, which the kernel shows to everybody in /proc/PID/cmdline
 *
 * What stands behind a # is the key to a room: it is erased in @argv. Whoever looked in the milliseconds since the program was
 * started has seen it, so desktops had better hand links over by D-Bus, as ours says that it wants them.
 *
 * Returns: (transfer full) (array zero-terminated=1): the arguments as they were
 */
char **hearth_own_process_take_arguments (int    argc,
                                          char **argv) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_own_process_leave_no_core:
 *
 * No core file is written, nor kept by systemd-coredump, when the process crashes: in one would be links and what people say, and
 * the keys of connections, which OpenSSL and libsrtp have in memory of their own. Keys of ours are in none in any case
 * (protocol/secret.h). `prlimit --core=unlimited --pid PID` allows one again.
 *
 * It stays dumpable (prctl): otherwise the files in /proc/PID would be root's, by which portals and PipeWire tell whether a program
 * is in a sandbox, and a Flatpak would get no camera and no screen.
 */
void   hearth_own_process_leave_no_core  (void);

G_END_DECLS
