/* Why a person is not in the room (any more): see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room-error.h"

G_DEFINE_QUARK (hearth-room-error-quark, hearth_room_error)

GError *
hearth_room_error_new_denied (HearthDenyReason reason)
{
  switch (reason)
    {
    case HEARTH_DENY_NO_SUCH_ROOM:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_NO_SUCH_ROOM, "There is no such room");
    case HEARTH_DENY_FULL:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_FULL, "The room is full");
    case HEARTH_DENY_LOCKED:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_LOCKED, "The room is locked");
    case HEARTH_DENY_BANNED:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_BANNED, "The host let this person never in again");
    case HEARTH_DENY_EXPIRED:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_EXPIRED, "The link does not work any more");
    case HEARTH_DENY_VERSION:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_VERSION, "The other side speaks another version");
    case HEARTH_DENY_BUSY:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_TIMEOUT, "The server is too busy");
    case HEARTH_DENY_NONE:
    case HEARTH_DENY_REFUSED:
    case HEARTH_DENY_TAKEN:
    default:
      return g_error_new_literal (HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_REFUSED, "The room cannot be entered");
    }
}
