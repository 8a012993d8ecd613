/* A moving picture of somebody: their camera, or what they share. Says how large it is shown here, so that nobody sends more than is
 * seen and what nobody sees is not decoded. Main thread; owned by their participant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "base/pointer.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PICTURE (hearth_picture_get_type ())
G_DECLARE_FINAL_TYPE (HearthPicture, hearth_picture, HEARTH, PICTURE, GObject)

/* Readable properties, notified: "has-frame" (the mailbox holds one), "paused", "heard".
 * Signals ::shown-changed (): hearth_picture_get_shown() gives something else; ::pointer-changed (): hearth_picture_get_pointer() does. */

/** hearth_picture_new: @mailbox: where its frames arrive */
HearthPicture      *hearth_picture_new         (HearthFrameMailbox *mailbox) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_picture_get_mailbox: Returns: (transfer none) */
HearthFrameMailbox *hearth_picture_get_mailbox (HearthPicture      *self);
gboolean            hearth_picture_has_frame   (HearthPicture      *self);

/** hearth_picture_is_paused: whether its owner said that nothing is to be seen for a while: a screen, where they are away from it. */
gboolean            hearth_picture_is_paused   (HearthPicture      *self);
void                hearth_picture_set_paused  (HearthPicture      *self,
                                                gboolean            paused);

/** hearth_picture_is_heard: whether it comes with sound: a screen, and what its owner's computer plays. */
gboolean            hearth_picture_is_heard    (HearthPicture      *self);
void                hearth_picture_set_heard   (HearthPicture      *self,
                                                gboolean            heard);

/**
 * hearth_picture_get_pointer:
 *
 * Returns: (transfer none): where the pointer is over it, which is not part of its frames: whoever draws these draws it over them; hidden
 *   where there is none
 */
const HearthPointer *hearth_picture_get_pointer (HearthPicture     *self);
void                hearth_picture_set_pointer (HearthPicture       *self,
                                                const HearthPointer *pointer);

/**
 * hearth_picture_show:
 * @viewer: which place shows it: several windows may at once; only compared
 * @width: of the whole picture as it is drawn there, in device pixels; 0 where it is not seen
 * @height: same
 * @pinned: whether it is shown large there because this person wants that
 *
 * Cheap enough to be called with every change of a layout. A @viewer that goes says 0×0 before.
 */
void                hearth_picture_show        (HearthPicture      *self,
                                                gconstpointer       viewer,
                                                guint               width,
                                                guint               height,
                                                gboolean            pinned);

/**
 * hearth_picture_get_shown:
 * @width: (out): of the largest place that shows it, in device pixels, at most HEARTH_LIMIT_TILE_PIXELS
 * @height: (out): same; 0×0 where nobody has said anything yet, or where it is hidden
 *
 * Hiding counts after a second: coming back takes a key frame, and a page that is turned or a window that is moved hides for less.
 *
 * Returns: whether it is pinned
 */
gboolean            hearth_picture_get_shown   (HearthPicture      *self,
                                                guint              *width,
                                                guint              *height);

/** hearth_picture_is_wanted: Returns: %FALSE once it is hidden. A picture is wanted before anybody says how large. */
gboolean            hearth_picture_is_wanted   (HearthPicture      *self);

/** hearth_picture_close: No signal comes afterwards. Idempotent; dispose calls it. */
void                hearth_picture_close       (HearthPicture      *self);

G_END_DECLS
