/* Pictures without a camera: the left half of one colour, the right half of another, 30 a second on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/video-encoder.h"

G_BEGIN_DECLS

typedef struct _PictureGenerator PictureGenerator;

/** picture_generator_start: Pushes into @encoder until picture_generator_stop(). Luma, both chromas of each half. */
PictureGenerator *picture_generator_start (HearthVideoEncoder *encoder,
                                           int                 width,
                                           int                 height,
                                           const guint8        left[3],
                                           const guint8        right[3]);
void              picture_generator_stop  (PictureGenerator   *self);

G_END_DECLS
