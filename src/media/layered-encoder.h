/* One picture encoded in several sizes at once: the HearthLayeredSource of this computer's camera, or of a screen that is shared.
 *
 *   push() ─┬────────────────────▶ video encoder 2 (720p)
 *           └─ half ─┬───────────▶ video encoder 1 (360p)
 *                    └─ half ────▶ video encoder 0 (180p)
 *
 * Each layer is a HearthVideoEncoder with a thread and an SSRC of its own, so that none waits for another or fails with it; one
 * timestamp offset for all. A layer that nobody wants gets no picture: it is neither scaled nor encoded. The smaller layers are
 * scaled from the next larger one that is wanted, on the thread that pushes, after that one has been handed to its encoder. Main
 * thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/video-content.h"
#include "media/layered-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_LAYERED_ENCODER (hearth_layered_encoder_get_type ())
G_DECLARE_FINAL_TYPE (HearthLayeredEncoder, hearth_layered_encoder, HEARTH, LAYERED_ENCODER, GObject)

/** hearth_layered_encoder_new: Fails with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. Nothing is wanted at first. */
HearthLayeredEncoder *hearth_layered_encoder_new      (GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_layered_encoder_set_content: What its pictures show; CAMERA unless set. No push may be running. */
void                  hearth_layered_encoder_set_content (HearthLayeredEncoder *self,
                                                          HearthVideoContent    content);

/**
 * hearth_layered_encoder_set_size:
 * @width: pixels of the pictures that are pushed, 0 while there are none
 * @height: same
 *
 * What hearth_layered_source_get_layers() tells. The layers themselves follow the pictures.
 */
void                  hearth_layered_encoder_set_size (HearthLayeredEncoder  *self,
                                                       int                    width,
                                                       int                    height);

/**
 * hearth_layered_encoder_push:
 * @picture: (transfer none): video/x-raw in I420 whose PTS is its moment of capture
 *
 * One streaming thread at a time. Never blocks (media/video-encoder.h); scaling 1280×720 twice takes less than 0.1 ms.
 */
void                  hearth_layered_encoder_push     (HearthLayeredEncoder  *self,
                                                       GstSample             *picture);

/** hearth_layered_encoder_get_wanted: Returns: bit n is set where layer n is wanted, see hearth_layered_source_set_wanted(). */
guint                 hearth_layered_encoder_get_wanted (HearthLayeredEncoder *self);

/** hearth_layered_encoder_close: Ends everything; idempotent. No push may be running. */
void                  hearth_layered_encoder_close    (HearthLayeredEncoder  *self);

G_END_DECLS
