/* A place for the latest picture between the thread that makes pictures and the main thread that shows them.
 *
 * It holds one frame: a newer one replaces one that nobody has fetched, so a slow window never makes a queue.
 * The object lives on the main thread; only hearth_frame_mailbox_put() may be called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/video-frame.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_FRAME_MAILBOX (hearth_frame_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (HearthFrameMailbox, hearth_frame_mailbox, HEARTH, FRAME_MAILBOX, GObject)

HearthFrameMailbox *hearth_frame_mailbox_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_frame_mailbox_put:
 * @self: the mailbox
 * @frame: (transfer full) (nullable): the picture, or %NULL when there is no picture any more (camera off)
 *
 * Any thread; never blocks. The signal HearthFrameMailbox::changed follows on the main thread, once for any number of
 * puts before it runs.
 */
void                hearth_frame_mailbox_put       (HearthFrameMailbox *self,
                                                    HearthVideoFrame   *frame);

/**
 * hearth_frame_mailbox_get_frame:
 * @self: the mailbox
 *
 * Main thread.
 *
 * Returns: (transfer none) (nullable): the latest picture as of the last HearthFrameMailbox::changed
 */
HearthVideoFrame   *hearth_frame_mailbox_get_frame (HearthFrameMailbox *self);

/**
 * hearth_frame_mailbox_set_drawn_size:
 * @width: pixels of the screen, 0 where nobody knows
 * @height: same
 *
 * Main thread. How large the pictures are drawn now: whoever makes them need not make them larger. 0×0 unless set.
 */
void                hearth_frame_mailbox_set_drawn_size (HearthFrameMailbox *self,
                                                         int                 width,
                                                         int                 height);

/** hearth_frame_mailbox_get_drawn_size: Any thread. */
void                hearth_frame_mailbox_get_drawn_size (HearthFrameMailbox *self,
                                                         int                *width,
                                                         int                *height);

/**
 * hearth_frame_mailbox_get_n_put / _get_n_shown:
 *
 * Any thread / main thread. How many pictures were put in, and how many reached the main thread (the rest were replaced).
 */
guint64             hearth_frame_mailbox_get_n_put   (HearthFrameMailbox *self);
guint64             hearth_frame_mailbox_get_n_shown (HearthFrameMailbox *self);

G_END_DECLS
