/* The room's I/O thread: its clock and its scheduling.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_io_thread_ask_for_short_slices: Of the calling thread, where the kernel knows how: it runs sooner when something comes.
 */
void   hearth_io_thread_ask_for_short_slices (void);

/** hearth_io_thread_get_time: Returns: ns, CLOCK_MONOTONIC: GLib's clock, finer */
gint64 hearth_io_thread_get_time             (void);

G_END_DECLS
