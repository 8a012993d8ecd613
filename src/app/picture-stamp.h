/* The moment a picture was taken, drawn into the picture itself, so that it survives every encoder on the way.
 *
 * The laboratory's virtual camera draws it, the program's own measurements read it back out of decoded pictures. A row of
 * HEARTH_PICTURE_STAMP_CELLS equal cells fills the whole width of the top 1/18 of the picture, black for 0 and white for 1, most
 * significant bit left: 24 bits of time in units of 100 µs (28 minutes, then it starts again) and an 8 bit check sum. Pure; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/video-frame.h"

G_BEGIN_DECLS

#define HEARTH_PICTURE_STAMP_CELLS 32
#define HEARTH_PICTURE_STAMP_ROWS 18

/**
 * hearth_picture_stamp_encode:
 * @taken_at: µs of g_get_monotonic_time() (CLOCK_MONOTONIC: the same for every process of a computer)
 *
 * Returns: what the cells show
 */
guint32  hearth_picture_stamp_encode (gint64            taken_at);

/**
 * hearth_picture_stamp_decode:
 * @cells: what the cells show
 * @now: µs of g_get_monotonic_time(), less than 14 minutes from the moment of the picture
 * @taken_at: (out): the moment of the picture, to 100 µs
 *
 * Returns: %FALSE where the check sum is wrong
 */
gboolean hearth_picture_stamp_decode (guint32           cells,
                                      gint64            now,
                                      gint64           *taken_at);

/** hearth_picture_stamp_read: As hearth_picture_stamp_decode(), from a picture of any size from 64×36 on. */
gboolean hearth_picture_stamp_read   (HearthVideoFrame *frame,
                                      gint64            now,
                                      gint64           *taken_at);

G_END_DECLS
