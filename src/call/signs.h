/* What people in the call say without words, as the window shows it: raised hands and reactions. Main thread; owned by the call controller,
 * the same for its whole life and silent outside a call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/reaction.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SIGNS (hearth_signs_get_type ())
G_DECLARE_FINAL_TYPE (HearthSigns, hearth_signs, HEARTH, SIGNS, GObject)

/* Readable property, notified: "hand-raised" (this person raises their hand, and nobody has lowered it). Where hands are in their row is
 * their participants' "hand". */

gboolean hearth_signs_is_hand_raised  (HearthSigns    *self);
void     hearth_signs_set_hand_raised (HearthSigns    *self,
                                       gboolean        raised);

/**
 * hearth_signs_react: Shows it to everybody; ::reacted tells that it was shown, here as well.
 *
 * Returns: %FALSE where that is too much at once, or nobody is there to see it
 */
gboolean hearth_signs_react           (HearthSigns    *self,
                                       HearthReaction  reaction);

/* Signals:
 *   ::raised (HearthParticipant *)   somebody else has raised their hand just now; of each not again for a while
 *   ::reacted (HearthParticipant *, HearthReaction)   of anybody, this person included
 *   ::spoken ()   this person has spoken for a while with a raised hand, once: they may have forgotten it
 */

G_END_DECLS
