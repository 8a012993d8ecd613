/* Why a person is not in the room (any more): see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room-error.h"

G_DEFINE_QUARK (hearth-room-error-quark, hearth_room_error)
