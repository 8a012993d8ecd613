/* The last step of a picture on its way to the screen: to the size that it is drawn at, in the layout that GTK draws without converting.
 *
 *   I420 ─ halved while it stays large enough ─ bilinear to the size that is drawn ─ BGRA
 *
 * By libyuv: converting and drawing what nobody can see cost more than the scaling, and GStreamer's elements take up to three times as
 * long (µs a picture on one core, theirs and this: 640×360 as it is 66, 43; to 441×248 236, 175; 1280×720 to 882×496 2340, 717; to
 * 441×248 640, 212).
 *
 * A plain value, zero-initialised; on the one thread that uses it, cleared when that has ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

typedef struct
{
  GstCaps *from_caps; /* of the picture before, to which the others belong */
  GstVideoInfo from;
  GstCaps *to_caps;
  GstVideoInfo to;
  GstBufferPool *pool; /* of pictures of @to */

  GByteArray *halved;    /* room for steps in between */
  GByteArray *resized;
} HearthPictureScaler;

/**
 * hearth_picture_scaler_scale:
 * @picture: (transfer none): video/x-raw in I420 with square pixels
 * @width: pixels at most, 0 for as large as it is
 * @height: same
 *
 * Never larger than it came; its shape is kept. Its colours are BT.601's, whatever the caps say: VP8 has no others (RFC 6386, section
 * 9.2), but GStreamer takes a picture of more than 576 rows for BT.709, so that the same red was another one in each layer.
 *
 * Returns: (transfer full) (nullable): video/x-raw in BGRA with the same times, or %NULL where @picture is something else or there is
 *   no memory for another
 */
GstSample *hearth_picture_scaler_scale (HearthPictureScaler *self,
                                        GstSample           *picture,
                                        int                  width,
                                        int                  height) G_GNUC_WARN_UNUSED_RESULT;

void       hearth_picture_scaler_clear (HearthPictureScaler *self);

G_END_DECLS
