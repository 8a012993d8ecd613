/* From raw pictures to RTP with VP8: an RtpSource that lives as long as its owner, whatever happens to the camera.
 *
 *   push() → appsrc (keeps the newest) → vp8enc → rtpvp8pay → appsink → fan-out
 *
 * Every setting is for the least delay: no look-ahead, no queue, each picture's packets leave together as one list. The pictures'
 * PTS, the moment of capture, is the packets' PTS. One layer of a HearthLayeredEncoder. Main thread, except where said.
 *
 * Two temporal layers: every second picture refers only to the one before it, and nothing refers to it, so that whoever forwards may
 * leave it out and take it up again at any time. The packets say which is which (RFC 7741: TID, Y, N, TL0PICIDX, a picture id of
 * 15 bits). Pictures with text have one: there are few of them, and what one of two spent its bits on the other would spend again.
 *
 * An encoder that gives up is made anew after a second and goes on in the same RTP stream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/video-content.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VIDEO_ENCODER (hearth_video_encoder_get_type ())
G_DECLARE_FINAL_TYPE (HearthVideoEncoder, hearth_video_encoder, HEARTH, VIDEO_ENCODER, GObject)

/**
 * hearth_video_encoder_new:
 * @timestamp_offset: what RTP timestamps begin with: encoders that have the same give a picture the same timestamp
 *
 * Fails with HEARTH_MEDIA_ERROR_MISSING_ELEMENT.
 */
HearthVideoEncoder *hearth_video_encoder_new   (guint32              timestamp_offset,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_video_encoder_set_content: What its pictures show; CAMERA unless set. The next one is a beginning. No push may be running. */
void                hearth_video_encoder_set_content (HearthVideoEncoder *self,
                                                      HearthVideoContent  content);

/**
 * hearth_video_encoder_begin:
 *
 * The next picture is a key frame, encoded as if none had been before it: somebody wants this stream from now on.
 */
void                hearth_video_encoder_begin (HearthVideoEncoder  *self);

/**
 * hearth_video_encoder_push:
 * @picture: (transfer none): video/x-raw in I420 whose PTS is its moment of capture
 * @bitrate: bits a second; taken up with the first picture, and where the size is another
 *
 * One streaming thread at a time. Never blocks: while the encoder is busy only the newest picture waits for it. A picture older
 * than the one before it is dropped. After more than a second without pictures the next one is a beginning.
 */
void                hearth_video_encoder_push  (HearthVideoEncoder  *self,
                                                GstSample           *picture,
                                                guint                bitrate);

/** hearth_video_encoder_close: Ends everything; idempotent. No push may be running. */
void                hearth_video_encoder_close (HearthVideoEncoder  *self);

G_END_DECLS
