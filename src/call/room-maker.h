/* Makes the room for a call out of settings and, for a guest, an invitation: brings the identity, starts the embedded server
 * where no other is configured. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/embedded-server.h"
#include "call/settings.h"
#include "protocol/invitation.h"
#include "room/room.h"

G_BEGIN_DECLS

/**
 * hearth_room_maker_make_async:
 * @settings: whose profile, server and connections
 * @invitation: (nullable): to visit; %NULL to host a new room
 */
void        hearth_room_maker_make_async  (HearthSettings        *settings,
                                           HearthInvitation      *invitation,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);

/**
 * hearth_room_maker_make_finish:
 * @server: (out) (transfer full) (nullable): the embedded server that the room stands on, to be kept until the room is over
 * @damaged_door: (out) (transfer full) (nullable): where what could not be read of whom this person remembers is kept now
 *
 * Returns: (transfer full): a room that nobody has entered yet, or %NULL with HEARTH_CALL_ERROR, HEARTH_SIGNALLING_ERROR,
 * HEARTH_PROTOCOL_ERROR or %G_IO_ERROR_CANCELLED
 */
HearthRoom *hearth_room_maker_make_finish (GAsyncResult          *result,
                                           HearthEmbeddedServer **server,
                                           char                 **damaged_door,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
