/* One person in the call: their picture, or their initials, and their name. Main thread; owned by the tile grid or the lobby.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PARTICIPANT_TILE (hearth_participant_tile_get_type ())
G_DECLARE_FINAL_TYPE (HearthParticipantTile, hearth_participant_tile, HEARTH, PARTICIPANT_TILE, GtkWidget)

/* Property: "participant" (HearthParticipant, nullable, readable and writable). */

GtkWidget *hearth_participant_tile_new      (HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_participant_tile_describe: Returns: (transfer full): all that the tile shows, in words: "Anna, microphone off". */
char      *hearth_participant_tile_describe (HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
