/* The server's limits as one value, so that tests and benchmarks can have shorter or wider ones. The reasons stand in
 * base/limits.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthSignallingLimits:
 * @connections: sockets in all; 0 for four fifths of the process's descriptors, on the GLib loop for HEARTH_LIMIT_APP_CONNECTIONS
 * @connections_per_address: sockets of one address
 * @attempts_per_address: new sockets of one address in a burst
 * @bytes_per_address: bytes from one address in a burst
 * @misses_per_address: wrong rooms or tokens of one address in a burst
 * @rooms: rooms in all
 * @upgrade: µs from the first byte to an open WebSocket
 * @seatless: µs that a socket may stay without a place in a room
 * @quiet: µs of silence before a ping
 * @pong: µs from that ping to the end
 * @meter: µs between two looks at what has come on a socket besides messages
 * @room_kept: µs that a room is kept for its lost host
 * @tick: µs between two looks at the deadlines
 */
typedef struct
{
  guint connections;
  guint connections_per_address;
  guint attempts_per_address;
  guint bytes_per_address;
  guint misses_per_address;
  guint rooms;
  gint64 upgrade;
  gint64 seatless;
  gint64 quiet;
  gint64 pong;
  gint64 meter;
  gint64 room_kept;
  gint64 tick;
} HearthSignallingLimits;

/** hearth_signalling_limits_init: the ordinary ones. */
void hearth_signalling_limits_init (HearthSignallingLimits *self);

G_END_DECLS
