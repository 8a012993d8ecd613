/* The last steps of a picture on its way to the screen: to the size that it is drawn at, then to the screen's colours.
 *
 *   → videoscale → capsfilter (no larger than drawn) → videoconvert →
 *
 * Scaling comes first and in the picture's own 4:2:0: converting and drawing what nobody can see cost more than the scaling. A
 * plain value that lives in a pipeline; built on the main thread, followed on the streaming thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "media/media-pipeline.h"

G_BEGIN_DECLS

typedef struct
{
  GstElement *first; /* the pipeline's */
  GstElement *filter;
  GstElement *last;
  int width; /* what the filter lets through at most; 0 for everything */
  int height;
} HearthPictureScaler;

/** hearth_picture_scaler_build: Puts the elements into @pipeline, linked with each other; HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
gboolean hearth_picture_scaler_build  (HearthPictureScaler *self,
                                       HearthMediaPipeline *pipeline,
                                       GError             **error);

/**
 * hearth_picture_scaler_follow:
 *
 * Streaming thread, with each picture: takes up another size that the pictures are drawn at. Pictures are never made larger than
 * they came.
 */
void     hearth_picture_scaler_follow (HearthPictureScaler *self,
                                       HearthFrameMailbox  *mailbox);

G_END_DECLS
