/* Does something soon, and never more often than once in an interval, however often it is asked for: what is told to others is the
 * latest state of things, and nobody needs the ones in between.
 *
 * A plain value that its owner embeds. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint interval;
  GSourceOnceFunc func;
  gpointer data;
  gint64 done_at; /* µs monotonic; 0: never */
  guint source;
} HearthPacer;

/**
 * hearth_pacer_init:
 * @interval: milliseconds between two calls at least
 * @func: what to do
 * @data: its owner, who calls hearth_pacer_cancel() before it goes
 */
void hearth_pacer_init   (HearthPacer     *self,
                          guint            interval,
                          GSourceOnceFunc  func,
                          gpointer         data);

/** hearth_pacer_queue: @func is called from the main loop, in its next turn where the last time was long enough ago, and before anything
 * is drawn (hearth_main_thread_later()). */
void hearth_pacer_queue  (HearthPacer     *self);

/** hearth_pacer_hurry: @func is called now, and what was queued is done with it. */
void hearth_pacer_hurry  (HearthPacer     *self);

/** hearth_pacer_cancel: What is queued is forgotten; idempotent. */
void hearth_pacer_cancel (HearthPacer     *self);

G_END_DECLS
