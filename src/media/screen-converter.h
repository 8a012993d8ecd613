/* Makes of what a compositor gives of a screen or window a picture that can be encoded: cut to what is shown of it, with even sides,
 * I420, and no larger than a bound. A plain value of whoever takes pictures; one streaming thread at a time.
 *
 * Pixels stay what they are wherever that can be: letters that are scaled by one pixel are blurred letters. So an odd side loses its last
 * row or column, and only what is larger than the bound is scaled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

typedef struct
{
  GstCaps *from; /* what the converter below takes, of this part; NULL without one */
  GstVideoRectangle part;
  guint max_pixels;
  GstCaps *to;
  GstVideoInfo from_info;
  GstVideoInfo to_info;
  GstVideoConverter *converter;
} HearthScreenConverter;

/**
 * hearth_screen_converter_convert:
 * @picture: (transfer none): video/x-raw, perhaps with a GstVideoCropMeta
 * @max_pixels: of the result, at least 4
 *
 * Returns: (transfer full) (nullable): the picture with the same PTS, or %NULL where @picture is none or has nothing in it
 */
GstSample *hearth_screen_converter_convert (HearthScreenConverter *self,
                                            GstSample             *picture,
                                            guint                  max_pixels) G_GNUC_WARN_UNUSED_RESULT;

void       hearth_screen_converter_clear   (HearthScreenConverter *self);

G_END_DECLS
