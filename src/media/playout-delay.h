/* How long after its capture a picture is shown: as late as the latest lately, and no later. A plain value; the caller brings the time.
 *
 * Lateness is how far a picture's timestamp (PTS, on the sender's timeline as rtpbin maps it to ours) lies behind us when the picture
 * is ready to be shown: the way through the network and the decoder, beyond the fastest that was seen. With
 *
 *   target = largest lateness of the last one to two seconds + 5 ms
 *
 * the delay
 *   - starts at 40 ms, what Chromium's jitter buffer starts with,
 *   - grows at once:     delay = target                                  where target > delay,
 *   - shrinks slowly:    delay = target + (delay − target) · e^(−Δt / 1.5 s)   otherwise,
 *   - and stays within 10 and 500 ms.
 *
 * On a quiet line pictures are ready within 5 ms or so, and the delay is down to 15 ms after about four seconds. A single late picture
 * (a key frame over a thin line, a busy computer) raises it for about as long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct
{
  double delay;          /* ns */
  GstClockTime updated_at;
  GstClockTime began_at; /* of the younger of two windows, one second each */
  gint64 worst[2];       /* ns, the largest lateness in the younger and the older window */
} HearthPlayoutDelay;

void         hearth_playout_delay_init (HearthPlayoutDelay *self);

/**
 * hearth_playout_delay_add:
 * @lateness: ns; negative where the timestamp is still to come
 * @now: ns, running time; a time before the last one counts as the last one
 */
void         hearth_playout_delay_add  (HearthPlayoutDelay *self,
                                        GstClockTimeDiff    lateness,
                                        GstClockTime        now);

/** hearth_playout_delay_get: Returns: ns from a timestamp to the moment to show what it stands on. */
GstClockTime hearth_playout_delay_get  (HearthPlayoutDelay *self);

G_END_DECLS
