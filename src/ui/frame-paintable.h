/* A person's moving picture as something GTK can draw: the latest frame of a mailbox. Main thread; owned by a tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

#include "base/frame-mailbox.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_FRAME_PAINTABLE (hearth_frame_paintable_get_type ())
G_DECLARE_FINAL_TYPE (HearthFramePaintable, hearth_frame_paintable, HEARTH, FRAME_PAINTABLE, GObject)

/**
 * hearth_frame_paintable_new:
 * @mailbox: whose frames to show
 * @mirrored: left and right changed, as people expect to see themselves
 *
 * Its intrinsic size is the frame's; without a frame it is empty.
 */
HearthFramePaintable *hearth_frame_paintable_new (HearthFrameMailbox *mailbox,
                                                  gboolean            mirrored) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_frame_paintable_set_scale_factor:
 * @scale_factor: pixels of the screen to one of the widget's, 1 unless set
 *
 * Whoever makes the pictures is told how large they are drawn, so that none is made larger.
 */
void                  hearth_frame_paintable_set_scale_factor (HearthFramePaintable *self,
                                                               int                   scale_factor);

/**
 * hearth_frame_paintable_set_awake:
 * @awake: whether it follows the mailbox, %TRUE unless set
 *
 * Whoever makes the pictures need not make any that nobody follows.
 */
void                  hearth_frame_paintable_set_awake (HearthFramePaintable *self,
                                                        gboolean              awake);

G_END_DECLS
