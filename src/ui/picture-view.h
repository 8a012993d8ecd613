/* One moving picture on the screen: draws a HearthPicture and the pointer over it, and tells it how large it is drawn. Main thread; owned by a tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/picture.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PICTURE_VIEW (hearth_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthPictureView, hearth_picture_view, HEARTH, PICTURE_VIEW, GtkWidget)

/* A picture is told its size (hearth_picture_show()) in device pixels, and 0×0 while the view is not mapped, not in view, or its
 * window is minimized or otherwise not seen; frames do not even reach the main thread then. */

/**
 * hearth_picture_view_set_picture:
 * @picture: (nullable): what to show
 * @mirrored: left and right changed, as people expect to see themselves
 * @whole: never cut, as a screen with text must not be; otherwise it fills the view as long as most of it stays visible
 */
void hearth_picture_view_set_picture (HearthPictureView *self,
                                      HearthPicture     *picture,
                                      gboolean           mirrored,
                                      gboolean           whole);

/** hearth_picture_view_get_aspect: Returns: the picture's width by height; 16:9 while there is none. */
double hearth_picture_view_get_aspect (HearthPictureView *self);

/** hearth_picture_view_set_pinned: whether it is large because the person wants that; the picture is told. */
void hearth_picture_view_set_pinned  (HearthPictureView *self,
                                      gboolean           pinned);

/** hearth_picture_view_set_in_view: whether it is inside what its container shows; %TRUE unless told. */
void hearth_picture_view_set_in_view (HearthPictureView *self,
                                      gboolean           in_view);

G_END_DECLS
