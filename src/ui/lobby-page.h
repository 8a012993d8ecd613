/* Before a room: what is about to happen, how one will look and sound, and the button that does it. Main thread; owned by the
 * window.
 *
 * Nothing is captured before the person presses "Turn On Camera and Microphone".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_LOBBY_PAGE (hearth_lobby_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthLobbyPage, hearth_lobby_page, HEARTH, LOBBY_PAGE, AdwNavigationPage)

/** hearth_lobby_page_bind: @call: whose lobby it is; once. */
void hearth_lobby_page_bind (HearthLobbyPage *self,
                             HearthCall      *call);

/** hearth_lobby_page_add_toast: @toast: (transfer full): shown so that it covers no button. */
void hearth_lobby_page_add_toast (HearthLobbyPage *self,
                                  AdwToast        *toast);

G_END_DECLS
