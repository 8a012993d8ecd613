/* The receiving side of a path: answers offers, and asks for a fresh connection when the one it has dies. Main thread.
 *
 * Its tracks stay named while connections change below them: what a fresh connection brings replaces what the old one brought.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "peer/connection-config.h"
#include "room/path.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_INCOMING_PATH (hearth_incoming_path_get_type ())
G_DECLARE_FINAL_TYPE (HearthIncomingPath, hearth_incoming_path, HEARTH, INCOMING_PATH, HearthPath)

/** hearth_incoming_path_new: like hearth_outgoing_path_new(). */
HearthIncomingPath *hearth_incoming_path_new     (HearthDirection               direction,
                                                  const HearthConnectionConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_incoming_path_restart: The other side may have begun anew: its generations count from wherever it likes. */
void                hearth_incoming_path_restart (HearthIncomingPath           *self);

/* Signal ::track-changed (const char *track_id, HearthRtpSource * nullable): what is received under that name from now on. */

G_END_DECLS
