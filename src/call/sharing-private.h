/* How the call controller takes sharing into a room and out of it. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "call/settings.h"
#include "call/sharing.h"
#include "media/layered-source.h"
#include "room/pointers.h"

G_BEGIN_DECLS

/** hearth_sharing_new: @settings: (transfer none): say whether sound is shared as well. */
HearthSharing       *hearth_sharing_new         (HearthSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sharing_join:
 * @members: (transfer none): of the room, a #GListModel of #HearthMember
 * @pointers: (transfer none): of the room: is told where the pointer is on what is shared
 *
 * Returns: (transfer none) (nullable): what is sent to the room, without layers while nothing is shared; %NULL where a part of
 *   GStreamer is missing
 */
HearthLayeredSource *hearth_sharing_join        (HearthSharing *self,
                                                 GListModel    *members,
                                                 HearthPointers *pointers);

/** hearth_sharing_get_sound: Returns: (transfer none) (nullable): the sound of it, as for hearth_sharing_join(); in a room. */
HearthRtpSource     *hearth_sharing_get_sound   (HearthSharing *self);

/** hearth_sharing_leave: Out of the room; idempotent. */
void                 hearth_sharing_leave       (HearthSharing *self);

/** hearth_sharing_set_allowed: whether the host lets this person share; what is shared ends where not. */
void                 hearth_sharing_set_allowed (HearthSharing *self,
                                                 gboolean       allowed);

/** hearth_sharing_withdraw: The host lets nobody see it: it ends, and where the room has enough of them people are told. */
void                 hearth_sharing_withdraw    (HearthSharing *self);

/* Signal ::notice (HearthCallNotice, const char *detail nullable)   SHARE_… */

G_END_DECLS
