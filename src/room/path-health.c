/* Whether a path lives: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/path-health.h"

HearthPathHealth
hearth_path_health_judge (gint64 opened_at,
                          gint64 received_at,
                          gint64 now)
{
  gint64 silence;

  if (opened_at == 0)
    return HEARTH_PATH_OPENING;

  silence = now - MAX (opened_at, received_at);
  if (silence >= HEARTH_PATH_LOST_US)
    return HEARTH_PATH_LOST;
  if (silence >= HEARTH_PATH_SILENT_US)
    return HEARTH_PATH_SILENT;

  return HEARTH_PATH_ALIVE;
}

gboolean
hearth_path_health_died (gint64 silence,
                         gint64 since_left)
{
  gint64 outlived = since_left - silence;

  /* Packets that were on their way, and a socket that was seen to close a little before or after. */
  return since_left >= 0 && ABS (outlived) < HEARTH_PATH_SILENT_US;
}
