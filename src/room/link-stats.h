/* How packets fare between this computer and another, in each direction: what statistics and alerts go by. Plain values.
 *
 * Counters only, cheap to read every second: nothing is asked of GStreamer. They begin anew where a connection is replaced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/route.h"

G_BEGIN_DECLS

/**
 * HearthWayStats: one direction; all 0 where there is no connection
 * @epoch: another one means another connection, whose counters began at 0
 * @bytes: that left, or came, with RTP headers and what was sent again
 * @known: packets of which it is known whether they came
 * @lost: those of them that did not, before they were sent again
 * @round_trip_ms: smoothed; 0 while nothing is known, and where this computer only receives
 * @queueing_ms: how much longer packets take than at best; only where this computer sends
 */
typedef struct
{
  guint64 epoch;
  guint64 bytes;
  guint64 known;
  guint64 lost;
  double round_trip_ms;
  double queueing_ms;
} HearthWayStats;

/** HearthLinkStats: both directions, seen from here */
typedef struct
{
  HearthWayStats sent;
  HearthWayStats received;
} HearthLinkStats;

/** HearthLinkRoutes: which way packets take in each direction; asked for only where somebody looks */
typedef struct
{
  HearthRoute sent;
  HearthRoute received;
} HearthLinkRoutes;

G_END_DECLS
