/* Where a guest stands with the host: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/guest-step.h"

HearthGuestStep
hearth_guest_step_judge (HearthPathHealth health,
                         gint64           silence,
                         gint64           since_joined,
                         gint64           since_left)
{
  switch (health)
    {
    case HEARTH_PATH_OPENING:
      return since_left >= 0 || since_joined >= HEARTH_GUEST_JOIN_US ? HEARTH_GUEST_GONE : HEARTH_GUEST_JOINING;

    case HEARTH_PATH_ALIVE:
      return HEARTH_GUEST_INSIDE;

    case HEARTH_PATH_SILENT:
    case HEARTH_PATH_LOST:
    default:
      if (silence >= (hearth_path_health_died (silence, since_left) ? HEARTH_GUEST_DEAD_US : HEARTH_GUEST_AWAY_US))
        return HEARTH_GUEST_GONE;
      return HEARTH_GUEST_AWAY;
    }
}
