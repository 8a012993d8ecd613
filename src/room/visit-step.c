/* Where a guest stands in the room it visits: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/visit-step.h"

HearthVisitStep
hearth_visit_step_judge (HearthPathHealth health,
                         gint64           silence,
                         gint64           since_admitted,
                         gint64           since_left)
{
  switch (health)
    {
    case HEARTH_PATH_OPENING:
      return since_admitted >= HEARTH_VISIT_JOIN_US ? HEARTH_VISIT_UNREACHABLE : HEARTH_VISIT_JOINING;

    case HEARTH_PATH_ALIVE:
      return HEARTH_VISIT_INSIDE;

    case HEARTH_PATH_SILENT:
    case HEARTH_PATH_LOST:
    default:
      if (silence >= (hearth_path_health_died (silence, since_left) ? HEARTH_VISIT_DEAD_US : HEARTH_VISIT_AWAY_US))
        return HEARTH_VISIT_LOST;
      return HEARTH_VISIT_RECONNECTING;
    }
}
