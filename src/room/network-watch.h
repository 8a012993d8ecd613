/* How the network between this computer and the others in the room is, looked at once a second: whose connection is slow, and the
 * counters and routes behind that.
 *
 *   guest links (host) ─┐                      ┌─▶ HearthMember "slow", told to everybody by the roster
 *                       ├─ strain meters ─ who ┤
 *   host link (guest)  ─┘                      └─▶ hearth_network_watch_is_slow(): this person
 *
 * The host knows the paths to everybody, a guest only its own; of the others' it is told no more than whether they are slow. Where
 * most of several guests are slow at once, it is the host's connection that is.
 *
 * Main thread; owned by HearthRoomHost or HearthRoomGuest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/link-stats.h"
#include "room/member.h"

G_BEGIN_DECLS

typedef struct _HearthGathering HearthGathering;
typedef struct _HearthHostLink HearthHostLink;

#define HEARTH_TYPE_NETWORK_WATCH (hearth_network_watch_get_type ())
G_DECLARE_FINAL_TYPE (HearthNetworkWatch, hearth_network_watch, HEARTH, NETWORK_WATCH, GObject)

/** hearth_network_watch_new_host / _new_guest: (transfer none): whose links are watched from now on. */
HearthNetworkWatch *hearth_network_watch_new_host  (HearthGathering     *gathering) G_GNUC_WARN_UNUSED_RESULT;
HearthNetworkWatch *hearth_network_watch_new_guest (HearthHostLink      *host) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_network_watch_get_link:
 * @member: (nullable): one of the others; %NULL for whoever hosts
 * @stats: (out caller-allocates): counters between this computer and theirs
 *
 * Returns: %FALSE, and @stats untouched, where no packet goes directly between the two: a guest's go to the host only, the host's
 *   to everybody else
 */
gboolean            hearth_network_watch_get_link  (HearthNetworkWatch  *self,
                                                    HearthMember        *member,
                                                    HearthLinkStats     *stats);

/** hearth_network_watch_get_routes: like hearth_network_watch_get_link(), but dearer: for when somebody looks. */
gboolean            hearth_network_watch_get_routes (HearthNetworkWatch *self,
                                                     HearthMember       *member,
                                                     HearthLinkRoutes   *routes);

/** hearth_network_watch_is_slow: Returns: whether it is this person's own connection that is slow. */
gboolean            hearth_network_watch_is_slow   (HearthNetworkWatch  *self);

/** hearth_network_watch_is_host_slow: Returns: whether it is the host's, be somebody sitting there or not. */
gboolean            hearth_network_watch_is_host_slow (HearthNetworkWatch *self);

/** hearth_network_watch_close: Looks no more; idempotent; no signal afterwards. Dispose calls it. */
void                hearth_network_watch_close     (HearthNetworkWatch  *self);

/* Signal ::measured (): once a second; what the functions above give is new */

G_END_DECLS
