/* Who is in the room, as a guest learns it from the host: two independent streams of news — the roster over the control channel
 * and the tracks of the downward connection — joined whatever the order they come in.
 *
 * Pure: no network, no clock. Main thread; owned by HearthRoomGuest.
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
 * hearth_roster_apply:
 * @message: a HEARTH_CONTROL_ROSTER
 *
 * Adds, updates and removes members. A version that is not newer than the last one changes nothing.
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

/**
 * hearth_roster_set_track:
 * @track_id: "<member id>/<kind>"; other names are ignored
 * @source: (nullable) (transfer none): what is received under that name, %NULL for nothing any more
 *
 * A track whose member is not known yet waits for the roster that names them.
 */
void          hearth_roster_set_track     (HearthRoster               *self,
                                           const char                 *track_id,
                                           HearthRtpSource            *source);

/** hearth_roster_set_connected: whether the path to the host lives; it carries everybody. */
void          hearth_roster_set_connected (HearthRoster               *self,
                                           gboolean                    connected);

/** hearth_roster_clear: Everybody goes. */
void          hearth_roster_clear         (HearthRoster               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthRoster, hearth_roster_free)

G_END_DECLS
