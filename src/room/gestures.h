/* What this person says in a room without words, and what others do: a raised hand, which lasts, and reactions, which are over at once. The
 * same whether this computer hosts the room or not.
 *
 *   hand-raised ─▶ STATE ─▶ the host's row of hands ─▶ ROSTER ─▶ hand         lowered by others: ROSTER ─▶ hand-raised: no
 *   react() ─▶ REACT ─▶ the host ─▶ REACTED to everybody, this person included ─▶ ::reacted
 *
 * Speaks in messages; whoever owns it has the channel. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/reaction.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GESTURES (hearth_gestures_get_type ())
G_DECLARE_FINAL_TYPE (HearthGestures, hearth_gestures, HEARTH, GESTURES, GObject)

/* Readable properties, notified: "hand-raised" (this person says so), "hand" (uint: where it is in the row, as the host says; 0: nowhere). */

HearthGestures *hearth_gestures_new             (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean        hearth_gestures_is_hand_raised  (HearthGestures             *self);
void            hearth_gestures_set_hand_raised (HearthGestures             *self,
                                                 gboolean                    raised);
guint           hearth_gestures_get_hand        (HearthGestures             *self);

/**
 * hearth_gestures_react: Shows it to everybody; ::reacted tells that it was shown.
 *
 * Returns: %FALSE where that is too much at once, or the stay is over
 */
gboolean        hearth_gestures_react           (HearthGestures             *self,
                                                 HearthReaction              reaction);

/* For the room. */

/** hearth_gestures_get_raised: Returns: for which time they raise their hand, as STATE says it; 0: they do not. */
guint64         hearth_gestures_get_raised      (HearthGestures             *self);

/** hearth_gestures_apply_roster: @message: a HEARTH_CONTROL_ROSTER, newer than those before. */
void            hearth_gestures_apply_roster    (HearthGestures             *self,
                                                 const HearthControlMessage *message);

/** hearth_gestures_receive: @message: a HEARTH_CONTROL_REACTED of the host's. */
void            hearth_gestures_receive         (HearthGestures             *self,
                                                 const HearthControlMessage *message);

/** hearth_gestures_set_own: what the host calls this person, and where it sees their hand. */
void            hearth_gestures_set_own         (HearthGestures             *self,
                                                 const char                 *id,
                                                 guint                       hand);

/** hearth_gestures_close: No ::send and no ::reacted afterwards; idempotent. */
void            hearth_gestures_close           (HearthGestures             *self);

/* Signals:
 *   ::send (HearthControlMessage *)   a HEARTH_CONTROL_REACT
 *   ::reacted (const char *member_id nullable, HearthReaction)   whose; %NULL: this person's own, for everybody has seen it
 */

G_END_DECLS
