/* Where a guest stands in the room it visits, judged from what path and server say. Pure: the caller brings the times.
 *
 *              path connected               silent or lost
 *   JOINING ───────────────────▶ INSIDE ◀──────────────────▶ RECONNECTING
 *      │ no path in time                                           │ the host's program ended, or silent for too long
 *      ▼                                                           ▼
 *   UNREACHABLE                                                   LOST
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/path-health.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_VISIT_JOINING,
  HEARTH_VISIT_INSIDE,
  HEARTH_VISIT_RECONNECTING,
  HEARTH_VISIT_UNREACHABLE,
  HEARTH_VISIT_LOST,
} HearthVisitStep;

/* A first path through relays takes seconds, with one attempt failed and repeated; then there is none. */
#define HEARTH_VISIT_JOIN_US (20 * G_USEC_PER_SEC)

/* A host whose program ended does not come back; a little patience for a socket that closed by chance. */
#define HEARTH_VISIT_DEAD_US (6 * G_USEC_PER_SEC)

/* How long a lost network is waited for (threats, 3: "for 120 s then manual"). */
#define HEARTH_VISIT_AWAY_US (120 * G_USEC_PER_SEC)

/**
 * hearth_visit_step_judge:
 * @health: of the downward path
 * @silence: µs since something last came on it
 * @since_admitted: µs
 * @since_left: µs since the host's connection to the server has gone (or, where both are one program, the server itself),
 * negative
 *   where it did not
 */
HearthVisitStep hearth_visit_step_judge (HearthPathHealth health,
                                         gint64           silence,
                                         gint64           since_admitted,
                                         gint64           since_left);

G_END_DECLS
