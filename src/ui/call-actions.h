/* What a person can do in a call, as actions that buttons, menus and keys share. Main thread; owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

/**
 * hearth_call_actions_new:
 *
 * "microphone" and "camera" (stateful, boolean: on) in a call and, once the person agreed, in the lobby; "share" (stateful,
 * boolean: a screen is shared; on is to be read), "share-text", "share-motion", "share-again", "share-sound" (stateful,
 * boolean: as the settings say) and "stop-sharing" in a call; "hand" (stateful, boolean: raised), "lower-hands" (everybody's)
 * and "react-…" in a call; "leave" in the lobby and in a call; "enter" in the lobby; "create" at home. Their states and whether
 * they can be used follow @call.
 */
GSimpleActionGroup *hearth_call_actions_new       (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_actions_switch_on: the person agreed to camera and microphone: each is on if they like to join with it. */
void                hearth_call_actions_switch_on (HearthCall *call);

G_END_DECLS
