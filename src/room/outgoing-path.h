/* The sending side of a path: offers, and makes the fresh connection when one dies. Main thread.
 *
 * Knows what is to be sent by name, so that a fresh connection sends what the old one did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "peer/connection-config.h"
#include "room/path.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_OUTGOING_PATH (hearth_outgoing_path_get_type ())
G_DECLARE_FINAL_TYPE (HearthOutgoingPath, hearth_outgoing_path, HEARTH, OUTGOING_PATH, HearthPath)

/**
 * hearth_outgoing_path_new:
 * @direction: DOWN (from the host, with the control channel) or UP (from a guest, without)
 * @config: (transfer none): copied
 */
HearthOutgoingPath *hearth_outgoing_path_new       (HearthDirection               direction,
                                                    const HearthConnectionConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_outgoing_path_set_track:
 * @track_id: its name on this path
 * @source: (nullable) (transfer none): what to send under it from now on, %NULL for nothing any more
 *
 * Takes effect at once, with a new offer where a connection exists already.
 */
void                hearth_outgoing_path_set_track (HearthOutgoingPath           *self,
                                                    const char                   *track_id,
                                                    HearthRtpSource              *source);

/** hearth_outgoing_path_repeat: The line to the other side was broken: what it may not have heard is offered once more. */
void                hearth_outgoing_path_repeat    (HearthOutgoingPath           *self);

G_END_DECLS
