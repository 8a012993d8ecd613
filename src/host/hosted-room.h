/* The room of hearth-host and all that it stands on: the kept state, the server inside or elsewhere, the log, the figures.
 *
 * Main thread; owned by main().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "host/host-options.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HOSTED_ROOM (hearth_hosted_room_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostedRoom, hearth_hosted_room, HEARTH, HOSTED_ROOM, GObject)

/**
 * hearth_hosted_room_new:
 * @options: (transfer none): read only now
 *
 * Brings the kept room back or makes a new one, listens, and enters.
 *
 * Returns: (transfer full): the room being opened, or %NULL with the error of hearth_host_state_load() or _save(), or
 * HEARTH_SIGNALLING_ERROR_ADDRESS
 */
HearthHostedRoom *hearth_hosted_room_new   (const HearthHostOptions  *options,
                                            GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_hosted_room_leave: Tells the guests and ends; ::ended follows within half a second. Idempotent. */
void              hearth_hosted_room_leave (HearthHostedRoom         *self);

/* Signals:
 *   ::opened (const char *link, const char *co_host_link)   people can join; once. The second is NULL where nobody is to become a co-host
 *   ::ended (GError * nullable)   it is over: left, or could not be opened at the server
 */

G_END_DECLS
