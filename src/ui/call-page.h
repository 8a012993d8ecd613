/* In a call: everybody's tiles, how long it lasts, the bar to speak, be seen, invite and leave, and the chat beside them. Main thread; owned by the
 * window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_PAGE (hearth_call_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallPage, hearth_call_page, HEARTH, CALL_PAGE, AdwNavigationPage)

/** hearth_call_page_bind: @call: which call to show; once. */
void hearth_call_page_bind (HearthCallPage *self,
                            HearthCall     *call);

/** hearth_call_page_set_fullscreen: whether its window is: the bars go away when nobody needs them. */
void hearth_call_page_set_fullscreen (HearthCallPage *self,
                                      gboolean        fullscreen);

/** hearth_call_page_is_chat_shown / _show_chat: what is written in the call, beside the pictures, or over them where there is no room. */
gboolean hearth_call_page_is_chat_shown (HearthCallPage *self);
void hearth_call_page_show_chat (HearthCallPage *self,
                                 gboolean        shown);

/** hearth_call_page_add_toast: @toast: (transfer full): shown so that it covers no button. */
void hearth_call_page_add_toast (HearthCallPage *self,
                                 AdwToast       *toast);

G_END_DECLS
