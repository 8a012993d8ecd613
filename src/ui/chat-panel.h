/* The chat of a call: what everybody has written, the newest in sight, and where this person writes. Main thread; owned by the call page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CHAT_PANEL (hearth_chat_panel_get_type ())
G_DECLARE_FINAL_TYPE (HearthChatPanel, hearth_chat_panel, HEARTH, CHAT_PANEL, AdwBin)

/** hearth_chat_panel_bind: @call: whose chat; once. */
void hearth_chat_panel_bind  (HearthChatPanel *self,
                              HearthCall      *call);

/** hearth_chat_panel_clear: What was begun and not sent is gone. */
void hearth_chat_panel_clear (HearthChatPanel *self);

G_END_DECLS
