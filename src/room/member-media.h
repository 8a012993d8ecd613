/* Gives each member what is received from them: joins who is there, the tracks that come, and who is on which voice line, in
 * whatever order these three are learnt. On a guest's computer the tracks are those of its connection, on the host's those of its own
 * feed; both learn from the same SPEAKERS message who is on a line, speaks, and speaks most.
 *
 *   tracks  "g1/video" ─────────────────────▶ member g1's picture
 *           "g1/share" ─────────────────────▶ the screen that g1 shares
 *           "slot0/audio" ─▶ SPEAKERS: g2 ──▶ member g2's voice
 *
 * Who goes is received no more. No network, no clock. Main thread; owned by HearthRoster (guest) and HearthGathering (host).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "protocol/control-message.h"
#include "room/member-private.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MEMBER_MEDIA (hearth_member_media_get_type ())
G_DECLARE_FINAL_TYPE (HearthMemberMedia, hearth_member_media, HEARTH, MEMBER_MEDIA, GObject)

/** hearth_member_media_new: @members: (transfer none): a list of #HearthMember; who comes later gets what is already there. */
HearthMemberMedia *hearth_member_media_new            (GListModel                 *members) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_member_media_set_track:
 * @track_id: "<member>/video", "<member>/share" or "slotN/audio"; other names are ignored
 * @source: (nullable) (transfer none): what is received under that name, %NULL for nothing any more; of another kind than its name
 *   says it is ignored
 */
void               hearth_member_media_set_track      (HearthMemberMedia          *self,
                                                       const char                 *track_id,
                                                       HearthRtpSource            *source);

/**
 * hearth_member_media_set_speakers:
 * @message: (transfer none): a HEARTH_CONTROL_SPEAKERS; the caller has looked at its version. Ids that nobody has are ignored
 */
void               hearth_member_media_set_speakers   (HearthMemberMedia          *self,
                                                       HearthControlMessage       *message);

/** hearth_member_media_get_active: Returns: (transfer none) (nullable): which of the members spoke most lately. */
HearthMember      *hearth_member_media_get_active     (HearthMemberMedia          *self);

/** hearth_member_media_clear: Nothing is received any more; nobody speaks. */
void               hearth_member_media_clear          (HearthMemberMedia          *self);

/* Signal ::active-changed () */

G_END_DECLS
