/* Raised hands and reactions in a room that this computer hosts: keeps the hands in the order in which they were raised, and passes
 * reactions on to everybody, whoever shows them included.
 *
 *   a guest's STATE (its connection is its id) ─▶ HearthModeration ─▶ HearthHandQueue ─▶ everybody's place ─▶ ROSTER to all
 *   a guest's REACT ─▶ how often ─▶ REACTED to all
 *   this person's own (HearthGestures) goes the same ways
 *
 * Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/gathering.h"
#include "room/gestures.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GESTURE_RELAY (hearth_gesture_relay_get_type ())
G_DECLARE_FINAL_TYPE (HearthGestureRelay, hearth_gesture_relay, HEARTH, GESTURE_RELAY, GObject)

/**
 * hearth_gesture_relay_new:
 * @gathering: (transfer none): nobody is inside yet
 */
HearthGestureRelay *hearth_gesture_relay_new          (HearthGathering    *gathering) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_gesture_relay_get_gestures: Returns: (transfer none): the host's own person's. */
HearthGestures     *hearth_gesture_relay_get_gestures (HearthGestureRelay *self);

/** hearth_gesture_relay_close: Passes on nothing more; idempotent. Dispose calls it. */
void                hearth_gesture_relay_close        (HearthGestureRelay *self);

G_END_DECLS
