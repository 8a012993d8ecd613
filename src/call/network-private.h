/* How the call controller makes the network's figures. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/network.h"
#include "media/layered-source.h"
#include "room/room.h"

G_BEGIN_DECLS

/** hearth_network_new: @participants: (transfer none): a #GListModel of #HearthParticipant, this person first. */
HearthNetwork *hearth_network_new    (GListModel          *participants) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_network_follow:
 * @room: (nullable) (transfer none): whose figures are taken from now on; %NULL for none
 * @camera: (nullable) (transfer none): what this person sends of themselves
 */
void           hearth_network_follow (HearthNetwork       *self,
                                      HearthRoom          *room,
                                      HearthLayeredSource *camera);

G_END_DECLS
