/* One person in the call, or what they share: the picture, or their initials, and their name. Main thread; owned by the tile board,
 * the lobby or the mini window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "base/reaction.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PARTICIPANT_TILE (hearth_participant_tile_get_type ())
G_DECLARE_FINAL_TYPE (HearthParticipantTile, hearth_participant_tile, HEARTH, PARTICIPANT_TILE, GtkWidget)

/* Property: "pinned" (gboolean, readable and writable, notified: the person wants to see them large; a check in the tile's menu,
 * Return, or a double click. Not for this person's own tile). */

GtkWidget         *hearth_participant_tile_new             (HearthParticipant     *participant) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_participant_tile_new_share: @share: what @participant shares: shown whole, and in place of them */
GtkWidget         *hearth_participant_tile_new_share       (HearthParticipant     *participant,
                                                            HearthPicture         *share) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_participant_tile_set_participant: @participant: (nullable): whose camera to show from now on */
void               hearth_participant_tile_set_participant (HearthParticipantTile *self,
                                                            HearthParticipant     *participant);
HearthParticipant *hearth_participant_tile_get_participant (HearthParticipantTile *self);

/** hearth_participant_tile_get_share: Returns: (transfer none) (nullable): what is shown in place of the person */
HearthPicture     *hearth_participant_tile_get_share       (HearthParticipantTile *self);

/** hearth_participant_tile_get_own_aspect: Returns: the shape of what is shared, width by height; 0 for a person, who fits any. */
double             hearth_participant_tile_get_own_aspect  (HearthParticipantTile *self);
gboolean           hearth_participant_tile_is_pinned       (HearthParticipantTile *self);
void               hearth_participant_tile_set_pinned      (HearthParticipantTile *self,
                                                            gboolean               pinned);

/** hearth_participant_tile_react: Shows that for a moment, where the tile is seen. */
void               hearth_participant_tile_react           (HearthParticipantTile *self,
                                                            HearthReaction         reaction);

/** hearth_participant_tile_set_in_view: whether it is inside what its container shows; %TRUE unless told. */
void               hearth_participant_tile_set_in_view     (HearthParticipantTile *self,
                                                            gboolean               in_view);

G_END_DECLS
