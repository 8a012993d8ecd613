/* Whether the network between two computers is too bad to talk well, judged once a second from its counters. Pure; the caller
 * brings the times.
 *
 * A second is bad where one of these is over the first limit, and good where all are under the second; what is between counts as
 * neither, so a link at the limit does not flap:
 *
 *   lost packets (before they are sent again)     8 %     3 %     Opus hides 5 %, pictures that are sent again come late (G.1070)
 *   queue on the way out                        250 ms  120 ms    a router that is full; talking over each other begins (G.114)
 *   round trip                                  700 ms  500 ms    one way 350 ms, most of what G.114 calls acceptable
 *
 * Slow is a link with HEARTH_STRAIN_BAD_SECONDS bad ones among the last eight, until HEARTH_STRAIN_GOOD_SECONDS in a row were
 * good.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/link-stats.h"

G_BEGIN_DECLS

#define HEARTH_STRAIN_INTERVAL_US G_USEC_PER_SEC
#define HEARTH_STRAIN_BAD_SECONDS 4
#define HEARTH_STRAIN_GOOD_SECONDS 10

/** HearthStrainMeter: zero-initialised nothing is known of the link, which counts as fast enough. */
typedef struct
{
  HearthLinkStats before; /* as of the last look */
  gint64 looked_at;       /* µs monotonic, 0 before the first look */
  guint8 bad;             /* bit n: n seconds ago was bad */
  guint n_good;           /* seconds in a row */
  gboolean slow;
} HearthStrainMeter;

/**
 * hearth_strain_meter_update:
 * @stats: as of now
 * @now: µs monotonic
 *
 * May be called more often than once a second; then most calls change nothing.
 *
 * Returns: whether the link is slow
 */
gboolean hearth_strain_meter_update (HearthStrainMeter     *self,
                                     const HearthLinkStats *stats,
                                     gint64                 now);

/**
 * hearth_strain_is_hosts:
 * @was: what it said last time
 * @n_slow: how many of the host's links are slow
 * @n_guests: of how many
 *
 * The host's own connection is slow where more than half of several are, until fewer than a third are: with a guest who comes or goes, or a
 * link that recovers before the others, it does not flap. One of one says nothing of which end it is; then it counts as the guest's, who
 * finds the same.
 *
 * Returns: whether it is the host's
 */
gboolean hearth_strain_is_hosts     (gboolean               was,
                                     guint                  n_slow,
                                     guint                  n_guests);

G_END_DECLS
