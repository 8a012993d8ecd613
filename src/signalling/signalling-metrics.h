/* What the server has done so far, and what it holds now, as numbers: no addresses, no rooms, nothing of anybody. Counting is
 * adding to a member. Values; one thread; owned by the hub.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthSocketEnd: why the server ended a socket
 * @HEARTH_SOCKET_END_NO_UPGRADE: no WebSocket in time
 * @HEARTH_SOCKET_END_NO_SEAT: in no room in time
 * @HEARTH_SOCKET_END_NO_PONG: a ping was not answered
 * @HEARTH_SOCKET_END_SLOW_READER: too much waited for it
 * @HEARTH_SOCKET_END_TOO_LARGE: a message past the limit
 * @HEARTH_SOCKET_END_TOO_MUCH: too many messages or bytes
 * @HEARTH_SOCKET_END_MALFORMED: not an envelope, or not one that it may send
 * @HEARTH_SOCKET_END_REPLACED: its host has come back on another socket
 * @HEARTH_SOCKET_END_GOING_AWAY: the server ends
 */
typedef enum
{
  HEARTH_SOCKET_END_NO_UPGRADE,
  HEARTH_SOCKET_END_NO_SEAT,
  HEARTH_SOCKET_END_NO_PONG,
  HEARTH_SOCKET_END_SLOW_READER,
  HEARTH_SOCKET_END_TOO_LARGE,
  HEARTH_SOCKET_END_TOO_MUCH,
  HEARTH_SOCKET_END_MALFORMED,
  HEARTH_SOCKET_END_REPLACED,
  HEARTH_SOCKET_END_GOING_AWAY,
  HEARTH_N_SOCKET_ENDS,
} HearthSocketEnd;

/**
 * HearthSignallingMetrics: what only grows
 * @sockets_accepted: let in
 * @sockets_refused_full: turned away since the server has as many as it may have
 * @sockets_refused_address: since their address has, or comes too often
 * @accept_pauses: how often there was no descriptor left
 * @upgrades: WebSockets opened
 * @requests_refused: HTTP requests answered with a refusal
 * @asks_refused: rooms and doors asked for too often, or after too many misses
 * @misses: wrong rooms and tokens
 * @refusals: guests whom a host did not want
 * @ended: by HearthSocketEnd
 */
typedef struct
{
  guint64 sockets_accepted;
  guint64 sockets_refused_full;
  guint64 sockets_refused_address;
  guint64 accept_pauses;
  guint64 upgrades;
  guint64 requests_refused;
  guint64 messages_received;
  guint64 bytes_received;
  guint64 messages_sent;
  guint64 bytes_sent;
  guint64 asks_refused;
  guint64 misses;
  guint64 refusals;
  guint64 ended[HEARTH_N_SOCKET_ENDS];
} HearthSignallingMetrics;

/** HearthSignallingGauges: what there is now. */
typedef struct
{
  guint sockets;
  guint max_sockets;
  guint rooms;
  guint waiting;   /* guests at a door */
  guint inside;    /* guests in a room */
  guint addresses; /* known to the throttle */
  double cpu_seconds;
  guint64 resident_bytes;
} HearthSignallingGauges;

/** hearth_signalling_metrics_to_text: Returns: (transfer full): in the Prometheus text format, version 0.0.4. */
char *hearth_signalling_metrics_to_text (const HearthSignallingMetrics *self,
                                         const HearthSignallingGauges  *gauges) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
