/* Who saved a still of whose picture: what this person has others told, and what they are told. Each is told to the one who is on it.
 *
 *   hearth_snapshots_tell() ─▶ SNAPSHOT ─▶ the host ─▶ SNAPSHOT under the sender's id ─▶ ::taken
 *
 * Speaks in messages; whoever owns it has the channel. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "room/path.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SNAPSHOTS (hearth_snapshots_get_type ())
G_DECLARE_FINAL_TYPE (HearthSnapshots, hearth_snapshots, HEARTH, SNAPSHOTS, GObject)

/** hearth_snapshots_new: @waits: whether what does not go at once is kept for hearth_snapshots_repeat() */
HearthSnapshots *hearth_snapshots_new     (gboolean                    waits) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_snapshots_new_on: @path: (transfer none): has the channel to the host: a guest's. Nobody else need connect to ::send. */
HearthSnapshots *hearth_snapshots_new_on  (HearthPath                 *path) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_snapshots_tell:
 * @member_id: of the one who is on it
 *
 * Has them told. Where there is no channel at the moment they are told by the next one, of HEARTH_LIMIT_SNAPSHOTS at most.
 *
 * Returns: whether they are
 */
gboolean         hearth_snapshots_tell    (HearthSnapshots            *self,
                                           const char                 *member_id,
                                           HearthPictureKind           kind);

/** hearth_snapshots_receive: @message: a HEARTH_CONTROL_SNAPSHOT; more than HEARTH_LIMIT_SNAPSHOTS allows of one sender are ignored. */
void             hearth_snapshots_receive (HearthSnapshots            *self,
                                           const HearthControlMessage *message);

/** hearth_snapshots_repeat: There is a fresh channel: what did not go is told. */
void             hearth_snapshots_repeat  (HearthSnapshots            *self);

/** hearth_snapshots_close: No signal afterwards; idempotent. */
void             hearth_snapshots_close   (HearthSnapshots            *self);

/* Signals:
 *   ::send (HearthControlMessage *) → gboolean   a HEARTH_CONTROL_SNAPSHOT; %TRUE where it is on its way, or kept
 *   ::taken (const char *member_id, HearthPictureKind)   somebody, as the host says, saved a still of this person's
 */

G_END_DECLS
