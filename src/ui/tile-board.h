/* Everybody in the call: a tile for each item of a list of people, and for what they share. Main thread; owned by the call page.
 *
 *   grid                      everybody alike, as large as the room allows; scrolls where tiles would be too small to read
 *   speaker view, or a pin    one person large, the others small beside or below; "+9" for those who have no place
 *   presentation              the same with what somebody shares; its text is never cut
 *
 * Large is what is pinned, otherwise the share that was begun last, otherwise whoever of the others spoke last; this person never,
 * unless nobody else is there. With one other person this one's tile floats in a corner. Tiles stay the same widgets in every
 * layout, so neither pictures nor the keyboard's focus notice a change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "base/picture-kind.h"
#include "base/reaction.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TILE_BOARD (hearth_tile_board_get_type ())
G_DECLARE_FINAL_TYPE (HearthTileBoard, hearth_tile_board, HEARTH, TILE_BOARD, GtkWidget)

/* Writable properties:
 *   "speaker-view" (gboolean)
 *   "self-view" (gboolean): whether this person sees themselves while others are there; %TRUE unless set
 *   "active-speaker" (HearthParticipant, nullable)
 *   "pinned" (HearthParticipant, nullable, notified): who is large whoever speaks; %NULL where nobody or a share is
 *   "vadjustment" (GtkAdjustment, nullable): of the viewport that the board is in: who is scrolled away is not seen */

/** hearth_tile_board_set_participants: @participants: (nullable): a #GListModel of #HearthParticipant, this person first. */
void hearth_tile_board_set_participants (HearthTileBoard *self,
                                         GListModel      *participants);

/** hearth_tile_board_react: Shows that for a moment over @participant's tile, if they have one that is seen. */
void hearth_tile_board_react            (HearthTileBoard   *self,
                                         HearthParticipant *participant,
                                         HearthReaction     reaction);

/**
 * hearth_tile_board_get_large:
 * @kind: (out): which of their pictures
 *
 * Returns: (transfer none) (nullable): who is large; in the grid the only other person, or this one where nobody else is there
 */
HearthParticipant *hearth_tile_board_get_large (HearthTileBoard   *self,
                                                HearthPictureKind *kind);

G_END_DECLS
