/* Where this person writes: to whom, what, and who else will be able to read it. Main thread; owned by the panel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CHAT_COMPOSER (hearth_chat_composer_get_type ())
G_DECLARE_FINAL_TYPE (HearthChatComposer, hearth_chat_composer, HEARTH, CHAT_COMPOSER, GtkBox)

/** hearth_chat_composer_bind: @call: once. */
void hearth_chat_composer_bind  (HearthChatComposer *self,
                                 HearthCall         *call);

/** hearth_chat_composer_clear: What was not sent is gone, and what is written next goes to everybody. */
void hearth_chat_composer_clear (HearthChatComposer *self);

G_END_DECLS
