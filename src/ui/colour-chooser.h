/* The person's colour, as a row of round buttons of which one is pressed. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/settings.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_COLOUR_CHOOSER (hearth_colour_chooser_get_type ())
G_DECLARE_FINAL_TYPE (HearthColourChooser, hearth_colour_chooser, HEARTH, COLOUR_CHOOSER, GtkWidget)

/** hearth_colour_chooser_bind: shows and sets the colour in @settings; once. */
void hearth_colour_chooser_bind (HearthColourChooser *self,
                                 HearthSettings      *settings);

G_END_DECLS
