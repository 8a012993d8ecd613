/* Why a person is not in the room (any more).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "protocol/envelope.h"

G_BEGIN_DECLS

/**
 * HearthRoomError:
 * @HEARTH_ROOM_ERROR_NO_SUCH_ROOM: the link is right in form, but nobody has that room open
 * @HEARTH_ROOM_ERROR_FULL: no place left
 * @HEARTH_ROOM_ERROR_LOCKED: the host lets nobody in now
 * @HEARTH_ROOM_ERROR_REFUSED: the host said no
 * @HEARTH_ROOM_ERROR_BANNED: the host said never
 * @HEARTH_ROOM_ERROR_EXPIRED: the host took the link back, or it was for another time or another person
 * @HEARTH_ROOM_ERROR_VERSION: one of the two programs is too old
 * @HEARTH_ROOM_ERROR_HOST_LEFT: the host ended the room
 * @HEARTH_ROOM_ERROR_HOST_LOST: the host's computer does not answer any more
 * @HEARTH_ROOM_ERROR_TIMEOUT: no answer in time
 * @HEARTH_ROOM_ERROR_IMPOSTOR: somebody answered who is not the host that the link names
 * @HEARTH_ROOM_ERROR_REMOVED: the host removed this person
 */
typedef enum
{
  HEARTH_ROOM_ERROR_NO_SUCH_ROOM,
  HEARTH_ROOM_ERROR_FULL,
  HEARTH_ROOM_ERROR_LOCKED,
  HEARTH_ROOM_ERROR_REFUSED,
  HEARTH_ROOM_ERROR_BANNED,
  HEARTH_ROOM_ERROR_EXPIRED,
  HEARTH_ROOM_ERROR_VERSION,
  HEARTH_ROOM_ERROR_HOST_LEFT,
  HEARTH_ROOM_ERROR_HOST_LOST,
  HEARTH_ROOM_ERROR_TIMEOUT,
  HEARTH_ROOM_ERROR_IMPOSTOR,
  HEARTH_ROOM_ERROR_REMOVED,
} HearthRoomError;

#define HEARTH_ROOM_ERROR (hearth_room_error_quark ())
GQuark hearth_room_error_quark (void);

/** hearth_room_error_new_denied: Returns: (transfer full): the error for a reason that host or server gave. */
GError *hearth_room_error_new_denied (HearthDenyReason reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
