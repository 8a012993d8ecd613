/* A sink of RTP for tests: counts packets, finds gaps, and remembers how late the last ones were. A packet
 * out of order or twice fails the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-sink.h"
#include "rtp-generator.h"

G_BEGIN_DECLS

#define RTP_COUNTER_TYPE (rtp_counter_get_type ())
G_DECLARE_FINAL_TYPE (RtpCounter, rtp_counter, RTP, COUNTER, GObject)

/** rtp_counter_new: @generator: (nullable): whose packets these are, to measure what became of their capture times. */
RtpCounter *rtp_counter_new           (RtpGenerator *generator);

/** rtp_counter_let_be_late: Packets may come out of order from now on, but still each once. */
void        rtp_counter_let_be_late   (RtpCounter   *self);
guint       rtp_counter_get_n         (RtpCounter   *self);

/** rtp_counter_get_n_missing: Returns: how many sequence numbers were skipped and have not come since. */
guint       rtp_counter_get_n_missing (RtpCounter   *self);
guint32     rtp_counter_get_ssrc      (RtpCounter   *self);

/** rtp_counter_get_mark: Returns: the SSRC that the last packet was generated with. */
guint32     rtp_counter_get_mark      (RtpCounter   *self);

/** rtp_counter_take_max_gap_ms: Returns: the longest time without a packet since the last call, or since the first packet. */
guint       rtp_counter_take_max_gap_ms (RtpCounter *self);

/**
 * rtp_counter_take_delays:
 *
 * Returns: (transfer full) (element-type double): ms from PTS, which is the moment of capture, to the arrival here, of each packet since
 *   the last call. None is remembered before the first one.
 */
GArray     *rtp_counter_take_delays   (RtpCounter   *self);

/** rtp_counter_get_shift_ms: Returns: PTS less capture moment, the median of the last packets. */
double      rtp_counter_get_shift_ms  (RtpCounter   *self);

G_END_DECLS
