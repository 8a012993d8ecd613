/* A round switch for the microphone or the camera: pressed is on; picture, label and tooltip say which. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_MEDIA_TOGGLE (hearth_media_toggle_get_type ())
G_DECLARE_FINAL_TYPE (HearthMediaToggle, hearth_media_toggle, HEARTH, MEDIA_TOGGLE, GtkToggleButton)

/* Properties: "camera" (construct-only: whether it is the camera's; FALSE is the microphone's), "withheld" (write-only: the host does not
 * let this person switch it on, which the tooltip says then), "push-to-talk" (write-only: Space does it as well), "talking" (write-only: it
 * is on for as long as a key is held). Its action comes from the template that it is in. */

G_END_DECLS
