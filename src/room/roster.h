/* Who is in the room, as a guest learns it from the host over the control channel. What is received from each of them is
 * HearthMemberMedia's business.
 *
 * Pure: no network, no clock. Main thread; owned by HearthHostLink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "protocol/control-message.h"
#include "room/member-private.h"

G_BEGIN_DECLS

typedef struct _HearthRoster HearthRoster;

HearthRoster *hearth_roster_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void          hearth_roster_free          (HearthRoster               *self);

/**
 * hearth_roster_get_members:
 *
 * Returns: (transfer none): a #GListModel of #HearthMember: everybody but this person, in the host's order.
 */
GListModel   *hearth_roster_get_members   (HearthRoster               *self);

/**
 * hearth_roster_get_host_name:
 *
 * Returns: (transfer none) (nullable): who hosts, among the members or not: nobody may be sitting there. %NULL before the first
 * roster.
 */
const char   *hearth_roster_get_host_name (HearthRoster               *self);

/** hearth_roster_is_host_slow: Returns: whether the connection of whoever hosts is slow, as they say. */
gboolean      hearth_roster_is_host_slow  (HearthRoster               *self);

/**
 * hearth_roster_apply:
 * @message: a HEARTH_CONTROL_ROSTER
 *
 * Adds, updates and removes members, and learns who hosts. A version that is not newer than the last one changes nothing.
 *
 * Returns: whether it was newer
 */
gboolean      hearth_roster_apply         (HearthRoster               *self,
                                           const HearthControlMessage *message);

/**
 * hearth_roster_restart:
 *
 * The next roster counts whatever its version: the host began anew.
 */
void          hearth_roster_restart       (HearthRoster               *self);

/** hearth_roster_set_connected: whether the path to the host lives; it carries everybody. */
void          hearth_roster_set_connected (HearthRoster               *self,
                                           gboolean                    connected);

/** hearth_roster_clear: Everybody goes. */
void          hearth_roster_clear         (HearthRoster               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthRoster, hearth_roster_free)

G_END_DECLS
