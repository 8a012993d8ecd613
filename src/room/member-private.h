/* How a room changes its members. For src/room/ and for tests that pretend to be a room; nobody else includes this.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/control-message.h"
#include "room/member.h"
#include "room/track-id.h"

G_BEGIN_DECLS

/**
 * hearth_member_new:
 * @state: (transfer none): who it is: id and host are kept for good, the rest until hearth_member_update()
 */
HearthMember    *hearth_member_new           (const HearthMemberState *state) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_member_describe: Returns: (transfer full): as the roster shows them. */
HearthMemberState *hearth_member_describe    (HearthMember            *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_member_update: @state: (transfer none): what is known now; id and host are ignored. Notifies what has changed. */
void             hearth_member_update        (HearthMember            *self,
                                              const HearthMemberState *state);
void             hearth_member_rename        (HearthMember            *self,
                                              const char              *name,
                                              const char              *colour);

/** hearth_member_set_key / _set_proof: (nullable): what they have proven, and what they prove it to others with. */
void             hearth_member_set_key       (HearthMember            *self,
                                              const char              *key);
void             hearth_member_set_proof     (HearthMember            *self,
                                              const char              *proof);
const char      *hearth_member_get_proof     (HearthMember            *self);
void             hearth_member_set_connected (HearthMember            *self,
                                              gboolean                 connected);
void             hearth_member_set_speaking  (HearthMember            *self,
                                              gboolean                 speaking);
void             hearth_member_set_picture_held (HearthMember         *self,
                                                 gboolean              held);

void             hearth_member_set_slow      (HearthMember            *self,
                                              gboolean                 slow);

void             hearth_member_set_hand      (HearthMember            *self,
                                              guint                    hand);

/**
 * hearth_member_apply_pointer:
 * @message: (transfer none): a HEARTH_CONTROL_POINTER, of theirs
 * @seen: %FALSE where nothing of their screen may be: what it looks like is kept then, and not where it is
 *
 * It may come before the word that they share, and is kept for that; with the word that they do not, or pause, it is forgotten where it was.
 * What it looks like stays known as long as they are here, since nobody says that again.
 */
void             hearth_member_apply_pointer (HearthMember            *self,
                                              const HearthControlMessage *message,
                                              gboolean                 seen);

/** hearth_member_set_source: @source: (nullable) (transfer none): what is received from them from now on. */
void             hearth_member_set_source    (HearthMember            *self,
                                              HearthTrackKind          kind,
                                              HearthRtpSource         *source);
HearthRtpSource *hearth_member_get_source    (HearthMember            *self,
                                              HearthTrackKind          kind);

G_END_DECLS
