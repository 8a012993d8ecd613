/* The roster as the host writes it, for each guest a copy of its own: HearthRoster reads it at the other end. Main thread; a value of
 * HearthGathering's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/control-message.h"
#include "room/guest-link.h"

G_BEGIN_DECLS

typedef struct
{
  HearthMemberState *host; /* how the host appears; here without an id */
  gboolean seated;         /* the host is somebody, and a member; otherwise only said to host */
  guint switches;          /* what speakers may do */
  guint64 version;         /* of what is written now: to be counted up with each change */
} HearthRosterWriter;

void                  hearth_roster_writer_init     (HearthRosterWriter      *self);
void                  hearth_roster_writer_clear    (HearthRosterWriter      *self);

/** hearth_roster_writer_set_host: @state: (transfer none): colour, and what is on. @name: told apart from everybody else's. */
void                  hearth_roster_writer_set_host (HearthRosterWriter      *self,
                                                     const HearthMemberState *state,
                                                     const char              *name);

/**
 * hearth_roster_writer_write:
 * @host_id: the member id of the host
 * @guests: (element-type HearthGuestLink): everybody else
 * @reader: one of these, for whom it is
 *
 * Returns: (transfer full): a HEARTH_CONTROL_ROSTER
 */
HearthControlMessage *hearth_roster_writer_write    (HearthRosterWriter      *self,
                                                     const char              *host_id,
                                                     GPtrArray               *guests,
                                                     HearthGuestLink         *reader) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
