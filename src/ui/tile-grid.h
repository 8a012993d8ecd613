/* Everybody in the call, as large as the room allows: a tile for each item of a list of people. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_TILE_GRID (hearth_tile_grid_get_type ())
G_DECLARE_FINAL_TYPE (HearthTileGrid, hearth_tile_grid, HEARTH, TILE_GRID, GtkWidget)

/** hearth_tile_grid_set_participants: @participants: (nullable): a #GListModel of #HearthParticipant. */
void hearth_tile_grid_set_participants (HearthTileGrid *self,
                                        GListModel     *participants);

G_END_DECLS
