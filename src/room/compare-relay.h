/* Two people in a room that this computer hosts compare a code: hands what one says on to the other, and to the host's own person
 * what is for them. Nothing that is said here is believed: it was made so that no one in between can change it
 * (protocol/code-exchange.h).
 *
 *   a guest's COMPARE { peer: whom it is for } ─▶ { peer: whom it is from, by their connection } ─▶ that guest, or HearthComparer
 *
 * Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/comparer.h"
#include "room/gathering.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_COMPARE_RELAY (hearth_compare_relay_get_type ())
G_DECLARE_FINAL_TYPE (HearthCompareRelay, hearth_compare_relay, HEARTH, COMPARE_RELAY, GObject)

/**
 * hearth_compare_relay_new:
 * @gathering: (transfer none): nobody is inside yet
 * @comparer: (transfer none): the host's own person's
 */
HearthCompareRelay *hearth_compare_relay_new   (HearthGathering    *gathering,
                                                HearthComparer     *comparer) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_compare_relay_close: Hands on nothing more; idempotent. Dispose calls it. */
void                hearth_compare_relay_close (HearthCompareRelay *self);

G_END_DECLS
