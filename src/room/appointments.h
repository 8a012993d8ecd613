/* Who is something else in a room than everybody who comes in: co-hosts and listeners, by their keys. At most HEARTH_LIMIT_DOOR_KEYS, then
 * the oldest is a speaker again.
 *
 * Pure. Main thread; owned by HearthDoorBook.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/role.h"
#include "protocol/identity.h"

G_BEGIN_DECLS

typedef struct _HearthAppointments HearthAppointments;

HearthAppointments *hearth_appointments_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_appointments_free    (HearthAppointments       *self);

/** hearth_appointments_get: Returns: HEARTH_ROLE_SPEAKER for who was never appointed. */
HearthRole          hearth_appointments_get     (const HearthAppointments *self,
                                                 const HearthPublicKey    *key);

/** hearth_appointments_set: @role: anything but HEARTH_ROLE_HOST. Returns: whether that is new. */
gboolean            hearth_appointments_set     (HearthAppointments       *self,
                                                 const HearthPublicKey    *key,
                                                 HearthRole                role);

/** hearth_appointments_dismiss: Nobody is that any more. Returns: whether somebody was. */
gboolean            hearth_appointments_dismiss (HearthAppointments       *self,
                                                 HearthRole                role);

/** hearth_appointments_has: Returns: whether anybody is that. */
gboolean            hearth_appointments_has     (const HearthAppointments *self,
                                                 HearthRole                role);

/** hearth_appointments_save: Returns: (transfer full) (array zero-terminated=1): "co-host KEY" or "listener KEY", oldest first. */
GStrv               hearth_appointments_save    (const HearthAppointments *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_appointments_load:
 * @lines: as hearth_appointments_save() gave them; of more than HEARTH_LIMIT_DOOR_KEYS the last count
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED, and nothing changed, where one of them is nothing like that
 */
gboolean            hearth_appointments_load    (HearthAppointments       *self,
                                                 const char *const        *lines,
                                                 GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthAppointments, hearth_appointments_free)

G_END_DECLS
