/* In which sizes a picture is sent: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/layer-sizes.h"

#include <math.h>

/* Of the shorter side, in pixels. */
#define SMALLEST 180

/* Sizes in which a screen is sent at most. */
#define MAX_SCREEN_LAYERS 2

/* Bits a second: 600 kbit/s at 640×360 and 1.8 Mbit/s at 1280×720, where a talking head looks clean, and a power law between and
 * beyond: larger pictures need fewer bits for each pixel. */
static guint
choose_bitrate (HearthVideoContent content,
                int                width,
                int                height)
{
  double base = content == HEARTH_CONTENT_TEXT ? 400e3 : 600e3;
  double pixels = (double) width * height;

  return (guint) (base * pow (pixels / (640 * 360), 0.79));
}

/* VP8 halves the chroma once more. */
static int
halve (int length)
{
  return length / 2 & ~1;
}

guint
hearth_layer_sizes_choose (HearthVideoContent  content,
                           int                 width,
                           int                 height,
                           HearthLayer        *layers)
{
  guint most = content == HEARTH_CONTENT_CAMERA ? HEARTH_LIMIT_VIDEO_LAYERS : MAX_SCREEN_LAYERS;
  int widths[HEARTH_LIMIT_VIDEO_LAYERS] = { width }, heights[HEARTH_LIMIT_VIDEO_LAYERS] = { height };
  guint n = 1;

  g_return_val_if_fail (width > 0 && height > 0, 0);
  g_return_val_if_fail (layers != NULL, 0);

  while (n < most && halve (MIN (widths[n - 1], heights[n - 1])) >= SMALLEST)
    {
      widths[n] = halve (widths[n - 1]);
      heights[n] = halve (heights[n - 1]);
      n++;
    }

  for (guint i = 0; i < n; i++)
    layers[i] = (HearthLayer) {
      .width = (guint) widths[n - 1 - i],
      .height = (guint) heights[n - 1 - i],
      .bitrate = choose_bitrate (content, widths[n - 1 - i], heights[n - 1 - i]),
    };

  return n;
}
