/* When to try again: a plain value; the caller brings time and chance. Any thread.
 *
 * The waits are 0, 0.25, 0.5, 1 and 2 seconds, then 3 seconds give or take a fifth (so that a thousand guests of a restarted
 * server do not come at the same moment), for HEARTH_LIMIT_RECONNECT_SECONDS in all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 began_at; /* µs */
  guint n_attempts;
} HearthBackoff;

/** hearth_backoff_begin: @now: µs, monotonic: the connection was lost. */
void   hearth_backoff_begin (HearthBackoff *self,
                             gint64         now);

/**
 * hearth_backoff_next:
 * @now: µs, monotonic
 * @chance: 0 to 1, from g_random_double()
 *
 * Returns: µs to wait before the next attempt, or -1 where it is time to give up
 */
gint64 hearth_backoff_next  (HearthBackoff *self,
                             gint64         now,
                             double         chance);

G_END_DECLS
