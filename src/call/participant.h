/* A person in the call as the window shows them, this person included. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/acquaintance.h"
#include "base/media-tap.h"
#include "base/role.h"
#include "call/participant-stats.h"
#include "call/picture.h"
#include "call/reception-meter.h"

G_BEGIN_DECLS

/* Twice as loud: somebody whose microphone is far away. More would only distort. */
#define HEARTH_PARTICIPANT_MAX_VOLUME 2.0

#define HEARTH_TYPE_PARTICIPANT (hearth_participant_get_type ())
G_DECLARE_FINAL_TYPE (HearthParticipant, hearth_participant, HEARTH, PARTICIPANT, GObject)

/* Readable properties, notified: "name", "colour" (a name of hearth_profile_get_colours()), "microphone-on", "camera-on", "role" (int
 * of HearthRole; of others), "connected", "picture-held" (their camera is on, but the room carries no more pictures than those of
 * others), "speaking" (as the host says; this person: as the microphone says), "share" (HearthPicture, nullable), "hand" (uint),
 * "reception" (int of HearthReception; of others), "volume" (0 to HEARTH_PARTICIPANT_MAX_VOLUME), "muted-here". */

const char         *hearth_participant_get_id            (HearthParticipant *self);
const char         *hearth_participant_get_name          (HearthParticipant *self);
const char         *hearth_participant_get_colour        (HearthParticipant *self);
gboolean            hearth_participant_is_self           (HearthParticipant *self);
gboolean            hearth_participant_is_host           (HearthParticipant *self);
gboolean            hearth_participant_get_microphone_on (HearthParticipant *self);
gboolean            hearth_participant_get_camera_on     (HearthParticipant *self);
gboolean            hearth_participant_get_picture_held  (HearthParticipant *self);
HearthRole          hearth_participant_get_role          (HearthParticipant *self);
gboolean            hearth_participant_get_connected     (HearthParticipant *self);
gboolean            hearth_participant_get_speaking      (HearthParticipant *self);

/** hearth_participant_get_hand: Returns: where their raised hand is in the row of them, as the host says: 1 for the first; 0: it is down. */
guint               hearth_participant_get_hand          (HearthParticipant *self);

/** hearth_participant_get_reception: Returns: how well what they send arrives here. */
HearthReception     hearth_participant_get_reception     (HearthParticipant *self);

/** hearth_participant_get_volume: Returns: how loud their voice, and the sound of what they share, is played here: linear, 0 to 2; 1 unless set. */
double              hearth_participant_get_volume        (HearthParticipant *self);
void                hearth_participant_set_volume        (HearthParticipant *self,
                                                          double             volume);

/** hearth_participant_get_muted_here: Returns: whether this person does not want to hear them; nobody else notices. */
gboolean            hearth_participant_get_muted_here    (HearthParticipant *self);
void                hearth_participant_set_muted_here    (HearthParticipant *self,
                                                          gboolean           muted);

/** hearth_participant_get_acquaintance: Returns: (transfer none): what is known of who they are; the same for as long as they are there. */
HearthAcquaintance *hearth_participant_get_acquaintance  (HearthParticipant *self);

/** hearth_participant_get_camera: Returns: (transfer none): their picture (the self view for this person), also while the camera is off. */
HearthPicture      *hearth_participant_get_camera        (HearthParticipant *self);

/** hearth_participant_get_share: Returns: (transfer none) (nullable): the screen or window that they share. */
HearthPicture      *hearth_participant_get_share         (HearthParticipant *self);

/** hearth_participant_set_tap: for measurements, see base/media-tap.h; does nothing for this person. */
void                hearth_participant_set_tap           (HearthParticipant *self,
                                                          HearthMediaTap    *tap);

/** hearth_participant_get_stats: @stats: (out caller-allocates) */
void                hearth_participant_get_stats         (HearthParticipant      *self,
                                                          HearthParticipantStats *stats);

G_END_DECLS
