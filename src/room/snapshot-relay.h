/* Hands on, in a room that this computer hosts, that somebody saved a still of somebody's picture: to the one who is on it and nobody else,
 * under the id of whose connection it came by. Believes nothing else of it. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/gathering.h"
#include "room/snapshots.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SNAPSHOT_RELAY (hearth_snapshot_relay_get_type ())
G_DECLARE_FINAL_TYPE (HearthSnapshotRelay, hearth_snapshot_relay, HEARTH, SNAPSHOT_RELAY, GObject)

/** hearth_snapshot_relay_new: @gathering: (transfer none): nobody is inside yet. */
HearthSnapshotRelay *hearth_snapshot_relay_new   (HearthGathering     *gathering) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_snapshot_relay_get_snapshots: Returns: (transfer none): the host's own person's. */
HearthSnapshots     *hearth_snapshot_relay_get_snapshots
                                                 (HearthSnapshotRelay *self);

/** hearth_snapshot_relay_close: Hands on nothing more; idempotent. Dispose calls it. */
void                 hearth_snapshot_relay_close (HearthSnapshotRelay *self);

G_END_DECLS
