/* A call of two through a real hearth-host while the network loses packets at random, in both directions: what comes back, and what is
 * seen of it. For a process in lossy-network. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "host-process.h"

G_BEGIN_DECLS

/* A picture every 33 ms: a gap that people see. */
#define LOSS_RUN_FREEZE_MS 200

typedef struct
{
  const char *kind;
  guint n;           /* packets that came while some were lost */
  double lost_share; /* of those that were sent, in the end */
  guint n_freezes;
  guint longest_ms;         /* without a packet */
  double quiet_delay_ms[2]; /* from capture to the receiver's decoder, p50 and p95, before anything was lost */
  double lossy_delay_ms[2]; /* and then */
} LossRunStream;

typedef struct
{
  double raw_share; /* lost on the two ways, where nothing is sent again */
  LossRunStream picture;
  LossRunStream voice;
} LossRun;

/**
 * loss_run_measure:
 * @host: set up, not started
 * @percent: of the packets on each way
 * @milliseconds: how long
 *
 * Anna's picture and voice, as they come to Ben. That both stay, in the same streams, is asserted.
 */
void loss_run_measure (HostProcess *host,
                       guint        percent,
                       guint        milliseconds,
                       LossRun     *run);

G_END_DECLS
