/* How the call controller has HearthAcquaintances know the people of a call. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/acquaintances.h"
#include "call/participant-list.h"
#include "room/room.h"

G_BEGIN_DECLS

/** hearth_acquaintances_new: @path: (type filename): where they are kept; @participants: (transfer none): of all calls. */
HearthAcquaintances *hearth_acquaintances_new    (const char            *path,
                                                  HearthParticipantList *participants) G_GNUC_WARN_UNUSED_RESULT;

/* Signal ::notice (HearthCallNotice, const char *detail)   PEOPLE_DAMAGED */

/** hearth_acquaintances_follow: @room: (nullable): whose people they are from now on. */
void                 hearth_acquaintances_follow (HearthAcquaintances   *self,
                                                  HearthRoom            *room);

G_END_DECLS
