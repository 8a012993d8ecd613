/* In which sizes a picture is sent, and with how many bits each: pure.
 *
 *   1280×720 → 720p 1.8 Mbit/s, 360p 600 kbit/s, 180p 200 kbit/s
 *    640×360 → 360p, 180p
 *    320×180 → 180p
 *   a screen of 1920×1080 → 1080p and 540p
 *
 * Each layer has half the width and half the height of the next larger one, so that scaling takes no more than averaging, and a tile
 * is at most twice as sharp as its picture need be. None is smaller than 180 lines: that is a tile of a full room, and half of it would
 * show no face. A screen is sent as it is, and in a quarter of it for a small tile; of one that is to be read there are fewer pictures,
 * which take two thirds of the bits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/video-content.h"
#include "media/layered-source.h"

G_BEGIN_DECLS

/**
 * hearth_layer_sizes_choose:
 * @content: what the picture shows
 * @width: pixels of the whole picture, more than 0
 * @height: same
 * @layers: (out caller-allocates) (array fixed-size=3): HEARTH_LIMIT_VIDEO_LAYERS places, the smallest picture first
 *
 * Returns: how many there are, at least 1; the last is the whole picture
 */
guint hearth_layer_sizes_choose (HearthVideoContent  content,
                                 int                 width,
                                 int                 height,
                                 HearthLayer        *layers);

G_END_DECLS
