/* How long after its capture a picture is shown: as late as nearly all have been lately, and no later. A plain value; the caller
 * brings the time.
 *
 * Lateness is how far a picture's timestamp (PTS, on the sender's timeline as rtpbin maps it to ours) lies behind us when the
 * picture could be shown: the way through the network and the decoder, beyond the fastest that was seen. With
 *
 *   target = 95th percentile of the lateness of the last two seconds + 5 ms
 *
 * the delay
 *   - starts at 40 ms, what Chromium's jitter buffer starts with,
 *   - grows at once:     delay = target                                       where target > delay,
 *   - shrinks slowly:    delay = target + (delay − target) · e^(−Δt / 1.5 s)  otherwise,
 *   - stays within 10 and 500 ms,
 *   - and where nothing has come for two seconds (a voice without a line, a camera that is off), shrinks to 40 ms in the same way: an
 *     old disturbance keeps nobody waiting.
 *
 * On a quiet line pictures are ready within 5 ms or so, and the delay is down to 15 ms after about four seconds. The latest
 * twentieth is shown as soon as it is there: a picture that comes late harms less than all of them coming late. Of fewer than
 * twenty pictures the latest counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_PLAYOUT_DELAY_SAMPLES 64

typedef struct
{
  double delay; /* ns */
  GstClockTime updated_at;
  struct
  {
    gint64 lateness;
    GstClockTime at;
  } samples[HEARTH_PLAYOUT_DELAY_SAMPLES]; /* a ring: two seconds at 30 a second */
  guint n_samples;                         /* since the beginning */
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

/** hearth_playout_delay_get: @now: as above. Returns: ns from a timestamp to the moment to show what it stands on. */
GstClockTime hearth_playout_delay_get  (HearthPlayoutDelay *self,
                                        GstClockTime        now);

G_END_DECLS
