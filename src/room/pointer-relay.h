/* Hands on, in a room that this computer hosts, where the pointers on shared screens are: to those to whom that screen is shown, and of it only
 * while it may be seen.
 *
 *   a guest's POINTER (its connection is its id) ─ how often ─▶ HearthMember ─ shared, not paused ─┬─▶ POINTER to each who shows it
 *   this person's own (HearthPointers) ────────────────────────────────────────────────────────────┘
 *
 * Each of them is told what is new to them: whoever comes later, or shows it later, begins with what it looks like; a fresh channel with all
 * of it, hidden ones included. Main thread; owned by HearthRelays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/gathering.h"
#include "room/pointers.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_POINTER_RELAY (hearth_pointer_relay_get_type ())
G_DECLARE_FINAL_TYPE (HearthPointerRelay, hearth_pointer_relay, HEARTH, POINTER_RELAY, GObject)

/** hearth_pointer_relay_new: @gathering: (transfer none): nobody is inside yet. */
HearthPointerRelay *hearth_pointer_relay_new          (HearthGathering    *gathering) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_pointer_relay_get_pointers: Returns: (transfer none): the host's own person's. */
HearthPointers     *hearth_pointer_relay_get_pointers (HearthPointerRelay *self);

/** hearth_pointer_relay_close: Hands on nothing more; idempotent. Dispose calls it. */
void                hearth_pointer_relay_close        (HearthPointerRelay *self);

G_END_DECLS
