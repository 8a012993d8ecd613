/* What went one way between two computers, second by second, over the last two minutes. Pure; bounded; main thread.
 *
 *   counters, once a second ─▶ HearthTrafficMeter ─ HearthTrafficSample ─▶ HearthTrafficHistory (a ring)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far back it goes. */
#define HEARTH_TRAFFIC_SECONDS 120

/* What a figure is while nothing is known of it. */
#define HEARTH_TRAFFIC_UNKNOWN (-1.0)

/**
 * HearthTrafficSample: one second; each may be HEARTH_TRAFFIC_UNKNOWN
 * @bitrate: bits a second, with RTP headers and what was sent again, without those of UDP and IP
 * @loss: share of the packets that did not come, 0 to 1
 * @round_trip_ms: there and back
 * @jitter_ms: how unevenly packets come (RFC 3550 section 6.4.1), of the picture where there is one
 * @frame_rate: pictures a second that are shown here, or sent
 * @width: pixels of the picture, 0 for none
 * @height: same
 * @layers: in how many sizes at once it is sent; 0 where that is not known
 */
typedef struct
{
  double bitrate;
  double loss;
  double round_trip_ms;
  double jitter_ms;
  double frame_rate;
  int width;
  int height;
  guint layers;
} HearthTrafficSample;

/** HEARTH_TRAFFIC_NOTHING: a sample of which nothing is known */
#define HEARTH_TRAFFIC_NOTHING ((HearthTrafficSample) { -1, -1, -1, -1, -1, 0, 0, 0 })

/**
 * HearthTrafficCounters: what a meter is fed with: counters, and figures as they are now
 * @epoch: another one means that the counters began at 0 meanwhile
 * @known: packets of which it is known whether they came, @lost of which did not
 * @frames: pictures
 */
typedef struct
{
  guint64 epoch;
  guint64 bytes;
  guint64 known;
  guint64 lost;
  guint64 frames;
  double round_trip_ms;
  double jitter_ms;
  int width;
  int height;
} HearthTrafficCounters;

/** HearthTrafficMeter: zero-initialised nothing was counted yet. */
typedef struct
{
  HearthTrafficCounters before;
  gint64 at; /* µs monotonic, 0: nothing yet */
} HearthTrafficMeter;

/**
 * hearth_traffic_meter_update:
 * @now: µs monotonic
 *
 * Returns: what went since the last time; of the first time, and where counters began anew, only the figures that are no counters.
 *   Where no packet's fate became known, the loss is unknown
 */
HearthTrafficSample         hearth_traffic_meter_update    (HearthTrafficMeter          *self,
                                                            const HearthTrafficCounters *counters,
                                                            gint64                       now);

/** HearthTrafficHistory: zero-initialised empty. */
typedef struct
{
  HearthTrafficSample samples[HEARTH_TRAFFIC_SECONDS]; /* a ring */
  guint next;
  guint length;
} HearthTrafficHistory;

/** hearth_traffic_history_push: One more second; the oldest goes where there are HEARTH_TRAFFIC_SECONDS. */
void                        hearth_traffic_history_push    (HearthTrafficHistory        *self,
                                                            const HearthTrafficSample   *sample);

/** hearth_traffic_history_get: @age: seconds ago, less than the length. Returns: (transfer none): of that second */
const HearthTrafficSample  *hearth_traffic_history_get     (const HearthTrafficHistory  *self,
                                                            guint                        age);

/** hearth_traffic_history_get_last: Returns: the latest, or HEARTH_TRAFFIC_NOTHING */
HearthTrafficSample         hearth_traffic_history_get_last (const HearthTrafficHistory *self);

/** hearth_traffic_history_get_peak: Returns: the highest bit rate, or HEARTH_TRAFFIC_UNKNOWN */
double                      hearth_traffic_history_get_peak (const HearthTrafficHistory *self);

/** hearth_traffic_history_get_mean: Returns: the mean of the bit rates that are known, or HEARTH_TRAFFIC_UNKNOWN */
double                      hearth_traffic_history_get_mean (const HearthTrafficHistory *self);

G_END_DECLS
