/* How loud this person wants to hear whom: remembered by key for as long as the program runs, so that who comes back, or is in the
 * next call, is as loud as before. Main thread; owned by the list of participants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VOLUMES (hearth_volumes_get_type ())
G_DECLARE_FINAL_TYPE (HearthVolumes, hearth_volumes, HEARTH, VOLUMES, GObject)

HearthVolumes *hearth_volumes_new    (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_volumes_follow: @participant: somebody new; as loud as they were once their key is known, and remembered from then on. */
void           hearth_volumes_follow (HearthVolumes     *self,
                                      HearthParticipant *participant);

G_END_DECLS
