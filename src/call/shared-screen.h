/* The screen that somebody else shares: their participant has it as "share" while they do, decoded as long as it is shown somewhere,
 * with their pointer over it.
 * What it sounds like is heard in any case, with the loudness that this person gave theirs.
 * Main thread; owned by HearthParticipantList.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/participant.h"
#include "media/speaker.h"
#include "room/member.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SHARED_SCREEN (hearth_shared_screen_get_type ())
G_DECLARE_FINAL_TYPE (HearthSharedScreen, hearth_shared_screen, HEARTH, SHARED_SCREEN, GObject)

/**
 * hearth_shared_screen_new:
 * @participant: (transfer none): somebody else; closed after this
 * @member: (transfer none): the same person
 * @speaker: (nullable) (transfer none): where its sound is heard
 */
HearthSharedScreen *hearth_shared_screen_new   (HearthParticipant  *participant,
                                                HearthMember       *member,
                                                HearthSpeaker      *speaker) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_shared_screen_close: Nothing of theirs is decoded any more; idempotent. Dispose calls it. */
void                hearth_shared_screen_close (HearthSharedScreen *self);

/* Signal ::shown-changed (HearthParticipant *): hearth_picture_get_shown() of what they share gives something else */

G_END_DECLS
