/* How the call controller takes hands and reactions into a room and out of it. For src/call/ only. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "call/signs.h"
#include "room/gestures.h"

G_BEGIN_DECLS

/** hearth_signs_new: @participants: (transfer none): a #GListModel of #HearthParticipant: everybody in the call. */
HearthSigns *hearth_signs_new      (GListModel     *participants) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_signs_follow: @gestures: (nullable) (transfer none): of the room that this person is in; %NULL for none (any more). */
void         hearth_signs_follow   (HearthSigns    *self,
                                    HearthGestures *gestures);

/** hearth_signs_get_hand: Returns: where this person's hand is in the row, as the host says; 0: nowhere. Signal ::hand-changed. */
guint        hearth_signs_get_hand (HearthSigns    *self);

G_END_DECLS
