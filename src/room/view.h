/* How large everybody's pictures are shown to one person. The same table on both sides: a guest fills it from its window and sends it,
 * the host fills it from what came and chooses layers by it.
 *
 * Whoever has just come counts as shown at HEARTH_ROOM_DEFAULT_WIDTH × _HEIGHT until a window or a VIEW says otherwise, and a screen
 * that has just been shared at twice that, so that a picture comes at once. Pure. Owned by HearthReceiverFeed (host) and HearthHostLink (guest).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/control-message.h"

G_BEGIN_DECLS

typedef struct _HearthView HearthView;

HearthView           *hearth_view_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_view_free       (HearthView                 *self);

/** hearth_view_add / _remove: Somebody comes or goes, or begins or ends to share. Returns: whether anything has changed. */
gboolean              hearth_view_add        (HearthView                 *self,
                                              const char                 *id,
                                              HearthPictureKind           kind);
gboolean              hearth_view_remove     (HearthView                 *self,
                                              const char                 *id,
                                              HearthPictureKind           kind);

/** hearth_view_retain: Everybody goes of whom @filter does not say that they are there. */
typedef gboolean (*HearthViewFilter) (const char *id,
                                      gpointer    data);
void                  hearth_view_retain     (HearthView                 *self,
                                              HearthViewFilter            filter,
                                              gpointer                    data);

/**
 * hearth_view_show:
 * @id: who; a picture that is not there is ignored
 * @width: device pixels; 0 where they are hidden
 *
 * Returns: whether anything has changed
 */
gboolean              hearth_view_show       (HearthView                 *self,
                                              const char                 *id,
                                              HearthPictureKind           kind,
                                              guint                       width,
                                              guint                       height,
                                              gboolean                    pinned);

/**
 * hearth_view_apply:
 * @message: a HEARTH_CONTROL_VIEW: whoever it does not name is hidden
 *
 * Returns: whether anything has changed
 */
gboolean              hearth_view_apply      (HearthView                 *self,
                                              const HearthControlMessage *message);

/** hearth_view_get: Returns: (transfer none): a tile of 0×0 where @id is hidden or unknown. */
const HearthTile     *hearth_view_get        (HearthView                 *self,
                                              const char                 *id,
                                              HearthPictureKind           kind);

/** hearth_view_to_message: Returns: (transfer full): a HEARTH_CONTROL_VIEW. */
HearthControlMessage *hearth_view_to_message (HearthView                 *self,
                                              guint64                     version) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthView, hearth_view_free)

G_END_DECLS
