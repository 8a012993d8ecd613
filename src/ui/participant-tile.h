/* One person in the call: their picture, or their initials, and their name. Main thread; owned by the tile board or the lobby.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PARTICIPANT_TILE (hearth_participant_tile_get_type ())
G_DECLARE_FINAL_TYPE (HearthParticipantTile, hearth_participant_tile, HEARTH, PARTICIPANT_TILE, GtkWidget)

/* Properties: "participant" (HearthParticipant, nullable, readable and writable), "pinned" (gboolean, readable and writable,
 * notified: the person wants to see them large; a check in the tile's menu, Return, or a double click. Not for this person's own tile).
 *
 * A tile tells its participant how large it is drawn (hearth_participant_show()); 0×0 while it is not mapped, not in view, or its
 * window is minimized or otherwise not seen. */

GtkWidget         *hearth_participant_tile_new             (HearthParticipant     *participant) G_GNUC_WARN_UNUSED_RESULT;
HearthParticipant *hearth_participant_tile_get_participant (HearthParticipantTile *self);
gboolean           hearth_participant_tile_is_pinned       (HearthParticipantTile *self);
void               hearth_participant_tile_set_pinned      (HearthParticipantTile *self,
                                                            gboolean               pinned);

/** hearth_participant_tile_set_in_view: whether it is inside what its container shows; %TRUE unless told. */
void               hearth_participant_tile_set_in_view     (HearthParticipantTile *self,
                                                            gboolean               in_view);

/** hearth_participant_tile_describe: Returns: (transfer full): all that the tile shows, in words: "Anna, microphone off". */
char              *hearth_participant_tile_describe        (HearthParticipant     *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
