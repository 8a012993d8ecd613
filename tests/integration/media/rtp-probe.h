/* An RtpSink for tests: remembers what came, and checks that it is one unbroken RTP stream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-sink.h"

G_BEGIN_DECLS

#define RTP_TYPE_PROBE (rtp_probe_get_type ())
G_DECLARE_FINAL_TYPE (RtpProbe, rtp_probe, RTP, PROBE, GObject)

RtpProbe *rtp_probe_new               (void) G_GNUC_WARN_UNUSED_RESULT;

/** rtp_probe_reset: Forgets the counters and the largest gap, not where the stream is. */
void      rtp_probe_reset             (RtpProbe *self);

guint     rtp_probe_get_n_packets     (RtpProbe *self);
guint     rtp_probe_get_n_pictures    (RtpProbe *self); /* marker bits */
guint     rtp_probe_get_n_keyframes   (RtpProbe *self);
guint     rtp_probe_get_n_breaks      (RtpProbe *self); /* sequence numbers that do not follow, SSRCs that change */
guint32   rtp_probe_get_ssrc          (RtpProbe *self);
double    rtp_probe_get_max_gap_ms    (RtpProbe *self); /* between the RTP timestamps of neighbours, also across a reset */
double    rtp_probe_get_min_gap_ms    (RtpProbe *self); /* same, of different pictures; INFINITY before two */
double    rtp_probe_get_mean_gap_ms   (RtpProbe *self); /* same; before the first reset */
double    rtp_probe_get_max_age_ms    (RtpProbe *self); /* from PTS to here */
double    rtp_probe_get_max_drift_ms  (RtpProbe *self); /* RTP timestamps against PTS */

G_END_DECLS
