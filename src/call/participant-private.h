/* How the call controller makes and changes participants. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/participant.h"
#include "media/playback.h"
#include "room/member.h"

G_BEGIN_DECLS

/**
 * hearth_participant_new_self:
 * @mailbox: the self view
 */
HearthParticipant *hearth_participant_new_self     (const char         *name,
                                                    const char         *colour,
                                                    gboolean            host,
                                                    HearthFrameMailbox *mailbox) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_participant_new_member:
 * @member: somebody else; followed until hearth_participant_close()
 * @speaker: where they are heard
 */
HearthParticipant *hearth_participant_new_member   (HearthMember       *member,
                                                    HearthSpeaker      *speaker) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_participant_get_member: Returns: (transfer none) (nullable): %NULL for this person. */
HearthMember      *hearth_participant_get_member   (HearthParticipant  *self);

/* For this person only. */
void               hearth_participant_set_profile  (HearthParticipant  *self,
                                                    const char         *name,
                                                    const char         *colour);
void               hearth_participant_set_state    (HearthParticipant  *self,
                                                    gboolean            microphone_on,
                                                    gboolean            camera_on,
                                                    guint               hand);

/** hearth_participant_set_level: @level: dBFS: how loud this person is; of others the host says who speaks. */
void               hearth_participant_set_level    (HearthParticipant  *self,
                                                    double              level);

/** hearth_participant_set_share: @share, @playback: (nullable): what they share from now on, and what it comes from */
void               hearth_participant_set_share    (HearthParticipant  *self,
                                                    HearthPicture      *share,
                                                    HearthPlayback     *playback);

/** hearth_participant_stats_add_up: @stats: (out caller-allocates): of what somebody's playbacks counted */
void               hearth_participant_stats_add_up (HearthParticipantStats    *stats,
                                                    const HearthPlaybackStats *playback,
                                                    const HearthPlaybackStats *share,
                                                    gboolean                   camera_on);

/* Signal ::shown-changed (): hearth_picture_get_shown() of their camera gives something else */

/** hearth_participant_close: Stops decoding them; idempotent. Dispose calls it. */
void               hearth_participant_close        (HearthParticipant  *self);

G_END_DECLS
