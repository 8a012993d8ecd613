/* Everybody who is inside a room that this computer hosts: gives everybody's sound and picture to everybody else, and keeps them
 * told who is there.
 *
 *   guest A ─ up ─▶ member A's sources ─┬─▶ down ─▶ guest B     "g1/audio", "g1/video"
 *                                       └─▶ down ─▶ guest C
 *   this person's sources ──────────────┬─▶ down ─▶ guest A     "host/audio", "host/video"
 *                                       └─▶ down ─▶ …
 *
 * Knows no server and no door: who is added is in. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "room/guest-link.h"
#include "room/track-id.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_GATHERING (hearth_gathering_get_type ())
G_DECLARE_FINAL_TYPE (HearthGathering, hearth_gathering, HEARTH, GATHERING, GObject)

/** hearth_gathering_new: Nobody but the host. */
HearthGathering *hearth_gathering_new             (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_gathering_set_host: @state: (transfer none): how the host appears in the roster; id and host flag are ours. */
void             hearth_gathering_set_host        (HearthGathering         *self,
                                                   const HearthMemberState *state);

/** hearth_gathering_set_host_source: @source: (nullable): what the host sends; before the first guest. */
void             hearth_gathering_set_host_source (HearthGathering         *self,
                                                   HearthTrackKind          kind,
                                                   HearthRtpSource         *source);

/** hearth_gathering_mint_id: Returns: (transfer full): a member id that was never used in this room. */
char            *hearth_gathering_mint_id         (HearthGathering         *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_gathering_add: @guest: (transfer none): is inside from now on, until it is GONE; then ::left follows. */
void             hearth_gathering_add             (HearthGathering         *self,
                                                   HearthGuestLink         *guest);

/**
 * hearth_gathering_find_address / _find_key:
 *
 * Returns: (transfer none) (nullable): the guest whom the server calls so / with that key.
 */
HearthGuestLink *hearth_gathering_find_address    (HearthGathering         *self,
                                                   const char              *address);
HearthGuestLink *hearth_gathering_find_key        (HearthGathering         *self,
                                                   const HearthPublicKey   *key);

/** hearth_gathering_get_guests: Returns: (transfer none) (element-type HearthGuestLink): in the order they came. */
GPtrArray       *hearth_gathering_get_guests      (HearthGathering         *self);

/** hearth_gathering_get_members: Returns: (transfer none): a #GListModel of #HearthMember, in the same order. */
GListModel      *hearth_gathering_get_members     (HearthGathering         *self);

/** hearth_gathering_close: Closes every guest's connections; idempotent; no signal afterwards. Dispose calls it. */
void             hearth_gathering_close           (HearthGathering         *self);

/* Signal ::left (HearthGuestLink *): it is not inside any more. */

G_END_DECLS
