/* From a GstSample to a HearthVideoFrame without copying the pixels. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "base/video-frame.h"

G_BEGIN_DECLS

/**
 * hearth_video_frame_new_from_sample:
 * @sample: video/x-raw in BGRA, opaque
 * @original: (nullable) (transfer none): what hearth_picture_scaler_scale() made @sample from: where it is larger it is kept with the
 *   frame (hearth_video_frame_dup_original())
 * @shown_at: as in hearth_video_frame_new()
 *
 * Returns: (transfer full) (nullable): a frame that holds the sample's memory, or %NULL where the sample is something else
 */
HearthVideoFrame *hearth_video_frame_new_from_sample (GstSample *sample,
                                                      GstSample *original,
                                                      gint64     shown_at) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
