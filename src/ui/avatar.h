/* A person without a picture: their initials on their own colour, as large as the room it is given. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_AVATAR (hearth_avatar_get_type ())
G_DECLARE_FINAL_TYPE (HearthAvatar, hearth_avatar, HEARTH, AVATAR, GtkWidget)

/* Writable properties: "name" (nullable), "colour" (nullable, a name of hearth_settings_get_colours()). */

G_END_DECLS
