/* By which keys the others are in a room that this computer visits: what the host says of them, believed where they prove it
 * themselves (protocol/presence.h). The host's own key is the one that the link names and that signed the welcome, whatever the
 * roster says.
 *
 * Pure: the caller brings the time. Main thread; owned by HearthHostControl.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "protocol/control-message.h"
#include "protocol/identity.h"
#include "room/member-private.h"

G_BEGIN_DECLS

typedef struct _HearthKeyWitness HearthKeyWitness;

/** hearth_key_witness_new: @host: who hosts @room, as the trust session has proven. */
HearthKeyWitness *hearth_key_witness_new   (const char                 *room,
                                            const HearthPublicKey      *host) G_GNUC_WARN_UNUSED_RESULT;
void              hearth_key_witness_free  (HearthKeyWitness           *self);

/**
 * hearth_key_witness_apply:
 * @members: a #GListModel of #HearthMember, as @roster has left it
 * @roster: a HEARTH_CONTROL_ROSTER
 * @now: Unix time in seconds
 *
 * Each member has the key that they have proven, or none.
 */
void              hearth_key_witness_apply (HearthKeyWitness           *self,
                                            GListModel                 *members,
                                            const HearthControlMessage *roster,
                                            gint64                      now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthKeyWitness, hearth_key_witness_free)

G_END_DECLS
