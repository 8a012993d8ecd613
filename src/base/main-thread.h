/* Hand-over to the main thread.
 *
 * All our GObjects live on the main thread. Code that runs on a GStreamer or WebSocket thread hands results over with
 * hearth_main_thread_post(), which never blocks and never touches an object that has gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthMainThreadFunc:
 * @target: (transfer none): the object the work was posted for, alive for the length of the call
 * @data: the data given to hearth_main_thread_post()
 *
 * Runs on the main thread.
 */
typedef void (*HearthMainThreadFunc) (gpointer target,
                                      gpointer data);

/**
 * hearth_main_thread_init:
 *
 * Declares the calling thread to be the main thread, for good. Called once at the start of each program and test.
 */
void     hearth_main_thread_init       (void);

/**
 * hearth_main_thread_is_current:
 *
 * Any thread.
 *
 * Returns: %TRUE on the main thread
 */
gboolean hearth_main_thread_is_current (void);

/**
 * hearth_main_thread_post:
 * @target: (transfer none): the object the work is for; the caller holds a reference while it calls
 * @func: what to run on the main thread
 * @data: (transfer full) (nullable): handed to @func
 * @destroy: (nullable): frees @data afterwards, on the main thread, also where @target is gone and @func is not run
 *
 * Runs @func on the main thread, in the order of posting, unless @target has been finalized by then. Any thread; never blocks.
 * Work that belongs to one attempt (a connection, a device) carries its generation number in @data and checks it.
 */
void     hearth_main_thread_post       (gpointer             target,
                                        HearthMainThreadFunc func,
                                        gpointer             data,
                                        GDestroyNotify       destroy);

/**
 * hearth_main_thread_later:
 * @data: lives until @func was called, or the source was removed
 *
 * Calls @func once, in the next turn of the main loop and before anything is drawn: where a computer is too slow for all that its window
 * shows, GTK draws all the time, and what waits for it to be idle (g_idle_add()) waits for ever. Main thread.
 *
 * Returns: the source, for g_source_remove()
 */
guint    hearth_main_thread_later      (GSourceOnceFunc      func,
                                        gpointer             data);

G_END_DECLS
