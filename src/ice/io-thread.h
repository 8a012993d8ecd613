/* The scheduling of the room's I/O thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hearth_io_thread_ask_for_short_slices: Of the calling thread, where the kernel knows how: it runs sooner when something comes. */
void hearth_io_thread_ask_for_short_slices (void);

G_END_DECLS
