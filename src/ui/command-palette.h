/* The command palette (Ctrl+K): every command that can be done now, found by typing. Main thread; presented over the window.
 *
 * Up and Down move through what is found while the keyboard stays in the entry, Return does it. What is chosen and how much was found is
 * announced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_COMMAND_PALETTE (hearth_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (HearthCommandPalette, hearth_command_palette, HEARTH, COMMAND_PALETTE, AdwDialog)

/** hearth_command_palette_new: @window: (transfer none): where its commands are done; outlives the palette. */
AdwDialog *hearth_command_palette_new (GtkWidget *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
