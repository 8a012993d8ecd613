/* Where a guest stands with the host, judged from what path and server say. Pure: the caller brings the times.
 *
 *              path connected               silent or lost
 *   JOINING ───────────────────▶ INSIDE ◀──────────────────▶ AWAY
 *      │ no path in time, or        │ BYE                      │ died and silent for HEARTH_GUEST_DEAD_US,
 *      │ the server says: left      ▼                          ▼ or silent for HEARTH_GUEST_AWAY_US
 *      └─────────────────────────▶ GONE ◀──────────────────────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/path-health.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_GUEST_JOINING,
  HEARTH_GUEST_INSIDE,
  HEARTH_GUEST_AWAY,
  HEARTH_GUEST_GONE,
} HearthGuestStep;

/* A first path through relays takes seconds, with one attempt failed and repeated; then there is none. */
#define HEARTH_GUEST_JOIN_US (30 * G_USEC_PER_SEC)

/* A guest whose program died: its socket at the server and its media stop in the same moment. The others see it within five
 * seconds. */
#define HEARTH_GUEST_DEAD_US (4 * G_USEC_PER_SEC)

/* A guest whose network went: the seat is kept for as long as the guest's program tries to come back. */
#define HEARTH_GUEST_AWAY_US (120 * G_USEC_PER_SEC)

/**
 * hearth_guest_step_judge:
 * @health: of the downward path
 * @silence: µs since something last came on it
 * @since_joined: µs since the guest was admitted
 * @since_left: µs since the server said that the guest's connection to it has gone, negative where it did not
 */
HearthGuestStep hearth_guest_step_judge (HearthPathHealth health,
                                         gint64           silence,
                                         gint64           since_joined,
                                         gint64           since_left);

G_END_DECLS
