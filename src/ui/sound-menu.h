/* What opens beside the microphone's switch: which microphone and which speaker, whether they work, and what is done to the sound of this
 * microphone, which is remembered for it. Main thread; owned by the button that opens it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SOUND_MENU (hearth_sound_menu_get_type ())
G_DECLARE_FINAL_TYPE (HearthSoundMenu, hearth_sound_menu, HEARTH, SOUND_MENU, GtkPopover)

/** hearth_sound_menu_new: Returns: (transfer floating): of @call's devices */
GtkWidget *hearth_sound_menu_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
