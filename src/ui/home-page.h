/* The first page: create a room, join one by its link, or return to a recent one. Main thread; owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOME_PAGE (hearth_home_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthHomePage, hearth_home_page, HEARTH, HOME_PAGE, AdwNavigationPage)

/** hearth_home_page_bind: @call: whose recent rooms to show and whose lobby to open; once. */
void hearth_home_page_bind (HearthHomePage *self,
                            HearthCall     *call);

/** hearth_home_page_set_message: @message: (nullable): plain text above the page, such as why a call ended. */
void hearth_home_page_set_message (HearthHomePage *self,
                                   const char     *message);

G_END_DECLS
