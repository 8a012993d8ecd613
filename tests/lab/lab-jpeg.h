/* A still of five grey bands, from left to right 0, 40, 128, 215 and 255, as a camera sends it that speaks JPEG: in full range. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How bright each band is. */
#define LAB_JPEG_BANDS { 0, 40, 128, 215, 255 }
#define LAB_JPEG_N_BANDS 5

/**
 * lab_jpeg_new:
 * @width: pixels, even
 * @height: pixels, even; of more than 360 the colours are halved in both directions, of others only from left to right, which is how cameras
 *   do it
 *
 * Aborts where GStreamer's jpegenc is missing: then there is no laboratory.
 *
 * Returns: (transfer full): a JPEG
 */
GBytes *lab_jpeg_new (int width,
                      int height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
