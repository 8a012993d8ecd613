/* The server's ordinary limits: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-limits.h"

#include "base/limits.h"

void
hearth_signalling_limits_init (HearthSignallingLimits *self)
{
  g_return_if_fail (self != NULL);

  *self = (HearthSignallingLimits) {
    .connections = 0,
    .connections_per_address = HEARTH_LIMIT_ADDRESS_CONNECTIONS,
    .attempts_per_address = HEARTH_LIMIT_ADDRESS_ATTEMPTS,
    .bytes_per_address = HEARTH_LIMIT_ADDRESS_BYTES,
    .misses_per_address = HEARTH_LIMIT_ADDRESS_MISSES,
    .rooms = HEARTH_LIMIT_ROOMS,
    .upgrade = HEARTH_LIMIT_UPGRADE_SECONDS * G_USEC_PER_SEC,
    .seatless = HEARTH_LIMIT_SEATLESS_SECONDS * G_USEC_PER_SEC,
    .quiet = HEARTH_LIMIT_QUIET_SECONDS * G_USEC_PER_SEC,
    .pong = HEARTH_LIMIT_PONG_SECONDS * G_USEC_PER_SEC,
    .meter = HEARTH_LIMIT_METER_SECONDS * G_USEC_PER_SEC,
    .room_kept = HEARTH_LIMIT_ROOM_KEPT_SECONDS * G_USEC_PER_SEC,
    .tick = G_USEC_PER_SEC / 2,
  };
}
