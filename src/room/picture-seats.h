/* Whose picture is forwarded where more people have their camera on than a room carries: who came first; whoever switches the camera
 * off keeps their seat until somebody else needs it, so that lines need not change. Pure. Owned by HearthDistribution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthPictureSeats HearthPictureSeats;

/** hearth_picture_seats_new: @n: how many there are. */
HearthPictureSeats *hearth_picture_seats_new    (guint               n) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_picture_seats_free   (HearthPictureSeats *self);

/** hearth_picture_seats_set: @wanted: whether @id has a picture to show now. Returns: whether somebody gained or lost a seat. */
gboolean            hearth_picture_seats_set    (HearthPictureSeats *self,
                                                 const char         *id,
                                                 gboolean            wanted);

/** hearth_picture_seats_remove: @id has gone. Returns: whether somebody gained or lost a seat. */
gboolean            hearth_picture_seats_remove (HearthPictureSeats *self,
                                                 const char         *id);

/** hearth_picture_seats_has: whether @id has a seat. */
gboolean            hearth_picture_seats_has    (HearthPictureSeats *self,
                                                 const char         *id);

/** hearth_picture_seats_waits: whether @id wants a seat and has none. */
gboolean            hearth_picture_seats_waits  (HearthPictureSeats *self,
                                                 const char         *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPictureSeats, hearth_picture_seats_free)

G_END_DECLS
