/* The room's I/O thread: its clock, its scheduling, and what is put off until all that came at once has been looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hearth_io_thread_get_time: Returns: ns, CLOCK_MONOTONIC: GLib's clock, finer */
gint64   hearth_io_thread_get_time     (void);

typedef void (*HearthIoThreadFunc) (gpointer data);

/**
 * hearth_io_thread_begin:
 *
 * The calling thread is one: it asks the kernel, where that knows how, to run sooner when something comes, and what it pushes may
 * be put off.
 */
void     hearth_io_thread_begin        (void);
void     hearth_io_thread_end          (void);
gboolean hearth_io_thread_is_current   (void);

/**
 * hearth_io_thread_defer:
 * @func: called with @data on this thread, before what has been sent meanwhile leaves
 *
 * To be called while a packet is being pushed, by whoever would rather handle several together.
 *
 * Returns: %FALSE where this is no such thread, and @func will not be called
 */
gboolean hearth_io_thread_defer        (HearthIoThreadFunc func,
                                        gpointer           data);

/** hearth_io_thread_has_deferred: Returns: whether something was put off. */
gboolean hearth_io_thread_has_deferred (void);

/** hearth_io_thread_run_next: Does what was put off first. Returns: %FALSE where there is nothing left */
gboolean hearth_io_thread_run_next     (void);

G_END_DECLS
