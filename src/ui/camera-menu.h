/* What opens beside the camera's switch: which camera, and what it sees while it is on. Main thread; owned by the button that opens it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CAMERA_MENU (hearth_camera_menu_get_type ())
G_DECLARE_FINAL_TYPE (HearthCameraMenu, hearth_camera_menu, HEARTH, CAMERA_MENU, GtkPopover)

/** hearth_camera_menu_new: Returns: (transfer floating): of @call's devices */
GtkWidget *hearth_camera_menu_new (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
