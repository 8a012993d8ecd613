/* A source of RTP for tests: well-formed packets on a thread of its own, no codec.
 *
 * A packet's capture moment (its PTS and, by the clock rate, its RTP timestamp) lies a settable time before the moment it is
 * pushed, as behind a real encoder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define RTP_GENERATOR_TYPE (rtp_generator_get_type ())
G_DECLARE_FINAL_TYPE (RtpGenerator, rtp_generator, RTP, GENERATOR, GObject)

/**
 * rtp_generator_new:
 * @video: VP8 at 30 frames a second of 3 packets, or Opus at 50 packets a second
 * @ssrc: 0 for a random one. Every payload carries it, whatever becomes of the header (rtp_counter_get_mark()). Layers of one
 *   picture differ in the last four bits
 * @encoder_delay_ms: from capture to push
 */
RtpGenerator *rtp_generator_new                (gboolean      video,
                                                guint32       ssrc,
                                                guint         encoder_delay_ms);
guint         rtp_generator_get_n_sent         (RtpGenerator *self);
guint         rtp_generator_get_n_keyframes_wanted (RtpGenerator *self);

/** rtp_generator_get_captured: Returns: when the packet with this RTP timestamp was captured: the PTS it was sent with. */
GstClockTime  rtp_generator_get_captured       (RtpGenerator *self,
                                                guint32       timestamp);

/** rtp_generator_set_paused: Nothing is sent; a picture that goes on begins with a key frame. */
void          rtp_generator_set_paused         (RtpGenerator *self,
                                                gboolean      paused);

/** rtp_generator_set_level: @level: dBov, −127 to 0, written into every packet of sound (RFC 6464); RTP_GENERATOR_NO_LEVEL at first. */
#define RTP_GENERATOR_NO_LEVEL 1
void          rtp_generator_set_level          (RtpGenerator *self,
                                                int           level);

/** rtp_generator_stop: Joins its thread. */
void          rtp_generator_stop               (RtpGenerator *self);

G_END_DECLS
