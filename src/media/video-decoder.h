/* One person's picture: takes their packets, decodes them while somebody looks, and shows each picture at the right moment.
 *
 *   push() → appsrc (bounded) → rtpvp8depay → vp8dec → picture scaler → appsink (waits for PTS + delay) → tap, mailbox
 *
 * An RtpSink. Somebody looks who is connected to the mailbox' ::changed, or has set a tap; otherwise packets are only counted.
 * The playout delay follows the measured lateness (media/playout-delay.h) and is never less than what the voice needs. After a
 * loss nothing is shown until the next key frame, which is asked for. Main thread; owned by a HearthPlayback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "base/media-tap.h"
#include "media/rtp-source.h"
#include "media/stream-arrivals.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VIDEO_DECODER (hearth_video_decoder_get_type ())
G_DECLARE_FINAL_TYPE (HearthVideoDecoder, hearth_video_decoder, HEARTH, VIDEO_DECODER, GObject)

HearthVideoDecoder *hearth_video_decoder_new             (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_video_decoder_set_source:
 * @source: (nullable): whose packets to decode from now on, VP8; %NULL for nobody's
 *
 * Adds the decoder to the source, asks for a key frame, and takes it off the source before. The last picture stays until the
 * first of another source; with %NULL there is none any more. A source of anything but VP8 is not shown.
 */
void                hearth_video_decoder_set_source      (HearthVideoDecoder  *self,
                                                          HearthRtpSource     *source);

/**
 * hearth_video_decoder_set_tap:
 * @tap: (nullable): sees every picture at the moment it is shown; not any more when this returns with %NULL
 */
void                hearth_video_decoder_set_tap         (HearthVideoDecoder  *self,
                                                          HearthMediaTap      *tap);

/** hearth_video_decoder_get_mailbox: Returns: (transfer none): where the pictures are. */
HearthFrameMailbox *hearth_video_decoder_get_mailbox     (HearthVideoDecoder  *self);

/** hearth_video_decoder_set_min_delay: @delay: what the playout delay shall not be below, in ns; 0 unless set. */
void                hearth_video_decoder_set_min_delay   (HearthVideoDecoder  *self,
                                                          GstClockTime         delay);

/**
 * hearth_video_decoder_get_own_delay:
 *
 * Returns: ns from a packet's timestamp (PTS) to the screen that the picture itself needs.
 */
GstClockTime        hearth_video_decoder_get_own_delay   (HearthVideoDecoder  *self);

/** hearth_video_decoder_get_delay: Returns: ns from a packet's timestamp (PTS) to the screen: the greater of the two above. */
GstClockTime        hearth_video_decoder_get_delay       (HearthVideoDecoder  *self);

/** hearth_video_decoder_get_frames: Returns: how many pictures were shown or given to the tap, since the decoder was made. */
guint64             hearth_video_decoder_get_frames      (HearthVideoDecoder  *self);

/** hearth_video_decoder_get_arrivals: Returns: what has come, decoded or not, since the decoder was made. */
HearthStreamArrivals hearth_video_decoder_get_arrivals   (HearthVideoDecoder  *self);

/** hearth_video_decoder_get_packets_lost: Returns: how many packets never came, since the decoder was made. */
guint64             hearth_video_decoder_get_packets_lost (HearthVideoDecoder *self);

/**
 * hearth_video_decoder_get_size:
 * @width: (out): pixels of the last key frame as it came, 0 before the first
 * @height: (out): same
 */
void                hearth_video_decoder_get_size        (HearthVideoDecoder  *self,
                                                          int                 *width,
                                                          int                 *height);

/** hearth_video_decoder_close: Ends everything; idempotent. */
void                hearth_video_decoder_close           (HearthVideoDecoder  *self);

G_END_DECLS
