/* A line that loses packets: an RtpSink and an RtpSource, with the caps of another source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define RTP_TYPE_RELAY (rtp_relay_get_type ())
G_DECLARE_FINAL_TYPE (RtpRelay, rtp_relay, RTP, RELAY, GObject)

/** rtp_relay_new: Takes what @source gives until rtp_relay_close(), and hands key-frame requests to it. */
RtpRelay *rtp_relay_new            (HearthRtpSource *source) G_GNUC_WARN_UNUSED_RESULT;
void      rtp_relay_close          (RtpRelay        *self);

/** rtp_relay_drop: The next @n_packets are lost. */
void      rtp_relay_drop           (RtpRelay        *self,
                                    guint            n_packets);

/** rtp_relay_inject: @packet: (transfer full): as if it came from the source; the source must be silent. */
void      rtp_relay_inject         (RtpRelay        *self,
                                    GstBuffer       *packet);

/** rtp_relay_get_n_requests: Returns: how often a key frame was asked for, since rtp_relay_forget_requests(). */
guint     rtp_relay_get_n_requests (RtpRelay        *self);
void      rtp_relay_forget_requests (RtpRelay       *self);

G_END_DECLS
