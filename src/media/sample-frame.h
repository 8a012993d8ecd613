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
 * @shown_at: as in hearth_video_frame_new()
 *
 * Returns: (transfer full) (nullable): a frame that holds the sample's memory, or %NULL where the sample is something else
 */
HearthVideoFrame *hearth_video_frame_new_from_sample (GstSample *sample,
                                                      gint64     shown_at) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
