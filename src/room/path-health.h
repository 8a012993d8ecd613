/* Whether a path to another computer lives, judged by when something last came from there. Pure: the caller brings the times.
 *
 * webrtcbin itself says nothing for 27 seconds when a network goes away; each side therefore sends a PING every half second and
 * listens for it (any RTP, RTCP or message counts as one).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthPathHealth:
 * @HEARTH_PATH_OPENING: nothing has come yet, and it is not late yet
 * @HEARTH_PATH_ALIVE: something has come lately
 * @HEARTH_PATH_SILENT: nothing for HEARTH_PATH_SILENT_US: people are told, nothing is done
 * @HEARTH_PATH_LOST: nothing for HEARTH_PATH_LOST_US, or it says itself that it failed: make another
 */
typedef enum
{
  HEARTH_PATH_OPENING,
  HEARTH_PATH_ALIVE,
  HEARTH_PATH_SILENT,
  HEARTH_PATH_LOST,
} HearthPathHealth;

/* Two PINGs fit into the time after which silence is shown, so that one late one alarms nobody. */
#define HEARTH_PATH_PING_US (G_USEC_PER_SEC / 2)
#define HEARTH_PATH_SILENT_US (3 * G_USEC_PER_SEC / 2)
#define HEARTH_PATH_LOST_US (3 * G_USEC_PER_SEC)

/**
 * hearth_path_health_judge:
 * @opened_at: when it was connected, µs monotonic, 0 for not yet
 * @received_at: when something last came, µs monotonic, 0 for never
 * @now: µs monotonic
 *
 * Returns: OPENING until it was connected, then ALIVE, SILENT or LOST by the age of the later of the two
 */
HearthPathHealth hearth_path_health_judge (gint64 opened_at,
                                           gint64 received_at,
                                           gint64 now);

/**
 * hearth_path_health_died:
 * @silence: µs since something last came on the path
 * @since_left: µs since the server said that the other side's connection to it has gone, negative where it did not
 *
 * Tells a program that ended from a network that went away: where a process ends, its socket at the server and its media stop in
 * the same moment; a network that breaks cannot say that a socket was closed, so the server notices seconds after the silence
 * began.
 *
 * Returns: whether the other side's program has ended
 */
gboolean         hearth_path_health_died  (gint64 silence,
                                           gint64 since_left);

G_END_DECLS
