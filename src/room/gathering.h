/* Everybody who is inside a room that this computer hosts: who they are, and that each of them learns it. What reaches whom is
 * HearthDistribution's business.
 *
 *   guest A ─ voice, picture ─▶ ┌──────────────┐ ─ feed ─▶ guest A's downward path
 *   guest B ─ voice, picture ─▶ │ distribution │ ─ feed ─▶ guest B's downward path
 *   this person's sources ────▶ └──────────────┘ ─ feed ─▶ HearthOwnSeat ─▶ members' sources
 *
 *   one ROSTER and one SPEAKERS for each, where something has changed, ten times a second at most
 *
 * Knows no server and no door: who is added is in. Main thread; owned by HearthRoomHost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "room/distribution.h"
#include "room/guest-link.h"
#include "room/room.h"

G_BEGIN_DECLS

/* The host's own member id; guests are "g1-TAG", "g2-TAG", …. */
#define HEARTH_GATHERING_HOST_ID "host"

#define HEARTH_TYPE_GATHERING (hearth_gathering_get_type ())
G_DECLARE_FINAL_TYPE (HearthGathering, hearth_gathering, HEARTH, GATHERING, GObject)

/** hearth_gathering_new: Nobody but the host. */
HearthGathering *hearth_gathering_new             (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_gathering_set_host:
 * @state: (transfer none): how the host appears in the roster; id and host flag are ours, and so is a number behind the name of who calls
 *   themselves as a guest here is called
 */
void             hearth_gathering_set_host        (HearthGathering         *self,
                                                   const HearthMemberState *state);

/** hearth_gathering_set_host_slow: what everybody is told of the host's own connection. */
void             hearth_gathering_set_host_slow   (HearthGathering         *self,
                                                   gboolean                 slow);

/** hearth_gathering_set_host_hand: where the host's own raised hand is in the row, 0 where it is down. */
void             hearth_gathering_set_host_hand   (HearthGathering         *self,
                                                   guint                    hand);

/** hearth_gathering_get_host: Returns: (transfer none): the host as everybody sees them: name and colour. */
const HearthMemberState *hearth_gathering_get_host (HearthGathering        *self);

/**
 * hearth_gathering_set_local:
 * @sources: what the host's own person sends
 *
 * The host's own person takes part: what the others send reaches their members. Without it nobody sits at this computer. Once,
 * before the first guest.
 */
void             hearth_gathering_set_local       (HearthGathering          *self,
                                                   const HearthLocalSources *sources);

/** hearth_gathering_is_seated: Returns: whether the host's own person takes part. */
gboolean         hearth_gathering_is_seated       (HearthGathering         *self);

/** hearth_gathering_show: see hearth_room_show(): what the host's own person sees. */
void             hearth_gathering_show            (HearthGathering         *self,
                                                   const char              *member_id,
                                                   HearthPictureKind        kind,
                                                   guint                    width,
                                                   guint                    height,
                                                   gboolean                 pinned);

/** hearth_gathering_get_active: Returns: (transfer none) (nullable): which of the guests spoke most lately. */
HearthMember    *hearth_gathering_get_active      (HearthGathering         *self);

/** hearth_gathering_mint_id: Returns: (transfer full): a member id that was never used in this room. */
char            *hearth_gathering_mint_id         (HearthGathering         *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_gathering_add: @guest: (transfer none): is inside from now on, until it is GONE; then ::left follows. */
void             hearth_gathering_add             (HearthGathering         *self,
                                                   HearthGuestLink         *guest);

/**
 * hearth_gathering_find_address / _find_key / _find_id / _find_control:
 *
 * Returns: (transfer none) (nullable): the guest whom the server calls so / with that key / whom the others know by that id / whose conversation
 *   that is.
 */
HearthGuestLink *hearth_gathering_find_address    (HearthGathering         *self,
                                                   const char              *address);
HearthGuestLink *hearth_gathering_find_key        (HearthGathering         *self,
                                                   const HearthPublicKey   *key);
HearthGuestLink *hearth_gathering_find_id         (HearthGathering         *self,
                                                   const char              *id);
HearthGuestLink *hearth_gathering_find_control    (HearthGathering         *self,
                                                   HearthGuestControl      *control);

/** hearth_gathering_set_switches: @switches: (type HearthSwitches): what everybody is told that speakers may do by themselves. */
void             hearth_gathering_set_switches    (HearthGathering         *self,
                                                   guint                    switches);
guint            hearth_gathering_get_switches    (HearthGathering         *self);

/** hearth_gathering_tell_all: @message: (transfer none): to everybody whose channel is open. */
void             hearth_gathering_tell_all        (HearthGathering            *self,
                                                   const HearthControlMessage *message);

/** hearth_gathering_get_guests: Returns: (transfer none) (element-type HearthGuestLink): in the order they came. */
GPtrArray       *hearth_gathering_get_guests      (HearthGathering         *self);

/** hearth_gathering_get_members: Returns: (transfer none): a #GListModel of #HearthMember, in the same order. */
GListModel      *hearth_gathering_get_members     (HearthGathering         *self);

/** hearth_gathering_get_stats: of all that was forwarded to anybody. */
void             hearth_gathering_get_stats       (HearthGathering         *self,
                                                   HearthFeedStats         *stats);

/** hearth_gathering_close: Closes every guest's connections; idempotent; no signal afterwards. Dispose calls it. */
void             hearth_gathering_close           (HearthGathering         *self);

/* Signals:
 *   ::joined (HearthGuestLink *)   it is inside
 *   ::opened (HearthGuestLink *)   its channel is open, for the first time or anew; it has got its roster
 *   ::act (HearthGuestLink *, HearthControlMessage *)   a HEARTH_CONTROL_ACT
 *   ::left (HearthGuestLink *)   it is not inside any more
 *   ::active-changed ()
 */

G_END_DECLS
