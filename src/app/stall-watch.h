/* How long the main loop kept everybody waiting: what it does between two waits for events, for --measure and `./dev bench window`.
 *
 * While one source is dispatched no other is, no picture is drawn and no key is heard. So each turn of the main loop is measured from
 * the end of a wait to the beginning of the next, by the clock and by what the thread itself computed: a turn that is long by the clock
 * alone waited for the computer. There is one main loop, and so one watch. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pause that people begin to notice in what they drag, type or look at. */
#define HEARTH_STALL_US (50 * G_TIME_SPAN_MILLISECOND)

/**
 * HearthStalls: the turns of the main loop since the last look
 * @n: how many took longer than HEARTH_STALL_US by the clock
 * @n_busy: how many of these the thread itself computed for longer than that
 * @longest: µs by the clock
 * @longest_busy: µs of computing; not necessarily of the same turn
 */
typedef struct
{
  guint n;
  guint n_busy;
  gint64 longest;
  gint64 longest_busy;
} HearthStalls;

/** hearth_stall_watch_start: From now on; until the process ends. */
void hearth_stall_watch_start (void);

/** hearth_stall_watch_take: @stalls: (out): since the last call, or the start */
void hearth_stall_watch_take  (HearthStalls *stalls);

G_END_DECLS
