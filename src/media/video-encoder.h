/* From raw pictures to RTP with VP8: an RtpSource that lives as long as its owner, whatever happens to the camera.
 *
 *   push() → appsrc (keeps the newest) → vp8enc → rtpvp8pay → appsink → fan-out
 *
 * Every setting is for the least delay: no look-ahead, no queue, each picture's packets leave together as one list. The pictures'
 * PTS, the moment of capture, is the packets' PTS. Main thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VIDEO_ENCODER (hearth_video_encoder_get_type ())
G_DECLARE_FINAL_TYPE (HearthVideoEncoder, hearth_video_encoder, HEARTH, VIDEO_ENCODER, GObject)

HearthVideoEncoder *hearth_video_encoder_new            (GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_video_encoder_set_resolution: Chooses the bit rate for pictures of this size in pixels, which follow. */
void                hearth_video_encoder_set_resolution (HearthVideoEncoder  *self,
                                                         int                  width,
                                                         int                  height);

/**
 * hearth_video_encoder_push:
 * @picture: (transfer none): video/x-raw in I420 whose PTS is its moment of capture
 *
 * One streaming thread at a time. Never blocks: while the encoder is busy only the newest picture waits for it. A picture older
 * than the one before it is dropped.
 */
void                hearth_video_encoder_push           (HearthVideoEncoder  *self,
                                                         GstSample           *picture);

/** hearth_video_encoder_close: Ends everything; idempotent. No push may be running. */
void                hearth_video_encoder_close          (HearthVideoEncoder  *self);

/* Signals: ::failed (GError *) */

G_END_DECLS
