/* Pictures of cameras that send JPEG use all 256 values of a byte for their brightness; VP8 means 16 to 235 of them (RFC 6386, section
 * 9.2, and ITU-R BT.601), and whoever decodes it takes what is darker or brighter for black and white.
 *
 * GStreamer's converters leave the values as they are where the layout stays the same, whatever the caps say. A pure function; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * hearth_limited_range_make:
 * @picture: (transfer full): video/x-raw
 *
 * Where it is I420 in full range, its values are changed in place, or in a copy where others hold it as well (30 µs at 1280×720); otherwise it
 * stays as it is.
 *
 * Returns: (transfer full): the same picture with the same times
 */
GstSample *hearth_limited_range_make (GstSample *picture) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
