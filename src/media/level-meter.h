/* How loud a stream of samples is: a plain value that its owner guards; the caller brings the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What silence reads as, dBFS. */
#define HEARTH_LEVEL_SILENCE (-100.0)

typedef struct
{
  double sums[2]; /* of the squares: the block being filled, and the one before it */
  gsize counts[2];
  gint64 fed_at; /* µs, monotonic */
} HearthLevelMeter;

/**
 * hearth_level_meter_feed:
 * @samples: one channel at 48 kHz
 * @now: µs, monotonic
 */
void   hearth_level_meter_feed (HearthLevelMeter *self,
                                const gint16     *samples,
                                gsize             n_samples,
                                gint64            now);

/**
 * hearth_level_meter_read:
 * @now: µs, monotonic
 *
 * Returns: the root mean square of the last 50 to 100 ms against the largest sample, in dBFS: a full-scale sine reads −3, a
 *   full-scale square 0; HEARTH_LEVEL_SILENCE at the least, and where nothing has been fed for 150 ms
 */
double hearth_level_meter_read (const HearthLevelMeter *self,
                                gint64                  now);

/**
 * hearth_level_measure:
 *
 * Returns: the root mean square of these samples against the largest one, in dBFS as above, but down to −127 as RFC 6464 counts
 */
double hearth_level_measure    (const gint16           *samples,
                                gsize                   n_samples);

G_END_DECLS
