/* The host's own person as a receiver: what a guest's connection and jitterbuffers are for a guest, a HearthPacketSorter for each
 * picture is here. From the feed on everything is as it is for a guest.
 *
 *   feed of "host" ─▶ sorter ─▶ "g1/video" ────▶ HearthMemberMedia ─▶ member g1's picture
 *                  ───────────▶ "slot0/audio" ─▶                   ─▶ a member's voice
 *
 * Main thread; owned by HearthGathering.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/member-media.h"
#include "room/receiver-feed.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_OWN_SEAT (hearth_own_seat_get_type ())
G_DECLARE_FINAL_TYPE (HearthOwnSeat, hearth_own_seat, HEARTH, OWN_SEAT, GObject)

/**
 * hearth_own_seat_new:
 * @id: the host's own
 * @members: (transfer none): a list of #HearthMember: the others
 */
HearthOwnSeat      *hearth_own_seat_new          (const char           *id,
                                                  GListModel           *members) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_own_seat_get_feed: Returns: (transfer none): what this person receives. */
HearthReceiverFeed *hearth_own_seat_get_feed     (HearthOwnSeat        *self);

/** hearth_own_seat_set_speakers: @message: (transfer none): what a guest would be told. */
void                hearth_own_seat_set_speakers (HearthOwnSeat        *self,
                                                  HearthControlMessage *message);

/** hearth_own_seat_get_active: Returns: (transfer none) (nullable): which of the others spoke most lately. */
HearthMember       *hearth_own_seat_get_active   (HearthOwnSeat        *self);

/** hearth_own_seat_close: Receives nothing any more; idempotent; no signal afterwards. Dispose calls it. */
void                hearth_own_seat_close        (HearthOwnSeat        *self);

/* Signal ::active-changed () */

G_END_DECLS
