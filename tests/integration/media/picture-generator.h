/* Pictures without a camera: the left half of one colour, the right half of another, 30 a second on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _PictureGenerator PictureGenerator;

/** PictureGeneratorFunc: @picture: (transfer none). On the generator's thread. */
typedef void (*PictureGeneratorFunc) (gpointer   target,
                                      GstSample *picture);

/** picture_generator_start: Hands pictures to @push until picture_generator_stop(). Luma, both chromas of each half. */
PictureGenerator *picture_generator_start (PictureGeneratorFunc push,
                                           gpointer             target,
                                           int                  width,
                                           int                  height,
                                           const guint8         left[3],
                                           const guint8         right[3]);
void              picture_generator_stop  (PictureGenerator    *self);

G_END_DECLS
