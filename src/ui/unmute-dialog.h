/* Somebody who may asks this person to unmute. Nobody switches a microphone on but the person whose it is. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

/**
 * hearth_unmute_dialog_new:
 * @sentence: who asks
 *
 * Returns: (transfer floating): to be presented; what is pressed takes effect where @call is still inside a room
 */
AdwDialog *hearth_unmute_dialog_new (HearthCall *call,
                                     const char *sentence) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
