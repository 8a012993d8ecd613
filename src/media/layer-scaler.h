/* Makes one layer's picture of a larger one. A plain value of whoever pushes pictures; one streaming thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

typedef struct
{
  GstCaps *from; /* what the converter below takes; NULL without one */
  GstCaps *to;
  GstVideoInfo from_info;
  GstVideoInfo to_info;
  GstVideoConverter *converter;
} HearthLayerScaler;

/**
 * hearth_layer_scaler_scale:
 * @picture: (transfer none): video/x-raw in I420
 * @width: pixels, even
 * @height: pixels, even
 *
 * Returns: (transfer full) (nullable): the same picture in this size with the same PTS, or %NULL where @picture is not one
 */
GstSample *hearth_layer_scaler_scale (HearthLayerScaler *self,
                                      GstSample         *picture,
                                      guint              width,
                                      guint              height) G_GNUC_WARN_UNUSED_RESULT;

void       hearth_layer_scaler_clear (HearthLayerScaler *self);

G_END_DECLS
