/* Staying without a window: asks the desktop whether that is all right, and tells it in one line what goes on (Quick Settings' "Background
 * Apps"). Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The portal refuses longer ones. */
#define HEARTH_BACKGROUND_STATUS_MAX 96

#define HEARTH_TYPE_BACKGROUND_PORTAL (hearth_background_portal_get_type ())
G_DECLARE_FINAL_TYPE (HearthBackgroundPortal, hearth_background_portal, HEARTH, BACKGROUND_PORTAL, GObject)

/* Signal:
 *   ::refused ()   the desktop would end us without a window; nothing where there is no portal, because then nobody does
 */

HearthBackgroundPortal *hearth_background_portal_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_background_portal_request: @reason: for the person, as the desktop may show it. */
void                    hearth_background_portal_request    (HearthBackgroundPortal *self,
                                                             const char             *reason);

/** hearth_background_portal_set_status: @status: one line; beyond HEARTH_BACKGROUND_STATUS_MAX characters it is cut. */
void                    hearth_background_portal_set_status (HearthBackgroundPortal *self,
                                                             const char             *status);

G_END_DECLS
