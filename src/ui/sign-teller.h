/* Says what goes on without words, or unheard: who raised a hand, reactions, that this person's own hand is still up, and that they talk
 * while they are muted. Whoever comes close behind somebody is told of with them, so that forty who applaud are one sentence. Main thread;
 * owned by the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "ui/toast-queue.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SIGN_TELLER (hearth_sign_teller_get_type ())
G_DECLARE_FINAL_TYPE (HearthSignTeller, hearth_sign_teller, HEARTH, SIGN_TELLER, GObject)

/* A sentence waits so long for what comes with it, in ms; the next of its kind comes not before three times that. */
#define HEARTH_SIGN_TELLER_MS 1000

/** hearth_sign_teller_new: @queue: among whose toasts they are; outlives this. */
HearthSignTeller *hearth_sign_teller_new (HearthCall       *call,
                                          HearthToastQueue *queue) G_GNUC_WARN_UNUSED_RESULT;

/* Signals:
 *   ::toast (AdwToast *)   to be shown and announced; whoever hears it takes it
 *   ::announce (const char *)   a sentence for who does not see it: reactions
 */

G_END_DECLS
