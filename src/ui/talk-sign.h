/* "Talking", over the pictures, for as long as a key of push to talk is held: whoever talks by a key sees that they are heard, also where the
 * bars are hidden or the keyboard is elsewhere. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/push-to-talk.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TALK_SIGN (hearth_talk_sign_get_type ())
G_DECLARE_FINAL_TYPE (HearthTalkSign, hearth_talk_sign, HEARTH, TALK_SIGN, GtkWidget)

/**
 * hearth_talk_sign_bind:
 * @announces: whether a screen reader says it too when it begins: of several signs one
 *
 * Once.
 */
void hearth_talk_sign_bind (HearthTalkSign   *self,
                            HearthPushToTalk *push_to_talk,
                            gboolean          announces);

G_END_DECLS
