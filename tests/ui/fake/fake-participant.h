/* How the stand-in for src/call makes and changes a person: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/participant.h"

G_BEGIN_DECLS

HearthParticipant *hearth_fake_participant_new           (const char        *name,
                                                          const char        *colour,
                                                          gboolean           is_self,
                                                          gboolean           is_host) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_fake_participant_set_profile   (HearthParticipant *self,
                                                          const char        *name,
                                                          const char        *colour);
void               hearth_fake_participant_set_host      (HearthParticipant *self,
                                                          gboolean           is_host);
void               hearth_fake_participant_set_media     (HearthParticipant *self,
                                                          gboolean           microphone_on,
                                                          gboolean           camera_on);
void               hearth_fake_participant_set_connected (HearthParticipant *self,
                                                          gboolean           connected);
void               hearth_fake_participant_set_speaking  (HearthParticipant *self,
                                                          gboolean           speaking);

/** hearth_fake_participant_set_picture_held: the room carries no more pictures than those of others. */
void               hearth_fake_participant_set_picture_held (HearthParticipant *self,
                                                             gboolean           held);

/** hearth_fake_participant_get_shown: what hearth_picture_show() said last: "640x360", "0x0", "320x180 pinned". */
char              *hearth_fake_participant_get_shown     (HearthParticipant *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_fake_participant_set_sharing: a page of text, as large as a screen. */
void               hearth_fake_participant_set_sharing   (HearthParticipant *self,
                                                          gboolean           sharing);

/** hearth_fake_participant_point: An arrow over what they share, at these shares of its width and height. */
void               hearth_fake_participant_point         (HearthParticipant *self,
                                                          double             x,
                                                          double             y);
char              *hearth_fake_participant_get_share_shown (HearthParticipant *self) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_fake_participant_set_role      (HearthParticipant *self,
                                                          HearthRole         role);
void               hearth_fake_participant_set_hand      (HearthParticipant *self,
                                                          guint              hand);
void               hearth_fake_participant_set_reception (HearthParticipant *self,
                                                          HearthReception    reception);

/** hearth_fake_participant_set_upright: their pictures are those of a phone held upright. */
void               hearth_fake_participant_set_upright   (HearthParticipant *self,
                                                          gboolean           upright);

/** hearth_fake_participant_set_mailbox: Where their pictures come from instead; before anybody has seen them. */
void               hearth_fake_participant_set_mailbox   (HearthParticipant  *self,
                                                          HearthFrameMailbox *mailbox);

/** hearth_fake_participant_draw: puts the picture of this moment into the mailbox, where the camera is on. @time: seconds. */
void               hearth_fake_participant_draw          (HearthParticipant *self,
                                                          double             time);

G_END_DECLS
