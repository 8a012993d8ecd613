/* The desktop application: one process, one window, one call. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_APPLICATION (hearth_application_get_type ())
G_DECLARE_FINAL_TYPE (HearthApplication, hearth_application, HEARTH, APPLICATION, AdwApplication)

HearthApplication *hearth_application_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_application_get_call:
 *
 * Returns: (transfer none) (nullable): the call controller: from GApplication::startup (after the class's own handler) to
 *   ::shutdown, and %NULL before, after, and where the platform was refused
 */
HearthCall        *hearth_application_get_call   (HearthApplication *self);

/** hearth_application_get_window: Returns: (transfer none) (nullable): the window, where there is one. */
GtkWindow         *hearth_application_get_window (HearthApplication *self);

G_END_DECLS
