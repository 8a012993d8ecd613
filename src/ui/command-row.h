/* One command in the palette: what it is called and its keys; hidden while it cannot be done. Main thread; owned by the palette.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/commands.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_COMMAND_ROW (hearth_command_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthCommandRow, hearth_command_row, HEARTH, COMMAND_ROW, GtkListBoxRow)

/** hearth_command_row_new: @command: outlives the row. */
GtkWidget           *hearth_command_row_new         (const HearthCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_command_row_get_command: Returns: (transfer none): what it stands for. */
const HearthCommand *hearth_command_row_get_command (HearthCommandRow    *self);

/** hearth_command_row_describe: Returns: (transfer full): title and keys, as they are read out. */
char                *hearth_command_row_describe    (HearthCommandRow    *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_command_row_matches:
 * @words: what was typed; "" matches everything
 *
 * Returns: whether it can be done now, and each of @words begins a word of its title, whatever their case and accents
 */
gboolean             hearth_command_row_matches     (HearthCommandRow    *self,
                                                     const char          *words);

G_END_DECLS
