/* What the virtual cameras see: a person who talks in front of a blurred room, with sensor noise and an unsteady hand, so that
 * encoders have the work that a real camera gives them; and the moment of the picture along its top (app/picture-stamp.h).
 *
 * Drawn from random numbers, the same for the same seed. The still parts are painted once; a picture costs about 1 ms at 640×360.
 * Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabPicture LabPicture;

/**
 * lab_picture_new:
 * @width: pixels, even, 64 to 4096
 * @height: pixels, even, 36 to 2160
 * @seed: another person in another room for every number
 */
LabPicture *lab_picture_new  (int         width,
                              int         height,
                              guint       seed) G_GNUC_WARN_UNUSED_RESULT;
void        lab_picture_free (LabPicture *self);

/**
 * lab_picture_draw:
 * @pixels: (out caller-allocates): YUY2, BT.601, limited range
 * @stride: bytes from one row to the next
 * @taken_at: µs of CLOCK_MONOTONIC: where everything moves to, and what the stamp says
 */
void        lab_picture_draw (LabPicture *self,
                              guint8     *pixels,
                              int         stride,
                              gint64      taken_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPicture, lab_picture_free)

G_END_DECLS
