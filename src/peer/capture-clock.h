/* When was it captured? From what one guest sends to a time in this computer's own clock.
 *
 *   capture time, sender's clock = what its latest report says of the packet's RTP timestamp (RFC 3550 section 6.4.1)
 *   PTS = capture time + one offset for everything that this guest sends
 *
 * The offset is the smallest difference between arrival and capture of the last two seconds, moved slowly: so sound and picture stay
 * together as they were captured, and forwarding adds no network jitter to the timestamps. Before the first report, and where a report
 * says nonsense, a PTS is the time of arrival. Pure; all times in ns; used by one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthCaptureClock HearthCaptureClock;

HearthCaptureClock *hearth_capture_clock_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_capture_clock_free   (HearthCaptureClock *self);

/**
 * hearth_capture_clock_report: A sender's report has come.
 * @ssrc: whose; those of whom no packet has come are ignored
 * @ntp: 64 bit NTP timestamp
 * @timestamp: the RTP timestamp of that moment
 */
void                hearth_capture_clock_report (HearthCaptureClock *self,
                                                 guint32             ssrc,
                                                 guint64             ntp,
                                                 guint32             timestamp);

/**
 * hearth_capture_clock_stamp: A packet has come.
 * @clock_rate: of @timestamp, Hz; not 0
 * @timestamp: its RTP timestamp
 * @arrival: when it came, in this computer's clock
 *
 * A stream that has not been reported on borrows the report of another with the same clock where that makes sense: the layers of
 * one picture share their timestamps, and a layer that has just begun must not differ from the others.
 *
 * Returns: its PTS, never later than @arrival
 */
guint64             hearth_capture_clock_stamp  (HearthCaptureClock *self,
                                                 guint32             ssrc,
                                                 guint               clock_rate,
                                                 guint32             timestamp,
                                                 guint64             arrival);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthCaptureClock, hearth_capture_clock_free)

G_END_DECLS
